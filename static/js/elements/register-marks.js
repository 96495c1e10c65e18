// A register that goes on without signal: each tick is kept on the device at once, and sent when there is one.
import { draw, noted, somebody } from "./register-lines.js";
import * as offline from "./register-offline.js";
import * as store from "./register-store.js";
import { SignedOut, merged, send } from "./register-sync.js";
import { say } from "./register-words.js";

const PAUSE = 15_000;

class RegisterMarks extends HTMLElement {
  async connectedCallback() {
    if (!window.isSecureContext || !navigator.serviceWorker) return; // the form does without
    this.addEventListener("change", ({ target }) => this.mark(noted(target.closest("[data-key]"))));
    this.addEventListener("submit", (event) => this.add(event));
    window.addEventListener("online", () => this.sync());
    setInterval(() => document.hidden || this.sync(), PAUSE);
    this.lines = (await store.recall(this.dataset.session))?.state.lines ?? [];
    await this.show();
    await this.sync();
    if (!this.isOver) await offline.keep(this.dataset);
  }

  add(event) {
    event.preventDefault();
    this.mark(somebody(event.target));
  }

  async mark(mark) {
    if (mark) await store.add({ ...mark, session: this.dataset.session });
    await this.show();
    await this.sync();
  }

  // One at a time: what is noted meanwhile goes with the next.
  sync() {
    this.sent = (this.sent ?? Promise.resolve()).then(() => this.send());
    return this.sent;
  }

  async send() {
    try {
      const { state, refused } = await send(this.dataset.from, this.dataset.session);
      Object.assign(this, { lines: state.lines, refused, isOver: state.closed, isOut: false });
      if (state.closed) await offline.end(this.dataset);
    } catch (error) {
      this.isOut = error instanceof SignedOut;
    }
    await this.show();
  }

  async show() {
    const marks = await store.waiting(this.dataset.session);
    draw(this, merged(this.lines, marks));
    say(this, marks.length);
  }
}

customElements.define("register-marks", RegisterMarks);
