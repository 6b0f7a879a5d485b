// Browsers that are signed in to the Shell. A session gets a new token whenever somebody shows who they are, so that a
// token that was put into a browser before is worth nothing.
import { assume } from '../../assume.ts';
import { hashSha256 } from '../secrets.ts';
import { type Reader, StoreUnavailable, type Writer } from '../store.ts';
import { ofPerson } from '../turns.ts';
import type { Vault } from '../vault.ts';
import { noteAction } from './audit.ts';
import { reopenAccount } from './closing.ts';
import type { Person, ShellSession, SignInPlace } from './person.ts';

/** Who signed in, and what the browser holds to stay so. */
export interface SignedIn {
  readonly person: Person;
  readonly token: string;
  readonly session: ShellSession;
  /** Was the account on its way out, and is no more? */
  readonly cameBack: boolean;
}

const tokenBytes = 32;

/** Signs a person in, in the transaction of what showed who they are. An account that was to be deleted comes back. */
export async function openShellSession(
  db: Writer,
  vault: Vault,
  { id, state }: Person,
  place: SignInPlace,
): Promise<SignedIn> {
  // As it is now: since it was read, it may have come back in another browser.
  const known = assume(await db.people.byId(id), 'the person');
  const cameBack = known.state === 'closed';
  // Its records come back with it, which the scope of a sign-in does not hold.
  if (cameBack && state !== 'closed') throw new StoreUnavailable('The account was closed at this moment.');
  const person = cameBack ? await reopenAccount(db, vault, known) : known;
  const { token, hash } = newShellToken(vault);
  const now = vault.clock.now();
  const session: ShellSession = {
    hash,
    id: vault.ids.guid(),
    personId: person.id,
    place,
    createdAt: now,
    lastUsedAt: now,
    provedAt: now,
    expiresAt: now + vault.limits.shellSessionTtlMs,
  };
  await makeRoom(db, vault, person.id);
  await db.sessions.putShell(session);
  return { person, token, session, cameBack };
}

/** Of too many sessions those end that were not used for longest. */
async function makeRoom(db: Writer, { clock, limits }: Vault, personId: string): Promise<void> {
  const all = await db.sessions.shellsOf(personId, clock.now());
  for (const { hash } of all.slice(Math.max(limits.shellSessionsMax - 1, 0)))
    await db.sessions.removeShell(hash);
}

function newShellToken({ ids }: Vault): { token: string; hash: Buffer } {
  const bytes = ids.bytes(tokenBytes);
  return { token: bytes.toString('base64url'), hash: hashSha256(bytes) };
}

/** Who is signed in with a token, if the session has not ended, was used lately, and the account is active. */
export async function findShellSession(
  db: Reader,
  vault: Vault,
  token: string,
): Promise<{ person: Person; session: ShellSession } | undefined> {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== tokenBytes) return undefined;
  const session = await db.sessions.shell(hashSha256(bytes));
  if (!session || session.expiresAt <= vault.clock.now() || isIdle(vault, session)) return undefined;
  const person = await db.people.byId(session.personId);
  return person?.state === 'active' ? { person, session } : undefined;
}

/** Did nobody use it for too long? Somebody else may be at that browser by now. */
function isIdle({ clock, limits }: Vault, { lastUsedAt }: ShellSession): boolean {
  return clock.now() - lastUsedAt >= limits.shellSessionIdleMs;
}

/** The browsers in which a person is signed in. */
export async function listShellSessions(db: Reader, vault: Vault, personId: string): Promise<ShellSession[]> {
  const all = await db.sessions.shellsOf(personId, vault.clock.now());
  return all.filter(session => !isIdle(vault, session));
}

const touchAfterMs = 60_000;

/** Keeps when a session was last used, near enough. */
export async function touchShellSession(
  vault: Vault,
  { hash, personId, lastUsedAt }: ShellSession,
): Promise<void> {
  const now = vault.clock.now();
  if (now - lastUsedAt >= touchAfterMs)
    await vault.store.write(db => db.sessions.touchShell(hash, now), ofPerson(personId));
}

/** The person at a session has shown again who they are. */
export async function renewShellSession(
  db: Writer,
  vault: Vault,
  person: Person,
  session: ShellSession,
): Promise<SignedIn> {
  const { token, hash } = newShellToken(vault);
  const provedAt = vault.clock.now();
  await db.sessions.renewShell(session.hash, { hash, provedAt });
  return { person, token, session: { ...session, hash, provedAt, lastUsedAt: provedAt }, cameBack: false };
}

/** May what guards the account be changed from this session? */
export function hasProvedLately({ clock, limits }: Vault, { provedAt }: ShellSession): boolean {
  return clock.now() - provedAt < limits.reauthenticateMs;
}

/** Signs a browser out; the tokens that applications got through it end with it. */
export async function signOut(vault: Vault, { hash, personId }: ShellSession): Promise<void> {
  await vault.store.write(db => db.sessions.removeShell(hash), ofPerson(personId));
}

/**
 * Signs a person out of one browser, by the id in their list, and no browser is known any more. False when there is none.
 */
export async function signOutOf(db: Writer, vault: Vault, personId: string, id: string): Promise<boolean> {
  const found = (await db.sessions.shellsOf(personId, vault.clock.now())).find(one => one.id === id);
  if (!found) return false;
  await db.sessions.removeShell(found.hash);
  await db.credentials.removeKnownBrowsersOf(personId);
  await noteAction(db, vault, 'EndSession', personId);
  return true;
}

/**
 * Signs a person out everywhere, but in one browser if that is named; no browser is known any more.
 * @returns how many sessions ended
 */
export async function signOutEverywhere(
  db: Writer,
  vault: Vault,
  personId: string,
  butHash?: Buffer,
): Promise<number> {
  const all = await db.sessions.shellsOf(personId, vault.clock.now());
  const ending = all.filter(({ hash }) => !butHash?.equals(hash));
  for (const { hash } of ending) await db.sessions.removeShell(hash);
  await db.credentials.removeKnownBrowsersOf(personId);
  if (ending.length > 0) await noteAction(db, vault, 'EndSessions', personId);
  return ending.length;
}
