// The rows of things as they are shown, which most requests ask for. A value costs its way out of the database, whatever its
// size, and mostly it was shown before: so the database is asked for names first. Read by things.ts.
import { type Awaitable, after, goOn, take, type Work } from '../core/awaitable.ts';
import { getKeyRow } from '../core/things/page.ts';
import type { TellDamaged } from '../core/things/ports.ts';
import type { ShownThing, WrittenKeyRow } from '../core/things/query.ts';
import type { StoredThing } from '../core/things/thing.ts';
import type { ThingTexts } from './sealing/opened-lately.ts';
import type { SealedRecord } from './sealing/sealed-record.ts';
import { nameColumn, nameVersion, openTexts, openUndamaged } from './sealing/thing-texts.ts';
import { type Dialect, toUndefined } from './sql.ts';
import type { Built } from './thing-query.ts';

export const shownColumns = `id, version_stamp, type_id, state, flags, effective_date, ordinal, size, data_xml, common_xml,
  updated_end_date, tags, blob_set, signature_xml, signed_xml, sealed`;

/** The names of what is found, and what queries go by. */
export function nameColumns({ hex }: Pick<Dialect, 'hex'>): string {
  return `${nameColumn(hex)} AS name, effective_date, ordinal`;
}

/** What a query for names finds; undefined where not all of it was shown before. */
export function readKnown(
  { sql, ring, record }: SealedRecord,
  { text, values }: Built,
  fits: (size: number) => boolean = () => true,
): Awaitable<ShownThing[] | undefined> {
  return after(sql.column<string>(text, ...values), names => {
    const found: ShownThing[] = [];
    for (const name of names) {
      const thing = ring.shown.find(name, record);
      if (!thing) return undefined;
      found.push(thing);
    }
    const end = found.findIndex(({ size }) => !fits(size));
    return end < 0 ? found : found.slice(0, end);
  });
}

/** What a query for shown columns finds. */
export function readOneByOne(
  of: SealedRecord,
  { text, values }: Built,
  fits?: (size: number) => boolean,
  onDamaged?: TellDamaged,
): Awaitable<ShownThing[]> {
  const { sql } = of;
  const rows = fits
    ? sql.rowsWhile<ShownRow>(row => fits(row[sizeAt]), text, ...values)
    : sql.rows<ShownRow>(text, ...values);
  return after(rows, rows => openShown(of, rows, onDamaged));
}

const openShown = goOn(function* (
  { sql, ring, record }: SealedRecord,
  rows: readonly ShownRow[],
  onDamaged?: TellDamaged,
): Work<ShownThing[]> {
  const open = onDamaged ? openUndamaged : openTexts;
  const found: ShownThing[] = [];
  for (const row of rows) {
    const [id, versionStamp] = row;
    const sealed = row[sealedAt];
    const of = { recordId: record, id, versionStamp };
    const texts = sealed ? yield* take(open(ring, sql, of, sealed)) : undefined;
    const thing = shownThing(row, texts);
    if (sealed && !texts) {
      onDamaged?.(getKeyRow(thing));
      continue;
    }
    // What is printed of it may be kept with it.
    ring.shown.keep(nameVersion(versionStamp, sealed), record, thing, 2 * thing.size);
    found.push(thing);
  }
  return found;
});

type ShownRow = readonly [
  id: string,
  versionStamp: string,
  typeId: string,
  state: StoredThing['state'],
  flags: number,
  effectiveDate: string,
  ordinal: number,
  size: number,
  dataXml: string,
  commonXml: string,
  updatedEndDate: string | null,
  tags: string | null,
  blobSet: string | null,
  signatureXml: string | null,
  signedXml: string | null,
  sealed: Buffer | null,
];

const sizeAt = 7;
const sealedAt = 15;

function shownThing(row: ShownRow, opened: ThingTexts | undefined): ShownThing {
  const [id, versionStamp, typeId, state, flags, effectiveDate, ordinal, size, ...texts] = row;
  const [dataXml, commonXml, updatedEndDate, tags, blobSet, signatureXml, signedXml] = texts;
  return {
    id,
    versionStamp,
    typeId,
    state,
    flags,
    effectiveDate,
    updatedEndDate: updatedEndDate || undefined,
    tags: (opened ? opened.tags : tags) || undefined,
    ordinal,
    size,
    dataXml: opened ? opened.dataXml : dataXml,
    commonXml: opened ? opened.commonXml : commonXml,
    blobSet: blobSet || undefined,
    signature: opened
      ? keptSignature(opened.signatureXml, opened.signedXml)
      : keptSignature(signatureXml, signedXml),
  };
}

export function keptSignature(xml: string | null, dataXml: string | null): StoredThing['signature'] {
  return xml ? { xml, dataXml: dataXml || undefined } : undefined;
}

/** The little that a list of things takes; as the list of keyRow. */
export const keyColumns =
  'id, version_stamp, type_id, effective_date, updated_end_date, updated_at, updated_person, updated_app, ordinal, size';

export type KeyRow = readonly [
  id: string,
  versionStamp: string,
  typeId: string,
  effectiveDate: string,
  updatedEndDate: string | null,
  updatedAt: number,
  updatedPerson: string,
  updatedApp: string | null,
  ordinal: number,
  size: number,
];

export function keyRow([
  id,
  versionStamp,
  typeId,
  effectiveDate,
  updatedEndDate,
  updatedAt,
  updatedPerson,
  updatedApp,
  ordinal,
  size,
]: KeyRow): WrittenKeyRow {
  return {
    id,
    versionStamp,
    typeId,
    effectiveDate,
    updatedEndDate: toUndefined(updatedEndDate),
    updatedAt: Number(updatedAt),
    updatedPerson,
    updatedApp: toUndefined(updatedApp),
    ordinal: Number(ordinal),
    size: Number(size),
  };
}
