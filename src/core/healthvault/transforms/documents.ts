// `toccr` and `toccd`: one item as a CCR, and as the Continuity of Care Document of C-CDA R2.1.
import { writeCcda } from '../../../formats/ccda/write/document.ts';
import { writeCcr } from '../../../formats/ccr/write/record.ts';
import type { ShownThing } from '../../things/query.ts';

const giver = 'Keepwell';

export function toccr(thing: ShownThing, note: string, now: number): string {
  const written = `${new Date(now).toISOString().slice(0, 19)}Z`;
  return writeCcr([toWritten(thing, note)], { id: thing.versionStamp, written, from: giver });
}

export function toccd(thing: ShownThing, note: string, now: number): string {
  const written = `${new Date(now).toISOString().slice(0, 19).replace(/\D/g, '')}+0000`;
  const facts = { id: thing.versionStamp, title: 'Continuity of Care Document', written, custodian: giver };
  return writeCcda([toWritten(thing, note)], facts);
}

function toWritten({ id, typeId, dataXml }: ShownThing, note: string) {
  return { id, typeId, dataXml, note: note === '' ? undefined : note };
}
