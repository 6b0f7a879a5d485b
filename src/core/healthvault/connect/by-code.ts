// From a code that somebody typed to what it stands for: a connect request or a package, and the application behind it.
import type { Application } from '../../applications/application.ts';
import { addInheritance } from '../../applications/inheritance.ts';
import type { Reader } from '../../store.ts';
import type { Vault } from '../../vault.ts';
import { hashIdentityCode, readIdentityCode } from './identity-code.ts';
import { countConnectTry, type Trier } from './tries.ts';

/**
 * What `find` finds by the hash of the code; undefined also for what cannot be a code.
 * @throws RETRY_LIMIT_EXCEEDED after too many codes that were wrong
 */
export async function findByTypedCode<Found>(
  trier: Trier,
  typed: string,
  find: (db: Reader, codeHash: Buffer) => Promise<Found | undefined>,
): Promise<Found | undefined> {
  const takeBack = await countConnectTry(trier, 'identity code');
  const code = readIdentityCode(typed);
  if (code === undefined) return undefined;
  const found = await trier.vault.store.read(db => find(db, hashIdentityCode(code)));
  if (found) await takeBack();
  return found;
}

/** The application, if it may work today. */
export async function findWorkingApp(
  db: Reader,
  { mode }: Vault,
  appId: string,
): Promise<Application | undefined> {
  const stored = await db.applications.byId(appId);
  const app = stored && (await addInheritance(db, stored));
  const mayWork = app && app.state !== 'disabled' && (mode === 'sandbox' || app.state === 'active');
  return mayWork ? app : undefined;
}
