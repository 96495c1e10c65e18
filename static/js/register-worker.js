// Gives the page of a register, and what it is drawn with, from what the page kept, while there is no signal.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answer(event.request));
});

async function answer(request) {
  try {
    const found = await fetch(request);
    // Whoever is sent to sign in is signed out: the names go, and what has yet to be sent stays.
    if (request.mode === "navigate" && found.type === "opaqueredirect") await forgetNames();
    return found;
  } catch (error) {
    const kept = await caches.match(request, { ignoreVary: true, ignoreSearch: request.mode === "navigate" });
    if (kept) return kept;
    throw error;
  }
}

async function forgetNames() {
  for (const name of await caches.keys()) await caches.delete(name);
}
