// By whose hand a command writes to a record.
import type { Grant } from '../core/authorization/grant.ts';
import type { Vault } from '../core/vault.ts';
import { Failure } from './explain.ts';

/** @param email the owner of the record where it is left out @throws Failure where there is no such person or record */
export async function demandPersonGrant(
  vault: Vault,
  recordId: string,
  email: string | undefined,
): Promise<Grant> {
  const { findPersonGrant } = await import('../core/authorization/grants.ts');
  const grant = await vault.store.read(async db => {
    const person = email === undefined ? undefined : await db.people.byEmail(email);
    const personId = email === undefined ? await db.records.owner(recordId) : person?.id;
    return personId === undefined ? undefined : findPersonGrant(db, personId, recordId, vault.clock.now());
  });
  if (!grant) throw new Failure('There is no such record, or this person has no access to it.');
  return grant;
}
