// A record as files: every item as XML and, by kind, as JSON and CSV, with its blobs. Written as it is read, a page of items
// at a time, so that a record of any size takes the same memory. What the grant does not open is not in it.
import { toJson } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import type { ThingBlob } from '../blobs/blob.ts';
import { readBytes } from '../blobs/read.ts';
import { listThings, queryOf } from '../things/list.ts';
import type { ShownThing, ThingPlace } from '../things/query.ts';
import type { Vault } from '../vault.ts';
import { csvRow, flattened } from './export-csv.ts';
import { familyName, type Shown, shownAs, thingXml } from './export-item.ts';

export interface ExportFile {
  /** With slashes, in lower case but for names of blobs. */
  readonly path: string;
  readonly contentType: string;
  readonly content: AsyncIterable<Buffer>;
}

/** What of a kind of item was written. */
export interface ExportedKind {
  /** Of one of its versions. */
  readonly typeId: string;
  readonly folder: string;
  items: number;
  readonly columns: Set<string>;
}

export interface ExportState {
  /** Items read, in all passes over them together, and how many that will be. */
  done: number;
  total: number;
  files: number;
  readonly kinds: Map<string, ExportedKind>;
}

export function newExport(): ExportState {
  return { done: 0, total: 0, files: 0, kinds: new Map() };
}

/** Each item is read for itself, for the JSON and for the CSV of its kind. */
export const exportPasses = 3;

const pageLength = 100;
const keysAtOnce = 1000;
const columnsMax = 200;

/** Files in order; each must be read to its end before the next. Writes down how far it is. */
export async function* exportFiles(
  vault: Vault,
  grant: Grant,
  state: ExportState,
): AsyncGenerator<ExportFile> {
  state.total = (await countThings(vault, grant)) * exportPasses;
  for await (const { thing, blobs } of everyThing(vault, grant)) {
    const shown = shownAs(thing);
    const kind = kindOf(state, thing);
    noteColumns(kind, shown);
    yield {
      path: `xml/${kind.folder}/${thing.effectiveDate.slice(0, 10)}-${thing.id}.xml`,
      contentType: 'text/xml',
      content: inOne(thingXml(thing, blobs)),
    };
    for (const [index, blob] of blobs.entries()) {
      const stored = await vault.store.read(db => db.things(grant).blob(blob.blobId));
      if (!stored) continue;
      state.files += 1;
      yield {
        path: blobPath(kind, thing, blob, index),
        contentType: blob.contentType,
        content: readBytes(vault, stored, 0, stored.length),
      };
    }
    state.done += 1;
  }
  for (const kind of state.kinds.values()) {
    const typeIds = [kind.typeId];
    const things = () => everyThing(vault, grant, typeIds);
    yield {
      path: `json/${kind.folder}.json`,
      contentType: 'application/json',
      content: inBuffers(jsonOf(things(), kind, state)),
    };
    yield {
      path: `csv/${kind.folder}.csv`,
      contentType: 'text/csv',
      content: inBuffers(csvOf(things(), kind, state)),
    };
  }
}

async function countThings(vault: Vault, grant: Grant): Promise<number> {
  const query = queryOf(grant, {});
  if (!query) return 0;
  let count = 0;
  let after: ThingPlace | undefined;
  for (;;) {
    const page = { ...query, limit: keysAtOnce, ...(after && { after }) };
    const keys = await vault.store.read(db => db.things(grant).queryKeys(page));
    count += keys.length;
    if (keys.length < keysAtOnce) return count;
    after = keys.at(-1);
  }
}

interface WithBlobs {
  readonly thing: ShownThing;
  readonly blobs: readonly ThingBlob[];
}

async function* everyThing(
  vault: Vault,
  grant: Grant,
  typeIds?: readonly string[],
): AsyncGenerator<WithBlobs> {
  let after: ThingPlace | undefined;
  do {
    const { things, next } = await listThings(vault, grant, { typeIds, after, limit: pageLength });
    const ids = things.flatMap(({ blobSet }) => blobSet ?? []);
    const sets = ids.length === 0 ? new Map() : await vault.store.read(db => db.things(grant).blobSets(ids));
    for (const thing of things) yield { thing, blobs: sets.get(thing.blobSet) ?? [] };
    after = next;
  } while (after);
}

function kindOf({ kinds }: ExportState, { typeId }: ShownThing): ExportedKind {
  const folder = familyName(typeId);
  const kind = kinds.get(folder) ?? { typeId, folder, items: 0, columns: new Set<string>() };
  kinds.set(folder, kind);
  kind.items += 1;
  return kind;
}

function noteColumns({ columns }: ExportedKind, { value }: Shown): void {
  for (const column of flattened(toJson(value)).keys()) if (columns.size < columnsMax) columns.add(column);
}

/** Names that any file system takes, and that are no path. */
function blobPath({ folder }: ExportedKind, { id }: ShownThing, { name }: ThingBlob, index: number): string {
  const plain = name
    .replace(/[^\p{L}\p{N}._ -]/gu, '_')
    .replace(/^[. ]+/, '')
    .slice(0, 100);
  return `files/${folder}/${id}/${plain || `file${index === 0 ? '' : `-${index + 1}`}`}`;
}

async function* jsonOf(
  things: AsyncIterable<WithBlobs>,
  kind: ExportedKind,
  state: ExportState,
): AsyncGenerator<string> {
  let before = '[\n';
  for await (const { thing, blobs } of things) {
    const { summary, note, value } = shownAs(thing);
    const item = {
      id: thing.id,
      typeId: thing.typeId,
      date: thing.effectiveDate,
      summary,
      ...(note !== '' && { note }),
      value: toJson(value),
      ...(blobs.length > 0 && {
        files: blobs.map((blob, index) => ({
          name: blob.name,
          contentType: blob.contentType,
          bytes: blob.length,
          path: blobPath(kind, thing, blob, index),
        })),
      }),
    };
    yield before + JSON.stringify(item);
    before = ',\n';
    state.done += 1;
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

async function* csvOf(
  things: AsyncIterable<WithBlobs>,
  { columns }: ExportedKind,
  state: ExportState,
): AsyncGenerator<string> {
  // By this mark spreadsheets know that it is UTF-8.
  yield `\ufeff${csvRow(['id', 'date', 'summary', 'note', ...columns])}`;
  for await (const { thing } of things) {
    const { summary, note, value } = shownAs(thing);
    const cells = flattened(toJson(value));
    const row = [...columns].map(column => cells.get(column) ?? '');
    yield csvRow([thing.id, thing.effectiveDate, summary, note, ...row]);
    state.done += 1;
  }
}

async function* inOne(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}

const pieceLength = 65_536;

async function* inBuffers(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let held = '';
  for await (const text of texts) {
    held += text;
    if (held.length < pieceLength) continue;
    yield Buffer.from(held);
    held = '';
  }
  yield Buffer.from(held);
}
