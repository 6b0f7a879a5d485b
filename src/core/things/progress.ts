// How far the planning of a request is, whose things are planned some at a time. Kept by write.ts and remove.ts, asked by plan.ts.
import type { ThingType } from '../../things/index.ts';
import { type Fault, type FaultName, fault } from '../faults.ts';

export type Refuse = (name: FaultName, detail?: string) => Fault;

export class Progress {
  readonly newSingletons = new Set<ThingType>();
  readonly usedBlobs = new Set<string>();
  readonly #seen = new Set<string>();
  readonly #total: number;
  #count = 0;

  /** @param total things of the whole request */
  constructor(total: number) {
    this.#total = total;
  }

  /** Goes on to the next thing. @returns how it is refused */
  next(): Refuse {
    const index = this.#count++;
    const place = `Thing ${index + 1} of ${this.#total}.`;
    return (name, detail) => fault(name, detail, place, index);
  }

  demandOnce(id: string, refuse: Refuse): void {
    if (this.#seen.has(id)) throw refuse('thingNotFound', 'It stands twice in this request.');
    this.#seen.add(id);
  }
}
