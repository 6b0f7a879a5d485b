// What GetThings can show an item as beside its own data, by the names that HealthVault had: rows of tables, and documents of
// one item each. What writes documents converts units, so it is loaded with the first that is asked for.

import type { ThingType } from '../../../things/index.ts';
import { goOn, take, type Work } from '../../awaitable.ts';
import { awaitRound } from '../../limits/turns.ts';
import type { ShownThing } from '../../things/query.ts';
import type { Seen } from '../../things/seen.ts';
import { readNote } from '../../things/short-form.ts';
import type { Vault } from '../../vault.ts';
import { fault } from '../status-fault.ts';
import { ccrTypes } from './ccr-types.ts';
import { printRow } from './rows.ts';

const transformNames = ['stt', 'mtt', 'toccr', 'toccd'] as const;
export type TransformName = (typeof transformNames)[number];

export function isTransform(name: string): name is TransformName {
  return (transformNames as readonly string[]).includes(name);
}

/** Those of a type. A CCR has no section for most of them. */
export function listTransforms(type: ThingType): TransformName[] {
  return transformNames.filter(name => name !== 'toccr' || ccrTypes.has(type));
}

export type Transforms = (thing: ShownThing) => string;

/** What one answer may still have made of it. */
export interface TransformRoom {
  transforms: number;
  bytes: number;
}

export function makeTransformRoom({ limits }: Pick<Vault, 'limits'>): TransformRoom {
  return { transforms: limits.transformsPerAnswerMax, bytes: limits.transformedBytesMax };
}

/** Takes what is asked for from the room, before any of it is made. @throws RESPONSE_TOO_LONG */
export function demandTransforms(
  room: TransformRoom,
  names: readonly TransformName[],
  things: readonly ShownThing[],
): void {
  if (names.length === 0) return;
  for (const { dataXml, commonXml } of things) {
    room.transforms -= names.length;
    room.bytes -= names.length * (Buffer.byteLength(dataXml) + Buffer.byteLength(commonXml));
    if (room.transforms < 0 || room.bytes < 0)
      throw fault('RESPONSE_TOO_LONG', 'Ask for transforms of fewer things at once, with max-full.');
  }
}

/**
 * Prints what the transforms make of things: `<data-xml transform="mtt"><row …/></data-xml>`.
 * @param now when the documents are written, in milliseconds
 */
export const prepareTransforms = goOn(function* (
  names: readonly TransformName[],
  things: readonly ShownThing[],
  seenAs: (keptTypeId: string) => Seen,
  now: number,
): Work<Transforms> {
  const writers = names.some(name => name.startsWith('to'))
    ? yield* take(import('./documents.ts'))
    : undefined;
  const made = new Map<ShownThing, string>();
  for (const thing of things) {
    // A document takes a millisecond or two, so that others have their turn in between.
    if (writers) yield* take(awaitRound('transforms'));
    const seen = seenAs(thing.typeId);
    const parts = names.map(name => {
      const inside =
        name === 'stt' || name === 'mtt'
          ? printRow(thing, seen, name === 'stt')
          : writers?.[name](thing, readNote(thing), now);
      return `<data-xml transform="${name}">${inside}</data-xml>`;
    });
    made.set(thing, parts.join(''));
  }
  return thing => made.get(thing) ?? '';
});
