// Ids of things and of their versions, in the order of time: random ones lie all over the index of their record, so that
// every write touches a page of its own. What they tell stands in README.md.
import type { Clock, Ids } from '../world.ts';

/** New ids of so long lie together. */
const togetherMs = 10;

const minuteMs = 60_000;

/**
 * GUIDs of the minute, then a place in it that is drawn for all ids of a few milliseconds, then 74 random bits that are each
 * id's own.
 */
export class ThingIds {
  #began = Number.NEGATIVE_INFINITY;
  #beginning = '';

  make({ clock, ids }: { readonly clock: Clock; readonly ids: Ids }): string {
    const now = clock.now();
    const guid = ids.guid();
    if (Math.abs(now - this.#began) >= togetherMs) {
      this.#began = now;
      const minute = Math.floor(now / minuteMs).toString(16);
      this.#beginning = `${minute.padStart(8, '0')}${guid.slice(8, 13)}`;
    }
    return this.#beginning + guid.slice(13);
  }
}
