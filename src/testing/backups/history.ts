// A client that writes while backups are made, at a pace, and remembers each write with when it was sent and answered: so it
// knows every state that its record ever had.
import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { payload, weightWith } from '../blobs.ts';
import type { PreparedRecord } from '../durability/vault.ts';
import { Connection, keysIn } from '../durability/wire.ts';
import type { Random } from '../fuzz/random.ts';
import { thingXml, weightXml } from '../things.ts';
import { typeIds } from '../type-ids.ts';

/** One request. */
export interface Write {
  /** By the clock of this process, in milliseconds. */
  readonly sentAt: number;
  readonly answeredAt: number;
  /** Items that were made or changed, by their id, with the stamp that they got. */
  readonly put: readonly { readonly id: string; readonly stamp: string }[];
  readonly removed: readonly string[];
}

const thingsPerRequestMax = 12;

export class HistoryWriter {
  readonly record: PreparedRecord;
  readonly history: Write[] = [];
  readonly #random: Random;
  readonly #platformUrl: string;
  readonly #alive = new Map<string, string>();
  #isStopped = false;

  constructor(platformUrl: string, record: PreparedRecord, random: Random) {
    this.record = record;
    this.#random = random;
    this.#platformUrl = platformUrl;
  }

  /** @param perSecond items that are written, as far as the vault is that fast */
  async writeUntilStopped(perSecond: number): Promise<void> {
    this.#isStopped = false;
    // One that was idle since the last time may be closed.
    const connection = new Connection(this.#platformUrl, this.record.identity);
    const size = Math.max(1, Math.min(thingsPerRequestMax, Math.round(perSecond / 20)));
    const startedAt = performance.now();
    let written = 0;
    while (!this.#isStopped) {
      written += await this.#write(connection, size);
      const early = startedAt + (1000 * written) / perSecond - performance.now();
      if (early > 0) await pause(early);
    }
    connection.close();
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #write(connection: Connection, size: number): Promise<number> {
    const r = this.#random;
    const alive = [...this.#alive];
    if (alive.length > 20 && r.chance(0.1)) return this.#remove(connection, r.pick(alive));
    const changed = alive.length > 0 && r.chance(0.4) ? [r.pick(alive)] : [];
    const added = Array.from({ length: changed.length > 0 ? size - 1 : size }, () =>
      r.chance(0.05)
        ? weightWith(payload({ name: 'file', data: randomBytes(r.between(1, 20_000)) }))
        : thingXml(typeIds.weight, { data: weightXml(r.between(1, 200)), common: note(r) }),
    );
    const updates = changed.map(([id, stamp]) =>
      thingXml(typeIds.weight, { data: weightXml(r.between(1, 200)) }, { id, stamp }),
    );
    const sentAt = performance.now();
    const answer = await connection.call('PutThings', 2, added.join('') + updates.join(''));
    const answeredAt = performance.now();
    if (answer?.code !== 0) throw new Error(`a write was answered ${answer?.xml}`);
    const put = keysIn(answer.xml);
    for (const { id, stamp } of put) this.#alive.set(id, stamp);
    this.history.push({ sentAt, answeredAt, put, removed: [] });
    return put.length;
  }

  async #remove(connection: Connection, [id, stamp]: readonly [string, string]): Promise<number> {
    const sentAt = performance.now();
    const info = `<thing-id version-stamp="${stamp}">${id}</thing-id>`;
    const answer = await connection.call('RemoveThings', 1, info);
    if (answer?.code !== 0) throw new Error(`a removal was answered ${answer?.xml}`);
    this.#alive.delete(id);
    this.history.push({ sentAt, answeredAt: performance.now(), put: [], removed: [id] });
    return 1;
  }
}

const note = (r: Random) => `<common><note>${'n'.repeat(r.pick([0, 50, 500, 2000]))}</note></common>`;
