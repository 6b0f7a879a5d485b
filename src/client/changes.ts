// What happened to things of some types, after a number of the record's log: so that a copy of them is kept up to date.
import { currentVersion } from '../things/item.ts';
import type { ThingType } from '../things/thing-type.ts';
import { wait } from './attempt.ts';
import type { Caller } from './caller.ts';
import type { ResponseOf } from './contracts.ts';
import type { CallFor } from './options.ts';
import { format, pageSize, readGroups, readThing, type Thing, typeIn } from './thing-query.ts';
import { writeKey } from './thing-xml.ts';

/** A thing as it is now, which was put since, or the id of one that was removed. */
export type Change<Value> =
  | { readonly kind: 'put'; readonly thing: Thing<Value>; readonly resumeAfter: number }
  | { readonly kind: 'removed'; readonly id: string; readonly resumeAfter: number };

/** Of any of several types. */
export type ChangeOf<Values extends readonly unknown[]> = { [K in keyof Values]: Change<Values[K]> }[number];

export interface ChangesQuery {
  /** What the last change that was dealt with said to resume after; 0, or nothing, for all there ever was. */
  readonly since?: number;
  /** Asks again after so long, for ever, until whoever reads them stops or its signal says so; otherwise once. */
  readonly everyMs?: number;
}

export async function* eachChange(
  app: Caller,
  how: CallFor,
  types: readonly ThingType[],
  { since = 0, everyMs }: ChangesQuery,
): AsyncGenerator<Change<never>> {
  for (let after = since; ; ) {
    const asked = { recordOperationSequenceNumber: after };
    const answer = await app.call('GetRecordOperations', 1, asked, how);
    yield* changesIn(app, how, types, { operations: lastOfEach(answer, types), after });
    after = answer.latestRecordOperationSequenceNumber;
    if (everyMs === undefined) return;
    await wait(everyMs, how.signal);
  }
}

type Operation = NonNullable<ResponseOf<'GetRecordOperations', 1>['operations']>['recordOperation'][number];

/** Of each thing only what happened last. */
function lastOfEach(
  { operations }: ResponseOf<'GetRecordOperations', 1>,
  types: readonly ThingType[],
): Operation[] {
  const wanted = new Set(types.flatMap(({ versions }) => versions.map(({ id }) => id)));
  const last = new Map<string, Operation>();
  for (const one of operations?.recordOperation ?? []) {
    if (!wanted.has(one.typeId)) continue;
    last.delete(one.thingId.value);
    last.set(one.thingId.value, one);
  }
  return [...last.values()];
}

async function* changesIn(
  app: Caller,
  how: CallFor,
  types: readonly ThingType[],
  { operations, after }: { operations: readonly Operation[]; after: number },
): AsyncGenerator<Change<never>> {
  let resumeAfter = after;
  for (let from = 0; from < operations.length; from += pageSize) {
    const page = operations.slice(from, from + pageSize);
    const ids = page.filter(({ operation }) => operation !== 'Delete').map(({ thingId }) => thingId.value);
    const things = await readById(app, how, types, ids);
    for (const [i, { operation, thingId, sequenceNumber }] of page.entries()) {
      // A request may have changed several: it is over with the last of them.
      if (operations[from + i + 1]?.sequenceNumber !== sequenceNumber) resumeAfter = sequenceNumber;
      const id = thingId.value;
      if (operation === 'Delete') yield { kind: 'removed', id, resumeAfter };
      const thing = things.get(id);
      // What was removed meanwhile is told the next time.
      if (thing) yield { kind: 'put', thing, resumeAfter };
    }
  }
}

async function readById(
  app: Caller,
  how: CallFor,
  types: readonly ThingType[],
  ids: readonly string[],
): Promise<Map<string, Thing<never>>> {
  const found = new Map<string, Thing<never>>();
  const versions = types.map(type => currentVersion(type).id);
  // A page of large things comes in part, with the keys of the rest.
  let left = ids.map(id => `<id>${id}</id>`);
  while (left.length > 0) {
    const [group] = await readGroups(app, [`<group>${left.join('')}${format(...versions)}</group>`], how);
    for (const one of group?.things ?? []) {
      const typeId = typeIn(one).id;
      const type = types.find(({ versions }) => versions.some(({ id }) => id === typeId));
      const thing = type && readThing(one, type, {});
      if (thing) found.set(one.id, thing);
    }
    left = (group?.keys ?? []).map(key => writeKey('key', key));
  }
  return found;
}
