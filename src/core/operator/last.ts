// A vault that people use keeps at least one operator who can act. Asked in the transaction that would take one away.
import { noteAction } from '../people/audit.ts';
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';

/** Is this the only operator whose account is active, among others who need one? */
export async function isLastOperator(db: Reader, personId: string): Promise<boolean> {
  if (!(await db.operators.is(personId))) return false;
  for (const operator of await db.operators.all()) {
    if (operator.personId === personId) continue;
    if ((await db.people.byId(operator.personId))?.state === 'active') return false;
  }
  return db.operators.hasOthers(personId);
}

/**
 * Once the last operator is purged, the oldest account runs the vault. It inherits nobody's: the last operator could only
 * leave a vault in which nobody else was active. Who signs up later never does.
 */
export async function passOn(db: Writer, vault: Vault): Promise<void> {
  if ((await db.operators.all()).length > 0) return;
  const personId = await db.operators.oldestAccount();
  if (personId === undefined) return;
  await db.operators.add({ personId, addedAt: vault.clock.now(), addedBy: undefined });
  await noteAction(db, vault, 'NextOperator', personId);
}
