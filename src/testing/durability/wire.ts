// Calls a method over one kept-alive connection, and tells an answer from the lack of one: what was not answered in full
// may or may not have happened.
import { Agent, request } from 'node:http';
import { envelope, headerXml, type Identity, sealed } from '../fuzz/envelope.ts';

export interface WireAnswer {
  readonly code: number;
  readonly xml: string;
}

export class Connection {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #url: string;
  readonly #identity: Identity;

  constructor(platformUrl: string, identity: Identity) {
    this.#url = platformUrl;
    this.#identity = identity;
  }

  /** Undefined when the connection broke before the answer was whole. */
  call(method: string, version: number, info: string): Promise<WireAnswer | undefined> {
    const header = headerXml(method, version, new Date().toISOString(), this.#identity);
    const body = envelope(sealed({ header, info: `<info>${info}</info>`, session: this.#identity.session }));
    return new Promise(resolve => {
      const outgoing = request(this.#url, { method: 'POST', agent: this.#agent }, incoming => {
        const parts: Buffer[] = [];
        incoming.on('data', (part: Buffer) => parts.push(part));
        incoming.on('error', () => resolve(undefined));
        incoming.on('close', () => {
          const xml = Buffer.concat(parts).toString();
          resolve(incoming.complete ? { code: Number(/<code>(\d+)/.exec(xml)?.[1]), xml } : undefined);
        });
      });
      outgoing.on('error', () => resolve(undefined));
      outgoing.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** The keys in an answer of PutThings, in order. */
export function keysIn(xml: string): { id: string; stamp: string }[] {
  return [...xml.matchAll(/<thing-id version-stamp="([^"]+)">([^<]+)</g)].map(([, stamp, id]) => ({
    id: id!,
    stamp: stamp!,
  }));
}
