// One client of the event storm: changes things of a record, and keeps a copy of the record's operations as it goes, as
// a client does that asks for what came after the last number.
import { type Connection, keysIn } from '../durability/wire.ts';
import type { Random } from '../fuzz/random.ts';
import { bloodPressureXml, thingXml, weightXml } from '../things.ts';
import { typeIds } from '../type-ids.ts';

interface Known {
  readonly id: string;
  readonly stamp: string;
  readonly make: (value: number) => string;
  readonly typeId: string;
}

export interface FollowedOperation {
  readonly sequence: number;
  readonly thingId: string;
}

const kinds: readonly { readonly typeId: string; readonly make: (day: string) => Known['make'] }[] = [
  { typeId: typeIds.weight, make: day => value => weightXml(value, day) },
  { typeId: typeIds.bloodPressure, make: day => value => bloodPressureXml(value, value, day) },
  {
    typeId: typeIds.height,
    make: day => value => weightXml(value, day).replaceAll('weight>', 'height>').replaceAll('kg>', 'm>'),
  },
];
const days = ['2020-03-01', '2026-03-01'];
const createdMax = 6;

export class StormWriter {
  /** For each request that was acknowledged, the things it changed. */
  readonly acknowledged: string[][] = [];
  readonly followed: FollowedOperation[] = [];
  #latest = 0;
  #known: Known[] = [];
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  get changed(): number {
    return this.acknowledged.reduce((sum, ids) => sum + ids.length, 0);
  }

  /** Changes some things. False when the connection broke: whether it was done is not known, and those things are left alone. */
  async write(connection: Connection): Promise<boolean> {
    const r = this.#random;
    const value = () => r.between(40, 90);
    const touched = [...this.#known].sort(() => r.below(3) - 1).slice(0, r.below(4));
    this.#known = this.#known.filter(thing => !touched.includes(thing));
    if (touched.length > 0 && r.chance(0.3)) {
      const keys = touched.map(({ id, stamp }) => `<thing-id version-stamp="${stamp}">${id}</thing-id>`);
      const answer = await connection.call('RemoveThings', 1, keys.join(''));
      return this.#took(
        answer,
        touched.map(({ id }) => id),
      );
    }
    const created = Array.from({ length: r.between(touched.length > 0 ? 0 : 1, createdMax) }, () => {
      const { typeId, make } = r.pick(kinds);
      return { typeId, make: make(r.pick(days)) };
    });
    const info =
      touched.map(thing => thingXml(thing.typeId, { data: thing.make(value()) }, thing)).join('') +
      created.map(thing => thingXml(thing.typeId, { data: thing.make(value()) })).join('');
    const answer = await connection.call('PutThings', 2, info);
    const keys = answer ? keysIn(answer.xml) : [];
    const things = [...touched, ...created];
    this.#known.push(...keys.map((key, i) => ({ ...things[i]!, ...key })));
    return this.#took(
      answer,
      keys.map(({ id }) => id),
    );
  }

  /** Asks for what came after the last number it knows. */
  async follow(connection: Connection): Promise<void> {
    const info = `<record-operation-sequence-number>${this.#latest}</record-operation-sequence-number>`;
    const answer = await connection.call('GetRecordOperations', 1, info);
    if (answer?.code !== 0) return;
    const numbers = [...answer.xml.matchAll(/<sequence-number>(\d+)</g)].map(([, number]) => Number(number));
    const ids = [...answer.xml.matchAll(/<thing-id [^>]*>([^<]+)</g)].map(([, id]) => id!);
    numbers.forEach((sequence, i) => {
      this.followed.push({ sequence, thingId: ids[i]! });
    });
    this.#latest = Number(/<latest-record-operation-sequence-number>(\d+)</.exec(answer.xml)![1]);
  }

  #took(answer: { code: number; xml: string } | undefined, ids: string[]): boolean {
    if (!answer) return false;
    if (answer.code !== 0) throw new Error(`a write was answered ${answer.xml}`);
    this.acknowledged.push(ids);
    return true;
  }
}
