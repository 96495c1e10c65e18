// Checks what the QR code of a certificate holds, in the browser alone: nothing of it is sent anywhere.
// The form of a token: 1.KEY.PAYLOAD.SIGNATURE (docs/decisions/0036-certificates-that-verify-offline.md).
class CertificateCheck extends HTMLElement {
  connectedCallback() {
    this.keys = JSON.parse(this.dataset.keys);
    this.field = this.querySelector("[data-token]");
    this.number = document.getElementById(this.dataset.number);
    this.field?.addEventListener("input", () => this.check(this.field.value));
    addEventListener("hashchange", () => this.check(location.hash));
    if (location.hash.length > 1) this.check(location.hash);
  }

  async check(text) {
    const token = text.trim().split("#").pop();
    const says = token ? await this.read(token).catch(() => "wrong") : "nothing";
    if (typeof says === "object") this.fill(says);
    this.show(typeof says === "object" ? ["right", this.isOver(says) ? "over" : ""] : [says]);
  }

  async read(token) {
    const [format, name, body, proof, ...more] = token.split(".");
    if (format !== "1" || !proof || more.length) return "wrong";
    if (!Object.hasOwn(this.keys, name)) return "unknown";
    let key;
    try {
      key = await crypto.subtle.importKey("raw", this.bytes(this.keys[name]), "Ed25519", false, ["verify"]);
    } catch {
      return "cannot";
    }
    const signed = new TextEncoder().encode(`1.${name}.${body}`);
    const isRight = await crypto.subtle.verify("Ed25519", key, this.bytes(proof), signed);
    return isRight ? JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(this.bytes(body))) : "wrong";
  }

  // No two texts are read as the same bytes, so that any change shows.
  bytes(text) {
    const raw = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    const again = btoa(raw).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
    if (again !== text) throw new Error("not in the one right form");
    return Uint8Array.from(raw, (character) => character.charCodeAt(0));
  }

  isOver(says) {
    return says.u !== null && new Date() >= new Date(Date.parse(says.u) + 24 * 60 * 60 * 1000);
  }

  fill(says) {
    const number = says.n.replace(/(.{4})(?=.)/g, "$1-");
    const words = { course: says.c, version: says.v, number, completed: this.day(says.d), until: this.day(says.u) };
    for (const [name, value] of Object.entries(words))
      for (const place of this.querySelectorAll(`[data-fill=${name}]`)) place.textContent = value ?? place.dataset.none;
    if (this.number) this.number.value = number;
  }

  day(text) {
    if (text === null) return null;
    const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;
    return new Date(text).toLocaleDateString(language, { dateStyle: "long", timeZone: "UTC" });
  }

  show(names) {
    for (const part of this.querySelectorAll("[data-says]")) part.hidden = !names.includes(part.dataset.says);
  }
}

customElements.define("certificate-check", CertificateCheck);
