// Changes what is known of an import, in one transaction with what the change is about.
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { Import, ImportKey, ImportState } from './import.ts';

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
