// A pressed button shows that it works, and a second press does nothing. It is not
// disabled: that would lose the focus, and its name and value with it.
function work(button) {
  button.setAttribute("aria-busy", "true");
  button.setAttribute("aria-disabled", "true");
}

function rest(button) {
  button.removeAttribute("aria-busy");
  button.removeAttribute("aria-disabled");
}

document.addEventListener(
  "submit",
  (event) => {
    if (event.submitter?.getAttribute("aria-busy") !== "true") return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  // htmx and dialogs stay on the page and have their own ends.
  if (event.defaultPrevented || form.method !== "post" || form.target) return;
  if (submitter && !("download" in form.dataset)) work(submitter);
});

const pressed = (event) => event.detail.requestConfig?.triggeringEvent?.submitter;

document.addEventListener("htmx:beforeRequest", (event) => {
  if (pressed(event)) work(pressed(event));
});

document.addEventListener("htmx:afterRequest", (event) => {
  if (pressed(event)) rest(pressed(event));
});

addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.querySelectorAll("button[aria-busy=true]").forEach(rest);
});
