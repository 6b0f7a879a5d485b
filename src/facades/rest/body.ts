// The body of a request: JSON, bounded, inflated where it came compressed, and counted for its sender as long as it is held.
import type { IncomingMessage } from 'node:http';
import type { Vault } from '../../core/vault.ts';
import type { Json } from '../../formats/rest/model.ts';
import { inflateBody, readEncoding } from '../xml-api/inflate.ts';
import { RestProblem } from './problem.ts';

export interface Held {
  /** Undefined where there was none. */
  readonly json: Json | undefined;
  /** Once nothing of it is held any more. */
  readonly release: () => void;
}

/** @throws RestProblem 400, 413, 415, 429 */
export async function readBody(request: IncomingMessage, vault: Vault, party: string): Promise<Held> {
  const max = vault.limits.restBodyBytesMax;
  const { requestBytes } = vault.memory.underWay;
  let held = 0;
  const release = () => {
    requestBytes.remove(party, held);
    held = 0;
  };
  const hold = (bytes: number) => {
    if (!requestBytes.add(party, bytes)) throw new RestProblem(429, 'Send fewer large requests at once.');
    held += bytes;
  };
  try {
    const pieces: Buffer[] = [];
    let size = 0;
    // What is refused is answered, so the rest is read and dropped, not broken off.
    for await (const piece of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > max) throw makeTooLong(max);
      hold(piece.length);
      pieces.push(piece);
    }
    const came = Buffer.concat(pieces);
    if (came.length === 0) return { json: undefined, release };
    demandJson(request.headers['content-type']);
    const encoding = readEncoding(request);
    if (!encoding) return { json: parse(came), release };
    const inflated = await inflateBody(came, encoding, { party, max, isWhole: true, noteGrown: hold });
    if (inflated.isCut) throw makeTooLong(max);
    return { json: parse(inflated.bytes), release };
  } catch (error) {
    release();
    throw error;
  }
}

function makeTooLong(max: number): RestProblem {
  return new RestProblem(413, `The body is longer than ${max} bytes. Send less at once.`);
}

function demandJson(type = ''): void {
  const [essence = ''] = type.split(';', 1);
  if (!/^\s*application\/([\w.-]+\+)?json\s*$/i.test(essence))
    throw new RestProblem(415, 'Send JSON, as Content-Type: application/json; charset=utf-8.');
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parse(bytes: Buffer): Json {
  try {
    return JSON.parse(utf8.decode(bytes)) as Json;
  } catch {
    throw new RestProblem(400, 'The body is no JSON in UTF-8.');
  }
}
