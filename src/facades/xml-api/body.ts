// Reads the body of a request in two goes: a beginning that is small whatever is sent, by which its sender becomes known,
// and the rest if they are. What has come, and what it was inflated to, is counted for the sender until the answer is out.

import type { IncomingMessage } from 'node:http';
import { getFirst } from '../../assume.ts';
import { type Awaitable, after } from '../../core/awaitable.ts';
import type { Fault } from '../../core/faults.ts';
import { fault } from '../../core/healthvault/status-fault.ts';
import { getAddressKey } from '../../core/limits/rate-limit.ts';
import type { Vault } from '../../core/vault.ts';
import { type Encoding, inflateBody, readEncoding } from '../../http/inflate.ts';
import type { Beginning, Source } from './exchange.ts';

export class Body implements Source {
  /** The sender, as one that is counted for. */
  readonly party: string;
  readonly #request: IncomingMessage;
  readonly #vault: Vault;
  readonly #encoding: Encoding | undefined;
  readonly #pieces = new Pieces();
  #isOver = false;
  #isGone = false;
  #held = 0;
  /** By how much it may grow before it waits for somebody to ask for more. */
  #wanted: number;
  #refused: Fault | undefined;
  #wake: (() => void) | undefined;
  #fail: ((error: Error) => void) | undefined;

  /** By events: an iterator over the stream costs more than all it is for. */
  constructor(request: IncomingMessage, vault: Vault, address: string) {
    this.party = getAddressKey(address);
    this.#request = request;
    this.#vault = vault;
    this.#wanted = vault.limits.anonymousRequestBytesMax;
    this.#encoding = readEncoding(request);
    request.on('data', (piece: Buffer) => this.#take(piece));
    request.on('end', () => {
      this.#isOver = true;
      this.#wake?.();
    });
    const goAway = () => {
      // A request that is over closes too.
      if (this.#isOver) return;
      this.#isGone = true;
      this.#fail?.(new Error('the client went away'));
    };
    request.on('error', goAway);
    request.on('close', goAway);
  }

  /** @returns no more than `anonymousRequestBytesMax` of it, inflated, and whether that is all */
  begin(): Awaitable<Beginning> {
    return after(this.#come(), () => {
      const { anonymousRequestBytesMax: max } = this.#vault.limits;
      const came = this.#pieces.joined();
      if (this.#encoding) return this.#inflateBeginning(came, this.#encoding, max);
      return { bytes: came.subarray(0, max), isWhole: this.#isOver && came.length <= max };
    });
  }

  async #inflateBeginning(came: Buffer, encoding: Encoding, max: number): Promise<Beginning> {
    const { bytes, isCut } = await inflateBody(came, encoding, {
      party: this.party,
      max,
      isWhole: this.#isOver,
    });
    this.#hold(bytes.length);
    return { bytes, isWhole: this.#isOver && !isCut };
  }

  /** @throws REQUEST_TOO_LONG, RETRY_LIMIT_EXCEEDED */
  async whole(): Promise<Buffer> {
    const { requestBytesMax: max } = this.#vault.limits;
    this.#wanted = max;
    if (!this.#isOver) {
      const come = this.#come();
      this.#request.resume();
      await come;
    }
    const came = this.#pieces.joined();
    if (this.#encoding === undefined) return came;
    const noteGrown = (by: number) => this.#hold(by);
    const { bytes, isCut } = await inflateBody(came, this.#encoding, {
      party: this.party,
      max,
      isWhole: true,
      noteGrown,
    });
    if (isCut) throw makeTooLong(max);
    return bytes;
  }

  /** What is left of one that is refused is read and dropped, so that its sender gets to see the answer. */
  async drop(): Promise<void> {
    this.end();
    this.#wanted = 0;
    if (this.#isOver || this.#isGone) return;
    await new Promise<void>(resolve => {
      this.#wake = resolve;
      this.#fail = () => resolve();
      this.#refused ??= makeTooLong(this.#vault.limits.requestBytesMax);
      this.#request.resume();
    });
  }

  /** The answer is out, and nothing of it is held any more. */
  end(): void {
    this.#pieces.drop();
    this.#vault.memory.underWay.requestBytes.remove(this.party, this.#held);
    this.#held = 0;
  }

  #take(piece: Buffer): void {
    if (this.#refused) return;
    const { requestBytesMax: max } = this.#vault.limits;
    try {
      if (this.#pieces.size + piece.length > max) throw makeTooLong(max);
      this.#hold(piece.length);
    } catch (refusal) {
      this.#refused = refusal as Fault;
      this.end();
      this.#wake?.();
      return;
    }
    this.#pieces.add(piece);
    if (this.#pieces.size <= this.#wanted) return;
    this.#request.pause();
    this.#wake?.();
  }

  /** Until there is as much as is wanted, or no more. */
  #come(): Awaitable<void> {
    if (this.#isGone) throw new Error('the client went away');
    const isThere = this.#isOver || this.#refused || this.#pieces.size > this.#wanted;
    const waited = isThere
      ? undefined
      : new Promise<void>((resolve, reject) => {
          this.#wake = resolve;
          this.#fail = reject;
        });
    return after(waited, () => {
      if (this.#refused) throw this.#refused;
    });
  }

  #hold(bytes: number): void {
    if (!this.#vault.memory.underWay.requestBytes.add(this.party, bytes))
      throw fault('RETRY_LIMIT_EXCEEDED', 'Send fewer large requests at once.');
    this.#held += bytes;
  }
}

export function makeTooLong(max: number): Fault {
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
    if (all.length === 1) return getFirst(all);
    const one = Buffer.concat(all);
    this.#joined = [one];
    this.#pieces = [];
    return one;
  }
}
