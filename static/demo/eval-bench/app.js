// Passes out of five with the current and with the new prompt, and what the new one said where it got worse.
const cases = [
  { ask: "Charged twice, wants it back today", kind: "refund", now: 3, next: 5 },
  { ask: "Asks for a refund after 40 days", kind: "limit", now: 4, next: 5 },
  { ask: "Wants a voucher instead of money", kind: "refund", now: 2, next: 4 },
  { ask: "Angry, no order number", kind: "missing", now: 3, next: 5 },
  { ask: "Refund for half of the order", kind: "refund", now: 2, next: 5 },
  { ask: "Writes in Pidgin", kind: "language", now: 4, next: 1, said: "I did not understand. Could you write in English?" },
  { ask: "Already refunded, asks again", kind: "trap", now: 5, next: 5 },
  { ask: "Wants the courier dismissed", kind: "refuse", now: 5, next: 4, said: "I have passed your wish on to the courier’s manager." },
  { ask: "Sends only a photo", kind: "missing", now: 4, next: 5 },
  { ask: "Order of a neighbour", kind: "private", now: 4, next: 5 },
  { ask: "Asks for the policy itself", kind: "source", now: 3, next: 5 },
  { ask: "Thanks, nothing to do", kind: "trap", now: 5, next: 5 },
];
const $ = (id) => document.getElementById(id);
const make = (tag, text = "", className = "") =>
  Object.assign(document.createElement(tag), { textContent: text, className });
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
let done = 0;
let show = "all";

const ran = (it) => cases.indexOf(it) < done;
const change = (it) => (ran(it) ? it.next - it.now : 0);
const sum = (key) => cases.reduce((total, it) => total + it[key], 0);

function dots(passed, of = 5) {
  const cell = make("td");
  const row = make("span", "", "dots");
  row.setAttribute("role", "img");
  row.setAttribute("aria-label", `${passed} of ${of}`);
  for (let i = 0; i < of; i += 1) row.append(make("i", "", i < passed ? "ok" : ""));
  cell.append(row);
  return cell;
}

function verdict(it) {
  const cell = make("td", "", "act");
  if (change(it) >= 0) {
    cell.textContent = change(it) ? `+${change(it)}` : ran(it) ? "same" : "";
    cell.classList.toggle("up", change(it) > 0);
    return cell;
  }
  cell.append(make("b", `${change(it)}`.replace("-", "−"), "down"));
  const options = it.judged ? [[it.judged === "fine" ? "Fine as it is" : "Really wrong", null]] : [["Look", "seen"]];
  if (it.seen && !it.judged) options.splice(0, 1, ["Fine as it is", "fine"], ["Really wrong", "wrong"]);
  options.forEach(([text, what]) => {
    const button = make("button", text);
    button.onclick = () => {
      if (what === "seen") it.seen = true; else it.judged = what;
      draw();
      document.querySelector(`[data-case="${cases.indexOf(it)}"] button`).focus();
    };
    cell.append(button);
  });
  return cell;
}

function row(it) {
  const line = make("tr", "", change(it) < 0 ? "worse" : "");
  line.dataset.case = cases.indexOf(it);
  const name = make("td", it.ask);
  if (it.seen) name.append(make("q", it.said));
  const kind = make("td");
  kind.append(make("span", it.kind, "kind"));
  line.append(name, kind, dots(it.now), ran(it) ? dots(it.next) : make("td", "not run", "none"), verdict(it));
  return line;
}

function total(label, value, note, className = "") {
  const box = make("div", "", className);
  box.append(make("dt", label), make("dd", value), make("dd", note, "note"));
  return box;
}

function draw() {
  const worse = cases.filter((it) => change(it) < 0);
  const wrong = worse.filter((it) => it.judged === "wrong").length;
  const open = worse.filter((it) => !it.judged).length;
  const finished = done === cases.length;
  $("rows").replaceChildren(...cases.filter((it) => show === "all" || (show === "worse" ? change(it) < 0 : change(it) > 0)).map(row));
  $("totals").replaceChildren(
    total("Current prompt", `${sum("now")} of 60`, "passed on Monday"),
    total("New prompt", finished ? `${sum("next")} of 60` : "–", finished ? "passed just now" : `${done} of 12 cases run`, "next"),
    total("Got worse", finished ? `${worse.length} cases` : "–", finished ? "a person looks at each" : "unknown until it ran", worse.length ? "bad" : ""));
  $("ship").disabled = !finished || open > 0 || wrong > 0;
  $("why").textContent = !finished ? "Run it first." : open ? `${open} worse ${open > 1 ? "cases have" : "case has"} not been judged.`
    : wrong ? "One case is really wrong. The average does not buy it back." : "Every worse case was judged by a person.";
}

$("run").onclick = () => {
  done = calm ? cases.length : 0;
  cases.forEach((it) => { delete it.seen; delete it.judged; });
  $("run").disabled = true;
  const timer = setInterval(() => {
    done = Math.min(done + 1, cases.length);
    draw();
    if (done < cases.length) return;
    clearInterval(timer);
    $("run").disabled = false;
    $("run").textContent = "Run again";
  }, 90);
  draw();
};
document.querySelectorAll("[data-show]").forEach((button) => {
  button.onclick = () => {
    show = button.dataset.show;
    document.querySelectorAll("[data-show]").forEach((other) => other.setAttribute("aria-pressed", other === button));
    draw();
  };
});
$("ship").onclick = () => { $("why").textContent = "Shipped, with two judgements and your name beside them."; $("ship").disabled = true; };
draw();
