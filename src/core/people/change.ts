// What people change of their accounts: name, e-mail address, password. A new address is confirmed before it counts.
import { confirmAddress } from '../mail/confirm.ts';
import { canSendMail } from '../mail/send.ts';
import type { Reader, Writer } from '../ports.ts';
import type { Vault } from '../vault.ts';
import { audit } from './audit.ts';
import { tell } from './letters.ts';
import { countMailTo, findMailedLink, newMailedLink } from './mailed-links.ts';
import type { Person } from './person.ts';
import { signOutEverywhere } from './sessions.ts';
import { waysToSignIn } from './ways.ts';

export async function changeName(db: Writer, vault: Vault, person: Person, name: string): Promise<void> {
  await db.people.update({ ...person, name });
  await audit(db, vault, 'ChangeName', person.id);
}

/** Mails a link to the address the person has, so that they can show it is theirs. False after too many. */
export async function askToConfirm(db: Writer, vault: Vault, person: Person): Promise<boolean> {
  if (!canSendMail(vault) || !countMailTo(vault, person.email)) return false;
  const { id: personId, email } = person;
  const link = await newMailedLink(db, vault, { kind: 'confirm', personId, email, sealed: undefined });
  await tell(db, vault, person, 'confirm', { link });
  return true;
}

/**
 * Begins the change of an e-mail address: a link goes to the new one, word of it to the old one. Who has the new address
 * already is not told here. A vault that sends no mail changes it at once.
 * @returns `too-many` after too many links
 */
export async function askToChangeEmail(
  db: Writer,
  vault: Vault,
  person: Person,
  email: string,
): Promise<'asked' | 'changed' | 'taken' | 'too-many'> {
  const holder = await db.people.byEmail(email);
  if (!canSendMail(vault)) {
    if (holder && holder.id !== person.id) return 'taken';
    await db.people.update({ ...person, email });
    await audit(db, vault, 'ChangeEmail', person.id);
    return 'changed';
  }
  if (!countMailTo(vault, person.email) || !countMailTo(vault, email)) return 'too-many';
  const isTaken = holder !== undefined && holder.id !== person.id;
  await db.credentials.removeMailedLinksOf(person.id);
  const link = await newMailedLink(db, vault, {
    kind: 'change',
    personId: person.id,
    email,
    sealed: undefined,
  });
  if (isTaken) await tell(db, vault, holder, 'signUpTaken');
  else await tell(db, vault, { ...person, email }, 'change', { link, email });
  await tell(db, vault, person, 'changeAsked');
  return 'asked';
}

/** Uses a link of askToConfirm or askToChangeEmail. @returns undefined when it works no more */
export async function confirmByLink(db: Writer, vault: Vault, code: string): Promise<Person | undefined> {
  const link = await findMailedLink(db, vault, ['confirm', 'change'], code);
  const person = link?.personId === undefined ? undefined : await db.people.byId(link.personId);
  if (!link || person?.state !== 'active') return undefined;
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
  await audit(db, vault, 'ChangeEmail', person.id);
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
  await db.people.update({ ...person, passwordHash });
  await db.credentials.removeMailedLinksOf(person.id);
  await signOutEverywhere(db, vault, person.id, butHash);
  await audit(db, vault, 'SetPassword', person.id);
  await tell(db, vault, person, 'passwordChanged');
}

/** False when the person could not sign in any more. */
export async function removePassword(db: Writer, vault: Vault, person: Person): Promise<boolean> {
  if ((await waysToSignIn(db, vault, person, { kind: 'password' })) === 0) return false;
  await db.people.update({ ...person, passwordHash: undefined });
  await audit(db, vault, 'RemovePassword', person.id);
  await tell(db, vault, person, 'passwordRemoved');
  return true;
}

/**
 * Mails a link that sets a new password, if there is an account. What is done is as much when there is none, so that
 * neither answer nor time tells.
 */
export async function askToReset(vault: Vault, email: string): Promise<void> {
  const isFew = countMailTo(vault, email);
  await vault.store.write(async db => {
    const person = await db.people.byEmail(email);
    const isMeant = isFew && (person?.state === 'active' || person?.state === 'closed');
    const link = await newMailedLink(db, vault, {
      kind: 'reset',
      personId: isMeant ? person!.id : undefined,
      email: '',
      sealed: undefined,
    });
    if (isMeant) await tell(db, vault, person!, 'reset', { link });
  });
}

/** Whose password a link sets; undefined when it works no more. */
export async function personOfReset(db: Reader, vault: Vault, code: string): Promise<Person | undefined> {
  const link = await findMailedLink(db, vault, ['reset'], code);
  const person = link?.personId === undefined ? undefined : await db.people.byId(link.personId);
  return person?.state === 'active' || person?.state === 'closed' ? person : undefined;
}
