// Pages about the data of the record at hand: who is signed in, has a record, and what their own hand may do on it.
import type { AccessibleRecord } from '../../core/authorization/consent-choice.ts';
import type { Grant } from '../../core/authorization/grant.ts';
import type { StoredThing } from '../../core/things/thing.ts';
import { demandRecord, makeOwnGrant } from '../kit/record-reader.ts';
import { notFound } from '../web/problem.ts';
import { goTo } from '../web/respond.tsx';
import { signedIn, type Who } from '../web/route.ts';
import { chooseRecord, type SignedInContext } from '../web/visit.ts';

export interface AtHand {
  readonly of: AccessibleRecord;
  readonly grant: Grant;
}

/** Who has a record at hand. Without any, the page of the records says how to make one. */
export const readerAtHand: Who<SignedInContext, [at: AtHand]> = {
  name: 'reader of the record at hand',
  page: handle => signedIn.page(c => withRecord(c, at => handle(c, at))),
  // A form that names its record is about that, whatever came to hand in another tab meanwhile.
  form: handle =>
    signedIn.form(async (c, form) => {
      const { visit } = c.var;
      const named = form.get('record');
      if (named !== null) {
        const of = demandRecord(visit, named);
        if (of !== visit.record) chooseRecord(c, of);
      }
      return withRecord(c, at => handle(c, at, form));
    }),
};

async function withRecord(c: SignedInContext, handle: (at: AtHand) => Promise<Response>): Promise<Response> {
  const { visit } = c.var;
  const { record } = visit;
  if (!record) return goTo(c, '/records');
  const grant = await visit.vault.store.read(db => makeOwnGrant(db, visit, record));
  return handle({ of: record, grant });
}

export interface ItemAtHand extends AtHand {
  readonly thing: StoredThing;
}

/** What the address of an item must look like; `/items/add` is none. */
export const itemPath = '/items/:id{[0-9a-f]+-[0-9a-f-]+}';

/** Who may read the item of an address. It may be of another record of the person's, which becomes the one at hand. */
export const itemReader: Who<SignedInContext, [at: ItemAtHand]> = {
  name: 'reader of the item',
  page: handle => signedIn.page(c => withRecord(c, async at => handle(c, await findItem(c, at)))),
  form: handle =>
    signedIn.form((c, form) => withRecord(c, async at => handle(c, await findItem(c, at), form))),
};

/** @throws Problem */
async function findItem(c: SignedInContext, at: AtHand): Promise<ItemAtHand> {
  const { visit } = c.var;
  const id = c.req.param('id') ?? '';
  const others = visit.records.filter(of => of !== at.of);
  const found = await visit.vault.store.read(async db => {
    for (const of of [at.of, ...others]) {
      const grant = of === at.of ? at.grant : await makeOwnGrant(db, visit, of);
      const [thing] = await db.things(grant).byIds([id]);
      if (thing) return { of, grant, thing };
    }
    return undefined;
  });
  if (!found) throw notFound();
  if (found.of !== at.of) chooseRecord(c, found.of);
  return found;
}
