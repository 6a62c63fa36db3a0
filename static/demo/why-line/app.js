const first = new URLSearchParams(location.search).get("v") === "1";
const columns = ["New", "Support", "Billing", "Engineering", "Done"];
const cards = [
  { id: 4127, at: "New", title: "Export misses the last day", why: "Ruth's accountant closes the month with it on Friday.", hands: 0 },
  { id: 4131, at: "New", title: "Receipt has the old address", why: "The tax office sent it back to a shop in Yaba.", hands: 0 },
  { id: 4098, at: "Support", title: "Charged twice for one order", why: "She cannot order until the second payment is back.", hands: 2 },
  { id: 4110, at: "Support", title: "Cannot change the delivery time", why: "A bakery opens at six, we deliver at eight.", hands: 1 },
  { id: 4077, at: "Billing", title: "Discount not on the invoice", why: "We promised it on the phone, on the twelfth.", hands: 2 },
  { id: 4101, at: "Billing", title: "Refund shows as failed", why: "He thinks that we kept his money.", hands: 3 },
  { id: 4084, at: "Support", title: "Nobody called back", why: "He stayed at home for our call, twice.", hands: 1 },
  { id: 4090, at: "Billing", title: "Two totals on one screen", why: "She paid the smaller one and was blocked.", hands: 2 },
  { id: 4063, at: "Engineering", title: "Order doubled on slow network", why: "Twelve crates came instead of six.", hands: 2 },
  { id: 4052, at: "Engineering", title: "Map pin lands in the lagoon", why: "Three couriers gave up on one street.", hands: 4 },
  { id: 4060, at: "Done", title: "Login code comes too late", why: "Night staff share one phone.", hands: 3 },
];
const $ = (id) => document.getElementById(id);
const make = (tag, text = "", className = "") =>
  Object.assign(document.createElement(tag), { textContent: text, className });
let inHand = null;

function card(it) {
  const box = make("article");
  const button = make("button", it.at === "Done" ? "Open again" : "Hand on");
  button.setAttribute("aria-label", `${button.textContent}: ${it.title}`);
  button.onclick = () => ask(it);
  box.append(make("small", `#${it.id}`), make("h3", it.title));
  if (first) box.append(make("p", "Customer reports an issue. Please review and take the appropriate action.", "robot"));
  else box.append(make("p", it.why, "why"));
  const foot = make("div");
  foot.append(make("span", it.hands ? `handed on ${it.hands} ${it.hands > 1 ? "times" : "time"}` : "new today"), button);
  box.append(foot);
  box.id = `card-${it.id}`;
  return box;
}

function draw() {
  $("board").replaceChildren(...columns.map((name) => {
    const column = make("section");
    const inside = cards.filter((it) => it.at === name);
    const title = make("h2", `${name} `);
    title.append(make("span", inside.length));
    column.append(title, ...inside.map(card));
    return column;
  }));
  if (first) $("said").textContent = "First version: the model writes the reason anew at each hand-over.";
}

function ask(it) {
  inHand = it;
  const next = columns[(columns.indexOf(it.at) + 1) % columns.length];
  $("to").replaceChildren(...columns.filter((name) => name !== it.at).map((name) => make("option", name)));
  $("to").value = next;
  $("hand-title").textContent = it.title;
  $("why").value = it.why;
  $("keep").textContent = "It still holds";
  $("hand").showModal();
}

$("why").addEventListener("input", () => {
  $("keep").textContent = $("why").value.trim() === inHand.why ? "It still holds" : "Keep my words";
});
$("close").onclick = () => $("hand").close();
$("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const why = $("why").value.trim();
  if (!why) { $("why").focus(); return; }
  const same = why === inHand.why;
  Object.assign(inHand, { at: $("to").value, why, hands: inHand.hands + 1 });
  $("hand").close();
  draw();
  $("said").textContent = `#${inHand.id} is with ${inHand.at}. ${same ? "The reason came along unchanged." : "The reason is in your words now."}`;
  document.querySelector(`#card-${inHand.id}`).classList.add("moved");
  document.querySelector(`#card-${inHand.id} button`).focus();
});
draw();
