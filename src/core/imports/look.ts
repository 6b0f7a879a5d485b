// What a preview shows of an import: lines of it, by their places.
import type { Reader } from '../store.ts';
import type { Import, KindFound, Staged } from './import.ts';

export interface Line extends Staged {
  /** `slice.place`, by which it is unticked. */
  readonly name: string;
}

/** May each of a kind be left out by itself? */
export function isListed({ counts, lines }: KindFound): boolean {
  return counts.new + counts.changed <= lines.length;
}

/** Of a kind that is too many, the first ones. */
const examplesMax = 3;

/** The lines of all kinds, each slice opened once. */
export async function readLines(db: Reader, one: Import): Promise<Map<KindFound, Line[]>> {
  const slices = new Map<number, readonly Staged[]>();
  const shown = new Map<KindFound, Line[]>();
  for (const kind of one.about.found?.kinds ?? []) {
    const lines: Line[] = [];
    for (const [slice, place] of isListed(kind) ? kind.lines : kind.lines.slice(0, examplesMax)) {
      if (!slices.has(slice)) slices.set(slice, (await db.imports.slice(one, slice)) ?? []);
      const staged = slices.get(slice)?.[place];
      if (staged) lines.push({ ...staged, name: `${slice}.${place}` });
    }
    shown.set(kind, lines);
  }
  return shown;
}

/** Those of which there is something to be written. */
export function listWanted({ about: { found } }: Import): KindFound[] {
  return (found?.kinds ?? []).filter(({ counts }) => counts.new + counts.changed > 0);
}
