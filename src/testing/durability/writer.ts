// One client under load: writes as fast as it is answered, and remembers what was acknowledged, what was not answered,
// and so what must be there after a crash.
import type { Random } from '../fuzz/random.ts';
import { thingXml, weightXml } from '../things.ts';
import { typeIds } from '../type-ids.ts';
import type { PreparedRecord } from './vault.ts';
import { Connection, keysIn } from './wire.ts';

/** A thing as the last acknowledged write left it. */
export interface KnownThing {
  readonly id: string;
  readonly clientId: string;
  stamp: string;
  kg: number;
  deleted: boolean;
  /** The stamps it had before. */
  readonly before: string[];
}

/** A request that got no answer: all of it was done, or nothing. */
export interface Doubt {
  readonly creates: readonly { readonly clientId: string; readonly kg: number }[];
  readonly updates: readonly { readonly thing: KnownThing; readonly kg: number }[];
  readonly removes: readonly KnownThing[];
}

const thingsPerRequestMax = 12;
const noteLengths = [0, 0, 100, 1000, 4000];

export class WritingClient {
  readonly name: string;
  readonly record: PreparedRecord;
  readonly things = new Map<string, KnownThing>();
  /** Things written since the last check. */
  readonly touched = new Set<KnownThing>();
  doubt: Doubt | undefined;
  acknowledged = 0;
  #requests = 0;
  readonly #random: Random;

  constructor(name: string, record: PreparedRecord, random: Random) {
    this.name = name;
    this.record = record;
    this.#random = random;
  }

  /** Writes until the server is gone. @throws when an answer is neither success nor silence */
  async writeUntilCut(platformUrl: string): Promise<void> {
    const connection = new Connection(platformUrl, this.record.identity);
    try {
      while (await this.#writeOnce(connection));
    } finally {
      connection.close();
    }
  }

  async #writeOnce(connection: Connection): Promise<boolean> {
    const plan = this.#plan();
    this.doubt = plan;
    const { creates, updates, removes } = plan;
    const info =
      removes.length > 0
        ? removes.map(({ id, stamp }) => `<thing-id version-stamp="${stamp}">${id}</thing-id>`).join('')
        : creates.map(({ clientId, kg }) => this.#thing(kg, clientId)).join('') +
          updates.map(({ thing, kg }) => this.#thing(kg, thing.clientId, thing)).join('');
    const answer =
      removes.length > 0
        ? await connection.call('RemoveThings', 1, info)
        : await connection.call('PutThings', 2, info);
    if (!answer) return false;
    if (answer.code !== 0) throw new Error(`${this.name} was answered ${answer.xml}`);
    this.settle(keysIn(answer.xml));
    this.acknowledged++;
    return true;
  }

  /** Takes the request in doubt as done, with the keys that creates and updates got. */
  settle(keys: readonly { id: string; stamp: string }[]): void {
    const { creates, updates, removes } = this.doubt!;
    creates.forEach(({ clientId, kg }, i) => {
      const { id, stamp } = keys[i]!;
      const thing: KnownThing = { id, clientId, stamp, kg, deleted: false, before: [] };
      this.things.set(id, thing);
      this.touched.add(thing);
    });
    updates.forEach(({ thing, kg }, i) => {
      thing.before.push(thing.stamp);
      thing.stamp = keys[creates.length + i]!.stamp;
      thing.kg = kg;
      this.touched.add(thing);
    });
    for (const thing of removes) {
      // A delete makes a version whose stamp the client is not told.
      thing.before.push(thing.stamp);
      thing.deleted = true;
      this.touched.add(thing);
    }
    this.doubt = undefined;
  }

  #plan(): Doubt {
    const r = this.#random;
    const request = ++this.#requests;
    const own = [...this.touched].filter(thing => !thing.deleted);
    const known = own.length > 0 ? own : [...this.things.values()].filter(thing => !thing.deleted);
    const some = (max: number) => [
      ...new Set(Array.from({ length: Math.min(max, known.length) }, () => r.pick(known))),
    ];
    if (known.length > 4 && r.chance(0.1)) return { creates: [], updates: [], removes: some(3) };
    const kg = () => r.between(1, 100_000) / 100;
    const creates = Array.from({ length: r.chance(0.2) ? 0 : r.between(1, thingsPerRequestMax) }, (_, i) => ({
      clientId: `${this.name}-${request}-${i}`,
      kg: kg(),
    }));
    const updates = r.chance(0.4) || creates.length === 0 ? some(4).map(thing => ({ thing, kg: kg() })) : [];
    if (creates.length + updates.length > 0) return { creates, updates, removes: [] };
    return { creates: [{ clientId: `${this.name}-${request}-0`, kg: kg() }], updates: [], removes: [] };
  }

  #thing(kg: number, clientId: string, key?: { id: string; stamp: string }): string {
    const note = 'n'.repeat(this.#random.pick(noteLengths));
    const common = `<common><note>${note}</note><client-thing-id>${clientId}</client-thing-id></common>`;
    return thingXml(typeIds.weight, { data: weightXml(kg), common }, key);
  }
}
