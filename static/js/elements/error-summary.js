// Takes focus when the page opens, so that what is wrong is read first.
class ErrorSummary extends HTMLElement {
  connectedCallback() {
    this.tabIndex = -1;
    this.focus();
  }
}

customElements.define("error-summary", ErrorSummary);
