import { announce } from "./announce.js";
import { Chips, clean, isSeparated } from "./chips.js";
import { suggest } from "./suggest.js";

// A text field of names separated by commas becomes chips. The field itself goes
// on carrying the names, hidden, so the form sends the same with and without this.
function upgrade(box) {
  const carrier = box.querySelector("input");
  const typing = carrier.cloneNode();
  const chips = new Chips(carrier, typing, box.dataset.remove);
  for (const name of ["name", "required", "maxlength"]) typing.removeAttribute(name);
  for (const name of ["id", "required"]) carrier.removeAttribute(name);
  typing.autocomplete = "off";
  carrier.hidden = true;
  box.className = "chips";
  box.prepend(chips.list, typing);
  chips.fill();
  // Going back in the browser restores the field only after this has run.
  addEventListener("pageshow", () => document.activeElement === typing || chips.fill());
  listen(box, typing, chips);
}

function listen(box, typing, chips) {
  const choose = (text) => {
    chips.add(text);
    announce("added", text);
  };
  const remove = (chip) => {
    chip.remove();
    chips.carry();
    announce("removed", chip.dataset.name);
    typing.focus();
  };

  suggest({ box, typing, chips, choose });
  typing.addEventListener("input", () =>
    isSeparated(typing.value) ? choose(typing.value) : chips.carry(),
  );
  typing.addEventListener("blur", () => chips.add(typing.value));
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
