const SEPARATOR = /[,，、;；\n]/;
export const clean = (text) => text.trim().replace(/\s+/g, " ");
export const isSeparated = (text) => SEPARATOR.test(text);

/** Keep a list of names as chips, each with a button that removes it. */
export class Chips {
  constructor(verb) {
    this.verb = verb;
    this.list = document.createElement("ul");
  }

  get names() {
    return Array.from(this.list.children, (chip) => chip.dataset.name);
  }

  add(text) {
    for (const name of text.split(SEPARATOR).map(clean)) {
      const same = (other) => other.toLowerCase() === name.toLowerCase();
      if (name && !this.names.some(same)) this.list.append(this.draw(name));
    }
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
