// Makes the places of a map one stop of the Tab key: arrows go to the nearest place that way, Home and End to the
// northernmost and the southernmost, Escape on to the table.
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const CONE = 0.6; // the cosine of how far aside "that way" still is

function middle(place) {
  const { x, y, width, height } = place.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
}

class MapKeys extends HTMLElement {
  connectedCallback() {
    const spots = [...this.querySelectorAll("svg a")].map((place) => ({ place, ...middle(place) }));
    this.places = spots.sort((a, b) => a.y - b.y || a.x - b.x).map(({ place }) => place);
    if (!this.places.length) return;
    this.querySelector("svg").setAttribute("role", "application");
    this.querySelector("svg").setAttribute("aria-labelledby", this.querySelector("svg title").id);
    this.querySelector("[aria-hidden]").removeAttribute("aria-hidden");
    this.stop = this.places[0];
    this.stop.tabIndex = 0;
    this.addEventListener("focusin", ({ target }) => this.arrive(target));
    this.addEventListener("keydown", (event) => this.keyDown(event));
  }

  arrive(place) {
    this.stop.tabIndex = -1;
    this.stop = place;
    place.tabIndex = 0;
  }

  keyDown(event) {
    const table = this.closest(".map").querySelector("summary");
    const ends = { Home: this.places[0], End: this.places.at(-1), Escape: table };
    const way = WAYS[event.key];
    if (event.ctrlKey || event.altKey || event.metaKey || !(way || ends[event.key])) return;
    event.preventDefault();
    this.column = way?.[1] ? this.column ?? this.stop : null;
    (way ? this.nearest(...way) : ends[event.key])?.focus();
  }

  // Up and down go along the column they began in: in a honeycomb the next place lies half a step aside.
  nearest(right, down) {
    const from = { x: middle(this.column ?? this.stop).x, y: middle(this.stop).y };
    let found, least = Infinity;
    for (const place of this.places) {
      const { x, y } = middle(place);
      const away = Math.hypot(x - from.x, y - from.y);
      if ((x - from.x) * right + (y - from.y) * down > CONE * away && away < least) [found, least] = [place, away];
    }
    return found;
  }
}

customElements.define("map-keys", MapKeys);
