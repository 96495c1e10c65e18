// The options of a field to type in: which of them match, whether they are shown, and where the arrow keys stand.
const MARKS = /[\u0300-\u036f'\u2019]/g;
const plain = (text) => text.normalize("NFKD").toLowerCase().replace(MARKS, "").replace(/[^a-z0-9]+/g, " ").trim();

export class OptionList {
  constructor(input, list, options) {
    [this.input, this.list] = [input, list];
    const seen = new Set([""]); // a likely one stands in a select twice
    const once = options.filter(({ value }) => !seen.has(value) && seen.add(value));
    this.items = once.map((option, number) => this.item(option, number));
  }

  item({ text, value, parentElement }, number) {
    const item = Object.assign(document.createElement("li"), { id: `${this.list.id}-${number}`, role: "option" });
    item.append(text, " ", Object.assign(document.createElement("small"), { textContent: parentElement.label }));
    return Object.assign(item, { text, choice: value, found: plain(text) });
  }

  called(typed) {
    return this.items.find(({ found }) => found === plain(typed));
  }

  only() {
    return this.shown.length === 1 ? this.shown[0] : undefined;
  }

  match(typed) {
    const words = plain(typed).split(" ");
    this.shown = this.items.filter(({ found }) => words.every((word) => found.includes(word)));
    this.list.replaceChildren(...this.shown);
    this.open(this.shown.length > 0);
    return this.shown.length;
  }

  open(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", open);
    this.activate(undefined);
    if (open) this.list.scrollIntoView({ block: "nearest" });
  }

  move(step) {
    const at = this.shown.indexOf(this.active);
    this.activate(this.shown.at(at < 0 && step < 0 ? -1 : (at + step) % this.shown.length));
  }

  activate(item) {
    this.active?.removeAttribute("aria-selected");
    this.active = item;
    item?.setAttribute("aria-selected", "true");
    item?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", item?.id ?? "");
  }
}
