// Shows the next code once the present one is over. Without signal the old one stands, and the next try is soon.
const SOON = 5;

class RotatingCode extends HTMLElement {
  connectedCallback() {
    this.wait(Number(this.firstElementChild.dataset.left));
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  wait(seconds) {
    this.timer = setTimeout(() => this.refresh(), seconds * 1000);
  }

  async refresh() {
    try {
      const answer = await fetch(this.dataset.from, { cache: "no-store", redirect: "error" });
      if (!answer.ok) throw new Error(answer.status);
      this.innerHTML = await answer.text();
      this.wait(Number(this.firstElementChild.dataset.left));
    } catch {
      this.wait(SOON);
    }
  }
}

customElements.define("rotating-code", RotatingCode);
