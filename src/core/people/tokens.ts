// The tokens the Shell hands applications so that they act for a person who is online.
import { fault } from '../faults.ts';
import { hashToken, makeToken } from '../secrets.ts';
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import type { Person, UserToken } from './person.ts';

/** A token for one application. It ends with its time, with the Shell session, or at APPSIGNOUT. */
export async function issueUserToken(
  db: Writer,
  vault: Vault,
  { appId, personId, shellHash }: { appId: string; personId: string; shellHash: Buffer | undefined },
): Promise<string> {
  const { token, hash } = makeToken(vault.ids, 'user');
  const expiresAt = vault.clock.now() + vault.limits.userTokenTtlMs;
  await db.sessions.putUser({ hash, appId, personId, shellHash, expiresAt });
  return token;
}

/** What was looked up of a token. */
interface FoundUserToken {
  readonly userHash: Buffer | undefined;
  readonly userToken: UserToken | undefined;
  readonly personState: Person['state'] | undefined;
}

/**
 * The person a token stands for.
 * @param userHash undefined for what cannot be a token
 * @throws personTokenUnreadable, personTokenOther for what cannot be a token or was issued to another application,
 *   personTokenExpired when it is over or unknown, personNotFound when the account is not active
 */
export function judgeUserToken(
  { userHash, userToken: issued, personState }: FoundUserToken,
  { appId, now }: { appId: string; now: number },
): string {
  if (!userHash) throw fault('personTokenUnreadable');
  if (!issued || issued.expiresAt <= now) throw fault('personTokenExpired');
  if (issued.appId !== appId) throw fault('personTokenOther');
  if (personState !== 'active') throw fault('personNotFound');
  return issued.personId;
}

/** Was a token issued for a person at an application? True for one that is over too, while it is still kept. */
export async function isUserTokenOf(
  db: Reader,
  token: string,
  { appId, personId }: { appId: string; personId: string },
): Promise<boolean> {
  const hash = hashToken(token, 'user');
  const found = hash && (await db.sessions.user(hash));
  return found?.token.appId === appId && found.token.personId === personId;
}

/** Signs a person out of one application. Unknown tokens are as good as gone. */
export async function endUserToken(db: Writer, token: string): Promise<void> {
  const hash = hashToken(token, 'user');
  if (hash) await db.sessions.removeUser(hash);
}
