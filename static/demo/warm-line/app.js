const first = new URLSearchParams(location.search).get("v") === "1";
const lines = [
  { at: 4, says: "This is my third call. I have told it twice already." },
  { at: 11, says: "I paid on the second, and the app took it again on the fourth.", pain: "Charged twice" },
  { at: 19, says: "Your colleague said the money would be back by Friday.", pain: "A promise we made" },
  { at: 27, says: "It is Monday and it is not back." },
  { at: 33, says: "And I cannot order until it is, my card is at its limit.", pain: "Blocked until then" },
  { at: 41, says: "Please do not send me a form. I filled in the form.", pain: "Already tried" },
];
const END = 46;
const $ = (id) => document.getElementById(id);
const make = (tag, text = "", className = "") =>
  Object.assign(document.createElement(tag), { textContent: text, className });
const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
const kept = new Set();
let second = 0;
let timer = null;

// A voice is drawn loud where somebody speaks and low where nobody does.
const loud = (i) => {
  const near = lines.some((line) => Math.abs((i / 60) * END - line.at - 2) < 2.6);
  return (near ? 34 : 6) + Math.abs(Math.sin(i * 1.7) * Math.cos(i * 0.6)) * (near ? 62 : 8);
};

function drawWave() {
  const bars = Array.from({ length: 60 }, (_, i) => {
    const bar = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    const height = loud(i);
    Object.entries({ x: i * 7, y: 60 - height / 2, width: 4, height, rx: 2 }).forEach(([k, v]) => bar.setAttribute(k, v));
    if ((i / 60) * END <= second && second) bar.setAttribute("class", "heard");
    return bar;
  });
  $("wave").replaceChildren(...bars);
}

function quote(line, index) {
  const item = make("li", "", kept.has(index) ? "kept" : "");
  const words = make("div");
  words.append(make("blockquote", line.says), make("small", `${clock(line.at)}${line.pain ? ` · ${line.pain}` : ""}`));
  const button = make("button", kept.has(index) ? "Kept" : "Keep");
  button.setAttribute("aria-pressed", kept.has(index));
  button.onclick = () => {
    kept.has(index) ? kept.delete(index) : kept.add(index);
    draw();
    $("quotes").children[index].querySelector("button").focus();
  };
  item.append(words, button);
  return item;
}

function draw() {
  const heard = lines.filter((line) => line.at <= second);
  $("clock").textContent = clock(second);
  if (heard.length) $("now").textContent = `“${heard.at(-1).says}”`;
  if (first) {
    $("hint").textContent = "First version: a summary, written by the model.";
    $("quotes").replaceChildren(make("li",
      "Customer is unhappy about a payment issue and a delayed refund. Sentiment: frustrated. Priority: medium.", "summary"));
  } else $("quotes").replaceChildren(...heard.map(quote));
  $("over").disabled = !first && kept.size < 2;
  drawWave();
}

function stop() { clearInterval(timer); timer = null; $("listen").textContent = second >= END ? "Listen again" : "Listen"; }
function tick() { second += 1; if (second >= END) stop(); draw(); }

$("listen").onclick = () => {
  if (timer) { stop(); return; }
  if (second >= END) { second = 0; kept.clear(); $("handed").textContent = ""; }
  timer = setInterval(tick, 350);
  $("listen").textContent = "Pause";
};
$("rest").onclick = () => { second = END; stop(); draw(); };
$("over").onclick = () => {
  const name = $("team").value.split(": ")[1];
  $("handed").textContent = first ? `${name} asks: could you tell me what happened, please?`
    : `${name} has ${kept.size} of her sentences and the sound behind each. She does not have to start again.`;
};
draw();
