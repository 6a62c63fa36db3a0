import { announce } from "./announce.js";
import { Listbox } from "./listbox.js";

/** Offer names for what is being typed; the server sends them as options. */
export function suggest({ box, typing, chips, choose }) {
  const list = box.querySelector("[data-tags-options]");
  const listbox = new Listbox(list, typing);
  const field = chips.carrier.name;
  let timer;

  const ask = async () => {
    const asked = typing.value;
    const values = { [field]: asked };
    const headers = { "HX-Trigger-Name": field };
    const context = { source: typing, target: list, swap: "innerHTML", values, headers };
    await window.htmx.ajax("GET", box.dataset.tags, context);
    if (typing.value !== asked || document.activeElement !== typing) return;
    for (const option of listbox.options) {
      option.hidden = chips.names.includes(option.dataset.value);
    }
    const found = listbox.open();
    if (found) announce("suggestions", String(found));
  };

  typing.addEventListener("input", () => {
    clearTimeout(timer);
    listbox.close();
    if (typing.value.trim() && box.dataset.tags && window.htmx) timer = setTimeout(ask, 150);
  });
  typing.addEventListener("blur", () => {
    clearTimeout(timer);
    listbox.close();
  });
  typing.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = event.key === "Enter" && listbox.active?.dataset.value;
    if (!step && !chosen && event.key !== "Escape") return;
    event.preventDefault();
    if (step) return listbox.step(step);
    listbox.close();
    if (chosen) choose(chosen);
  });
  // Comes before the blur that a press would cause.
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const option = event.target.closest("[role=option]");
    if (!option) return;
    choose(option.dataset.value);
    listbox.close();
  });
}
