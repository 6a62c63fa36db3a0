// A pressed button shows that it works and cannot be pressed twice.
const rest = (button) => {
  button.removeAttribute("aria-busy");
  button.disabled = false;
};

function work(button) {
  button.setAttribute("aria-busy", "true");
  // A moment later, so that the form still sends the button's name and value.
  setTimeout(() => {
    button.disabled = button.getAttribute("aria-busy") === "true";
  });
}

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  // htmx and dialogs stay on the page and have their own ends.
  if (event.defaultPrevented || form.method !== "post" || form.target) return;
  if (submitter && !("download" in form.dataset)) work(submitter);
});

document.addEventListener("htmx:beforeRequest", (event) => {
  const button = event.detail.requestConfig.triggeringEvent?.submitter;
  if (button) work(button);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const button = event.detail.requestConfig?.triggeringEvent?.submitter;
  if (button) rest(button);
});

addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  document.querySelectorAll("button[aria-busy=true]").forEach(rest);
});
