// Says how many an audience is while somebody chooses its conditions, a moment after the last change. Without it a button
// shows the same on a page of its own.
const PAUSE = 600;

class AudienceCount extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.form?.addEventListener("change", this);
    this.handleEvent();
  }

  disconnectedCallback() {
    this.form?.removeEventListener("change", this);
    clearTimeout(this.timer);
  }

  handleEvent() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), PAUSE);
  }

  async refresh() {
    if (!this.form) return;
    const sent = new FormData();
    for (const [name, value] of new FormData(this.form)) {
      const wanted = name.startsWith(`${this.dataset.name}-`) || ["purpose", "rest_days"].includes(name);
      if (wanted || name === "csrfmiddlewaretoken") sent.append(name, value);
    }
    sent.append("audience", this.dataset.name);
    sent.append("counts_only", "1");
    this.asked?.abort();
    this.asked = new AbortController();
    try {
      const answer = await fetch(this.dataset.from, { method: "POST", body: sent, signal: this.asked.signal });
      if (answer.ok && !answer.redirected) this.say(await answer.json());
    } catch {
      // Asked anew meanwhile, or the site is away: the next change asks again.
    }
  }

  say({ says }) {
    const place = this.querySelector("[data-count]");
    place.replaceChildren(
      ...says.map((text) => Object.assign(document.createElement("p"), { textContent: text })),
    );
  }
}

customElements.define("audience-count", AudienceCount);
