// Who may know of the import of an address: it may be of another record of the person's, which becomes the one at hand.
import { findImport } from '../../../core/imports/choose.ts';
import type { Import } from '../../../core/imports/import.ts';
import type { AtHand } from '../../items/at-hand.ts';
import { makeOwnGrant } from '../../kit/record-reader.ts';
import { notFound } from '../../web/problem.ts';
import { signedIn, type Who } from '../../web/route.ts';
import { chooseRecord, type SignedInContext } from '../../web/visit.ts';

export interface ImportAtHand extends AtHand {
  readonly one: Import;
}

export const importReader: Who<SignedInContext, [at: ImportAtHand]> = {
  name: 'reader of the import',
  page: handle => signedIn.page(async c => handle(c, await demandImport(c))),
  form: handle => signedIn.form(async (c, form) => handle(c, await demandImport(c), form)),
};

/** @throws Problem */
async function demandImport(c: SignedInContext): Promise<ImportAtHand> {
  const { visit } = c.var;
  const id = (c.req.param('id') ?? '').toLowerCase();
  for (const of of visit.records) {
    const found = await visit.vault.store.read(async db => {
      const grant = await makeOwnGrant(db, visit, of);
      const one = await findImport(db, grant, id);
      return one && { of, grant, one };
    });
    if (!found) continue;
    // It was looked for in others.
    visit.reached.clear();
    visit.reached.set(of.record.id, undefined);
    if (of !== visit.record) chooseRecord(c, of);
    return found;
  }
  visit.reached.clear();
  throw notFound();
}
