import { announce } from "./announce.js";
import { Chips, clean, isSeparated } from "./chips.js";
import { suggest } from "./suggest.js";

// A text field of names separated by commas becomes chips. The field itself goes
// on carrying the names, hidden, so the form sends the same with and without this.
function upgrade(box) {
  const carrier = box.querySelector("input");
  const typing = carrier.cloneNode();
  const chips = new Chips(box.dataset.remove);
  for (const name of ["name", "required", "maxlength"]) typing.removeAttribute(name);
  typing.autocomplete = "off";
  for (const name of ["id", "required"]) carrier.removeAttribute(name);
  carrier.hidden = true;
  box.className = "chips";
  box.prepend(chips.list, typing);

  const carry = () => {
    carrier.value = [...chips.names, clean(typing.value)].filter(Boolean).join(", ");
  };
  const add = (text) => {
    chips.add(text);
    typing.value = "";
    carry();
  };
  const choose = (text) => {
    add(text);
    announce("added", text);
  };
  const remove = (chip) => {
    chip.remove();
    carry();
    announce("removed", chip.dataset.name);
    typing.focus();
  };

  add(carrier.value);
  suggest({ box, typing, chips, field: carrier.name, choose });
  typing.addEventListener("input", () =>
    isSeparated(typing.value) ? choose(typing.value) : carry(),
  );
  typing.addEventListener("blur", () => add(typing.value));
  typing.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    const last = chips.list.lastChild;
    if (event.key === "Backspace" && !typing.value && last) remove(last);
    if (event.key !== "Enter" || !clean(typing.value)) return;
    event.preventDefault();
    choose(clean(typing.value));
  });
  box.addEventListener("click", (event) => {
    if (event.target === box) typing.focus();
    else if (event.target.matches(".tag button")) remove(event.target.parentElement);
  });
}

const upgradeAll = () => document.querySelectorAll(".input[data-tags]").forEach(upgrade);
upgradeAll();
document.addEventListener("htmx:load", upgradeAll);
