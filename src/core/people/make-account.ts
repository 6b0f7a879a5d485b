// An account that the operator makes at the command line: whoever may sign up here, and whether or not a server runs.
import { fault } from '../faults.ts';
import { confirmAddress } from '../mail/confirm.ts';
import { addOperator } from '../operator/operator.ts';
import { createRecord, relationship } from '../records/create.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { createPerson, isTrialAddress, type NewPerson } from './accounts.ts';
import { makeMailedLink } from './mailed-links.ts';
import type { Person } from './person.ts';

export interface MadeAccount {
  readonly person: Person;
  /** Where its holder chooses a password, once; undefined when it has one. */
  readonly link: string | undefined;
  readonly isOperator: boolean;
}

/**
 * Makes an account with a record of its holder's own. The operator vouches for the address.
 * @returns undefined when the address has an account
 * @throws emailInvalid for one of those that are made to try the vault
 */
export async function makeAccount(
  db: Writer,
  vault: Vault,
  given: NewPerson,
  { isOperator }: { isOperator: boolean },
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
  if (isOperator) await addOperator(db, vault, { email: person.email, by: undefined });
  const { id: personId, email } = person;
  const link =
    given.passwordHash === undefined
      ? await makeMailedLink(db, vault, { kind: 'made', personId, email, sealed: undefined })
      : undefined;
  return { person, link, isOperator: await db.operators.is(person.id) };
}
