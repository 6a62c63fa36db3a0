// Ask before a form or button that carries data-confirm="question" acts.
// Listening in the capture phase puts the question before htmx hears the submit.
const question = (form, button) => button?.dataset.confirm ?? form.dataset.confirm;

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    const { submitter } = event;
    const dialog = document.getElementById("confirm");
    const text = question(form, submitter);
    if (!text || !dialog) return;
    if (form.dataset.confirmed) {
      delete form.dataset.confirmed;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(dialog, text, submitter?.textContent.trim(), () => {
      form.dataset.confirmed = "yes";
      form.requestSubmit(submitter);
    });
  },
  true,
);

function ask(dialog, text, verb, act) {
  dialog.querySelector("p").textContent = text;
  if (verb) dialog.querySelector("[data-yes]").textContent = verb;
  dialog.returnValue = "";
  dialog.addEventListener("close", () => dialog.returnValue === "yes" && act(), { once: true });
  dialog.showModal();
}
