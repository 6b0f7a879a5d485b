// Who may configure an application in the Shell, and what is kept of it beside its definition: its place in the directory,
// what its developers asked the operator for. Called by configure.ts; the tables are in storage/develop.ts.
import type { Details } from '../audit/audit.ts';
import { fault } from '../faults.ts';
import { isMailAddress } from '../mail/address.ts';
import { hasConfirmed } from '../mail/confirm.ts';
import type { Person } from '../people/person.ts';
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { Application } from './application.ts';

/** The application, for who may configure it; undefined for others, as if there were none. */
export async function findOwnApplication(
  db: Reader,
  personId: string,
  appId: string,
): Promise<Application | undefined> {
  if (!(await db.appAdmins.has(appId, personId))) return undefined;
  return db.applications.byId(appId);
}

/** @throws accessDenied, whether the application is there or not */
export async function demandOwn(db: Reader, personId: string, appId: string): Promise<Application> {
  const app = await findOwnApplication(db, personId, appId);
  if (!app) throw fault('accessDenied', 'Only its admins configure an application.');
  return app;
}

/** Those that work and that nobody but this person configures, of those whose account is active. */
export async function listLonelyApplications(db: Reader, personId: string): Promise<Application[]> {
  const lonely: Application[] = [];
  for (const appId of await db.appAdmins.appsOf(personId)) {
    const app = await db.applications.byId(appId);
    const others = (await listActiveAdmins(db, appId)).filter(({ id }) => id !== personId);
    if (app?.state === 'active' && others.length === 0) lonely.push(app);
  }
  return lonely;
}

/** Those of developers that work and that nobody configures any more, oldest first. */
export async function listOrphanedApplications(db: Reader): Promise<Application[]> {
  const entries = await db.appAdmins.entries();
  const orphaned: Application[] = [];
  for (const app of await db.applications.all()) {
    if (app.state !== 'active' || !entries.get(app.id)?.isOfDeveloper) continue;
    if ((await listActiveAdmins(db, app.id)).length === 0) orphaned.push(app);
  }
  return orphaned;
}

/**
 * Neither of an operator nor of a master. The entry says so even when nobody is left who configures it; those from before
 * there was such an entry have admins.
 */
export async function isOfDevelopers(db: Reader, { id, masterId }: Application): Promise<boolean> {
  if (masterId !== undefined) return false;
  const { isOfDeveloper, isForTrying } = await db.appAdmins.entry(id);
  return Boolean(isOfDeveloper || isForTrying) || (await db.appAdmins.of(id)).length > 0;
}

export async function listActiveAdmins(db: Reader, appId: string): Promise<Person[]> {
  const found: Person[] = [];
  for (const { personId } of await db.appAdmins.of(appId)) {
    const person = await db.people.byId(personId);
    if (person?.state === 'active') found.push(person);
  }
  return found;
}

/**
 * Invites by e-mail address. Nobody learns whether there is such an account.
 * @returns who is to be told; undefined for nobody, and for who was invited already
 * @throws accessDenied; emailInvalid; tooManyAdmins when there are as many as may be
 */
export async function inviteAdmin(
  db: Writer,
  vault: Vault,
  personId: string,
  { appId, email }: { appId: string; email: string },
): Promise<Person | undefined> {
  await demandOwn(db, personId, appId);
  const address = email.trim().toLowerCase();
  if (!isMailAddress(address)) throw fault('emailInvalid');
  const invitations = await db.appAdmins.invitations(appId);
  const open = invitations.filter(other => other.email !== address);
  const admins = await db.appAdmins.of(appId);
  if (admins.length + open.length >= vault.limits.appAdminsMax)
    throw fault('tooManyAdmins', `An application has at most ${vault.limits.appAdminsMax} admins.`);
  await db.appAdmins.invite({ appId, email: address, invitedAt: vault.clock.now() });
  await noteAppAction(db, vault, { action: 'InviteAppAdmin', personId, appId });
  if (open.length < invitations.length) return undefined;
  const person = await db.people.byEmail(address);
  return person?.state === 'active' ? person : undefined;
}

/**
 * Only whom it names.
 * @returns whether there was such an invitation
 * @throws tooManyApps on accepting, when they configure as many as one person may; the invitation stays
 */
export async function answerInvitation(
  db: Writer,
  vault: Vault,
  person: Person,
  { appId, accepts }: { appId: string; accepts: boolean },
): Promise<boolean> {
  const email = person.email.toLowerCase();
  const invitation = (await db.appAdmins.invitationsTo(email)).find(other => other.appId === appId);
  if (!invitation || !(await hasConfirmed(db, person.id))) return false;
  if (accepts) await demandRoomForApp(db, vault, person.id);
  await db.appAdmins.removeInvitation(appId, email);
  if (accepts) await db.appAdmins.add({ appId, personId: person.id, addedAt: vault.clock.now() });
  const action = accepts ? 'AcceptAppAdmin' : 'DeclineAppAdmin';
  await noteAppAction(db, vault, { action, personId: person.id, appId });
  return true;
}

/** @throws tooManyApps */
export async function demandRoomForApp(db: Reader, { limits }: Vault, personId: string): Promise<void> {
  if ((await db.appAdmins.appsOf(personId)).length >= limits.ownAppsMax)
    throw fault('tooManyApps', `One person configures at most ${limits.ownAppsMax}.`);
}

/** @throws accessDenied, for the last one too */
export async function removeAdmin(
  db: Writer,
  vault: Vault,
  personId: string,
  { appId, adminId }: { appId: string; adminId: string },
): Promise<void> {
  await demandOwn(db, personId, appId);
  const admins = await db.appAdmins.of(appId);
  if (!admins.some(admin => admin.personId === adminId)) return;
  if (admins.length === 1) throw fault('accessDenied', 'An application keeps at least one admin.');
  await db.appAdmins.remove(appId, adminId);
  await noteAppAction(db, vault, { action: 'RemoveAppAdmin', personId, appId, details: { adminId } });
}

export async function noteAppAction(
  db: Writer,
  { clock }: Vault,
  given: {
    action: string;
    personId: string | undefined;
    appId: string;
    details?: Details;
  },
): Promise<void> {
  const { action, personId, appId, details = {} } = given;
  await db.audit.add({
    at: clock.now(),
    action,
    personId,
    appId,
    recordId: undefined,
    avenue: undefined,
    details,
  });
}

/** @returns whether it was still there @throws accessDenied */
export async function withdrawAdminInvitation(
  db: Writer,
  vault: Vault,
  personId: string,
  { appId, email }: { appId: string; email: string },
): Promise<boolean> {
  await demandOwn(db, personId, appId);
  const address = email.trim().toLowerCase();
  const invitations = await db.appAdmins.invitations(appId);
  if (!invitations.some(open => open.email === address)) return false;
  await db.appAdmins.removeInvitation(appId, address);
  await noteAppAction(db, vault, { action: 'WithdrawAppAdmin', personId, appId });
  return true;
}
