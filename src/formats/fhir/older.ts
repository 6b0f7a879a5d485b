// Items that were made of resources before Keepwell read them as closely as now: what they lack is no change that somebody made, and
// the resource is still given back as it came.
import type { Change } from './difference.ts';
import { getOwn, type Json, type JsonObject } from './json.ts';
import { unsaidBefore } from './lab-tests.ts';

/**
 * Does an item differ only by what it once did not say?
 * @param again what would be read of its resource now
 * @param change what makes the item of that
 */
export function isOfBefore(again: Json, item: JsonObject, change: Change): boolean {
  return dropsZeros(again, change) || isOfUnsaidTest(again, item, change);
}

/** Once without the zeros at the end of a number. */
function dropsZeros(again: Json, { path, value }: Change): boolean {
  if (path.at(-1) !== 'display' || typeof value !== 'string') return false;
  const before = findAt(again, path);
  return typeof before === 'string' && before !== value && withoutZeros(before) === value;
}

function withoutZeros(words: string): string {
  return words.replace(/^(\D{0,3}-?\d+)(?:\.0+|(\.\d*?[1-9])0+)(?!\d)/, '$1$2');
}

/** Once without saying that a test is withdrawn or corrected, and with its value. */
function isOfUnsaidTest(again: Json, item: JsonObject, { path }: Change): boolean {
  const [of, ...way] = path;
  const last = way.findLastIndex(step => step === 'status' || step === 'value');
  const test = way.slice(0, last);
  if (of !== 'item' || last < 0 || typeof test.at(-1) !== 'number' || test.at(-2) !== 'results') return false;
  const [now, before] = [findAt(again, [of, ...test]), findAt(item, test)];
  return unsaidBefore.has(getOwn(getOwn(now, 'status'), 'text')) && getOwn(before, 'status') === undefined;
}

function findAt(from: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>(
    (at, step) => (Array.isArray(at) ? at[Number(step)] : getOwn(at, String(step))),
    from,
  );
}
