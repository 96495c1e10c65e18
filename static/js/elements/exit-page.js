// Leaves at once: hides the page, then replaces it, so that Back has nothing of it to show.
const PRESSES = 3;
const WITHIN = 5000; // milliseconds

class ExitPage extends HTMLElement {
  connectedCallback() {
    this.link = this.querySelector("a");
    this.status = this.querySelector("[role=status]");
    this.presses = [];
    this.link.addEventListener("click", (event) => {
      event.preventDefault();
      this.leave();
    });
    document.addEventListener("keydown", (event) => this.keyDown(event));
    document.addEventListener("keyup", (event) => this.keyUp(event));
    window.addEventListener("pageshow", (event) => this.shownAgain(event));
  }

  keyDown(event) {
    this.shiftAlone = event.key === "Shift"; // Shift with a letter is only a capital
    if (!this.shiftAlone) this.presses = [];
  }

  keyUp(event) {
    if (event.key !== "Shift" || !this.shiftAlone) return;
    const now = Date.now();
    this.presses = [...this.presses.filter((time) => now - time < WITHIN), now];
    const left = PRESSES - this.presses.length;
    if (left <= 0) this.leave();
    else this.status.textContent = left === 1 ? this.dataset.oneMore : this.dataset.twoMore;
  }

  leave() {
    document.documentElement.hidden = true;
    document.title = "";
    window.location.replace(this.link.href);
  }

  // A page that the browser kept whole comes back without asking us: hide it and ask.
  shownAgain(event) {
    if (!event.persisted) return;
    document.documentElement.hidden = true;
    window.location.reload();
  }
}

customElements.define("exit-page", ExitPage);
