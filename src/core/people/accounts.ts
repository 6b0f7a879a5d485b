// Accounts: made by signing up in the Shell, by sandbox set-up, and by the demo.
import type { Writer } from '../ports.ts';
import type { Vault } from '../vault.ts';
import type { Person } from './person.ts';

export interface NewPerson {
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
    id: vault.ids.guid(),
    email: given.email.trim(),
    name: given.name,
    passwordHash: given.passwordHash,
    birthDate: given.birthDate,
    country: given.country,
    culture: given.culture ?? 'en-US',
    state: 'active',
    createdAt: vault.clock.now(),
  };
  await db.people.insert(person);
  await db.audit.add({
    at: person.createdAt,
    action: 'CreateAccount',
    personId: person.id,
    appId: undefined,
    recordId: undefined,
    avenue: undefined,
    details: {},
  });
  return person;
}
