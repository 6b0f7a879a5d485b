// Reads the body of a request within two limits: its own size, and what its sender may have under way at once.
import type { IncomingMessage } from 'node:http';
import { type Fault, fault } from '../../core/errors.ts';
import { addressKey } from '../../core/limits/rate-limit.ts';
import type { Vault } from '../../core/vault.ts';

/** By events: an iterator over the stream costs more than all it is for. */
export function readBody(request: IncomingMessage, { limits }: Vault, address: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const body = new Pieces();
    const held = new Held(address, limits.requestBytesPerAddressMax);
    let refused: Fault | undefined;
    request.on('data', (part: Buffer) => {
      // The rest is read and dropped, so that the client gets to see the answer.
      if (refused) return;
      body.add(part);
      if (body.size > limits.requestBytesMax) refused = tooLong(limits.requestBytesMax);
      else if (!held.grow(body.size))
        refused = fault('RETRY_LIMIT_EXCEEDED', 'Send fewer large requests at once.');
      if (!refused) return;
      body.drop();
      held.end();
    });
    request.on('end', () => (refused ? reject(refused) : resolve(body.joined())));
    request.on('error', reject);
    request.on('close', () => {
      held.end();
      reject(new Error('the client went away'));
    });
  });
}

export function tooLong(max: number): Fault {
  return fault('REQUEST_TOO_LONG', `The limit is ${max} bytes.`);
}

const piecesMax = 1000;

/** A client may send its bytes one by one, and each piece costs far more memory than a byte: many are joined. */
class Pieces {
  size = 0;
  #joined: Buffer[] = [];
  #pieces: Buffer[] = [];

  add(piece: Buffer): void {
    this.size += piece.length;
    if (this.#pieces.push(piece) < piecesMax) return;
    this.#joined.push(Buffer.concat(this.#pieces));
    this.#pieces = [];
  }

  drop(): void {
    this.#joined = [];
    this.#pieces = [];
  }

  joined(): Buffer {
    const all = [...this.#joined, ...this.#pieces];
    return all.length === 1 ? all[0]! : Buffer.concat(all);
  }
}

/** Bodies up to this size are not counted: no number of connections makes them many. */
const countFromBytes = 65_536;

/** What is held for each address, in this process. */
const heldBy = new Map<string, number>();

/** The part of one request in what is held for its sender. */
class Held {
  readonly #address: string;
  readonly #max: number;
  #key = '';
  #bytes = 0;

  constructor(address: string, max: number) {
    this.#address = address;
    this.#max = max;
  }

  /** False when the sender has too much under way. */
  grow(bytes: number): boolean {
    if (bytes < countFromBytes) return true;
    this.#key ||= addressKey(this.#address);
    const all = (heldBy.get(this.#key) ?? 0) + bytes - this.#bytes;
    heldBy.set(this.#key, all);
    this.#bytes = bytes;
    return all <= this.#max;
  }

  end(): void {
    if (this.#bytes === 0) return;
    const left = heldBy.get(this.#key)! - this.#bytes;
    if (left > 0) heldBy.set(this.#key, left);
    else heldBy.delete(this.#key);
    this.#bytes = 0;
  }
}
