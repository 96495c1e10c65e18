// Keeps what is chosen in a quiz as somebody goes, as the button "Keep my answers" does without it. Nothing is read out
// while all goes well: a line at the end of the page says it. Only a failure is said aloud.
const PAUSE = 800; // milliseconds: arrow keys run through the choices of a question

class QuizSaver extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.status = this.querySelector("[role=status]");
    this.form.addEventListener("change", () => this.soon());
    this.form.addEventListener("submit", () => clearTimeout(this.timer));
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  async keep() {
    const chosen = new URLSearchParams(new FormData(this.form));
    chosen.set("do", "quietly");
    try {
      const answer = await fetch(this.form.action, { method: "POST", body: chosen, credentials: "omit" });
      this.say(answer.ok, answer.status);
    } catch {
      this.say(false);
    }
  }

  say(isKept, status) {
    if (status === 409) return window.location.reload(); // sent in elsewhere, or the time is over: the page says so
    this.status.setAttribute("aria-live", isKept ? "off" : "polite");
    this.status.textContent = isKept ? this.dataset.saved : this.dataset.failed;
  }
}

customElements.define("quiz-saver", QuizSaver);
