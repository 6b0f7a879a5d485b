// The body of a request, read whole once it is known who sends it: bounded, inflated where it came compressed, and counted for its
// sender as long as it is held. The XML API reads its own in two goes.
import type { IncomingMessage } from 'node:http';
import type { Vault } from '../core/vault.ts';
import { inflateBody, readEncoding } from './inflate.ts';

export interface HeldBytes {
  readonly bytes: Buffer;
  /** Once nothing of it is held any more. */
  readonly release: () => void;
}

interface Bounds {
  readonly party: string;
  /** Bytes, once it is inflated. */
  readonly max: number;
  /** What is thrown for a body past it, and for more than one party may have under way. */
  readonly makeTooLong: (text: string) => Error;
  readonly makeTooMany: (text: string) => Error;
}

/** @throws what `bounds` make; BAD_HTTP for what is not in its encoding */
export async function readHeldBody(
  request: IncomingMessage,
  { memory }: Pick<Vault, 'memory'>,
  { party, max, makeTooLong, makeTooMany }: Bounds,
): Promise<HeldBytes> {
  const { requestBytes } = memory.underWay;
  let held = 0;
  const release = () => {
    requestBytes.remove(party, held);
    held = 0;
  };
  const hold = (bytes: number) => {
    if (!requestBytes.add(party, bytes)) throw makeTooMany('Send fewer large requests at once.');
    held += bytes;
  };
  const demandFit = (isTooLong: boolean) => {
    if (isTooLong) throw makeTooLong(`The body is longer than ${max} bytes. Send less at once.`);
  };
  try {
    const pieces: Buffer[] = [];
    let size = 0;
    // What is refused is answered, so the rest is read and dropped, not broken off.
    for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += piece.length;
      demandFit(size > max);
      hold(piece.length);
      pieces.push(piece);
    }
    const came = Buffer.concat(pieces);
    const encoding = readEncoding(request);
    if (!encoding || came.length === 0) return { bytes: came, release };
    const wanted = { party, max, isWhole: true, noteGrown: hold };
    const { bytes, isCut } = await inflateBody(came, encoding, wanted);
    demandFit(isCut);
    return { bytes, release };
  } catch (error) {
    release();
    throw error;
  }
}
