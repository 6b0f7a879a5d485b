// Applications that restrict their users: only who was admitted, by AuthorizeApplication, may authorise them.
import { fault } from '../faults.ts';
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { Application } from './application.ts';

/** Who authorised an application before it restricted its users stays one of them. */
export async function isAdmitted(db: Reader, app: Application, personId: string): Promise<boolean> {
  if (!app.restrictsUsers) return true;
  if (await db.admissions.has(listOf(app), personId)) return true;
  return (await db.authorizations.ofPerson(app.id, personId)).length > 0;
}

/** @throws accessDenied */
export async function demandAdmitted(db: Reader, app: Application, personId: string): Promise<void> {
  if (!(await isAdmitted(db, app, personId)))
    throw fault('accessDenied', 'The application restricts its users, and this person was not admitted.');
}

/** A device has no users of its own: who is admitted to its master may have one. */
function listOf({ kind, id, masterId }: Application): string {
  return kind === 'soda-child' && masterId !== undefined ? masterId : id;
}

/**
 * Admits a person to the calling application or to a child of it.
 * @throws appNotFound when the application named is neither
 */
export async function admit(
  db: Writer,
  vault: Vault,
  { caller, appId, personId }: { caller: Application; appId: string; personId: string },
): Promise<void> {
  const app = appId === caller.id ? caller : await db.applications.byId(appId);
  if (!app || (app.id !== caller.id && app.masterId !== caller.id)) throw fault('appNotOwn');
  const at = vault.clock.now();
  await db.admissions.add(listOf(app), personId, at);
  await db.audit.add({
    at,
    action: 'AdmitPerson',
    personId,
    appId: app.id,
    recordId: undefined,
    avenue: undefined,
    details: { callerId: caller.id },
  });
}
