// Sends the marks of a register that wait on this device, a few hundred at a time, and brings back how it stands.
import * as store from "./register-store.js";

const AT_ONCE = 500;
export class SignedOut extends Error {}

async function ask(address, options = {}) {
  const answer = await fetch(address, { cache: "no-store", redirect: "manual", ...options });
  if (answer.type === "opaqueredirect") throw new SignedOut();
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

// What our server took or will never take goes from the device; returns how the register stands, and what was refused.
export async function send(address, session) {
  let state = await ask(address);
  const refused = [];
  let marks;
  while ((marks = await store.waiting(session)).length) {
    const some = marks.slice(0, AT_ONCE);
    const headers = { "Content-Type": "application/json", "X-CSRFToken": state.token };
    state = await ask(address, { method: "POST", headers, body: JSON.stringify(some) });
    const settled = some.filter(({ id }) => state.taken.includes(id) || id in state.refused);
    refused.push(...settled.filter(({ id }) => id in state.refused).map((mark) => `${mark.name} ${state.refused[mark.id]}`));
    if (!settled.length) break;
    await store.drop(settled.map(({ id }) => id));
  }
  await store.remember(session, state);
  return { state, refused };
}

// How the register stands with what waits here: of each person the latest mark counts.
export function merged(lines, marks) {
  const found = new Map(lines.map((line) => [line.key, line]));
  const order = (a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1);
  for (const { key, name, email, came } of [...marks].sort(order)) {
    found.set(key, { needs: "", ...found.get(key), key, name, email, came, ...(key.startsWith("w") && { needs: "" }) });
  }
  return [...found.values()];
}
