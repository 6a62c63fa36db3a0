const SEPARATOR = /[,，、;；\n]/;
export const clean = (text) => text.trim().replace(/\s+/g, " ");
export const isSeparated = (text) => SEPARATOR.test(text);

/** Keep the names in a hidden field and the chips that show them the same. */
export class Chips {
  constructor(carrier, typing, verb) {
    Object.assign(this, { carrier, typing, verb });
    this.list = document.createElement("ul");
  }

  get names() {
    return Array.from(this.list.children, (chip) => chip.dataset.name);
  }

  carry() {
    const names = [...this.names, clean(this.typing.value)];
    this.carrier.value = names.filter(Boolean).join(", ");
  }

  add(text) {
    for (const name of text.split(SEPARATOR).map(clean)) {
      const same = (other) => other.toLowerCase() === name.toLowerCase();
      if (name && !this.names.some(same)) this.list.append(this.draw(name));
    }
    this.typing.value = "";
    this.carry();
  }

  fill() {
    this.list.replaceChildren();
    this.add(this.carrier.value);
  }

  draw(name) {
    const chip = document.createElement("li");
    const button = document.createElement("button");
    chip.className = "tag";
    chip.dataset.name = name;
    button.type = "button";
    button.textContent = "×";
    button.setAttribute("aria-label", `${this.verb} ${name}`);
    chip.append(name, button);
    return chip;
  }
}
