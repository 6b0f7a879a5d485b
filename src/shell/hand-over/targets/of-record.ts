// EDITRECORD and SHARERECORD: which record, may the person do it, and on to the page, which ends with the way back.

import type { AccessibleRecord } from '../../../core/authorization/consent-choice.ts';
import { mayEditProfile } from '../../../core/records/profile.ts';
import { makeOwnGrant } from '../../kit/record-reader.ts';
import { goTo } from '../../web/respond.tsx';
import { chooseRecord, isSignedIn, type ShellContext, type SignedInVisit } from '../../web/visit.ts';
import { resolve } from '../resolve.ts';
import { type ShellRequest, sealRequest } from '../shell-request.ts';
import { chooseRecordFor, leaveWithWrongRecord } from './meant-record.ts';
import { showRefusal } from './refused.tsx';

export function editRecord(c: ShellContext, request: ShellRequest): Promise<Response> {
  return ofRecord(c, request, {
    page: 'edit',
    may: async (of, visit) => mayEditProfile(await visit.vault.store.read(db => makeOwnGrant(db, visit, of))),
  });
}

export function shareRecord(c: ShellContext, request: ShellRequest): Promise<Response> {
  return ofRecord(c, request, {
    page: 'sharing',
    may: async ({ access }) => access.level === 'custodian',
  });
}

interface Way {
  readonly page: 'edit' | 'sharing';
  may(of: AccessibleRecord, visit: SignedInVisit): Promise<boolean>;
}

async function ofRecord(c: ShellContext, request: ShellRequest, way: Way): Promise<Response> {
  const { vault } = c.var.visit;
  const sealed = sealRequest(vault, request);
  const resolved = await vault.store.read(db => resolve(db, vault, request));
  if (!isSignedIn(c)) return goTo(c, `/sign-in?request=${sealed}`);
  const { visit } = c.var;
  const of = await vault.store.read(db => chooseRecordFor(db, visit, resolved));
  if (of === 'wrong') return leaveWithWrongRecord(c, resolved);
  if (of === 'none') return showRefusal(c, resolved, 'noRecord');
  if (!(await way.may(of, visit))) return showRefusal(c, resolved, way.page);
  if (of !== visit.record) chooseRecord(c, of);
  return goTo(c, `/records/${of.record.id}/${way.page}?request=${sealed}`);
}
