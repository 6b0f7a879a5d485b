// Which record of the person an application means: by its own id for it, or the one they work with together.

import { type AccessibleRecord, listAccessibleRecords } from '../../../core/authorization/consent-choice.ts';
import { relationship } from '../../../core/records/create.ts';
import type { Reader } from '../../../core/store.ts';
import type { ShellContext, SignedInVisit } from '../../web/visit.ts';
import { leave } from '../leave/leave.tsx';
import type { Resolved } from '../resolve.ts';
import { mayMakeRecord } from '../shell-request.ts';
import { noteInvalidRecord } from '../trace-redirect.ts';

/** Undefined when it means none, or a wrong one. */
export async function findMeantRecord(
  db: Reader,
  visit: SignedInVisit,
  { apps, request }: Pick<Resolved, 'apps' | 'request'>,
): Promise<string | undefined> {
  if (mayMakeRecord(request) && request.madeRecordId !== undefined)
    return reached(db, visit, request.madeRecordId);
  if (request.recordAlias === undefined) return undefined;
  const known = await db.aliases.record(apps[0].id, request.recordAlias);
  return known?.personId === visit.person.id ? reached(db, visit, known.recordId) : undefined;
}

async function reached(
  db: Reader,
  { vault, person }: SignedInVisit,
  recordId: string,
): Promise<string | undefined> {
  const access = await db.records.access(person.id, recordId);
  const isOver = access?.expiresAt !== undefined && access.expiresAt <= vault.clock.now();
  return access && !isOver ? recordId : undefined;
}

export async function isKnownRecord(db: Reader, visit: SignedInVisit, resolved: Resolved): Promise<boolean> {
  return (
    resolved.request.recordAlias === undefined || (await findMeantRecord(db, visit, resolved)) !== undefined
  );
}

/**
 * The record a page for an application is about: the one it names, else the one it works with, else the one at hand.
 * `wrong` when it names one that is not the person's, `none` when the person has no record.
 */
export async function chooseRecordFor(
  db: Reader,
  visit: SignedInVisit,
  resolved: Resolved,
): Promise<AccessibleRecord | 'wrong' | 'none'> {
  // Looked up anew, since the person may have signed in just now.
  const records = await listAccessibleRecords(db, visit.person.id, visit.vault.clock.now());
  const withId = (id: string | undefined) => records.find(({ record }) => record.id === id);
  if (resolved.request.recordAlias !== undefined)
    return withId(await findMeantRecord(db, visit, resolved)) ?? 'wrong';
  const selected = (await db.settings.get(resolved.apps[0].id, visit.person.id))?.selectedRecordId;
  const own = records.find(({ access }) => access.relationship === relationship.self);
  return withId(selected) ?? withId(visit.record?.record.id) ?? own ?? records[0] ?? 'none';
}

/** Back to an application that named a record that is not the person's. */
export function leaveWithWrongRecord(c: ShellContext, resolved: Resolved): Promise<Response> {
  noteInvalidRecord(c, resolved.request);
  return leave(c, resolved, 'AppAuthInvalidRecord');
}
