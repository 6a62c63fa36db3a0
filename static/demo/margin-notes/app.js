// Every sentence brings the passage it rests on. Two of them rest on nothing, and a person has to say what becomes of them.
const sentences = [
  { text: "Thank you for writing, and for sending the two bank messages along.", source: "Her message, 09:14",
    passage: "I attach both bank messages." },
  { text: "You paid ₦18,400 once, and our system took it a second time two days later.", source: "Payments, order 88213",
    passage: "charge 18,400; charge 18,400 (retry after timeout)" },
  { text: "The second payment goes back to your card within three working days.", source: "Refund policy, part 3",
    passage: "Duplicate charges: three working days. Other refunds: ten." },
  { text: "As an apology we have added ₦2,000 to your account.", doubt: "No policy says this, and no such credit is booked." },
  { text: "Until the money is back you can order and pay on delivery.", source: "Help page, “Pay on delivery”",
    passage: "Open to every customer with one finished order." },
  { text: "This cannot happen again, because we have repaired the cause.", doubt: "The ticket about the cause is still open." },
];
const $ = (id) => document.getElementById(id);
const make = (tag, text = "", className = "") =>
  Object.assign(document.createElement(tag), { textContent: text, className });
let sent = false;

function decide(item, what, place) {
  item.decided = what;
  draw();
  document.querySelectorAll(".row")[place].querySelector("button").focus();
}

function note(item, place) {
  const box = make("div", "", "note");
  if (item.source) {
    box.append(make("b", item.source), make("q", item.passage));
    return box;
  }
  box.classList.add("doubt");
  box.append(make("b", "Rests on nothing"), make("span", item.doubt));
  const keys = make("div");
  const options = item.decided ? [["Decide again", ""]] : [["Strike it", "struck"], ["I stand by it", "mine"]];
  options.forEach(([text, what]) => {
    const button = make("button", text);
    button.onclick = () => decide(item, what, place);
    button.disabled = sent;
    keys.append(button);
  });
  if (item.decided === "mine") keys.prepend(make("span", "Temi vouches for this."));
  box.append(keys);
  return box;
}

function row(item, place) {
  const line = make("div", "", "row");
  const text = make("p");
  const state = item.doubt ? item.decided || "open" : "rests";
  const tag = { struck: "del", open: "mark", mine: "u", rests: "span" }[state];
  text.append(make(tag, item.text), make("sup", place + 1));
  line.append(text, note(item, place));
  return line;
}

function draw() {
  $("letter").replaceChildren(...sentences.map(row));
  const open = sentences.filter((item) => item.doubt && !item.decided).length;
  const rest = sentences.filter((item) => item.source).length;
  const wait = open === 1 ? "One sentence waits for you." : `${open} sentences wait for you.`;
  $("count").textContent = sent ? "Sent. The notes stay with the ticket."
    : `${rest} of ${sentences.length} sentences rest on a passage. ${open ? wait : "Nothing is open. Read it once, then send."}`;
  $("send").disabled = open > 0 || sent;
}

$("send").onclick = () => { sent = true; $("send").textContent = "Sent"; draw(); };
draw();
