// What people change of their accounts: name, e-mail address, password. A new address is confirmed before it counts.
import { fault } from '../faults.ts';
import { countTries, takeBackTries } from '../limits/rate-limit.ts';
import { confirmAddress } from '../mail/confirm.ts';
import { canSendMail } from '../mail/send.ts';
import { hashSha256 } from '../secrets.ts';
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { changePerson, isTrialAddress } from './accounts.ts';
import { isAskedBy, isRightCode, linkWithCode, tieToAsker } from './asked-here.ts';
import { noteAction } from './audit.ts';
import { tell } from './letters.ts';
import { countChange, countMailTo, findMailedLink, makeMailedLink } from './mailed-links.ts';
import type { MailedLink, Person } from './person.ts';
import { signOutEverywhere } from './sessions.ts';
import { listCodeTries } from './tries.ts';
import { countWaysToSignIn } from './ways.ts';

export async function changeName(db: Writer, vault: Vault, person: Person, name: string): Promise<void> {
  await changePerson(db, person, { name });
  await noteAction(db, vault, 'ChangeName', person.id);
}

/**
 * Mails a link to the address the person has, so that they can show it is theirs. False after too many.
 * @param mark what only the browser knows that asks
 */
export async function askToConfirm(db: Writer, vault: Vault, person: Person, mark: string): Promise<boolean> {
  if (!canSendMail(vault) || !(await countMailTo(db, vault, person.email))) return false;
  const { id: personId, email } = person;
  const { sealed, code } = tieToAsker(vault, mark);
  const link = await makeMailedLink(db, vault, { kind: 'confirm', personId, email, sealed });
  await tell(db, vault, person, 'confirm', { link, code });
  return true;
}

/**
 * Begins the change of an e-mail address: a link goes to the new one, word of it to the old one. Who has the new address
 * already is not told here. A vault that sends no mail changes it at once.
 * @returns `too-many` after too many links, or changes
 * @throws emailInvalid
 */
export async function askToChangeEmail(
  db: Writer,
  vault: Vault,
  person: Person,
  { email, mark }: { email: string; mark: string },
): Promise<'asked' | 'changed' | 'taken' | 'too-many'> {
  if (isTrialAddress(email)) throw fault('emailInvalid');
  const holder = await db.people.byEmail(email);
  if (!canSendMail(vault)) {
    // The answer tells who has an account.
    if (!(await countChange(db, vault, person.id))) return 'too-many';
    if (holder && holder.id !== person.id) return 'taken';
    await changePerson(db, person, { email });
    await noteAction(db, vault, 'ChangeEmail', person.id);
    return 'changed';
  }
  for (const address of [person.email, email])
    if (!(await countMailTo(db, vault, address))) return 'too-many';
  const isTaken = holder !== undefined && holder.id !== person.id;
  await db.credentials.removeMailedLinksOf(person.id);
  const { sealed, code } = tieToAsker(vault, mark);
  const link = await makeMailedLink(db, vault, { kind: 'change', personId: person.id, email, sealed });
  if (isTaken) await tell(db, vault, holder, 'signUpTaken');
  else await tell(db, vault, { ...person, email }, 'change', { link, email, code });
  await tell(db, vault, person, 'changeAsked');
  await noteAction(db, vault, 'AskToChangeEmail', person.id);
  return 'asked';
}

/**
 * Uses a link of askToConfirm or askToChangeEmail, in the browser that asked for it.
 * @returns undefined when it works no more, or not there
 */
export async function confirmByLink(
  db: Writer,
  vault: Vault,
  code: string,
  mark: string | undefined,
): Promise<Person | undefined> {
  const link = await findMailedLink(db, vault, ['confirm', 'change'], code);
  return link && isAskedBy(vault, link, mark) ? useLink(db, vault, link) : undefined;
}

/**
 * The code of the same mail, typed by who is signed in to the account.
 * @returns undefined for a wrong code, or when nothing waits for one
 * @throws TooManyTries
 */
export async function confirmByCode(
  vault: Vault,
  person: Person,
  typed: string,
): Promise<Person | undefined> {
  const tries = listCodeTries(vault, person.id, true);
  await countTries(vault, tries);
  const confirmed = await vault.store.write(async db => {
    const link = await linkWithCode(db, vault, person);
    return link && isRightCode(vault, link, typed) ? useLink(db, vault, link) : undefined;
  });
  if (confirmed) await takeBackTries(vault, tries);
  return confirmed;
}

async function useLink(db: Writer, vault: Vault, link: MailedLink): Promise<Person | undefined> {
  const person = link.personId === undefined ? undefined : await db.people.byId(link.personId);
  if (person?.state !== 'active') return undefined;
  await db.credentials.removeMailedLink(link.hash);
  if (link.kind === 'confirm') {
    // It is the address of then that was mailed.
    if (person.email !== link.email) return undefined;
    await confirmAddress(db, vault, person.id);
    return person;
  }
  const holder = await db.people.byEmail(link.email);
  if (holder && holder.id !== person.id) return undefined;
  const changed = { ...person, email: link.email };
  await db.people.update(changed);
  await db.credentials.removeMailedLinksOf(person.id);
  await confirmAddress(db, vault, person.id);
  await noteAction(db, vault, 'ChangeEmail', person.id);
  await tell(db, vault, person, 'changed');
  return changed;
}

/** Sets a password; other browsers are signed out. @param butHash the session to keep */
export async function setPassword(
  db: Writer,
  vault: Vault,
  person: Person,
  passwordHash: string,
  butHash?: Buffer,
): Promise<void> {
  await changePerson(db, person, { passwordHash });
  await db.credentials.removeMailedLinksOf(person.id);
  await signOutEverywhere(db, vault, person.id, butHash);
  await noteAction(db, vault, 'SetPassword', person.id);
  await tell(db, vault, person, 'passwordChanged');
}

/** False when the person could not sign in any more. */
export async function removePassword(db: Writer, vault: Vault, person: Person): Promise<boolean> {
  if ((await countWaysToSignIn(db, vault, person, { kind: 'password' })) === 0) return false;
  await changePerson(db, person, { passwordHash: undefined });
  await noteAction(db, vault, 'RemovePassword', person.id);
  await tell(db, vault, person, 'passwordRemoved');
  return true;
}

const askedForMs = 3_600_000;

/**
 * Has a link mailed that sets a new password, if there is an account. That is looked up afterwards, by sendResets, so
 * that neither answer nor time tells.
 */
export async function askToReset(vault: Vault, email: string): Promise<void> {
  const hash = hashSha256(vault.ids.bytes(32));
  const expiresAt = vault.clock.now() + askedForMs;
  const asked = { hash, kind: 'asked', personId: undefined, email, sealed: undefined, expiresAt } as const;
  await vault.store.write(async db => {
    if (await countMailTo(db, vault, email)) await db.credentials.putMailedLink(asked);
  });
}

const mailedAtOnce = 50;

/** Mails the links that were asked for. Run by background.ts. */
export async function sendResets(vault: Vault): Promise<void> {
  for (const { hash, email } of await vault.store.read(db => db.credentials.askedLinks(mailedAtOnce))) {
    await vault.store.write(async db => {
      await db.credentials.removeMailedLink(hash);
      const person = await db.people.byEmail(email);
      if (person?.state !== 'active' && person?.state !== 'closed') return;
      const link = await makeMailedLink(db, vault, {
        kind: 'reset',
        personId: person.id,
        email: person.email,
        sealed: undefined,
      });
      await tell(db, vault, person, 'reset', { link });
    });
  }
}

/** Whose password a link sets; undefined when it works no more. */
export async function findPersonOfReset(db: Reader, vault: Vault, code: string): Promise<Person | undefined> {
  const link = await findMailedLink(db, vault, ['reset', 'made'], code);
  const person = link?.personId === undefined ? undefined : await db.people.byId(link.personId);
  return person?.state === 'active' || person?.state === 'closed' ? person : undefined;
}
