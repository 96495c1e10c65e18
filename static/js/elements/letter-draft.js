// Keeps a letter while it is written, as its button does without it, and says how long it is and how much of it is its
// writer's own. What looks like a report about a person is not kept: whom to ring is shown instead, and said aloud.
const PAUSE = 2_500; // milliseconds after the last key
const AGAIN = 10_000; // milliseconds after it could not be kept
const GAPS = /\[[^[\]]*\]/g; // where the writer's own words go

class LetterDraft extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.danger = this.querySelector(".letter-danger");
    this.status = this.querySelector(".letter-measure__saved");
    this.form.addEventListener("input", () => this.soon());
    this.form.addEventListener("submit", () => this.stop());
    window.addEventListener("pagehide", () => this.isWaiting && this.keep({ keepalive: true }));
  }

  disconnectedCallback() {
    this.stop();
  }

  stop() {
    clearTimeout(this.timer);
    this.isWaiting = false;
  }

  soon() {
    this.stop();
    this.count();
    this.isWaiting = true;
    this.timer = setTimeout(() => this.keep(), PAUSE);
  }

  count() {
    const words = this.form.elements.text.value.replace(GAPS, " ").split(/\s+/).filter(Boolean).length;
    this.querySelector(".letter-measure__words").textContent = this.dataset.words.replace("#", words);
  }

  // Points that are ticked are added by their own button, since they change the text.
  get written() {
    const found = new URLSearchParams(new FormData(this.form));
    found.delete("points");
    return found;
  }

  async keep(options = {}) {
    const body = this.written;
    this.stop();
    if (body.toString() === this.last) return;
    this.last = body.toString();
    try {
      const answer = await fetch(this.dataset.to, { method: "POST", body, credentials: "omit", ...options });
      this.show(await answer.json());
    } catch {
      this.last = "";
      this.say(this.dataset.failed, true);
      this.isWaiting = true;
      this.timer = setTimeout(() => this.keep(), AGAIN);
    }
  }

  show(found) {
    if (!found.saved) this.last = "";
    this.say(found.message, !found.saved);
    this.warn(found.report);
    if (found.saved) this.measure(found);
  }

  warn(isReport) {
    if (!isReport) {
      if (!this.form.elements.no_report.checked) this.danger.hidden = true;
      return;
    }
    if (this.danger.hidden) this.danger.setAttribute("role", "alert");
    this.danger.hidden = false;
  }

  measure(found) {
    this.querySelector(".letter-measure__words").textContent = found.words_text;
    this.querySelector(".letter-measure__meter").value = found.own;
    this.querySelector(".letter-measure__text").textContent = found.own_text;
    const prompts = this.querySelector(".letter-measure__prompts");
    prompts.hidden = !found.prompts.length;
    prompts.replaceChildren(...found.prompts.map(line));
  }

  // Nothing is read out while all goes well.
  say(words, isAloud) {
    this.status.setAttribute("aria-live", isAloud ? "polite" : "off");
    this.status.textContent = words;
  }
}

const line = (words) => {
  const item = document.createElement("li");
  item.textContent = words;
  return item;
};

customElements.define("letter-draft", LetterDraft);
