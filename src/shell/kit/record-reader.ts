// The record that an address names, for who may reach it.

import { noteRefusal } from '../../core/audit/refusals.ts';
import type { AccessibleRecord } from '../../core/authorization/consent-choice.ts';
import type { Grant } from '../../core/authorization/grant.ts';
import { makePersonGrant, skipDamaged } from '../../core/authorization/grants.ts';
import { hadAccess } from '../../core/sharing/access.ts';
import type { Reader } from '../../core/store.ts';
import { makeProblem, notFound } from '../web/problem.ts';
import { signedIn, type Who } from '../web/route.ts';
import { chooseRecord, type SignedInContext, type SignedInVisit, type Visit } from '../web/visit.ts';

/** Whoever cannot reach a record is not told whether there is one. @throws Problem */
export function demandRecord(visit: Visit, id: string | undefined): AccessibleRecord {
  const found = findRecord(visit, id);
  if (!found) throw notFound();
  return found;
}

function findRecord(visit: Visit, id: string | undefined): AccessibleRecord | undefined {
  const found = visit.records.find(({ record }) => record.id === id?.toLowerCase());
  if (found) visit.reached.set(found.record.id, visit.reached.get(found.record.id));
  else noteRefused(visit, id);
  return found;
}

function isFormerReader({ vault, person }: SignedInVisit, id = ''): Promise<boolean> {
  return Promise.resolve(
    vault.store.read(db => hadAccess(db, { personId: person.id, recordId: id.toLowerCase() })),
  );
}

/** In the log of the record, where there is one. */
function noteRefused({ vault, person }: Visit, id = ''): void {
  const recordId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? id.toLowerCase() : undefined;
  const why = 'recordNotFound';
  noteRefusal(vault, { appId: undefined, personId: person?.id, recordId, asked: 'page', why });
}

/** The person's own grant on it. */
export async function makeOwnGrant(
  db: Reader,
  { vault, person, reached, damaged }: SignedInVisit,
  { record }: AccessibleRecord,
): Promise<Grant> {
  reached.set(record.id, reached.get(record.id));
  const grant = await makePersonGrant(db, person.id, record.id, vault.clock.now());
  return damaged ? skipDamaged(grant, damaged.note) : grant;
}

/** Who may reach the record of an address, which becomes the one at hand. */
export const recordReader: Who<SignedInContext, [of: AccessibleRecord]> = {
  name: 'reader of the record',
  page: handle => signedIn.page(async c => handle(c, await readRecord(c))),
  form: handle => signedIn.form(async (c, form) => handle(c, await readRecord(c), form)),
};

async function readRecord(c: SignedInContext): Promise<AccessibleRecord> {
  const { visit } = c.var;
  const of = findRecord(visit, c.req.param('record'));
  if (!of)
    throw (await isFormerReader(visit, c.req.param('record'))) ? makeProblem(404, 'accessEnded') : notFound();
  if (of !== c.var.visit.record) chooseRecord(c, of);
  return of;
}
