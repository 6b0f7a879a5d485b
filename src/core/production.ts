// Whether the vault has been in production: a row of its audit trail says so, and goes wherever the database goes. The data
// folder says it too (data-folder.ts), for what has to know before the database is open.
import { noteAction } from './people/audit.ts';
import type { Reader, Writer } from './store.ts';
import type { Vault } from './vault.ts';

const action = 'EnterProduction';

export async function hasBeenInProduction(db: Reader): Promise<boolean> {
  return (await db.audit.withoutRecord({ actions: [action], limit: 1 })).length > 0;
}

export function noteProduction(db: Writer, vault: Vault): Promise<void> {
  return noteAction(db, vault, action, undefined);
}
