// Pages about the data of the record at hand: who is signed in, has a record, and what their own hand may do on it.
import type { AccessibleRecord } from '../../core/authorization/consent-choice.ts';
import type { Grant } from '../../core/authorization/grant.ts';
import type { Reader } from '../../core/store.ts';
import type { StoredThing } from '../../core/things/thing.ts';
import { demandRecord, makeOwnGrant } from '../kit/record-reader.ts';
import { notFound } from '../web/problem.ts';
import { goTo } from '../web/respond.tsx';
import { signedIn, type Who } from '../web/route.ts';
import { chooseRecord, type SignedInContext, type SignedInVisit } from '../web/visit.ts';

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

/** The record that is named, or the one at hand. @throws Problem */
export async function findRecord(c: SignedInContext, named: string | null | undefined): Promise<AtHand> {
  const { visit } = c.var;
  const of = demandRecord(visit, named || visit.record?.record.id);
  if (of !== visit.record) chooseRecord(c, of);
  return { of, grant: await visit.vault.store.read(db => makeOwnGrant(db, visit, of)) };
}

export interface ItemAtHand extends AtHand {
  readonly thing: StoredThing;
}

/** What the address of an item must look like; `/items/add` is none. */
export const itemPath = '/items/:id{[0-9a-f]+-[0-9a-f-]+}';

/** Who may read the item of an address. It may be of another record of the person's, which becomes the one at hand. */
export const itemReader: Who<SignedInContext, [at: ItemAtHand]> = {
  name: 'reader of the item',
  page: handle => signedIn.page(c => withRecord(c, async () => handle(c, await demandItem(c)))),
  form: handle => signedIn.form((c, form) => withRecord(c, async () => handle(c, await demandItem(c), form))),
};

/** @throws Problem */
async function demandItem(c: SignedInContext): Promise<ItemAtHand> {
  const found = await findItem(c, c.req.param('id'));
  if (!found) throw notFound();
  return found;
}

/** The item in whatever record of the person it lies, which becomes the one at hand; undefined when there is none to be seen. */
export async function findItem(c: SignedInContext, id: string | undefined): Promise<ItemAtHand | undefined> {
  const { visit } = c.var;
  if (id === undefined || !/^[0-9a-f-]{36}$/i.test(id)) return undefined;
  const found = await visit.vault.store.read(db => searchRecords(db, visit, id.toLowerCase()));
  if (found) {
    const { id, typeId } = found.thing;
    // It was looked for in others.
    visit.reached.clear();
    visit.reached.set(found.of.record.id, { id, typeId });
    if (found.of !== visit.record) chooseRecord(c, found.of);
  }
  return found;
}

async function searchRecords(db: Reader, visit: SignedInVisit, id: string): Promise<ItemAtHand | undefined> {
  const { record, records } = visit;
  const others = records.filter(other => other !== record);
  for (const of of record ? [record, ...others] : others) {
    const grant = await makeOwnGrant(db, visit, of);
    const [thing] = await db.things(grant).byIds([id]);
    if (thing) return { of, grant, thing };
  }
  return undefined;
}
