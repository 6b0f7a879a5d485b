// What the person says of an import: what its columns are, what of it they want, and when it begins, stops, goes on or is undone.

import type { Grant } from '../authorization/grant.ts';
import { fault } from '../faults.ts';
import type { Reader } from '../store.ts';
import type { Vault } from '../vault.ts';
import { change, type ImportChange } from './change.ts';
import { findDocument, mayReadDocuments } from './document.ts';
import type { Import, ImportKey, ImportState, Unticked } from './import.ts';
import { dropAllSlices, dropFile } from './read.ts';

/** As far as the grant's holder may know of it: whoever began it, and who looks after the record, once something came of it. */
export function mayKnow(grant: Grant, { personId, state, recordId }: Import): boolean {
  if (recordId !== grant.recordId) return false;
  if (personId === grant.personId) return true;
  return grant.seesEverything && isOutcome(state);
}

/** Who brought it may take it back, and who looks after the record: in their own name. */
export function mayUndo(grant: Grant, { personId, recordId }: Import): boolean {
  return recordId === grant.recordId && (personId === grant.personId || grant.seesEverything);
}

function isOutcome(state: ImportState): boolean {
  return ['writing', 'stopped', 'done', 'undoing', 'undone'].includes(state);
}

export async function findImport(db: Reader, grant: Grant, id: string): Promise<Import | undefined> {
  const one = await db.imports.byId({ recordId: grant.recordId, id });
  return one && mayKnow(grant, one) && (await mayKnowSource(db, grant, one)) ? one : undefined;
}

/** What was read from a document of the record is as closed as the document is: the access may have become less since. */
async function mayKnowSource(
  db: Reader,
  grant: Grant,
  { about: { document }, state }: Import,
): Promise<boolean> {
  if (!document || grant.seesEverything) return true;
  // Undoing goes on without the document, as long as such documents are open.
  if (isOutcome(state)) return mayReadDocuments(grant);
  return (await findDocument(db, grant, document.thingId)) !== undefined;
}

/** Those that the grant's holder may know of, the last begun first. */
export async function listImports(vault: Vault, grant: Grant): Promise<Import[]> {
  return vault.store.read(async db => {
    const known: Import[] = [];
    for (const one of await db.imports.ofRecord(grant.recordId, vault.limits.importsListed))
      if (mayKnow(grant, one) && (await mayKnowSource(db, grant, one))) known.push(one);
    return known;
  });
}

/** Those that a thing came from, or was changed by. */
export async function findImportsOf(db: Reader, grant: Grant, thingId: string): Promise<Import[]> {
  const found: Import[] = [];
  for (const id of await db.imports.ofThing(grant.recordId, thingId)) {
    const one = await findImport(db, grant, id);
    if (one) found.push(one);
  }
  return found.sort((a, b) => a.begunAt - b.begunAt);
}

/** Reads it by what was said of its columns, which is kept for the next file of their names. */
export async function answerQuestion(
  vault: Vault,
  key: ImportKey,
  mapping: Readonly<Record<string, string>>,
): Promise<void> {
  await demandChange(vault, key, ['asking'], async (db, { about }) => {
    const kept = { mapping, keptAt: vault.clock.now(), max: vault.limits.importMappingsMax };
    // Without a heading nothing says that the next file is of the same kind.
    if (about.question?.header) await db.imports.putMapping(key.recordId, about.question.header, kept);
    return { state: 'waiting', done: 0, about: { ...about, options: { ...about.options, mapping } } };
  });
}

/** What was said of its columns was wrong, or the readings are wanted one by one: it is read again. */
export async function readAgain(
  vault: Vault,
  key: ImportKey,
  how: { readonly keepsRaw?: boolean; readonly asks?: boolean },
): Promise<void> {
  await demandChange(vault, key, ['ready'], async (_, { about, blobId }) => {
    if (blobId === undefined) return undefined;
    const { found: _found, unticked: _unticked, why: _why, ...before } = about;
    const { mapping, ...options } = about.options;
    if (how.asks) return { state: 'asking', about: { ...before, options } };
    const keepsRaw = how.keepsRaw ?? options.keepsRaw;
    return {
      state: 'waiting',
      done: 0,
      about: { ...before, options: { ...options, ...(mapping && { mapping }), keepsRaw } },
    };
  });
}

/** The job writes it from now on. */
export async function startWriting(vault: Vault, key: ImportKey, unticked: Unticked): Promise<void> {
  const begun = await demandChange(vault, key, ['ready'], async (_, { about, total }) => ({
    state: 'writing',
    done: 0,
    total,
    dueAt: 0,
    about: { ...about, unticked },
  }));
  await dropFile(vault, begun);
}

export async function stopWriting(vault: Vault, key: ImportKey): Promise<void> {
  await change(vault, key, ['writing'], () => ({ state: 'stopped' }));
}

export async function goOnWriting(vault: Vault, key: ImportKey): Promise<void> {
  await demandChange(vault, key, ['stopped'], (_db, { about }) => {
    const { why: _why, detail: _detail, ...before } = about;
    return { state: 'writing', tries: 0, dueAt: 0, about: before };
  });
}

/** The job takes it back from now on, with the rights of whoever wants it. */
export async function startUndo(
  vault: Vault,
  key: ImportKey,
  { personId }: Pick<Grant, 'personId'>,
): Promise<void> {
  await demandChange(vault, key, ['writing', 'stopped', 'done'], async (db, { about }) => {
    const { why: _why, detail: _detail, ...before } = about;
    return {
      state: 'undoing',
      tries: 0,
      done: 0,
      total: await db.imports.countThings(key),
      dueAt: 0,
      about: { ...before, undoneBy: personId },
    };
  });
}

/** It is wanted no more, before anything of it was written. */
export async function dropImport(vault: Vault, key: ImportKey): Promise<void> {
  const dropped = await change(vault, key, ['waiting', 'asking', 'ready', 'failed'], () => ({
    state: 'dropped',
  }));
  if (dropped) await clear(vault, dropped);
}

async function clear(vault: Vault, one: Import): Promise<void> {
  await dropFile(vault, one);
  await dropAllSlices(vault, one);
}

/** What nobody did anything about for long goes; what is over keeps no slices. Run by background.ts. */
export async function sweepImports(vault: Vault): Promise<void> {
  const before = vault.clock.now() - vault.limits.importIdleMs;
  const idle = await vault.store.read(db => db.imports.idle(before, sweptAtOnce));
  for (const key of idle) {
    const over = await change(
      vault,
      key,
      ['asking', 'ready', 'stopped', 'failed', 'dropped'],
      (_, { state, about }) =>
        state === 'stopped' ? { state: 'done', about: { ...about, why: 'lapsed' } } : { state: 'dropped' },
    );
    if (over) await clear(vault, over);
  }
}

const sweptAtOnce = 100;

/** @throws invalid when it is in another state by now */
async function demandChange(
  vault: Vault,
  key: ImportKey,
  from: readonly ImportState[],
  work: (
    ...of: Parameters<Parameters<typeof change>[3]>
  ) => ImportChange | undefined | Promise<ImportChange | undefined>,
): Promise<Import> {
  const changed = await change(vault, key, from, work);
  if (!changed) throw fault('invalid', 'The import is not in a state for that.');
  return changed;
}
