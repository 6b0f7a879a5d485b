// A client that uploads files in parts, each part to whichever node the proxy picks, sends a part again when it is not
// answered, puts the whole into a thing, and in the end asks for all that was taken.
import { setTimeout } from 'node:timers/promises';
import { blockHashOf, payload, sendChunk } from '../blobs.ts';
import { type Connection, keysIn } from '../durability/wire.ts';
import type { Random } from '../fuzz/random.ts';
import { thingXml, weightXml } from '../things.ts';
import { typeIds } from '../type-ids.ts';
import type { RecordLedger } from './ledger.ts';

/** What the vault of a cluster takes as one part. */
export const partBytes = 65_536;
const parts = 3;
const tries = 200;
const againMs = 200;

export class Uploader {
  readonly #ledger: RecordLedger;
  readonly #random: Random;
  /** The bytes of each that was taken, by the id of its thing. */
  readonly #taken = new Map<string, Buffer>();
  #count = 0;

  constructor(ledger: RecordLedger, random: Random) {
    this.#ledger = ledger;
    this.#random = random;
  }

  get count(): number {
    return this.#taken.size;
  }

  /** Uploads one, as far as it gets. */
  async turn(connection: Connection, isOver: () => boolean): Promise<void> {
    const begun = await connection.call('BeginPutBlob', 1, '');
    const url = begun?.code === 0 ? addressIn(begun.xml) : undefined;
    if (url === undefined) return;
    const bytes = this.#random.bytes(parts * partBytes - this.#random.below(partBytes));
    for (let from = 0; from < bytes.length; from += partBytes) {
      if (!(await sendPart(url, bytes, from, isOver))) return;
    }
    await this.#put(connection, url, bytes);
  }

  /** What of those that were taken does not come back as it was. */
  async check(connection: Connection): Promise<string[]> {
    const found: string[] = [];
    for (const [id, bytes] of this.#taken) {
      const info = `<group><id>${id}</id><format><section>blobpayload</section></format></group>`;
      const answer = await connection.call('GetThings', 3, info);
      const url = addressIn(answer?.xml ?? '');
      const came = url === undefined ? undefined : await (await fetch(url)).arrayBuffer();
      if (!came || !bytes.equals(Buffer.from(came))) found.push(`the file of thing ${id} is not as it was`);
    }
    return found;
  }

  async #put(connection: Connection, url: string, bytes: Buffer): Promise<void> {
    const mark = `file-${++this.#count}`;
    const common = `<common><note>${mark};</note></common>`;
    const thing = thingXml(typeIds.weight, { data: weightXml(70), common });
    const blob = payload({ name: 'file', url, length: bytes.length, hash: blockHashOf(bytes, partBytes) });
    const sentAt = performance.now();
    const answer = await connection.call('PutThings', 2, thing.replace('</thing>', `${blob}</thing>`));
    const keys = answer?.code === 0 ? keysIn(answer.xml) : [];
    this.#ledger.attempts.push({
      by: 'uploader',
      changes: [{ kind: 'create', mark }],
      sentAt,
      answeredAt: performance.now(),
      outcome: keys.length > 0 ? 'acknowledged' : 'unknown',
      keys,
    });
    for (const { id } of keys) this.#taken.set(id, bytes);
  }
}

async function sendPart(url: string, bytes: Buffer, from: number, isOver: () => boolean): Promise<boolean> {
  const part = bytes.subarray(from, from + partBytes);
  const complete = from + part.length >= bytes.length;
  for (let tried = 0; tried < tries && !isOver(); tried++) {
    const answer = await sendChunk(url, part, { from, complete }).catch(() => undefined);
    if (answer?.ok) return true;
    await setTimeout(againMs);
  }
  return false;
}

function addressIn(xml: string): string | undefined {
  return /<blob-ref-url>([^<]+)</.exec(xml)?.[1]?.replaceAll('&amp;', '&');
}
