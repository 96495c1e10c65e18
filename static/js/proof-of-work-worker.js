// Looks for the number whose digest, behind the salt, is the challenge, among every `step`-th from `first` on.
const toHex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function find({ algorithm, challenge, salt, maxNumber, first, step }) {
  const encoder = new TextEncoder();
  const start = parseInt(challenge.slice(0, 2), 16);
  for (let number = first; number <= maxNumber; number += step) {
    const digest = await crypto.subtle.digest(algorithm, encoder.encode(salt + number));
    if (new Uint8Array(digest, 0, 1)[0] === start && toHex(digest) === challenge) return number;
  }
  return null;
}

onmessage = async ({ data }) => postMessage(await find(data));
