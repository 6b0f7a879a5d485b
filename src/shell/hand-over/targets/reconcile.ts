// RECONCILE: a clinical document that an application put into the record is read, and its person chooses from what is in it; the
// way back stands on the page of the import.
import { Fault } from '../../../core/faults.ts';
import { beginDocument } from '../../../core/imports/reconcile.ts';
import { importHref } from '../../items/import-links.ts';
import { makeOwnGrant } from '../../kit/record-reader.ts';
import { goTo } from '../../web/respond.tsx';
import { chooseRecord, isSignedIn, type ShellContext } from '../../web/visit.ts';
import { resolve } from '../resolve.ts';
import { type ShellRequest, sealRequest } from '../shell-request.ts';
import { chooseRecordFor, leaveWithWrongRecord } from './meant-record.ts';
import { type Refusal, showRefusal } from './refused.tsx';

const refusals: ReadonlyMap<string, Refusal> = new Map([
  ['accessDenied', 'noReconciling'],
  ['limitReached', 'tooManyFiles'],
]);

export async function reconcile(c: ShellContext, request: ShellRequest<'RECONCILE'>): Promise<Response> {
  const { vault } = c.var.visit;
  const sealed = sealRequest(vault, request);
  const resolved = await vault.store.read(db => resolve(db, vault, request));
  if (!isSignedIn(c)) return goTo(c, `/sign-in?request=${sealed}`);
  const { visit } = c.var;
  const of = await vault.store.read(db => chooseRecordFor(db, visit, resolved));
  if (of === 'wrong') return leaveWithWrongRecord(c, resolved);
  if (of === 'none') return showRefusal(c, resolved, 'noRecord');
  const grant = await vault.store.read(db => makeOwnGrant(db, visit, of));
  const { zone, language } = visit;
  try {
    const one = await beginDocument(vault, grant, request.thingId, { zone, language, keepsRaw: false });
    if (!one) return showRefusal(c, resolved, 'noDocument');
    if (of !== visit.record) chooseRecord(c, of);
    return goTo(c, `${importHref(one.id)}?request=${sealed}`);
  } catch (error) {
    const why = error instanceof Fault ? refusals.get(error.reason) : undefined;
    if (!why) throw error;
    return showRefusal(c, resolved, why);
  }
}
