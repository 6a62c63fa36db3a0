import { announce } from "./announce.js";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button || button.dataset.was) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const words = button.querySelector("span") ?? button;
  button.dataset.was = words.textContent;
  words.textContent = announce("copied") || words.textContent;
  setTimeout(() => {
    words.textContent = button.dataset.was;
    delete button.dataset.was;
  }, 2000);
});
