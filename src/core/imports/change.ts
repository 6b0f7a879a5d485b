// Changes what is known of an import, in one transaction with what the change is about.
import { Fault, type FaultName } from '../faults.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { Import, ImportAbout, ImportKey, ImportState } from './import.ts';

export type ImportChange = Partial<Omit<Import, 'id' | 'recordId' | 'personId' | 'begunAt'>>;

/**
 * @param from the states it may be in; any where it is left out
 * @returns it as it is then; undefined where it is in none of these, or the work wants no change
 */
export function change(
  { store, clock }: Vault,
  { recordId, id }: ImportKey,
  from: readonly ImportState[] | undefined,
  work: (db: Writer, one: Import) => ImportChange | undefined | Promise<ImportChange | undefined>,
): Promise<Import | undefined> {
  return store.write(
    async db => {
      // It says whether the keys of the record were changed meanwhile.
      await db.records.usage(recordId);
      const one = await db.imports.byId({ recordId, id });
      if (!one || (from && !from.includes(one.state))) return undefined;
      const changed = await work(db, one);
      if (!changed) return undefined;
      const after: Import = { ...one, changedAt: clock.now(), ...changed };
      await db.imports.update(after);
      if (changed.about) await db.imports.putAbout(after, changed.about);
      return after;
    },
    { recordId },
  );
}

/** What may be otherwise the next time: somebody changed a thing meanwhile, or there is too much at once. */
const passing: ReadonlySet<FaultName> = new Set(['limitReached', 'tooMuchMail', 'versionStampOutdated']);

const stopsFor: ReadonlyMap<FaultName, ImportAbout['why']> = new Map([
  ['recordFull', 'record-full'],
  ['accessDenied', 'no-access'],
]);

/** Why work that failed would fail each time; undefined where it is tried again. */
export function explainStop(error: unknown): Pick<ImportAbout, 'why' | 'detail'> | undefined {
  if (!(error instanceof Fault) || passing.has(error.reason)) return undefined;
  const why = stopsFor.get(error.reason);
  return why ? { why } : { why: 'not-writable', detail: error.message };
}
