// One client under load: writes to a record that others write to as well, asks for what it wrote, and goes on when it is
// not answered. What is in doubt it leaves to check.ts.
import { type Connection, keysIn, type WireAnswer } from '../durability/wire.ts';
import type { Random } from '../fuzz/random.ts';
import { thingXml, weightXml } from '../things.ts';
import { typeIds } from '../type-ids.ts';
import type { Change, Outages, Outcome, RecordLedger } from './ledger.ts';

const changesMax = 6;
const noteLengths = [0, 0, 200, 3000];

export class RecordWriter {
  readonly name: string;
  readonly #ledger: RecordLedger;
  readonly #outages: Outages;
  readonly #random: Random;
  readonly #surprised: (told: string) => void;
  #requests = 0;

  constructor(
    name: string,
    ledger: RecordLedger,
    outages: Outages,
    random: Random,
    surprised: (told: string) => void,
  ) {
    this.name = name;
    this.#ledger = ledger;
    this.#outages = outages;
    this.#random = random;
    this.#surprised = surprised;
  }

  /** One request that writes, and now and then one that reads. False when it was not served. */
  async turn(connection: Connection): Promise<boolean> {
    const changes = this.#plan();
    const sentAt = performance.now();
    this.#outages.noteAsked(this.name, sentAt);
    const answer = await this.#send(connection, changes);
    const answeredAt = performance.now();
    const outcome = this.#judge(answer);
    const keys = outcome === 'acknowledged' ? keysIn(answer?.xml ?? '') : [];
    this.#ledger.attempts.push({ by: this.name, changes, sentAt, answeredAt, outcome, keys });
    this.#learn(changes, outcome, keys);
    if (outcome === 'unknown') return false;
    if (outcome === 'acknowledged') this.#outages.noteServed(this.name, answeredAt);
    if (keys.length > 0 && this.#random.chance(0.3)) await this.#look(connection, this.#random.pick(keys).id);
    return true;
  }

  #plan(): Change[] {
    const r = this.#random;
    const request = ++this.#requests;
    const known = [...this.#ledger.known];
    const touched = [...new Set(Array.from({ length: Math.min(3, known.length) }, () => r.pick(known)))];
    if (known.length > 10 && r.chance(0.15))
      return touched.map(([id, base]) => ({ kind: 'remove', id, base }));
    const mark = (i: number) => `${this.name}-${request}-${i}`;
    const updates = r.chance(0.5) ? touched : [];
    const creates = r.between(updates.length > 0 ? 0 : 1, changesMax - updates.length);
    return [
      ...Array.from({ length: creates }, (_, i): Change => ({ kind: 'create', mark: mark(i) })),
      ...updates.map(([id, base], i): Change => ({ kind: 'update', mark: mark(creates + i), id, base })),
    ];
  }

  #send(connection: Connection, changes: readonly Change[]): Promise<WireAnswer | undefined> {
    const keys = changes.flatMap(change =>
      change.kind === 'remove' ? [`<thing-id version-stamp="${change.base}">${change.id}</thing-id>`] : [],
    );
    if (keys.length > 0) return connection.call('RemoveThings', 1, keys.join(''));
    return connection.call('PutThings', 2, changes.map(change => this.#thing(change)).join(''));
  }

  #thing(change: Change): string {
    if (change.kind === 'remove') return '';
    const filling = 'n'.repeat(this.#random.pick(noteLengths));
    const clientId = change.kind === 'create' ? `<client-thing-id>${change.mark}</client-thing-id>` : '';
    const common = `<common><note>${change.mark};${filling}</note>${clientId}</common>`;
    const key = change.kind === 'update' ? { id: change.id, stamp: change.base } : undefined;
    return thingXml(typeIds.weight, { data: weightXml(this.#random.between(40, 90)), common }, key);
  }

  #judge(answer: WireAnswer | undefined): Outcome {
    if (!answer || Number.isNaN(answer.code)) return 'unknown';
    if (answer.code === 0) return 'acknowledged';
    if (answer.code === outOfDate || answer.code === gone) return 'refused';
    if (answer.code !== failed) this.#surprised(`${this.name} was answered ${answer.xml}`);
    return answer.xml.includes('nothing was changed') ? 'refused' : 'unknown';
  }

  #learn(changes: readonly Change[], outcome: Outcome, keys: readonly { id: string; stamp: string }[]): void {
    const { known } = this.#ledger;
    for (const change of changes) {
      // Who comes too late leaves the thing to the others; who is not answered tries it again by the stamp it knows.
      if (change.kind !== 'create' && outcome === 'refused' && known.get(change.id) === change.base)
        known.delete(change.id);
      if (change.kind === 'remove' && outcome === 'acknowledged') known.delete(change.id);
    }
    for (const { id, stamp } of keys) known.set(id, stamp);
  }

  async #look(connection: Connection, id: string): Promise<void> {
    const sentAt = performance.now();
    const info = `<group><id>${id}</id><format><section>core</section></format></group>`;
    const answer = await connection.call('GetThings', 3, info);
    const [key] = answer?.code === 0 ? keysIn(answer.xml) : [];
    if (key) this.#ledger.looks.push({ id, sentAt, stamp: key.stamp });
  }
}

/** Asks for what came after the last number it was told. */
export async function follow(connection: Connection, { followed }: RecordLedger): Promise<void> {
  const latest = followed.at(-1)?.sequence ?? 0;
  const info = `<record-operation-sequence-number>${latest}</record-operation-sequence-number>`;
  const answer = await connection.call('GetRecordOperations', 1, info);
  if (answer?.code !== 0) return;
  const sequences = [...answer.xml.matchAll(/<sequence-number>(\d+)</g)].map(([, number]) => Number(number));
  const ids = [...answer.xml.matchAll(/<thing-id [^>]*>([^<]+)</g)].map(([, id = '']) => id);
  sequences.forEach((sequence, i) => {
    followed.push({ sequence, thingId: ids[i] ?? '' });
  });
}

/** FAILED */
const failed = 1;
/** VERSION_STAMP_MISMATCH */
const outOfDate = 61;
/** INVALID_THING: deleted meanwhile. */
const gone = 13;
