// Says what place of a map is pointed at or has focus: its name, and its figure from the table.
class AreaMap extends HTMLElement {
  connectedCallback() {
    const svg = this.querySelector("svg");
    this.now = this.querySelector(".map__now");
    this.entitle([...svg.querySelectorAll("a:not(:has(title))")]);
    if (!svg.querySelector("a")) return;
    this.now.hidden = false;
    svg.addEventListener("focusin", ({ target }) => this.say(target));
    svg.addEventListener("pointerover", ({ target }) => this.say(target.closest("a")));
  }

  // A map of many places leaves their names to the table, so as to be light.
  entitle(places) {
    const [, head] = [...this.querySelectorAll("thead th")].map((each) => each.textContent);
    const said = new Map();
    for (const link of this.querySelectorAll("tbody a")) {
      const [name, figure] = [...link.closest("tr").cells].map((cell) => cell.textContent.trim());
      said.set(link.getAttribute("href"), figure ? `${name}. ${head}: ${figure}` : name);
    }
    for (const place of places) {
      const title = document.createElementNS(place.namespaceURI, "title");
      title.textContent = said.get(place.getAttribute("href"));
      place.prepend(title);
    }
  }

  say(place) {
    if (place) this.now.textContent = place.querySelector("title").textContent;
  }
}

customElements.define("area-map", AreaMap);
