const first = new URLSearchParams(location.search).get("v") === "1";
const alerts = [
  { at: "03:07", what: "billing-export is 40 minutes behind", file: "Platform", to: ["Billing"],
    why: "Platform handed it to Billing nine weeks ago. The routing file was not changed.",
    proof: "owners.yml, “move billing-export to Billing”, Ada N." },
  { at: "03:09", what: "search-index has 9% of its disk left", file: "Search", to: ["Search"],
    why: "No hand-over found. The routing file looks right.", proof: "owners.yml, unchanged for a year" },
  { at: "03:16", what: "sms-gateway fails 12 of 100 messages", file: "Platform", to: ["Messaging", "Growth"],
    why: "Two teams took parts of it in the same week. I cannot tell which part this is.",
    proof: "owners.yml, two changes, Marek P. and Lin O." },
  { at: "03:21", what: "login-worker restarted 14 times", file: "Identity", to: ["Platform"],
    why: "Identity took it over in spring and gave it back yesterday.",
    proof: "owners.yml, “revert: login-worker to Identity”, Sade B." },
];
const onCall = { Platform: "Sade", Billing: "Ife", Messaging: "Marek", Growth: "Lin", Search: "Ruth", Identity: "Tomi" };
const thread = document.getElementById("thread");
const paged = new Map();

const make = (tag, text = "", className = "") =>
  Object.assign(document.createElement(tag), { textContent: text, className });

function choices(alert, index) {
  const row = make("div", "", "row");
  const teams = [...alert.to, ...(alert.to.includes(alert.file) ? [] : [alert.file])];
  teams.forEach((team, place) => {
    const sure = alert.to.length === 1 && place === 0;
    const label = team === alert.file && place ? `Page ${team}, as the file says` : `Page ${team}`;
    const button = make("button", label, sure ? "sure" : "");
    button.onclick = () => { paged.set(index, team); draw(`[data-undo="${index}"]`); };
    row.append(button);
  });
  return row;
}

function done(index, team) {
  const row = make("div", "", "row done");
  const undo = make("button", "Take it back", "plain");
  undo.dataset.undo = index;
  undo.onclick = () => { paged.delete(index); draw(`[data-alert="${index}"] button`); };
  row.append(make("span", `${onCall[team]} was paged for ${team}.`), undo);
  if (team !== alerts[index].file) row.append(make("small", "A change to owners.yml is drafted for the morning."));
  return row;
}

function message(alert, index) {
  const item = make("li");
  item.dataset.alert = index;
  const body = make("div");
  const head = make("p", "", "head");
  head.append(make("b", "Pagewise"), make("span", "app", "app"), make("time", alert.at));
  body.append(head, make("h2", alert.what));
  if (first) {
    body.append(make("p", `Paged ${alert.file}: ${onCall[alert.file]}. Confidence 0.${87 + index * 2}.`));
    if (index === 0) body.append(make("blockquote", "Sade: not ours since March. Who do I wake now?"));
  } else {
    body.append(make("p", alert.why), make("p", alert.proof, "proof"));
    body.append(paged.has(index) ? done(index, paged.get(index)) : choices(alert, index));
  }
  item.append(make("span", "P", "face"), body);
  return item;
}

function draw(focus) {
  thread.replaceChildren(...alerts.map(message));
  const left = first ? 0 : alerts.length - paged.size;
  const caught = [...paged].filter(([index, team]) => team !== alerts[index].file).length;
  document.getElementById("open").textContent = left || "";
  if (paged.size) {
    document.getElementById("score").textContent =
      `${paged.size} of 4 decided. ${caught} would have woken the wrong team.`;
  } else if (first) document.getElementById("score").textContent = "First version: it pages at once.";
  if (focus) document.querySelector(focus)?.focus();
}
draw();
