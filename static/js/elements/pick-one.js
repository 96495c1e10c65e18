// A field to type in, over a long list. The list stays what is sent, and all that there is without JavaScript.
import { OptionList } from "../option-list.js";

class PickOne extends HTMLElement {
  connectedCallback() {
    [this.select, this.input, this.list, this.status] = this.children;
    this.options = new OptionList(this.input, this.list, [...this.select.options]);
    this.input.value = this.select.value && this.select.selectedOptions[0].text;
    this.input.id = this.select.id; // the label and the error summary lead here
    this.select.removeAttribute("id");
    const focused = document.activeElement === this.select;
    [this.select.hidden, this.input.hidden] = [true, false];
    if (focused) this.input.focus();
    this.input.addEventListener("click", () => this.list.hidden && this.offer());
    this.input.addEventListener("input", () => this.type());
    this.input.addEventListener("keydown", (event) => this.keyDown(event));
    this.input.addEventListener("blur", () => this.leave());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener("click", (event) => this.pick(event.target.closest("li")));
  }

  type() {
    this.select.value = this.options.called(this.input.value)?.choice ?? "";
    this.match(this.input.value);
  }

  // Where one is chosen, all of them; else those that what is typed may mean.
  offer() {
    this.input.select();
    this.match(this.select.value ? "" : this.input.value);
  }

  match(typed) {
    const found = this.options.match(typed);
    this.status.textContent = [this.dataset.none, this.dataset.one][found] ?? this.dataset.many.replace("#", found);
  }

  keyDown(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.list.hidden) this.offer();
    if (this.list.hidden || !(step || ["Enter", "Escape"].includes(event.key))) return;
    event.preventDefault();
    if (step) this.options.move(step);
    else if (event.key === "Enter") this.pick(this.meant());
    else this.options.open(false);
  }

  // "Leeds South" is also how another name begins.
  meant() {
    return this.options.active ?? this.options.only() ?? this.options.called(this.input.value);
  }

  leave() {
    if (!this.list.hidden && !this.select.value) this.pick(this.options.only());
    this.options.open(false);
  }

  pick(item) {
    if (!item) return;
    [this.select.value, this.input.value] = [item.choice, item.text];
    this.status.textContent = item.text; // a field that changes by itself is not read out
    this.options.open(false);
  }
}

customElements.define("pick-one", PickOne);
