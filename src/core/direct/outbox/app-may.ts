// Whether an application may send Direct messages in a person's name: where the person lets it on that record, and so much in a day.
import { mayCall, mayCallMethod } from '../../applications/application.ts';
import { addInheritance } from '../../applications/inheritance.ts';
import type { Grant } from '../../authorization/grant.ts';
import { fault } from '../../faults.ts';
import { dayMs } from '../../limits/durations.ts';
import type { Reader } from '../../store.ts';
import type { Vault } from '../../vault.ts';

/** @throws accessDenied, tooMuchMail */
export async function demandAppMay(
  db: Reader,
  { limits, clock }: Vault,
  { personId, recordId, holdsAny }: Grant,
  { appId, copies }: { appId: string; copies: number },
): Promise<void> {
  if (!holdsAny || !(await db.authorizations.maySendDirect(appId, personId, recordId)))
    throw fault(
      'accessDenied',
      'The person does not let this application send Direct messages in their name with this record.',
    );
  const since = clock.now() - dayMs;
  const ofPerson = limits.directCopiesOfAppsPerPersonPerDayMax;
  if ((await db.directOutbox.countOfAppsOf(personId, since)) + copies > ofPerson)
    throw fault(
      'tooMuchMail',
      `Applications may send Direct messages to ${ofPerson} recipients in a day in the name of one person.`,
    );
  const ofApp = limits.directCopiesPerAppPerDayMax;
  if ((await db.directOutbox.countOfApp(appId, since)) + copies > ofApp)
    throw fault('tooMuchMail', `An application may send Direct messages to ${ofApp} recipients in a day.`);
}

const sending = { name: 'SendDirectMessage', group: 'direct' } as const;

/** What waits goes as long as person and operator let its application. */
export async function isTakenBack(db: Reader, { mode }: Vault, letterId: string): Promise<boolean> {
  const by = await db.directOutbox.appOf(letterId);
  if (!by) return false;
  const registered = await db.applications.byId(by.appId);
  const app = registered && (await addInheritance(db, registered));
  // Whence it calls is of no matter: it does not call.
  if (!app || !mayCall({ ...app, ipPrefixes: [] }, mode, '') || !mayCallMethod(app, sending)) return true;
  return !(await db.authorizations.maySendDirect(by.appId, by.personId, by.recordId));
}
