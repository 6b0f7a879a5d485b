// The body of a request, read once it is known who sends it: bounded, inflated where it came compressed, and counted for its sender
// as long as it is held.
import type { IncomingMessage } from 'node:http';
import { FhirProblem } from '../../core/fhir/problem.ts';
import type { Vault } from '../../core/vault.ts';
import { inflateBody, readEncoding } from '../xml-api/inflate.ts';

interface Held {
  readonly bytes: Buffer;
  /** Once nothing of it is held any more. */
  readonly release: () => void;
}

/** @throws FhirProblem 413, 429 */
export async function readBody(request: IncomingMessage, vault: Vault, party: string): Promise<Held> {
  const max = vault.limits.fhirBodyBytesMax;
  const { requestBytes } = vault.memory.underWay;
  let held = 0;
  const release = () => {
    requestBytes.remove(party, held);
    held = 0;
  };
  const hold = (bytes: number) => {
    if (!requestBytes.add(party, bytes))
      throw new FhirProblem(429, 'throttled', 'Send fewer large requests at once.');
    held += bytes;
  };
  try {
    const pieces: Buffer[] = [];
    let size = 0;
    // What is refused is answered, so the rest is read and dropped, not broken off.
    for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > max) throw tooLong(max);
      hold(piece.length);
      pieces.push(piece);
    }
    const came = Buffer.concat(pieces);
    const encoding = readEncoding(request);
    if (!encoding) return { bytes: came, release };
    const { bytes, isCut } = await inflateBody(came, encoding, {
      party,
      max,
      isWhole: true,
      noteGrown: hold,
    });
    if (isCut) throw tooLong(max);
    return { bytes, release };
  } catch (error) {
    release();
    throw error;
  }
}

function tooLong(max: number): FhirProblem {
  return new FhirProblem(413, 'too-long', `The body is longer than ${max} bytes. Send less at once.`);
}
