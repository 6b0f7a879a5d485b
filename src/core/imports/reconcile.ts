// Begins what HealthVault called reconciling: the items of a document that the record holds are compared with it, and its reader
// chooses from them.
import type { Grant } from '../authorization/grant.ts';
import { fault } from '../faults.ts';
import type { Reader } from '../store.ts';
import type { Vault } from '../vault.ts';
import { makeDocumentImport } from './automatic.ts';
import { mayImport } from './begin.ts';
import { mayKnow } from './choose.ts';
import { findDocument } from './document.ts';
import type { Import, ImportAbout } from './import.ts';

/** How it went, where it was begun before and was not put away. */
export async function findDocumentImport(
  db: Reader,
  { limits }: Vault,
  grant: Grant,
  thingId: string,
): Promise<Import | undefined> {
  const all = await db.imports.ofRecord(grant.recordId, limits.importsListed);
  const ofDocument = all.filter(
    one => one.about.document?.thingId === thingId && !isAway.has(one.state) && mayKnow(grant, one),
  );
  // What was begun after one that had more to choose from comes before it.
  return ofDocument.find(one => !mayBeginAnew(one)) ?? ofDocument[0];
}

const isAway: ReadonlySet<Import['state']> = new Set(['dropped', 'undone']);

/** Is there more to choose from: it could not be read, or what its giver may not add was left? */
export function mayBeginAnew({ state, about, tally }: Import): boolean {
  if (about.document === undefined) return false;
  return state === 'failed' || (state === 'done' && tally.leftToChoose > 0);
}

/**
 * Lets the job read it, once; where it was read tells how that went, unless there is more to choose from.
 * @returns undefined where there is no such document
 * @throws accessDenied; limitReached for a person who has several to decide about
 */
export async function beginDocument(
  vault: Vault,
  grant: Grant,
  thingId: string,
  options: ImportAbout['options'],
): Promise<Import | undefined> {
  const { recordId, personId } = grant;
  return vault.store.write(
    async db => {
      await db.records.usage(recordId);
      const thing = await findDocument(db, grant, thingId);
      if (!thing) return undefined;
      const there = await findDocumentImport(db, vault, grant, thingId);
      if (there && !mayBeginAnew(there)) return there;
      if (!mayImport(grant)) throw fault('accessDenied', 'You may not add to this record.');
      await demandFew(db, vault, grant);
      const one = makeDocumentImport(vault, { recordId, personId }, thing, { options, isAuto: false });
      await db.imports.insert(one);
      return one;
    },
    { recordId },
  );
}

async function demandFew(db: Reader, { limits }: Vault, { recordId, personId }: Grant): Promise<void> {
  const all = await db.imports.ofRecord(recordId, limits.importsListed);
  const waiting = all.filter(
    one => one.personId === personId && one.about.document && undecided.has(one.state),
  );
  if (waiting.length >= limits.importsPerPersonMax) throw fault('limitReached');
}

const undecided: ReadonlySet<Import['state']> = new Set(['waiting', 'ready']);
