const first = new URLSearchParams(location.search).get("v") === "1";
const slips = {
  204: { state: "ready", head: "Yes. Come any time before eight.", text: "Counter 2. Bring the slip, no need to take a number.", steps: 5 },
  217: { state: "soon", head: "Not yet. About 25 minutes.", text: "Two people are before you. We are counting your tablets by hand.", steps: 3 },
  231: { state: "stuck", head: "We are stuck. We need your doctor.", text: "The dose is missing on the paper. We called at ten and nobody answered.", steps: 2 },
  240: { state: "soon", head: "Not today. Tomorrow after eleven.", text: "One of the two medicines comes with the morning van. The other one is here.", steps: 3 },
};
const answer = document.getElementById("answer");
const make = (tag, text = "", className = "") =>
  Object.assign(document.createElement(tag), { textContent: text, className });

function option(text, said) {
  const button = make("button", text);
  button.onclick = () => {
    button.replaceWith(make("p", said, "said"));
  };
  return button;
}

const options = {
  ready: () => [option("Somebody else picks it up", "Fine. They need your slip and their own card.")],
  soon: () => [option("Text me when it is", "We will text you once, and not again.")],
  stuck: () => [option("I will call my doctor", "Thank you. Tell them: the dose for the evening."),
    option("You keep trying", "We try every hour until six, and text you either way.")],
};

document.getElementById("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const slip = slips[document.getElementById("number").value];
  if (!slip) {
    answer.className = "soon";
    answer.replaceChildren(make("h2", "We do not know this number."), make("p", "Check the slip, or ask at counter 1."));
    return;
  }
  if (first) {
    answer.className = "old";
    answer.replaceChildren(make("h2", `Status: ${["RECEIVED", "VERIFIED", "ON HOLD", "IN PROCESS", "QC", "COMPLETED"][slip.steps]}`),
      make("p", `Step ${slip.steps} of 5`));
    return;
  }
  answer.className = slip.state;
  const row = make("div", "", "row");
  row.append(...options[slip.state]());
  answer.replaceChildren(make("h2", slip.head), make("p", slip.text), row);
});
