// Connections to hosts whose addresses were judged before, and answers of which so much is read. Used by whatever goes out over
// HTTP.
import type { IncomingMessage } from 'node:http';
import { isIP, type LookupFunction } from 'node:net';
import { getFirst } from '../../assume.ts';
import { dropBrackets } from '../../core/events/address.ts';

/** Answers every look-up of the connection with what was found and judged before. */
export function only(addresses: readonly string[]): LookupFunction {
  const all = addresses.map(address => ({ address, family: isIP(dropBrackets(address)) }));
  return (_, { all: wantsAll }, found) => {
    if (wantsAll) found(null, all);
    else found(null, getFirst(all).address, getFirst(all).family);
  };
}

/** @throws an error that says why in words of ours */
export async function readWhole(answer: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of answer) {
    length += part.length;
    if (length > bytesMax) {
      answer.destroy();
      throw new Error('The answer is too long.');
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}
