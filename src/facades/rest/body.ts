// The body of a request as JSON.
import type { IncomingMessage } from 'node:http';
import type { Vault } from '../../core/vault.ts';
import type { Json } from '../../formats/rest/model.ts';
import { hasNameTwice } from '../../http/json-names.ts';
import { readHeldBody } from '../../http/read-body.ts';
import { RestProblem } from './problem.ts';

export interface Held {
  /** Undefined where there was none. */
  readonly json: Json | undefined;
  /** Once nothing of it is held any more. */
  readonly release: () => void;
}

/** @throws RestProblem 400, 413, 415, 429 */
export async function readBody(request: IncomingMessage, vault: Vault, party: string): Promise<Held> {
  const { bytes, release } = await readHeldBody(request, vault, {
    ...{ party, max: vault.limits.restBodyBytesMax },
    makeTooLong: text => new RestProblem(413, text),
    makeTooMany: text => new RestProblem(429, text),
  });
  if (bytes.length === 0) return { json: undefined, release };
  try {
    demandJson(request.headers['content-type']);
    return { json: parse(bytes), release };
  } catch (error) {
    release();
    throw error;
  }
}

function demandJson(type = ''): void {
  const [essence = ''] = type.split(';', 1);
  if (!/^\s*application\/([\w.-]+\+)?json\s*$/i.test(essence)) throw makeNoJson();
}

export function makeNoJson(): RestProblem {
  return new RestProblem(415, 'Send JSON, as Content-Type: application/json; charset=utf-8.');
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parse(bytes: Buffer): Json {
  let json: Json;
  let text: string;
  try {
    text = utf8.decode(bytes);
    json = JSON.parse(text) as Json;
  } catch {
    throw new RestProblem(400, 'The body is no JSON in UTF-8.');
  }
  if (hasNameTwice(text)) throw new RestProblem(400, 'An object of the body has the same name twice.');
  return json;
}
