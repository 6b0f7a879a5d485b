// The rows of things as they are shown, which most requests ask for. A value costs its way out of the database, whatever its
// size: small things come as one text each, and all that a page has of them at once. Read by things.ts.
import { type Awaitable, after, goOn, take, type Work } from '../core/awaitable.ts';
import type { ShownThing } from '../core/things/query.ts';
import type { StoredThing } from '../core/things/thing.ts';
import type { ThingTexts } from './sealing/opened-texts.ts';
import type { SealedRecord } from './sealing/sealed-record.ts';
import { nameOfSealed, openTexts } from './sealing/thing-texts.ts';
import type { Dialect } from './sql.ts';
import type { Built } from './thing-query.ts';

/** Of what is larger, none is read before it is known that there is room: of a page of 240, four megabytes are. */
const smallBytesMax = 16_384;

/** A character that XML cannot have. */
const separator = '\x1f';

/** As the list of shownThing. */
const names = `id, version_stamp, type_id, state, flags, effective_date, ordinal, size, data_xml, common_xml,
  updated_end_date, tags, blob_set, signature_xml, signed_xml`.split(/,\s+/);

/** From here on they may be null. */
const nullableFrom = names.indexOf('updated_end_date');

export const shownColumns = `${names.join(', ')}, sealed`;

const texts = names.map((name, i) => (i < nullableFrom ? name : `COALESCE(${name}, '')`)).join(', ');

/**
 * The same as one text, null for what is large; and what queries go by. Of what is sealed it has the name only: mostly it was
 * opened before.
 */
export function packedColumns({ hex }: Pick<Dialect, 'hex'>): string {
  const name = `COALESCE(${nameOfSealed(hex)}, '')`;
  return `CASE WHEN size <= ${smallBytesMax} THEN concat_ws('${separator}', ${texts}, ${name}) END AS packed,
    effective_date, ordinal`;
}

type PackedRow = readonly [packed: string | null, effectiveDate: string, ordinal: number];

/** What a query for packed columns finds; undefined where it is not all small, or was not all opened before. */
export function readAtOnce(
  { sql, ring, record }: SealedRecord,
  { text, values }: Built,
  fits: (size: number) => boolean = () => true,
): Awaitable<ShownThing[] | undefined> {
  return after(sql.rows<PackedRow>(text, ...values), rows => {
    const found: ShownThing[] = [];
    for (const [packed] of rows) {
      const row = packed?.split(separator);
      if (row?.length !== names.length + 1) return undefined;
      const name = row[sealedAt];
      const opened = name ? ring.texts.find(name, record, row[0], row[1]) : undefined;
      if (name && !opened) return undefined;
      found.push(shownThing(row as unknown as ShownRow, opened));
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
): Awaitable<ShownThing[]> {
  const { sql } = of;
  const rows = fits
    ? sql.rowsWhile<ShownRow>(row => fits(Number(row[sizeAt])), text, ...values)
    : sql.rows<ShownRow>(text, ...values);
  return after(rows, rows => openShown(of, rows));
}

const openShown = goOn(function* (
  { sql, ring, record }: SealedRecord,
  rows: readonly ShownRow[],
): Work<ShownThing[]> {
  const found: ShownThing[] = [];
  for (const row of rows) {
    const [id, versionStamp] = row;
    const sealed = row[sealedAt];
    const of = { recordId: record, id, versionStamp };
    found.push(shownThing(row, sealed ? yield* take(openTexts(ring, sql, of, sealed)) : undefined));
  }
  return found;
});

type ShownRow = readonly [
  id: string,
  versionStamp: string,
  typeId: string,
  state: StoredThing['state'],
  flags: number | string,
  effectiveDate: string,
  ordinal: number | string,
  size: number | string,
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

/** Where there may be nothing, nothing or no text says so. */
function shownThing(row: ShownRow, opened: ThingTexts | undefined): ShownThing {
  const [id, versionStamp, typeId, state, flags, effectiveDate, ordinal, size, ...texts] = row;
  const [dataXml, commonXml, updatedEndDate, tags, blobSet, signatureXml, signedXml] = texts;
  return {
    id,
    versionStamp,
    typeId,
    state,
    flags: Number(flags),
    effectiveDate,
    updatedEndDate: updatedEndDate || undefined,
    tags: (opened ? opened.tags : tags) || undefined,
    ordinal: Number(ordinal),
    size: Number(size),
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
