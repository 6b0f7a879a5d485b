// Clinical documents that are read into the record as they come, where those who look after it want that. Called by whatever
// writes things, in its transaction.
import ccd from '../../things/ccd.ts';
import ccr from '../../things/ccr.ts';
import cda from '../../things/cda.ts';
import type { ThingType } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { goOn, take, type Work } from '../awaitable.ts';
import { printScopes } from '../smart/scopes.ts';
import type { Writer } from '../store.ts';
import { summarise } from '../things/short-form.ts';
import { flag, type StoredThing } from '../things/thing.ts';
import type { Vault } from '../vault.ts';
import { type Giver, type Import, type ImportAbout, noTally } from './import.ts';

export const clinicalTypes = [ccd, ccr, cda] as readonly unknown[] as readonly ThingType[];
const clinicalIds = new Set(clinicalTypes.flatMap(({ versions }) => versions.map(({ id }) => id)));

/** Is it a document that is read item by item? Asked of each new item. */
export function isClinicalDocument(typeId: string): boolean {
  return clinicalIds.has(typeId);
}

/** A new document of a record whose documents are taken over at once waits for the job. */
export const noteDocument = goOn(function* (
  db: Writer,
  vault: Vault,
  { recordId, app, personId: by, avenue, scopes }: Grant,
  thing: StoredThing,
): Work<void> {
  const personId = yield* take(db.records.documentsTakenBy(recordId));
  if (personId === undefined) return;
  const options = { zone: 'UTC', language: 'en', keepsRaw: false };
  const giver = {
    appId: app?.id,
    personId: by,
    avenue,
    ...(scopes && { scopes: printScopes(scopes.resources, []) }),
  };
  const one = makeDocumentImport(vault, { recordId, personId }, thing, { options, isAuto: true, giver });
  yield* take(db.imports.insert(one));
});

/** @param as for whom it is, whose rights hold while it is read and written */
export function makeDocumentImport(
  vault: Vault,
  as: Pick<Import, 'recordId' | 'personId'>,
  thing: Pick<StoredThing, 'id' | 'typeId' | 'dataXml' | 'flags'>,
  { options, ...how }: { options: ImportAbout['options']; isAuto: boolean; giver?: Giver },
): Import {
  const now = vault.clock.now();
  const bytes = Buffer.byteLength(thing.dataXml);
  const isReadOnly = (thing.flags & flag.readOnly) !== 0;
  return {
    ...as,
    id: vault.ids.guid(),
    state: 'waiting',
    blobId: undefined,
    begunAt: now,
    changedAt: now,
    dueAt: now,
    tries: 0,
    done: 0,
    total: bytes,
    tally: noTally,
    about: {
      fileName: summarise(thing),
      bytes,
      options,
      document: { thingId: thing.id, isReadOnly, ...how },
    },
  };
}
