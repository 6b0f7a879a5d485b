// What operators do: name each other, suspend people, let applications work, see that deliveries go on. All of it is in
// the audit trail. Whoever came first into the vault is one; the pages are in shell/pages/operator/.
import type { Application } from '../applications/application.ts';
import {
  approveApplication,
  blockApplication,
  findAsking,
  refuseApplication,
  unblockApplication,
} from '../applications/approval.ts';
import type { StoredAuditRow } from '../audit/audit.ts';
import { fault } from '../faults.ts';
import { hasConfirmed } from '../mail/confirm.ts';
import { changePerson, demoSignIn, otherDemoEmails } from '../people/accounts.ts';
import type { Person } from '../people/person.ts';
import { codesOfVault, issueSignUpCode } from '../people/sign-up-codes.ts';
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { isLastOperator } from './last.ts';

export async function isOperator(db: Reader, person: Person | undefined): Promise<boolean> {
  return person?.state === 'active' && (await db.operators.is(person.id));
}

/**
 * Makes a person one of those who run the vault.
 * @param by undefined for the command line
 * @returns whom, or undefined when nobody has an active account with that address, or has not confirmed it
 * @throws accessDenied for who is no operator
 */
export async function addOperator(
  db: Writer,
  vault: Vault,
  { email, by }: { email: string; by: string | undefined },
): Promise<Person | undefined> {
  await demandOperator(db, by);
  const person = await db.people.byEmail(email);
  if (person?.state !== 'active' || (by !== undefined && !(await hasConfirmed(db, person.id))))
    return undefined;
  const added = await db.operators.add({ personId: person.id, addedAt: vault.clock.now(), addedBy: by });
  if (added) await noteOperatorAction(db, vault, { action: 'AddOperator', by, of: person.id });
  return person;
}

/** Who acts may have lost it since the page was opened. The command line is whoever may run it. */
async function demandOperator(db: Reader, by: string | undefined): Promise<void> {
  if (by !== undefined && !(await isOperator(db, await db.people.byId(by)))) throw fault('accessDenied');
}

/**
 * @param by undefined for the command line
 * @throws accessDenied for who is no operator, for oneself, and for the last: so one who is active always stays
 */
export async function removeOperator(
  db: Writer,
  vault: Vault,
  by: string | undefined,
  personId: string,
): Promise<void> {
  await demandOperator(db, by);
  if (await isLastOperator(db, personId))
    throw fault('accessDenied', 'The vault would have no operator. Name another first.');
  if (by === personId) throw fault('accessDenied', 'Another operator has to take it from you.');
  if (!(await db.operators.is(personId))) return;
  await db.operators.remove(personId);
  await noteOperatorAction(db, vault, { action: 'RemoveOperator', by, of: personId });
}

/** Of those whom another named by an address. Who came first, and whom the command line named, stay. */
export async function dropNamedOperators(db: Writer, vault: Vault): Promise<void> {
  for (const { personId, addedBy } of await db.operators.all()) {
    if (addedBy === undefined) continue;
    await db.operators.remove(personId);
    await noteOperatorAction(db, vault, { action: 'RemoveOperator', by: undefined, of: personId });
  }
}

/** Everybody knows how to sign in to them, and may have added ways of their own. Operators can let them in again. */
export async function suspendDemo(db: Writer, vault: Vault): Promise<void> {
  for (const email of [demoSignIn.email, ...otherDemoEmails]) {
    const person = await db.people.byEmail(email);
    if (!person) continue;
    await changePerson(db, person, { state: 'suspended', passwordHash: undefined });
    await noteOperatorAction(db, vault, { action: 'SuspendPerson', by: undefined, of: person.id });
  }
}

/**
 * Keeps a person out, at once and with every application, or lets them in again. Their data stays as it is.
 * @param by undefined for the command line
 * @throws accessDenied for who is no operator, for operators, and for accounts on their way out; personNotFound
 */
export async function setSuspended(
  db: Writer,
  vault: Vault,
  { by, personId, suspended }: { by: string | undefined; personId: string; suspended: boolean },
): Promise<Person> {
  await demandOperator(db, by);
  const person = await db.people.byId(personId);
  if (!person) throw fault('personNotFound');
  const state = suspended ? 'suspended' : 'active';
  if (person.state === state) return person;
  if (person.state === 'closed') throw fault('accessDenied', 'The account is about to be deleted.');
  if (await db.operators.is(personId))
    throw fault('accessDenied', 'Operators are not suspended; take that from them first.');
  await db.people.update({ ...person, state });
  if (suspended) {
    for (const { hash } of await db.sessions.shellsOf(personId, vault.clock.now()))
      await db.sessions.removeShell(hash);
  }
  await noteOperatorAction(db, vault, {
    action: suspended ? 'SuspendPerson' : 'ReactivatePerson',
    by,
    of: personId,
  });
  return { ...person, state };
}

/**
 * Lets an application work as it asked to, or not: then it stays what it was, and may ask again.
 * @param seen stands for what the operator was shown
 * @param refusal why not, for its developers to read; undefined for a yes
 * @returns undefined, and nothing is decided, when it asks for something else by now, or for nothing
 * @throws accessDenied for who is no operator; what approveApplication throws
 */
export async function decideApplication(
  db: Writer,
  vault: Vault,
  { by, appId, seen, refusal }: { by: string; appId: string; seen: string; refusal: string | undefined },
): Promise<Application | undefined> {
  await demandOperator(db, by);
  const asking = await findAsking(db, appId);
  if (asking?.seen !== seen) return undefined;
  if (refusal === undefined) return approveApplication(db, vault, { appId, operatorId: by });
  await refuseApplication(db, vault, { appId, operatorId: by, reason: refusal });
  return asking.app;
}

/**
 * Stops an application at once, or takes that back. Neither its developers nor its master can do the latter, nor does an
 * operator switch on what its developers switched off.
 * @throws accessDenied for who is no operator; appNotFound, for what a device made too: whoever has it takes it away
 */
export async function setAppDisabled(
  db: Writer,
  vault: Vault,
  { by, appId, disabled }: { by: string; appId: string; disabled: boolean },
): Promise<void> {
  await demandOperator(db, by);
  const app = await db.applications.byId(appId);
  if (!app || app.kind === 'soda-child') throw fault('appNotFound');
  const isBlocked = app.state === 'disabled' && !(await db.appAdmins.entry(appId)).isDisabledByAdmin;
  if (isBlocked === disabled) return;
  const change = disabled ? blockApplication : unblockApplication;
  await change(db, vault, { appId, operatorId: by });
}

export interface DeliveryHealth {
  readonly id: string;
  readonly appId: string;
  readonly appName: string;
  readonly host: string;
  readonly records: number;
  readonly failures: number;
  readonly lastFailure: string | undefined;
  /** Changes that were given up, at most. */
  readonly parked: number;
}

/** Of every subscription, those that go badly first. */
export async function listDeliveryHealth(db: Reader): Promise<DeliveryHealth[]> {
  const found: DeliveryHealth[] = [];
  for (const { id, appId, url, failures, lastFailure } of await db.events.all()) {
    const parked = await db.events.parked(id);
    found.push({
      id,
      appId,
      appName: (await db.applications.byId(appId))?.name ?? appId,
      host: URL.canParse(url) ? new URL(url).host : url,
      records: (await db.events.owed(id)).records,
      failures,
      lastFailure,
      parked: parked.reduce((sum, { first, last }) => sum + last - first + 1, 0),
    });
  }
  return found.sort((a, b) => b.parked - a.parked || b.failures - a.failures);
}

/**
 * Tries again what was given up, or forgets it.
 * @returns false when there is no such subscription
 * @throws accessDenied for who is no operator
 */
export async function mendDelivery(
  db: Writer,
  vault: Vault,
  { by, id, how }: { by: string; id: string; how: 'retry' | 'drop' },
): Promise<boolean> {
  await demandOperator(db, by);
  const subscription = await db.events.byId(id);
  if (!subscription) return false;
  if (how === 'retry') await db.events.unpark(id, vault.clock.now());
  else await db.events.dropParked(id);
  const action = how === 'retry' ? 'RetryDeliveries' : 'DropDeliveries';
  await noteOperatorAction(db, vault, { action, by, appId: subscription.appId, of: id });
  return true;
}

/** @returns how many copies were waiting for their next try @throws accessDenied for who is no operator */
export async function hastenMail(db: Writer, vault: Vault, by: string): Promise<number> {
  await demandOperator(db, by);
  const count = await db.operators.hastenMail(vault.clock.now());
  await noteOperatorAction(db, vault, { action: 'RetryMail', by });
  return count;
}

/** A backup is begun within a minute. @throws accessDenied for who is no operator */
export async function askForBackup(db: Writer, vault: Vault, by: string): Promise<void> {
  await demandOperator(db, by);
  await db.backups.ask(vault.clock.now());
  await noteOperatorAction(db, vault, { action: 'BackUp', by });
}

/** A code by which somebody opens an account, where that needs one. @throws accessDenied for who is no operator */
export async function makeSignUpCode(db: Writer, vault: Vault, by: string): Promise<string> {
  await demandOperator(db, by);
  await noteOperatorAction(db, vault, { action: 'MakeSignUpCode', by });
  return issueSignUpCode(db, vault, codesOfVault);
}

/** What operators did, newest first. */
export async function listOperatorActions(db: Reader, limit: number): Promise<StoredAuditRow[]> {
  return db.audit.withoutRecord({ actions: operatorActionNames, limit });
}

const operatorActionNames = [
  'FirstOperator',
  'NextOperator',
  'AddOperator',
  'RemoveOperator',
  'SuspendPerson',
  'ReactivatePerson',
  'ApproveApplication',
  'RefuseApplication',
  'BlockApplication',
  'UnblockApplication',
  'RetryDeliveries',
  'DropDeliveries',
  'RetryMail',
  'BackUp',
  'MakeSignUpCode',
  'MakeAccount',
  'ResetAccount',
] as const;

interface Note {
  readonly action: (typeof operatorActionNames)[number];
  readonly by: string | undefined;
  readonly of?: string;
  readonly appId?: string;
}

/** Keeps what an operator did; `by` is undefined for the command line. */
export async function noteOperatorAction(
  db: Writer,
  { clock }: Vault,
  { action, by, of, appId }: Note,
): Promise<void> {
  await db.audit.add({
    at: clock.now(),
    action,
    personId: by,
    appId,
    recordId: undefined,
    avenue: undefined,
    details: of === undefined ? {} : { of },
  });
}
