// On the pages of signing in and out: forgets the names of registers that this device kept. Marks that have yet to be
// sent stay until somebody who may send them opens their register again.
import { forgetNames } from "./register-offline.js";

class ForgetRegister extends HTMLElement {
  connectedCallback() {
    if (window.isSecureContext) forgetNames().catch(() => undefined);
  }
}

customElements.define("forget-register", ForgetRegister);
