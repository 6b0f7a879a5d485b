import { randomBytes } from 'node:crypto';

const bytesAtOnce = 4096;
let bytes = Buffer.alloc(0);
let at = 0;

/** A guid that begins with the time, so that what is written one after the other lies side by side in every index. */
export function makeTimeOrderedId(now) {
  if (at + 10 > bytes.length) {
    bytes = randomBytes(bytesAtOnce * 10);
    at = 0;
  }
  const time = Math.floor(now / 1000)
    .toString(16)
    .padStart(8, '0');
  const rest = bytes.hexSlice(at, at + 10);
  at += 10;
  return `${time}-${rest.slice(0, 4)}-4${rest.slice(5, 8)}-a${rest.slice(9, 12)}-${rest.slice(8, 20)}`;
}
