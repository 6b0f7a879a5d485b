// A vault that people use keeps at least one operator who can act. Asked in the transaction that would take one away.
import type { Reader } from '../ports.ts';

/** Is this the only operator whose account is active, among others who need one? */
export async function isLastOperator(db: Reader, personId: string): Promise<boolean> {
  if (!(await db.operators.is(personId))) return false;
  for (const operator of await db.operators.all()) {
    if (operator.personId === personId) continue;
    if ((await db.people.byId(operator.personId))?.state === 'active') return false;
  }
  return db.operators.hasOthers(personId);
}
