// Copies the address that stands in the field, and says so.
class ShareLinks extends HTMLElement {
  connectedCallback() {
    const address = this.querySelector("input");
    const status = this.querySelector("[role=status]");
    this.querySelector(".share__button").addEventListener("click", async () => {
      address.select();
      await navigator.clipboard.writeText(address.value);
      status.textContent = status.dataset.done;
    });
  }
}

customElements.define("share-links", ShareLinks);
