/** A list of options below a text field, walked with the arrow keys. */
export class Listbox {
  constructor(list, input) {
    this.list = list;
    this.input = input;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    this.close();
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]:not([hidden])")];
  }

  get active() {
    return this.list.querySelector("[aria-selected=true]");
  }

  open() {
    this.options.forEach((option, index) => {
      option.id = `${this.list.id}_${index}`;
    });
    this.list.hidden = this.options.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    return this.options.length;
  }

  close() {
    this.list.replaceChildren();
    this.open();
    this.input.removeAttribute("aria-activedescendant");
  }

  step(by) {
    const { options, active } = this;
    const from = active ? options.indexOf(active) : Math.min(-by, 0);
    const next = options.at((from + by) % options.length);
    active?.setAttribute("aria-selected", "false");
    next.setAttribute("aria-selected", "true");
    next.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", next.id);
  }
}
