// Keeps the figures of a mail-out as they are by now, while somebody looks. It is no live region: nobody is read numbers
// every two seconds. Once the mail-out stands otherwise, the page is asked for anew, since other buttons belong on it.
const PAUSE = 2_000;

class MailoutProgress extends HTMLElement {
  connectedCallback() {
    if (this.dataset.from) this.timer = setInterval(() => this.refresh(), PAUSE);
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  async refresh() {
    if (document.hidden || this.waits) return;
    this.waits = true;
    try {
      const answer = await fetch(this.dataset.from, { cache: "no-store", headers: { Accept: "application/json" } });
      if (answer.ok && !answer.redirected) this.show(await answer.json());
    } catch {
      // Offline, or the site is away: the figures stand and are asked for again.
    } finally {
      this.waits = false;
    }
  }

  show({ state, done, number, says }) {
    if (state !== this.dataset.state) {
      clearInterval(this.timer);
      location.reload();
      return;
    }
    for (const place of this.querySelectorAll("[data-says]")) {
      const text = says[place.dataset.says];
      if (text !== undefined && place.textContent !== text) place.textContent = text;
    }
    const bar = this.querySelector("[data-bar]");
    bar.max = number || 1;
    bar.value = done;
  }
}

customElements.define("mailout-progress", MailoutProgress);
