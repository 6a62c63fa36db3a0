// Calls that say it, the place five colleagues gave it (0: not in their first five), and three quotes to check.
// Some quotes are under the wrong pain: the model put them there, and a person can take them out.
const pains = [
  { name: "The app is slow", calls: 14, people: 0, quotes: ["It takes ages until somebody answers", "The list loads forever on my phone", "Slow, slow, slow. Two days for a yes"] },
  { name: "Refunds take too long", calls: 12, people: 1, quotes: ["You promised Friday, it is Monday", "My money is with you, not with me", "Ten days for what you took in ten seconds"] },
  { name: "I would like a dark theme", calls: 9, people: 0, quotes: ["A dark mode would be nice", "It is too bright in the van", "You know what would be cool? Dark mode"] },
  { name: "I have to explain it again", calls: 8, people: 2, quotes: ["This is my third call", "Your colleague has all of this", "Do you not talk to each other?"] },
  { name: "Prices are confusing", calls: 7, people: 0, quotes: ["Why are there two totals?", "The courier told me a different price", "What is a service share?"] },
  { name: "The courier cannot find us", calls: 6, people: 3, quotes: ["He rings at number 4, we are 4b", "I stood in the rain to wave at him", "The pin is in the lagoon"] },
  { name: "A promised call never came", calls: 5, people: 4, quotes: ["I stayed at home for your call", "Nobody rang", "She said before noon"] },
  { name: "Cannot change an order", calls: 4, people: 5, quotes: ["I saw it one second after I pressed", "Cancel, why can I not cancel?", "I needed two, not twelve"] },
];
const list = document.getElementById("pains");
const compare = document.getElementById("compare");
const make = (tag, text = "", className = "") =>
  Object.assign(document.createElement(tag), { textContent: text, className });
const open = new Set();

// Each of the three quotes stands for a third of the calls under its pain.
const weight = (pain) => Math.round((pain.calls * pain.quotes.length) / 3);
const ranked = () => [...pains].sort((a, b) => weight(b) - weight(a) || a.name.localeCompare(b.name));

function quotes(pain) {
  const rows = make("ul");
  pain.quotes.forEach((said) => {
    const row = make("li");
    const out = make("button", "Not this pain", "quiet");
    out.onclick = () => {
      pain.quotes = pain.quotes.filter((other) => other !== said);
      draw();
      list.querySelector(`[data-pain="${pain.name}"] .name`).focus();
    };
    row.append(make("q", said.replace("", "")), out);
    rows.append(row);
  });
  return rows;
}

function row(pain, place) {
  const item = make("li", "", pain.people ? "theirs" : "");
  item.dataset.pain = pain.name;
  const name = make("button", pain.name, "name");
  name.setAttribute("aria-expanded", open.has(pain.name));
  name.onclick = () => {
    open.has(pain.name) ? open.delete(pain.name) : open.add(pain.name);
    draw();
    list.querySelector(`[data-pain="${pain.name}"] .name`).focus();
  };
  const bar = make("meter");
  Object.assign(bar, { min: 0, max: 14, value: weight(pain) });
  bar.setAttribute("aria-label", `${weight(pain)} calls`);
  const top = make("div", "", "top");
  top.append(make("b", place + 1), name, bar, make("span", `${weight(pain)} calls`, "count"));
  if (compare.getAttribute("aria-pressed") === "true") {
    top.append(make("span", pain.people ? `people: ${pain.people}` : "not picked", "people"));
  }
  item.append(top);
  if (open.has(pain.name)) item.append(quotes(pain));
  return item;
}

function draw() {
  const order = ranked();
  list.replaceChildren(...order.map(row));
  const shared = order.slice(0, 5).filter((pain) => pain.people).length;
  const agree = document.getElementById("agree");
  agree.hidden = compare.getAttribute("aria-pressed") !== "true";
  agree.textContent = `${shared} of the first five are the same: ${shared * 20}% agreement. ${
    shared < 4 ? "It counts what is said often. People listened for what made a customer leave." : "Now it is nearly their list, because you made it so."}`;
}

compare.onclick = () => {
  const on = compare.getAttribute("aria-pressed") !== "true";
  compare.setAttribute("aria-pressed", on);
  compare.textContent = on ? "Hide what five people picked" : "Show what five people picked";
  draw();
};
draw();
