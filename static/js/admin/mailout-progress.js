// Keeps the figures of a mail-out as they are by now, while somebody looks. It is no live region: nobody is read numbers
// every two seconds. Once the mail-out stands otherwise, the page is asked for anew, since other buttons belong on it.
const PAUSE = 2_000;
const RESTS = 20; // times as long as an answer took: counting a million messages shall not slow them down

class MailoutProgress extends HTMLElement {
  connectedCallback() {
    if (this.dataset.from) this.wait(PAUSE);
  }

  disconnectedCallback() {
    this.stop();
  }

  wait(pause) {
    this.timer = setTimeout(() => this.refresh(), pause);
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  async refresh() {
    const began = performance.now();
    try {
      if (!document.hidden) await this.ask();
    } catch {
      // Offline, or the site is away: the figures stand and are asked for again.
    }
    if (!this.stopped) this.wait(Math.max(PAUSE, RESTS * (performance.now() - began)));
  }

  async ask() {
    const answer = await fetch(this.dataset.from, { cache: "no-store", headers: { Accept: "application/json" } });
    if (answer.ok && !answer.redirected) this.show(await answer.json());
  }

  show({ state, done, number, says }) {
    if (state !== this.dataset.state) {
      this.stop();
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
