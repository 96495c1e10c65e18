// Asks the browser for a passkey and sends what it answers with the form inside.
const RESULTS = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const withBytes = (thing) => ({ ...thing, id: toBytes(thing.id) });

function forBrowser(options) {
  const known = {};
  for (const list of ["allowCredentials", "excludeCredentials"]) known[list] = options[list]?.map(withBytes) ?? [];
  if (!options.user) return { ...options, ...known, challenge: toBytes(options.challenge) };
  const selection = { ...options.authenticatorSelection, residentKey: "required", requireResidentKey: true };
  const changed = { user: withBytes(options.user), authenticatorSelection: selection };
  return { ...options, ...known, ...changed, challenge: toBytes(options.challenge) };
}

function forServer(credential) {
  const given = RESULTS.filter((name) => credential.response[name]);
  const response = Object.fromEntries(given.map((name) => [name, toText(credential.response[name])]));
  response.transports = credential.response.getTransports?.() ?? [];
  const { id, type, rawId } = credential;
  return { id, type, rawId: toText(rawId), response, clientExtensionResults: credential.getClientExtensionResults() };
}

class PasskeyForm extends HTMLElement {
  connectedCallback() {
    [this.form, this.error] = [this.querySelector("form"), this.querySelector("[role=alert]")];
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask();
    });
  }

  async ask() {
    this.error.textContent = "";
    try {
      const publicKey = forBrowser((await this.options()).publicKey);
      const made = await navigator.credentials[publicKey.user ? "create" : "get"]({ publicKey });
      this.form.elements.credential.value = JSON.stringify(forServer(made));
      this.form.submit();
    } catch (error) {
      this.error.textContent = error.name === "InvalidStateError" ? this.dataset.known : this.dataset.failed;
    }
  }

  // Stand in the page, or come from where the form is sent to.
  async options() {
    const inPage = document.getElementById(this.dataset.options);
    if (inPage) return JSON.parse(inPage.textContent);
    const answer = await fetch(this.form.action, { headers: { Accept: "application/json" } });
    return (await answer.json()).request_options;
  }
}

customElements.define("passkey-form", PasskeyForm);
