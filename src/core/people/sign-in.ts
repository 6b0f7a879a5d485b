// Signing up, in and out of the Shell by password. Called by facades/shell/; the limits are counted in core/limits/.
import { fault } from '../errors.ts';
import { addressKey, countAnonymousCall, countTry, uncountTry } from '../limits/rate-limit.ts';
import type { Reader } from '../ports.ts';
import { createRecord, relationship } from '../records/create.ts';
import { sha256 } from '../secrets.ts';
import type { Vault } from '../vault.ts';
import { createPerson } from './accounts.ts';
import { hashPassword, passwordMatches } from './password.ts';
import type { Person } from './person.ts';

/** Who signed in, what the browser holds to stay so, and the hash it is kept by. */
export interface SignedIn {
  readonly person: Person;
  readonly token: string;
  readonly hash: Buffer;
}

/**
 * Signs a person in. Unknown addresses, accounts without a password and suspended ones cannot be told from a wrong password.
 * @returns undefined when e-mail and password do not go together
 * @throws RETRY_LIMIT_EXCEEDED after too many failures from the address or on the account
 */
export async function signIn(
  vault: Vault,
  { email, password, address }: { email: string; password: string; address: string },
): Promise<SignedIn | undefined> {
  const tries: readonly (readonly [kind: string, key: string])[] = [
    ['sign-in from', addressKey(address)],
    ['sign-in to', sha256(email.trim().toLowerCase()).toString('base64')],
  ];
  // Counted before the slow check, so that many at once get no further than one after the other.
  if (!tries.every(([kind, key]) => countTry(vault, kind, key, allowance(vault))))
    throw fault('RETRY_LIMIT_EXCEEDED');
  const person = await vault.store.read(db => db.people.byEmail(email));
  const matches = await passwordMatches(person?.passwordHash, password);
  if (!person || !matches || person.state !== 'active') return undefined;
  for (const [kind, key] of tries) uncountTry(vault, kind, key);
  return openShellSession(vault, person);
}

function allowance({ limits }: Vault) {
  return { max: limits.signInTriesMax, windowMs: limits.signInTriesWindowMs };
}

export interface SignUp {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  /** yyyy-MM-dd */
  readonly birthDate: string;
  readonly country: string;
  readonly withRecord: boolean;
  readonly address: string;
}

/**
 * Opens an account and signs its holder in.
 * @returns undefined when the e-mail address has an account already
 * @throws INVALID_AGE; RETRY_LIMIT_EXCEEDED after too many addresses that were taken, since that tells who has an account
 */
export async function signUp(vault: Vault, given: SignUp): Promise<SignedIn | undefined> {
  if (isTooYoung(given.birthDate, vault.clock.now())) throw fault('INVALID_AGE');
  countAnonymousCall({ vault, address: given.address }, 'sign-up');
  const from = addressKey(given.address);
  if (!countTry(vault, 'sign-up from', from, allowance(vault))) throw fault('RETRY_LIMIT_EXCEEDED');
  const passwordHash = await hashPassword(given.password);
  const person = await vault.store.write(async db => {
    if (await db.people.byEmail(given.email)) return undefined;
    const { email, name, birthDate, country } = given;
    const person = await createPerson(db, vault, { email, name, passwordHash, birthDate, country });
    if (given.withRecord)
      await createRecord(db, vault, { personId: person.id, name, relationship: relationship.self });
    return person;
  });
  if (!person) return undefined;
  uncountTry(vault, 'sign-up from', from);
  return openShellSession(vault, person);
}

const ageMin = 13;

/** The day of the birthday counts, wherever on earth it begins first. */
function isTooYoung(birthDate: string, now: number): boolean {
  const [year = 0, month = 0, day = 0] = birthDate.split('-').map(Number);
  return Date.UTC(year + ageMin, month - 1, day) > now + earliestZoneMs;
}

const earliestZoneMs = 14 * 3_600_000;

const tokenBytes = 32;

async function openShellSession(vault: Vault, person: Person): Promise<SignedIn> {
  const bytes = vault.ids.bytes(tokenBytes);
  const hash = sha256(bytes);
  const expiresAt = vault.clock.now() + vault.limits.shellSessionTtlMs;
  await vault.store.write(db => db.sessions.putShell({ hash, personId: person.id, expiresAt }));
  return { person, token: bytes.toString('base64url'), hash };
}

/** Who is signed in with a token, if the session has not ended and the account is active. */
export async function findShellSession(
  db: Reader,
  vault: Vault,
  token: string,
): Promise<{ person: Person; hash: Buffer } | undefined> {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== tokenBytes) return undefined;
  const hash = sha256(bytes);
  const session = await db.sessions.shell(hash);
  if (!session || session.expiresAt <= vault.clock.now()) return undefined;
  const person = await db.people.byId(session.personId);
  return person?.state === 'active' ? { person, hash } : undefined;
}

/** Signs a browser out; the tokens that applications got through it end with it. */
export async function signOut(vault: Vault, hash: Buffer): Promise<void> {
  await vault.store.write(db => db.sessions.removeShell(hash));
}
