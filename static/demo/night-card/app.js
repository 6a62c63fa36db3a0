const first = new URLSearchParams(location.search).get("v") === "1";
const UNDO = 10;
const $ = (id) => document.getElementById(id);
const make = (tag, text = "", className = "") =>
  Object.assign(document.createElement(tag), { textContent: text, className });
let timer = null;

function key(text, className, act) {
  const button = make("button", text, className);
  button.onclick = act;
  return button;
}

function keys(...buttons) {
  $("keys").replaceChildren(...buttons);
  return buttons[0];
}

function ask() {
  clearInterval(timer);
  document.body.className = "";
  $("line").textContent = "Payments are failing in one shop of ten.";
  $("since").textContent = "Since 03:04. Getting worse.";
  $("note").textContent = "";
  return keys(key("I have it", "mine", take), key("Not mine", "pass", pass));
}

// Ten seconds to change one's mind: nobody is quick at three in the morning.
function countdown(say, end) {
  let left = UNDO;
  $("note").textContent = say(left);
  timer = setInterval(() => {
    left -= 1;
    if (left > 0) { $("note").textContent = say(left); return; }
    clearInterval(timer);
    end();
  }, 1000);
}

function take() {
  document.body.className = "taken";
  $("line").textContent = "You have it.";
  $("since").textContent = "First step: stop the 02:50 release. It touched payments.";
  keys(key("Stop the release", "mine", stopped), key("Take it back", "pass", () => ask().focus())).focus();
  countdown((left) => `Nobody else is woken. ${left} seconds to take it back.`,
    () => { $("note").textContent = "Nobody else is woken."; });
}

function stopped() {
  clearInterval(timer);
  document.body.className = "calm";
  $("line").textContent = "Payments go through again.";
  $("since").textContent = "Go back to sleep. You are woken again only if it gets worse.";
  $("note").textContent = "The rest is on a page for the morning.";
  keys(key("Start over", "pass", () => ask().focus())).focus();
}

function pass() {
  $("line").textContent = "Wake Ife instead?";
  $("since").textContent = "Billing has owned payments for nine weeks. Ife is on call until six.";
  keys(key("Wake Ife", "mine", passed), key("No, go back", "pass", () => ask().focus())).focus();
}

function passed() {
  document.body.className = "calm";
  $("line").textContent = "Ife is being woken.";
  $("since").textContent = "You can put the phone down.";
  keys(key("Take it back", "pass", () => ask().focus())).focus();
  countdown((left) => `${left} seconds to take it back.`,
    () => { $("note").textContent = "Ife has it. The routing file is on your list for the morning."; });
}

function crowded() {
  document.body.className = "crowded";
  $("line").textContent = "[P2] payment-gateway error_rate > 0.1 (env=prod, region=af-west-2, shard=7)";
  $("since").textContent = "runbook: PAY-112 | owner: platform | dashboards (6) | related alerts (14) | last deploy 02:50 by ci";
  const labels = ["Ack", "Resolve", "Snooze", "Escalate", "Reassign", "Merge", "Runbook", "Add note", "Graph 1", "Graph 2", "Mute", "More"];
  keys(...labels.map((label) => key(label, "", () => { $("note").textContent = `${label}: are you sure?`; })));
}

$("size").onclick = () => {
  const on = document.documentElement.classList.toggle("large");
  $("size").setAttribute("aria-pressed", on);
};
if (first) crowded(); else ask();
