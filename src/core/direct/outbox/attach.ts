// What of a record goes along with a Direct message: clinical documents and files as they are, other items as one C-CDA. All
// of it read by the grant of who sends it. Used by compose.ts.
import { writeCcda } from '../../../formats/ccda/write/document.ts';
import { findWriter } from '../../../formats/ccda/write/entries.ts';
import type { Language } from '../../../locales/language.ts';
import basic from '../../../things/basic.ts';
import ccd from '../../../things/ccd.ts';
import ccr from '../../../things/ccr.ts';
import cda from '../../../things/cda.ts';
import { currentVersion, everyType, findVersion, type ThingType } from '../../../things/index.ts';
import personal from '../../../things/personal.ts';
import personalContact from '../../../things/personal-contact.ts';
import type { Grant } from '../../authorization/grant.ts';
import { storedOf, type ThingBlob } from '../../blobs/blob.ts';
import { readFirst } from '../../blobs/read.ts';
import { getEarliestDay } from '../../days.ts';
import { fault } from '../../faults.ts';
import { dayMs } from '../../limits/durations.ts';
import { getFileName } from '../../records/file-name.ts';
import { listThings } from '../../things/list.ts';
import type { ShownThing } from '../../things/query.ts';
import { readNote } from '../../things/short-form.ts';
import type { StoredThing } from '../../things/thing.ts';
import { flag } from '../../things/thing.ts';
import type { Vault } from '../../vault.ts';

export type DirectItems =
  | { readonly kind: 'summary-ccda' }
  | { readonly kind: 'summary-pdf'; readonly language: Language }
  | { readonly kind: 'things'; readonly thingIds: readonly string[] };

export interface DirectFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

export interface Attached {
  readonly files: readonly DirectFile[];
  /** Those that were asked for by their ids. */
  readonly things: readonly { readonly id: string; readonly typeId: string }[];
}

/** @param room bytes that there are for files @throws thingNotFound for what the grant does not open; tooLarge */
export async function attachItems(
  vault: Vault,
  grant: Grant,
  wanted: readonly DirectItems[],
  room: number,
): Promise<Attached> {
  const files: DirectFile[] = [];
  const things: StoredThing[] = [];
  for (const items of wanted) {
    if (items.kind === 'summary-ccda') files.push(await writeSummary(vault, grant));
    else if (items.kind === 'summary-pdf') files.push(await printPdf(vault, grant, items.language));
    else things.push(...(await readChosen(vault, grant, items.thingIds)));
  }
  const rest: StoredThing[] = [];
  let left = room;
  for (const thing of things) {
    const type = findVersion(thing.typeId)?.type;
    if (type && isDocument(type)) files.push(makeDocument(thing, type));
    else if (thing.blobSet !== undefined) {
      const read = await readFiles(vault, grant, thing, left);
      left -= read.reduce((sum, { bytes }) => sum + bytes.length, 0);
      files.push(...read);
    } else rest.push(thing);
  }
  if (rest.length > 0) files.push(await writeItems(vault, grant, rest, 'items.xml'));
  return { files, things };
}

async function readChosen(vault: Vault, grant: Grant, ids: readonly string[]): Promise<StoredThing[]> {
  const distinct = [...new Set(ids)];
  if (distinct.length > vault.limits.directItemsMax)
    throw fault('tooManyThings', `A Direct message may take ${vault.limits.directItemsMax} items along.`);
  const found = await vault.store.read(db => db.things(grant).byIds(distinct));
  const active = found.filter(({ state }) => state === 'Active');
  if (active.length < distinct.length) throw fault('thingNotFound');
  return active.toSorted((a, b) => distinct.indexOf(a.id) - distinct.indexOf(b.id));
}

const documents: readonly unknown[] = [ccd, cda, ccr];

function isDocument(type: ThingType): boolean {
  return documents.includes(type);
}

function makeDocument({ dataXml }: StoredThing, type: ThingType): DirectFile {
  const name = type === (ccr as unknown) ? 'ccr.xml' : 'document.xml';
  return { name, type: 'text/xml', bytes: asXml(dataXml) };
}

function asXml(text: string): Buffer {
  return Buffer.from(text.startsWith('<?xml') ? text : `<?xml version="1.0" encoding="UTF-8"?>\n${text}`);
}

/** @throws tooLarge before they are read */
async function readFiles(
  vault: Vault,
  grant: Grant,
  thing: StoredThing,
  room: number,
): Promise<DirectFile[]> {
  const set = thing.blobSet ?? '';
  const blobs = (await vault.store.read(db => db.things(grant).blobSets([set]))).get(set) ?? [];
  const bytes = blobs.reduce((sum, { length }) => sum + length, 0);
  if (bytes > room) throw fault('tooLarge', 'The files are more than a Direct message may hold.');
  const files: DirectFile[] = [];
  for (const blob of blobs)
    files.push({
      name: getFileName(thing, blob) || 'file',
      type: readType(blob),
      bytes: await readFirst(vault, storedOf(blob), blob.length),
    });
  return files;
}

/** A client may have written anything there. */
function readType({ contentType }: ThingBlob): string {
  const [type = ''] = contentType.split(';');
  return /^[\w.+-]+\/[\w.+-]+$/.test(type.trim()) ? type.trim().toLowerCase() : 'application/octet-stream';
}

async function printPdf(vault: Vault, grant: Grant, language: Language): Promise<DirectFile> {
  return { name: 'summary.pdf', type: 'application/pdf', bytes: await vault.printSummary(grant, language) };
}

/** How far back measurements and results belong to a summary. */
const summaryDays = 365;
const perKind = 100;

/** What holds now, and what was measured in a year. What a person keeps for themselves is not in it. */
async function writeSummary(vault: Vault, grant: Grant): Promise<DirectFile> {
  const things: ShownThing[] = [];
  for (const type of everyType().filter(type => findWriter(type))) {
    const typeId = currentVersion(type).id;
    if (!grant.mayEver('Read', typeId)) continue;
    const isMeasured = type.chart.length > 0 || type.name === 'Lab Test Results';
    const { things: found } = await listThings(vault, grant, {
      typeIds: [typeId],
      ...(isMeasured && { from: getEarliestDay(vault.clock.now() - summaryDays * dayMs) }),
      after: undefined,
      limit: perKind,
    });
    things.push(...found.filter(({ flags }) => (flags & flag.personal) === 0));
  }
  return writeItems(vault, grant, things, 'summary.xml');
}

async function writeItems(
  vault: Vault,
  grant: Grant,
  things: readonly ShownThing[],
  name: string,
): Promise<DirectFile> {
  const about = await vault.store.read(async db => {
    const ids = [personal, basic, personalContact].map(type => type.versions.map(({ id }) => id));
    const found: ShownThing[] = [];
    for (const versions of ids) found.push(...(await db.things(grant).ofTypes(versions, 1)));
    return { found, name: (await db.records.byId(grant.recordId))?.name };
  });
  const all = new Map([...about.found, ...things].map(thing => [thing.id, thing]));
  const written = `${new Date(vault.clock.now()).toISOString().slice(0, 19).replace(/\D/g, '')}+0000`;
  const xml = writeCcda(
    [...all.values()].map(thing => ({
      id: thing.id,
      typeId: thing.typeId,
      dataXml: thing.dataXml,
      note: readNote(thing) || undefined,
    })),
    { id: vault.ids.guid(), title: 'Health record', written, custodian: 'Keepwell', patient: about.name },
  );
  return { name, type: 'text/xml', bytes: asXml(xml) };
}
