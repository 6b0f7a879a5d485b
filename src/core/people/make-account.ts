// Accounts that the operator makes and resets at the command line: whoever may sign up here, and whether or not a server runs.
import { fault } from '../faults.ts';
import { confirmAddress } from '../mail/confirm.ts';
import { addOperator, noteOperatorAction } from '../operator/operator.ts';
import { createRecord, relationship } from '../records/create.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { changePerson, createPerson, isTrialAddress, type NewPerson } from './accounts.ts';
import { removeCodes } from './codes.ts';
import { tell } from './letters.ts';
import { makeMailedLink } from './mailed-links.ts';
import type { Person } from './person.ts';
import { signOutEverywhere } from './sessions.ts';
import { countWaysToSignIn } from './ways.ts';

export interface MadeAccount {
  readonly person: Person;
  /** Where its holder chooses a password, once; undefined when it has one, or the link is mailed. */
  readonly link: string | undefined;
  readonly isOperator: boolean;
}

/**
 * Makes an account with a record of its holder's own. The operator vouches for the address.
 * @param isMailed does the link by which its holder chooses a password go by mail?
 * @returns undefined when the address has an account
 * @throws emailInvalid for one of those that are made to try the vault; mailNotQueued
 */
export async function makeAccount(
  db: Writer,
  vault: Vault,
  given: NewPerson,
  { isOperator = false, isMailed = false }: { isOperator?: boolean; isMailed?: boolean },
): Promise<MadeAccount | undefined> {
  if (isTrialAddress(given.email)) throw fault('emailInvalid');
  if (await db.people.byEmail(given.email)) return undefined;
  const person = await createPerson(db, vault, given);
  await confirmAddress(db, vault, person.id);
  await createRecord(db, vault, {
    personId: person.id,
    name: person.name,
    relationship: relationship.self,
  });
  await noteOperatorAction(db, vault, { action: 'MakeAccount', by: undefined, of: person.id });
  if (isOperator) await addOperator(db, vault, { email: person.email, by: undefined });
  const link = given.passwordHash === undefined ? await makeLink(db, vault, person, isMailed) : undefined;
  return { person, link, isOperator: await db.operators.is(person.id) };
}

export interface Reset {
  readonly isMailed: boolean;
  /** Does the password end at once, and every session? Else both go on until the link is used. */
  readonly atOnce?: boolean;
  /** Are codes no longer asked for? Whoever lost their phone has none. */
  readonly withoutCodes?: boolean;
}

/**
 * Makes a link by which the holder of an account chooses another password; links from before end.
 * @returns the link, undefined when it is mailed
 * @throws accessDenied for an account that is suspended; mailNotQueued
 */
export async function resetAccount(
  db: Writer,
  vault: Vault,
  person: Person,
  { isMailed, atOnce = false, withoutCodes = false }: Reset,
): Promise<string | undefined> {
  if (person.state === 'suspended') throw fault('accessDenied', 'The account is suspended.');
  await db.credentials.removeMailedLinksOf(person.id);
  if (withoutCodes)
    for (const which of ['codes', 'recovery codes'] as const) await removeCodes(db, vault, person, which);
  if (atOnce) {
    await changePerson(db, person, { passwordHash: undefined });
    await signOutEverywhere(db, vault, person.id);
  }
  await noteOperatorAction(db, vault, { action: 'ResetAccount', by: undefined, of: person.id });
  return makeLink(db, vault, person, isMailed, 'reset');
}

/**
 * Another first link for an account that nobody can sign in to yet.
 * @returns undefined when there is no such account, or somebody can
 */
export async function makeFirstLink(db: Writer, vault: Vault, email: string): Promise<string | undefined> {
  const person = await db.people.byEmail(email);
  if (person?.state !== 'active' || (await countWaysToSignIn(db, vault, person)) > 0) return undefined;
  return makeLink(db, vault, person, false);
}

async function makeLink(
  db: Writer,
  vault: Vault,
  person: Person,
  isMailed: boolean,
  kind: 'made' | 'reset' = 'made',
): Promise<string | undefined> {
  const { id: personId, email } = person;
  const link = await makeMailedLink(db, vault, { kind, personId, email, sealed: undefined });
  if (!isMailed) return link;
  const until = vault.clock.now() + vault.limits.firstPasswordLinkTtlMs;
  if (!(await tell(db, vault, person, kind, { link, until })))
    throw fault('mailNotQueued', 'Too much mail is waiting for the mail server. Try again later.');
  return undefined;
}
