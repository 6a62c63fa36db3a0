import { announce } from "./announce.js";

// A form with data-upload sends its files as soon as they are chosen or dropped.
// Its <output> names them and its <progress> fills.
const zone = (event) => event.target.closest?.("[data-upload]");

function send(form, files) {
  const names = Array.from(files, (file) => file.name).join(", ");
  form.querySelector("output")?.replaceChildren(names);
  announce("uploading", names);
  form.requestSubmit(form.querySelector("[type=submit], button:not([type])"));
}

document.addEventListener("change", (event) => {
  const form = zone(event);
  if (form && event.target.type === "file" && event.target.files.length) {
    send(form, event.target.files);
  }
});

document.addEventListener("dragover", (event) => {
  const form = zone(event);
  if (!form) return;
  event.preventDefault();
  form.classList.add("over");
});

document.addEventListener("dragleave", (event) => {
  const form = zone(event);
  if (form && !form.contains(event.relatedTarget)) form.classList.remove("over");
});

document.addEventListener("drop", (event) => {
  const form = zone(event);
  const input = form?.querySelector("input[type=file]");
  if (!input || !event.dataTransfer.files.length) return;
  event.preventDefault();
  form.classList.remove("over");
  input.files = event.dataTransfer.files;
  send(form, input.files);
});

document.addEventListener("htmx:xhr:progress", (event) => {
  const progress = event.target.closest("[data-upload]")?.querySelector("progress");
  if (!progress || !event.detail.lengthComputable) return;
  progress.hidden = false;
  progress.max = event.detail.total;
  progress.value = event.detail.loaded;
});
