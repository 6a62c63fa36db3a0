// Each change repairs some of the 20 cases and breaks others; a case broken by any change stays broken.
const parts = [
  { text: "You answer customers about refunds." },
  { kind: "add", text: "Quote the part of the policy that you rely on.", mends: [3, 7, 11, 14], breaks: [] },
  { kind: "change", old: "Be helpful and complete.", text: "Answer in at most three sentences.", mends: [5], breaks: [1, 8, 12, 16, 18, 19] },
  { text: "Never promise money that is not booked." },
  { kind: "change", old: "Ask for missing details.", text: "Ask for one missing detail at a time.", mends: [9, 17], breaks: [] },
  { kind: "drop", text: "Apologise if the customer is upset.", mends: [], breaks: [2] },
  { text: "If you are not sure, say so and hand over to a person." },
];
const FAILING = [3, 5, 7, 9, 11, 14, 17];
const changes = parts.filter((part) => part.kind);
changes.forEach((part) => { part.on = true; });
const $ = (id) => document.getElementById(id);
const make = (tag, text = "", className = "") =>
  Object.assign(document.createElement(tag), { textContent: text, className });
let tried = false;

function passing(on) {
  const broken = new Set(on.flatMap((part) => part.breaks));
  const mended = new Set(on.flatMap((part) => part.mends));
  return Array.from({ length: 20 }, (_, i) => !broken.has(i) && (!FAILING.includes(i) || mended.has(i)));
}
const count = (on) => passing(on).filter(Boolean).length;
const signed = (n) => (n > 0 ? `+${n}` : n < 0 ? `−${-n}` : "0");

function line(part) {
  const item = make("li", "", part.kind ? `${part.kind} ${part.on ? "" : "off"}` : "");
  const words = make("div");
  if (!part.kind) { item.append(make("p", part.text)); return item; }
  if (part.old) words.append(make("del", part.old));
  words.append(make(part.kind === "drop" ? "del" : "ins", part.text));
  const button = make("button", part.on ? "On" : "Off");
  button.setAttribute("aria-pressed", part.on);
  button.setAttribute("aria-label", `${part.on ? "On" : "Off"}: ${part.text}`);
  button.onclick = () => { part.on = !part.on; draw(); $("diff").querySelectorAll("button")[changes.indexOf(part)].focus(); };
  item.append(words);
  if (tried) {
    const effect = count([part]) - count([]);
    item.append(make("b", signed(effect), effect > 0 ? "up" : effect < 0 ? "down" : ""));
  }
  item.append(button);
  return item;
}

function draw() {
  const on = changes.filter((part) => part.on);
  const now = passing(on);
  const good = now.filter(Boolean).length;
  const base = count([]);
  $("diff").replaceChildren(...parts.map(line));
  $("cells").replaceChildren(...now.map((ok) => make("i", ok ? "✓" : "×", ok ? "ok" : "bad")));
  $("cells").setAttribute("aria-label", `${good} of 20 cases pass`);
  $("rate").replaceChildren(make("b", `${good}`), ` of 20 pass. Before the commit: ${base}.`);
  $("state").textContent = good === base ? "The commit changed nothing on balance. That hides a lot."
    : good > base ? `${signed(good - base)} with ${on.length} of 4 changes.` : `${signed(good - base)}: worse than before the commit.`;
  const helps = changes.filter((part) => count([part]) > base);
  const kept = tried && on.length === helps.length && on.every((part) => helps.includes(part));
  $("commit").hidden = !kept;
  $("commit").textContent = `Split the commit. Kept: ${helps.map((part) => `“${part.text}”`).join(" and ")}`;
}

$("each").onclick = () => {
  tried = true;
  $("best").hidden = false;
  draw();
};
$("best").onclick = () => {
  changes.forEach((part) => { part.on = count([part]) > count([]); });
  draw();
};
draw();
