// What a register keeps on the device: marks until they are sent, and how the register stood when it was last asked.
const NAME = "register";
const UNSENT = "unsent"; // a cookie by which signing out knows that something has yet to be sent

const settled = (request) =>
  new Promise((found, failed) => {
    request.onsuccess = () => found(request.result);
    request.onerror = () => failed(request.error);
  });

function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("marks", { keyPath: "id" }).createIndex("session", "session");
    request.result.createObjectStore("known", { keyPath: "session" });
  };
  return settled(request);
}

// Runs `work` on one of the two, and ends once it is safely written.
async function within(store, mode, work) {
  const database = await open();
  try {
    const transaction = database.transaction(store, mode, { durability: "strict" });
    const written = new Promise((done, failed) => {
      transaction.oncomplete = done;
      transaction.onabort = () => failed(transaction.error);
    });
    const found = await work(transaction.objectStore(store));
    await written;
    return found;
  } finally {
    database.close();
  }
}

export const add = (mark) => within("marks", "readwrite", (marks) => settled(marks.put(mark))).then(flag);

export const waiting = (session) =>
  within("marks", "readonly", (marks) => settled(marks.index("session").getAll(session)));

export const drop = (ids) =>
  within("marks", "readwrite", (marks) => Promise.all(ids.map((id) => settled(marks.delete(id))))).then(flag);

export const remember = (session, state) =>
  within("known", "readwrite", (known) => settled(known.put({ session, state })));

export const recall = (session) => within("known", "readonly", (known) => settled(known.get(session)));

export const forget = (session) => within("known", "readwrite", (known) => settled(known.delete(session)));

export const forgetAll = () => within("known", "readwrite", (known) => settled(known.clear()));

async function flag() {
  const count = await within("marks", "readonly", (marks) => settled(marks.count()));
  document.cookie = `${UNSENT}=1; path=/; SameSite=Strict; max-age=${count ? 30 * 86_400 : 0}`;
}
