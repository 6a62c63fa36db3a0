// How sure the reading is decides what is asked: nothing, a choice of two, or the number itself.
const receipts = [
  { shop: "Eko Fuel, Ikorodu Rd", lines: ["PETROL  8.0 L", "TOTAL   ₦7,200", "CASH    ₦7,200"], what: "Fuel", total: 7200 },
  { shop: "Yaba Phone Centre", lines: ["AIRTIME", "TOTAL   ₦1,#00", "thank you"], what: "Phone credit", either: [1300, 1800],
    doubt: "The second figure is smudged." },
  { shop: "Mile 12 Market", lines: ["parking", "~~~~~~~", "paid, M."], what: "Parking", doubt: "Handwritten. I cannot read the amount." },
];
const $ = (id) => document.getElementById(id);
const make = (tag, text = "", className = "") =>
  Object.assign(document.createElement(tag), { textContent: text, className });
const naira = (amount) => `₦${amount.toLocaleString("en")}`;
const kept = [];
let at = 0;

function paper() {
  $("paper").replaceChildren(make("b", receipts[at].shop), ...receipts[at].lines.map((line) => make("span", line)));
  $("paper").className = `paper tilt${at}`;
}

function aim() {
  document.body.className = "";
  $("read").replaceChildren();
  $("shoot").hidden = at >= receipts.length;
  if (at < receipts.length) paper();
  else { $("paper").replaceChildren(make("b", "No paper left.")); $("paper").className = "paper"; }
}

function keep(total) {
  kept.push({ ...receipts[at], total });
  at += 1;
  aim();
  draw();
  (at < receipts.length ? $("shoot") : $("send")).focus();
}

function choice(text, act, className = "") {
  const button = make("button", text, className);
  button.onclick = act;
  return button;
}

function typed() {
  const form = make("form");
  const label = make("label", "What did you pay? ");
  const input = make("input");
  Object.assign(input, { inputMode: "numeric", required: true, pattern: "[0-9]{2,6}", title: "Digits only, such as 500" });
  label.append(input);
  form.append(label, make("button", "Keep it", "go"));
  form.onsubmit = (event) => { event.preventDefault(); keep(Number(input.value)); };
  return form;
}

$("shoot").onclick = () => {
  const it = receipts[at];
  document.body.className = "held";
  $("shoot").hidden = true;
  const row = make("div", "", "row");
  const head = make("p", `${it.what}, ${it.shop.split(",")[0]}`);
  if (it.total) row.append(choice(`Keep ${naira(it.total)}`, () => keep(it.total), "go"));
  else if (it.either) row.append(...it.either.map((amount) => choice(naira(amount), () => keep(amount), "go")));
  else row.append(typed());
  row.append(choice("Again", () => { aim(); $("shoot").focus(); }));
  $("read").replaceChildren(head, make("small", it.doubt || "Clear on every line.", it.doubt ? "doubt" : ""), row);
  row.querySelector("input, button").focus();
};

function draw() {
  $("sum").textContent = naira(kept.reduce((sum, it) => sum + it.total, 0));
  $("count").textContent = kept.length ? `on ${kept.length} of ${receipts.length} papers` : "nothing in it yet";
  $("kept").replaceChildren(...kept.map((it) => {
    const row = make("li");
    row.append(make("b", it.what), make("span", it.shop), make("em", it.doubt ? "you decided" : "read"), make("strong", naira(it.total)));
    return row;
  }));
  $("send").disabled = !kept.length;
}

$("send").onclick = () => {
  $("sent").textContent = `The office has ${kept.length} ${kept.length === 1 ? "receipt" : "receipts"} with the pictures. Keep the paper until Friday.`;
  $("send").disabled = true;
};
aim();
draw();
