// Does a sum for the form that it stands in, from the moment that somebody begins to fill it in. The form waits for it
// when it is sent, but not for long: without a proof our server takes its time to look at a signature, and says so.
const LONGEST = 20_000;
const FRESH = 15 * 60_000; // our server takes it for five minutes more
const MOST_WORKERS = 4; // more make a phone hot and not faster

class ProofOfWork extends HTMLElement {
  connectedCallback() {
    this.form = this.closest("form");
    this.status = this.querySelector("[role=status]");
    this.form.addEventListener("focusin", () => this.prove());
    this.form.addEventListener("submit", (event) => this.meet(event));
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.startAgain());
  }

  // After Back the form stands as it was sent, and its proof is spent.
  startAgain() {
    this.isDone = this.isWaiting = false;
    this.proving = null;
    this.say("");
  }

  async meet(event) {
    if (this.isDone) return;
    event.preventDefault();
    if (this.isWaiting) return;
    this.isWaiting = true;
    this.say(this.dataset.sending);
    await Promise.race([this.prove(), new Promise((done) => setTimeout(done, LONGEST))]);
    this.isDone = true;
    this.form.submit();
  }

  // One sum, also where it is asked for more than once, until it is too old.
  prove() {
    if (Date.now() - this.begunAt > FRESH) this.proving = null;
    this.proving ??= this.solve().then(
      (solution) => this.keep(solution),
      () => this.say(this.dataset.failed),
    );
    return this.proving;
  }

  async solve() {
    this.begunAt = Date.now();
    this.say(this.dataset.working);
    const answer = await fetch(this.dataset.from, { cache: "no-store", credentials: "omit" });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.status === 204 ? null : this.divide(await answer.json());
  }

  async divide(challenge) {
    const step = Math.min(navigator.hardwareConcurrency || 1, MOST_WORKERS);
    const workers = Array.from({ length: step }, () => new Worker(this.dataset.worker));
    try {
      const parts = workers.map((worker, first) => ask(worker, { ...challenge, first, step }));
      return { ...challenge, number: await Promise.any(parts) };
    } finally {
      for (const worker of workers) worker.terminate();
    }
  }

  // Without a solution none is asked for any more.
  keep(solution) {
    if (solution) this.form.elements.proof.value = btoa(JSON.stringify(solution));
    this.say(this.dataset.done);
  }

  say(words) {
    this.status.textContent = words;
  }
}

const ask = (worker, part) =>
  new Promise((found, failed) => {
    worker.onmessage = ({ data }) => (data === null ? failed(new Error("not here")) : found(data));
    worker.onerror = failed;
    worker.postMessage(part);
  });

customElements.define("proof-of-work", ProofOfWork);
