// Keeps the number and the bar of a petition as they are by now, while somebody looks. It is no live region: nobody is
// read a number every 15 seconds. Nothing moves, so there is nothing to reduce. Nothing is kept in the browser's cache.
const PAUSE = 15_000;

class LiveCount extends HTMLElement {
  connectedCallback() {
    if (this.dataset.from) this.timer = setInterval(() => this.refresh(), PAUSE);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async refresh() {
    if (document.hidden) return;
    try {
      const answer = await fetch(this.dataset.from, { cache: "no-store", credentials: "omit" });
      if (answer.ok) this.show(await answer.json());
    } catch {
      // Offline, or the site is away: the number stands and is asked for again.
    }
  }

  show({ count, text }) {
    const shown = this.querySelector(".progress__count");
    if (shown.textContent === text) return; // and whatever is selected stays selected
    shown.textContent = text;
    this.querySelector(".progress__bar").value = count;
  }
}

customElements.define("live-count", LiveCount);
