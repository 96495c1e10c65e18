// Remembers in this browser which lessons somebody says they have read. Nothing is sent, and nothing kept unasked.
class CourseProgress extends HTMLElement {
  connectedCallback() {
    this.key = `read:${this.dataset.course}`;
    this.lesson = Number(this.dataset.lesson);
    this.status = this.querySelector("[data-said]");
    this.button = this.querySelector("[data-undo]");
    if (this.button) {
      this.words = this.button.textContent;
      this.button.closest("[hidden]").hidden = false;
      this.button.addEventListener("click", () => this.turn());
    }
    this.show();
  }

  // Some browsers refuse to remember anything: then it lasts as long as the page.
  get read() {
    try {
      return new Set(JSON.parse(localStorage.getItem(this.key)));
    } catch {
      return this.kept ?? new Set();
    }
  }

  set read(lessons) {
    this.kept = lessons;
    try {
      if (lessons.size) localStorage.setItem(this.key, JSON.stringify([...lessons]));
      else localStorage.removeItem(this.key);
    } catch {
      // kept above
    }
  }

  turn() {
    const read = this.read;
    if (!read.delete(this.lesson)) read.add(this.lesson);
    this.read = read;
    this.show();
  }

  show() {
    const read = this.read;
    for (const mark of this.querySelectorAll("[data-number]")) mark.hidden = !read.has(Number(mark.dataset.number));
    if (this.button) this.button.textContent = read.has(this.lesson) ? this.button.dataset.undo : this.words;
    this.status.textContent = read.size ? this.status.dataset.said.replace("{n}", read.size) : "";
  }
}

customElements.define("course-progress", CourseProgress);
