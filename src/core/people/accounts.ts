// Accounts: made by signing up in the Shell, by sandbox set-up, and by the demo.
import { getCulture, type Language } from '../../locales/language.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { noteAction } from './audit.ts';
import type { Person } from './person.ts';

export interface NewPerson {
  /** Made before, where a passkey had to know it. */
  readonly id?: string;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string | undefined;
  /** yyyy-MM-dd */
  readonly birthDate: string;
  readonly country: string;
  readonly culture?: string;
}

export async function createPerson(db: Writer, vault: Vault, given: NewPerson): Promise<Person> {
  const person: Person = {
    id: given.id ?? vault.ids.guid(),
    email: given.email.trim(),
    name: given.name,
    passwordHash: given.passwordHash,
    birthDate: given.birthDate,
    country: given.country,
    culture: given.culture ?? 'en-US',
    state: 'active',
    createdAt: vault.clock.now(),
  };
  const isFirst = !isTrialAddress(person.email) && (await db.operators.addFirst(person.id, person.createdAt));
  await db.people.insert(person);
  await noteAction(db, vault, 'CreateAccount', person.id);
  if (isFirst) await noteAction(db, vault, 'FirstOperator', person.id);
  return person;
}

/** Of accounts that were made to try the vault. Nobody else may have one: those accounts never run a vault. */
export function isTrialAddress(email: string): boolean {
  return email.trim().toLowerCase().endsWith('@keepwell.invalid');
}

/** Known to everybody who reads this, so for sandboxes only. */
export const demoSignIn = { email: 'maria.lindgren@example.org', password: 'two cups of tea' } as const;
/** Of the second family, with the same password. */
export const otherDemoEmails = ['amara.okafor@example.org', 'daniel.okafor@example.org'] as const;

/** Changes an account as it is now: what a page has read of it may be out of date, its state and its password too. */
export async function changePerson(
  db: Writer,
  { id }: Pick<Person, 'id'>,
  change: Partial<Omit<Person, 'id'>>,
): Promise<void> {
  const person = await db.people.byId(id);
  if (person) await db.people.update({ ...person, ...change });
}

/** Sets the language a person reads; a region they chose with it is kept. */
export async function changeLanguage(db: Writer, personId: string, language: Language): Promise<void> {
  const person = await db.people.byId(personId);
  if (!person || person.culture.startsWith(`${language}-`)) return;
  await db.people.update({ ...person, culture: getCulture(language) });
}
