// Makes a drawing larger than the box it stands in, which then scrolls: by buttons, or Ctrl and the wheel.
const LARGEST = 8;

class MapZoom extends HTMLElement {
  connectedCallback() {
    this.box = this.querySelector(".map__view");
    this.svg = this.querySelector("svg");
    this.size = 1;
    for (const button of this.querySelectorAll("button")) {
      button.addEventListener("click", () => this.zoom(this.size * button.dataset.by));
    }
    this.box.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.querySelector(".map__zoom").hidden = false;
  }

  wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const { left, top } = this.box.getBoundingClientRect();
    this.zoom(this.size * (event.deltaY < 0 ? 1.25 : 0.8), event.clientX - left, event.clientY - top);
  }

  // What lies at (x, y) of the box stays there.
  zoom(size, x = this.box.clientWidth / 2, y = this.box.clientHeight / 2) {
    const { box, svg } = this;
    const grown = Math.min(Math.max(size, 1), LARGEST) / this.size;
    this.size *= grown;
    if (this.size > 1) box.style.blockSize ||= `${box.getBoundingClientRect().height}px`;
    else box.style.blockSize = "";
    svg.style.inlineSize = `${this.size * 100}%`;
    box.scrollTo((box.scrollLeft + x) * grown - x, (box.scrollTop + y) * grown - y);
  }
}

customElements.define("map-zoom", MapZoom);
