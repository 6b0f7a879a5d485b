// Pages about the data of the record at hand: who is signed in, has a record, and what their own hand may do on it.
import type { RecordToChoose } from '../../core/authorization/consent-choice.ts';
import type { Grant } from '../../core/authorization/grant.ts';
import { mayRead } from '../../core/things/rights.ts';
import type { StoredThing } from '../../core/things/thing.ts';
import { signInAddress } from '../hand-over/shell-request.ts';
import { ownGrant, reachedRecord } from '../kit/reached.ts';
import { ownForm } from '../web/form.ts';
import { notFound } from '../web/problem.ts';
import { goTo } from '../web/respond.tsx';
import { chooseRecord, type ShellContext } from '../web/visit.ts';

export interface AtHand {
  readonly of: RecordToChoose;
  readonly grant: Grant;
}

type Handler = (c: ShellContext, at: AtHand) => Promise<Response>;

/** Handles a page about the record at hand. Without any record, the page of the records says how to make one. */
export function withRecord(handle: Handler): (c: ShellContext) => Promise<Response> {
  return async c => {
    const { visit } = c.var;
    if (!visit.person) return goTo(c, signInAddress(undefined));
    const { record } = visit;
    if (!record) return goTo(c, '/records');
    const grant = await visit.vault.store.read(db => ownGrant(db, visit, record));
    return handle(c, { of: record, grant });
  };
}

/** The same for forms. One that names its record is about that, whatever came to hand in another tab meanwhile. */
export function formWithRecord(
  handle: (c: ShellContext, at: AtHand, form: URLSearchParams) => Promise<Response>,
): (c: ShellContext) => Promise<Response> {
  return ownForm(
    async (c, form) => {
      const { visit } = c.var;
      const named = form.get('record');
      if (visit.person && named !== null) {
        const of = reachedRecord(visit, named);
        if (of !== visit.record) chooseRecord(c, of);
      }
      return withRecord((context, at) => handle(context, at, form))(c);
    },
    async c => goTo(c, signInAddress(undefined)),
  );
}

export interface ItemAtHand extends AtHand {
  readonly thing: StoredThing;
}

type ItemHandler = (c: ShellContext, at: ItemAtHand) => Promise<Response>;

/** What the address of an item must look like; `/items/add` is none. */
export const itemPath = '/items/:id{[0-9a-f]+-[0-9a-f-]+}';

/** Handles a page about an item. It may be of another record of the person's, which becomes the one at hand. */
export function withItem(handle: ItemHandler): (c: ShellContext) => Promise<Response> {
  return withRecord(async (c, at) => {
    const { visit } = c.var;
    const id = c.req.param('id')!;
    const others = visit.records.filter(of => of !== at.of);
    const found = await visit.vault.store.read(async db => {
      for (const of of [at.of, ...others]) {
        const grant = of === at.of ? at.grant : await ownGrant(db, visit, of);
        const [thing] = await db.things(grant).byIds([id]);
        if (thing && mayRead(grant, thing)) return { of, grant, thing };
      }
      return undefined;
    });
    if (!found) throw notFound();
    if (found.of !== at.of) chooseRecord(c, found.of);
    return handle(c, found);
  });
}

/** The same for forms. */
export function formWithItem(
  handle: (c: ShellContext, at: ItemAtHand, form: URLSearchParams) => Promise<Response>,
): (c: ShellContext) => Promise<Response> {
  return ownForm(
    async (c, form) => withItem((context, at) => handle(context, at, form))(c),
    async c => goTo(c, signInAddress(undefined)),
  );
}
