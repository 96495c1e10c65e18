// Closes the menu when focus moves on, so that the sheet never covers what has focus.
class SiteNav extends HTMLElement {
  connectedCallback() {
    const menu = this.querySelector("[popover]");
    this.addEventListener("focusout", ({ relatedTarget }) => {
      const gone = relatedTarget && !this.contains(relatedTarget);
      if (gone && menu.matches(":popover-open")) menu.hidePopover();
    });
  }
}

customElements.define("site-nav", SiteNav);
