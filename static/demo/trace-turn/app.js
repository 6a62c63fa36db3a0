// kind, milliseconds, what it did, what it knew just before
const steps = [
  ["think", 900, "Planned: find the city, find last orders, write.", "The question, and three tools."],
  ["tool", 320, "list_tables()", "Nothing about the data yet."],
  ["read", 210, "Read: customers, orders, addresses.", "There are three tables."],
  ["tool", 280, "describe(customers)", "There are three tables."],
  ["read", 190, "Read: id, name, address_id, email.", "A customer points at an address."],
  ["tool", 260, "describe(addresses)", "A customer points at an address."],
  ["read", 180, "Read: id, street, city, country.", "The city is in addresses."],
  ["think", 700, "Join the two, filter by city.", "How the tables hang together."],
  ["tool", 640, "query(… WHERE city = 'Krakow')", "The city is written by people, in many ways."],
  ["read", 150, "Read: 0 rows.", "The filter had no accent in it."],
  ["think", 1100, "“There are no customers in Kraków.”", "0 rows, and a name it had spelled by itself."],
  ["think", 420, "So there is nobody to write to.", "Its own sentence from the step before."],
  ["tool", 300, "describe(orders)", "The plan still says: find last orders."],
  ["read", 170, "Read: id, customer_id, placed_at.", "Orders have dates."],
  ["tool", 410, "query(… no customers, no orders …)", "An empty list of customers."],
  ["read", 140, "Read: 0 rows.", "An empty list gives an empty list."],
  ["think", 500, "“No customer has been quiet since spring.”", "0 rows, twice."],
  ["tool", 220, "send_mail(to=[])", "A list with nobody in it."],
  ["read", 130, "Read: sent 0.", "The tool did not complain."],
  ["write", 800, "“Done. All quiet customers were written to.”", "sent 0."],
];
const TURN = 10;
const others = [{ who: "Ania", at: 10 }, { who: "Piotr", at: 8 }];
const kinds = { think: "Thought", tool: "Called a tool", read: "Read the answer", write: "Wrote to the person" };
const $ = (id) => document.getElementById(id);
const make = (tag, text = "", className = "") =>
  Object.assign(document.createElement(tag), { textContent: text, className });
let at = 0;
let marked = null;

function bar([kind, ms], index) {
  const state = marked === null ? "" : index === marked ? "turn" : index < marked ? "before" : "after";
  const button = make("button", "", `${kind} h${Math.min(5, 1 + Math.floor(ms / 200))} ${state}`);
  button.setAttribute("aria-label", `Step ${index + 1}, ${kinds[kind].toLowerCase()}`);
  button.setAttribute("aria-current", index === at ? "step" : "false");
  button.tabIndex = index === at ? 0 : -1;
  button.onclick = () => go(index, true);
  button.append(make("span", index + 1));
  return button;
}

function note() {
  $("note").hidden = marked === null;
  if (marked === null) return;
  const [, , did] = steps[marked];
  const same = others.filter((person) => person.at === marked).map((person) => person.who);
  const wrong = steps.length - marked - 1;
  $("note").replaceChildren(
    make("h2", `You marked step ${marked + 1}`),
    make("p", same.length ? `${same.join(" and ")} marked the same step.`
      : `Ania marked ${others[0].at + 1}, Piotr marked ${others[1].at + 1}. Talk about it: that is the useful minute.`),
    make("pre", `run 5512 turned at step ${marked + 1}\n${did}\n${wrong} later steps follow from it.${
      marked === TURN ? "\nRepair: an empty answer is a question, not a fact." : ""}`));
}

function go(index, focus) {
  at = Math.max(0, Math.min(steps.length - 1, index));
  const [kind, ms, did, knew] = steps[at];
  $("title").textContent = `Step ${at + 1} of ${steps.length}. ${kinds[kind]}, ${ms} ms`;
  $("did").textContent = did;
  $("knew").textContent = knew;
  $("back").disabled = at === 0;
  $("next").disabled = at === steps.length - 1;
  $("mark").textContent = marked === at ? "Take the mark away" : "It turned here";
  $("strip").replaceChildren(...steps.map(bar));
  if (focus) $("strip").children[at].focus();
  note();
}

$("strip").addEventListener("keydown", (event) => {
  const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (move) { event.preventDefault(); go(at + move, true); }
});
$("back").onclick = () => go(at - 1);
$("next").onclick = () => go(at + 1);
$("mark").onclick = () => { marked = marked === at ? null : at; go(at); };
go(0);
