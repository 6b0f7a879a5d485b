// What a preview shows of an import: lines of it, by their places.
import type { Grant } from '../authorization/grant.ts';
import type { Reader } from '../store.ts';
import type { StoredThing } from '../things/thing.ts';
import type { Import, KindFound, Staged } from './import.ts';

export interface Line extends Staged {
  /** `slice.place`, by which it is unticked. */
  readonly name: string;
}

/** A line beside the item of the record that it changes or is similar to. */
export interface Pair extends Line {
  readonly there: StoredThing;
}

export interface Lines {
  readonly lines: readonly Line[];
  readonly pairs: readonly Pair[];
}

/** May each of a kind be left out by itself? */
export function isListed({ counts, lines }: KindFound): boolean {
  return counts.new + counts.changed <= lines.length;
}

/** Of a kind that is too many, the first ones. */
const examplesMax = 3;

/** The lines of all kinds, each slice opened once, as far as the grant opens what they stand beside. */
export async function readLines(db: Reader, grant: Grant, one: Import): Promise<Map<KindFound, Lines>> {
  const slices = new Map<number, readonly Staged[]>();
  const read = new Map<KindFound, Line[]>();
  for (const kind of one.about.found?.kinds ?? []) {
    const lines = new Map<string, Line>();
    const shown = isListed(kind) ? kind.lines : kind.lines.slice(0, examplesMax);
    for (const [slice, place] of [...shown, ...(kind.pairs ?? [])]) {
      if (!slices.has(slice)) slices.set(slice, (await db.imports.slice(one, slice)) ?? []);
      const staged = slices.get(slice)?.[place];
      const name = `${slice}.${place}`;
      if (staged) lines.set(name, { ...staged, name });
    }
    read.set(kind, [...lines.values()]);
  }
  return pairUp(db, grant, read);
}

async function pairUp(
  db: Reader,
  grant: Grant,
  read: ReadonlyMap<KindFound, readonly Line[]>,
): Promise<Map<KindFound, Lines>> {
  const ids = [...new Set([...read.values()].flat().flatMap(line => getThereId(line) ?? []))];
  const things = ids.length > 0 ? await db.things(grant).byIds(ids) : [];
  const byId = new Map(things.filter(({ state }) => state === 'Active').map(thing => [thing.id, thing]));
  return new Map(
    [...read].map(([kind, all]) => {
      const pairs = all.flatMap(line => {
        const there = byId.get(getThereId(line) ?? '');
        return there ? [{ ...line, there }] : [];
      });
      const paired = new Set(pairs.map(({ name }) => name));
      return [kind, { lines: all.filter(({ name }) => !paired.has(name)), pairs }];
    }),
  );
}

function getThereId({ changesId, similarId }: Staged): string | undefined {
  return changesId ?? similarId;
}

/** The places of those that a form has a box or a choice for. */
export function listAsked(kind: KindFound): string[] {
  const places = [...(isListed(kind) ? kind.lines : []), ...(kind.pairs ?? [])];
  return [...new Set(places.map(place => place.join('.')))];
}

/** Those of which there is something to be written. */
export function listWanted({ about: { found } }: Import): KindFound[] {
  return (found?.kinds ?? []).filter(({ counts }) => counts.new + counts.changed + (counts.similar ?? 0) > 0);
}
