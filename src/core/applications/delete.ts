// Deleting an application that its developers made and that nobody took up. Records tell for ever which applications
// they were opened to and which wrote into them, so others are switched off instead: setEnabled in configure.ts.
import { fault } from '../faults.ts';
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { demandOwn, noteAppAction } from './admins.ts';

/** Those that an operator registered are not their admins' to delete. */
export async function isDeletable(db: Reader, appId: string): Promise<boolean> {
  const { isOfDeveloper, wasPickedUpFrom } = await db.appAdmins.entry(appId);
  return isOfDeveloper === true && !wasPickedUpFrom && !(await db.applications.isTakenUp(appId));
}

/** Things of it came into a record without an authorisation; their package is forgotten. */
export async function notePickUp(db: Writer, appId: string): Promise<void> {
  const entry = await db.appAdmins.entry(appId);
  if (entry.isOfDeveloper && !entry.wasPickedUpFrom)
    await db.appAdmins.putEntry(appId, { ...entry, wasPickedUpFrom: true });
}

/** @throws accessDenied, also for one that is not to be deleted any more */
export async function deleteApplication(
  db: Writer,
  vault: Vault,
  personId: string,
  appId: string,
): Promise<void> {
  const { kind } = await demandOwn(db, personId, appId);
  if (!(await isDeletable(db, appId))) throw fault('accessDenied', 'Disable the application instead.');
  await db.applications.remove(appId);
  await noteAppAction(db, vault, {
    action: 'DeleteApplication',
    personId,
    appId,
    details: { deleted: kind },
  });
}
