/** UUIDv7 (RFC 9562): made once by the client, in the order of making even within one millisecond. */

let lastMs = 0;
let counter = 0;

/** A new id. `bytes` are ten random ones. Ids of one page never go back, even when its wall clock does. */
export function newId(nowMs: number, bytes: Uint8Array): string {
  if (nowMs > lastMs) {
    lastMs = nowMs;
    counter = (((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) & 0x7ff;
  } else {
    counter += 1;
    if (counter > 0xfff) {
      lastMs += 1;
      counter = 0;
    }
  }
  const time = lastMs.toString(16).padStart(12, "0");
  const variant = (0x80 | ((bytes[2] ?? 0) & 0x3f)).toString(16);
  let tail = variant;
  for (let index = 3; index < 10; index += 1) tail += (bytes[index] ?? 0).toString(16).padStart(2, "0");
  return [time.slice(0, 8), time.slice(8), `7${counter.toString(16).padStart(3, "0")}`, tail.slice(0, 4), tail.slice(4)].join("-");
}
