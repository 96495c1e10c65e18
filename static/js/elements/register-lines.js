// Reads and draws the lines of a register: those that the page has, and those that came since.
const NEW = /\bnew\b/;
const fresh = (mark) => ({ id: crypto.randomUUID(), at: new Date().toISOString(), ...mark });

export function noted(line) {
  if (!line) return null;
  const [tick, mend] = [line.querySelector("[type=checkbox]"), line.querySelector("[type=email]")];
  const { key, name = "" } = line.dataset;
  return fresh({ key, name, email: mend.value.trim(), came: tick.checked });
}

// Whoever was typed in below; the form is then ready for the next.
export function somebody({ elements: { name, email } }) {
  const typed = { name: name.value.trim(), email: email.value.trim() };
  if (!typed.name && !typed.email) return null;
  name.value = email.value = "";
  name.focus();
  return fresh({ key: `w${crypto.randomUUID()}`, ...typed, came: true });
}

function lineOf(register, key) {
  const found = register.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (found) return found;
  const made = register.querySelector("template").content.firstElementChild.cloneNode(true);
  for (const node of [made, ...made.querySelectorAll("*")]) {
    for (const attribute of node.attributes) attribute.value = attribute.value.replace(NEW, key);
  }
  register.querySelector("fieldset").append(made);
  return made;
}

export function draw(register, lines) {
  for (const { key, name, email, came, needs } of lines) {
    const line = lineOf(register, key);
    const [tick, mend] = [line.querySelector("[type=checkbox]"), line.querySelector("[type=email]")];
    tick.checked = came;
    line.dataset.name = name;
    if (name || email) line.querySelector("label").textContent = name || email;
    const words = line.querySelector(".register__needs");
    Object.assign(words, { textContent: needs ? register.dataset[needs] : "", hidden: !needs });
    mend.toggleAttribute("aria-invalid", needs === "address" && Boolean(email));
    if (document.activeElement === mend) continue;
    mend.closest("p").hidden = needs !== "address";
    mend.value = email;
  }
  if (lines.length) register.querySelector(".register__empty")?.remove();
}
