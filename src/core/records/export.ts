// A record as files: every item as XML with what it was before, and by kind as JSON and CSV, with its blobs. Written as it is
// read, a page of items at a time, so that a record of any size takes the same memory. What the grant does not open is not
// in it, and it breaks off when the access ends.
import { getAt } from '../../assume.ts';
import type { Grant } from '../authorization/grant.ts';
import { skipDamaged } from '../authorization/grants.ts';
import { storedOf, type ThingBlob } from '../blobs/blob.ts';
import { buildQuery, listThings, readPageFrom } from '../things/list.ts';
import type { ShownThing, ThingPlace, ThingQuery } from '../things/query.ts';
import { findWriters } from '../things/stamps.ts';
import type { Vault } from '../vault.ts';
import { type ExportedThing, getFamilyName, printThingXml } from './export-item.ts';
import { nameFiles } from './export-paths.ts';
import { type Columns, noteColumns, printCsv, printJson } from './export-tables.ts';
import { getFileName } from './file-name.ts';
import { demandStillOpen, streamBytes } from './still-open.ts';

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
  /** Of its CSV. */
  readonly columns: Columns;
}

export interface ExportState {
  /** Items read, in all passes over them together, and how many that will be. */
  done: number;
  total: number;
  files: number;
  readonly kinds: Map<string, ExportedKind>;
  /** Items that are missing because they, or earlier versions of them, cannot be opened: their types by their ids. */
  readonly damaged: Map<string, string>;
}

export function makeExport(): ExportState {
  return { done: 0, total: 0, files: 0, kinds: new Map(), damaged: new Map() };
}

/** Each item is read for itself, for the JSON and for the CSV of its kind. */
export const exportPasses = 3;

const pageLength = 100;
const keysAtOnce = 1000;

/**
 * Files in order; each must be read to its end before the next. Writes down how far it is. Whoever takes a record along is
 * noted before there is a first.
 * @throws accessDenied, on the way too, when the person's access is no longer what it was at the beginning
 */
export async function beginExport(
  vault: Vault,
  grant: Grant,
  state: ExportState,
): Promise<AsyncGenerator<ExportFile>> {
  const { personId, recordId, avenue } = grant;
  await vault.store.write(
    db =>
      db.audit.add({
        at: vault.clock.now(),
        action: 'ExportRecord',
        personId,
        appId: undefined,
        recordId,
        avenue,
        details: {},
      }),
    grant,
  );
  const readable = skipDamaged(grant, ({ id, typeId }) => void state.damaged.set(id, typeId));
  return exportFiles(vault, readable, state);
}

async function* exportFiles(vault: Vault, grant: Grant, state: ExportState): AsyncGenerator<ExportFile> {
  state.total = (await countThings(vault, grant)) * exportPasses;
  for await (const item of everyThing(vault, grant)) {
    yield* filesOf(vault, grant, item, kindOf(state, item.thing), state);
    state.done += 1;
  }
  for (const kind of state.kinds.values()) {
    const typeIds = [kind.typeId];
    const things = () => counted(everyThing(vault, grant, typeIds), state);
    const pathsOf = (one: ExportedThing) => blobPaths(blobFolder(kind, one), one);
    yield {
      path: `json/${kind.folder}.json`,
      contentType: 'application/json',
      content: inBuffers(printJson(things(), pathsOf)),
    };
    yield {
      path: `csv/${kind.folder}.csv`,
      contentType: 'text/csv',
      content: inBuffers(printCsv(things(), kind.columns)),
    };
  }
}

/** An item, its blobs, and the same of the versions before it. */
async function* filesOf(
  vault: Vault,
  grant: Grant,
  item: ExportedThing,
  kind: ExportedKind,
  state: ExportState,
): AsyncGenerator<ExportFile> {
  const { id, effectiveDate } = item.thing;
  noteColumns(item, kind.columns, vault.limits.exportColumnsMax);
  const written = new Set<string>();
  const files = async function* (one: ExportedThing, path: string, folder: string) {
    yield { path, contentType: 'text/xml', content: inOne(printThingXml(one)) };
    const paths = blobPaths(folder, one);
    const inAnother = new Set(written);
    for (const [index, blob] of one.blobs.entries()) {
      const { blobId, contentType } = blob;
      if (inAnother.has(blobId)) continue;
      written.add(blobId);
      state.files += 1;
      yield { path: getAt(paths, index), contentType, content: streamBytes(vault, grant, storedOf(blob)) };
    }
  };
  yield* files(item, `xml/${kind.folder}/${effectiveDate.slice(0, 10)}-${id}.xml`, blobFolder(kind, item));
  for await (const before of versionsBefore(vault, grant, item.thing)) {
    const version = `${id}/${nameOf(before.thing)}`;
    yield* files(
      before,
      `xml/${kind.folder}/history/${version}.xml`,
      `files/${kind.folder}/history/${version}`,
    );
  }
}

/** When a version was made, as names of files may tell it, and its stamp. */
function nameOf({ updated, versionStamp }: ShownThing): string {
  const at = new Date(updated?.at ?? 0).toISOString().slice(0, 19).replaceAll(':', '');
  return `${at}-${versionStamp}`;
}

async function countThings(vault: Vault, grant: Grant): Promise<number> {
  const query = buildQuery({});
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

async function* everyThing(
  vault: Vault,
  grant: Grant,
  typeIds?: readonly string[],
): AsyncGenerator<ExportedThing> {
  let after: ThingPlace | undefined;
  do {
    await demandStillOpen(vault, grant);
    const page = { typeIds, after, limit: pageLength, withWriters: true };
    const { things, next } = await listThings(vault, grant, page);
    yield* withAll(vault, grant, things);
    after = next;
  } while (after);
}

/** What an item was, the newest first by its own date, as far as the grant opens it. */
async function* versionsBefore(vault: Vault, grant: Grant, thing: ShownThing): AsyncGenerator<ExportedThing> {
  const query: ThingQuery = {
    ids: [thing.id],
    filters: [],
    currentOnly: false,
    limit: 0,
  };
  let after: ThingPlace | undefined;
  do {
    const { things, next } = await readPageFrom(vault, grant, query, { after, limit: pageLength });
    const before = things.filter(({ versionStamp }) => versionStamp !== thing.versionStamp);
    yield* withAll(vault, grant, before);
    after = next;
    if (after) await demandStillOpen(vault, grant);
  } while (after);
}

async function* withAll(
  vault: Vault,
  grant: Grant,
  things: readonly ShownThing[],
): AsyncGenerator<ExportedThing> {
  if (things.length === 0) return;
  const writerOf = await findWriters(vault, grant, things);
  const ids = things.flatMap(({ blobSet }) => blobSet ?? []);
  const sets =
    ids.length === 0
      ? new Map<string, ThingBlob[]>()
      : await vault.store.read(db => db.things(grant).blobSets(ids));
  for (const thing of things) yield { thing, blobs: sets.get(thing.blobSet ?? '') ?? [], writerOf };
}

function kindOf({ kinds }: ExportState, { typeId }: ShownThing): ExportedKind {
  const folder = getFamilyName(typeId);
  const kind = kinds.get(folder) ?? {
    typeId,
    folder,
    items: 0,
    columns: { names: new Set<string>(), isCut: false },
  };
  kinds.set(folder, kind);
  kind.items += 1;
  return kind;
}

function blobFolder({ folder }: ExportedKind, { thing }: ExportedThing): string {
  return `files/${folder}/${thing.id}`;
}

/** Of each of its blobs, in their order. */
function blobPaths(folder: string, { thing, blobs }: ExportedThing): string[] {
  return nameFiles(blobs.map(blob => getFileName(thing, blob))).map(name => `${folder}/${name}`);
}

/** Tells how far it is. */
async function* counted<T>(things: AsyncIterable<T>, state: ExportState): AsyncGenerator<T> {
  for await (const thing of things) {
    yield thing;
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
