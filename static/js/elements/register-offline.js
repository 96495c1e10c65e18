// Keeps the page of a register for when there is no signal, and forgets it once nothing is left to send.
import * as store from "./register-store.js";

const DRAWN_WITH = /\.(css|js|woff2|svg)$/;

export async function keep({ worker, scope }) {
  try {
    await navigator.serviceWorker.register(worker, { scope });
    const loaded = performance.getEntriesByType("resource").map(({ name }) => new URL(name));
    const ours = loaded.filter(({ origin, pathname }) => origin === location.origin && DRAWN_WITH.test(pathname));
    const cache = await caches.open(scope);
    await cache.addAll([location.pathname, ...new Set(ours.map(({ href }) => href))]);
  } catch {
    // No signal now, or a browser that keeps nothing: what is kept from before stands.
  }
}

export async function end({ scope, session }) {
  await Promise.all([caches.delete(scope), store.forget(session)]);
  const found = await navigator.serviceWorker.getRegistration(scope);
  await found?.unregister();
}

// The names of all registers; marks that wait stay until they are sent.
export async function forgetNames() {
  const kept = await caches.keys();
  if (!kept.length) return;
  await Promise.all([...kept.map((name) => caches.delete(name)), store.forgetAll()]);
}
