// Browsers that an account was signed in with. There tries to sign in are counted apart from those of strangers (tries.ts).
// What a browser is known by holds as long as the password and the code app it was made under.
import { countTry } from '../limits/rate-limit.ts';
import { hashSha256 } from '../secrets.ts';
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { tell } from './letters.ts';
import type { Person, SignInPlace } from './person.ts';

const markBytes = 16;

/** What a browser is to keep. */
export function makeMark({ ids }: Vault): string {
  return ids.bytes(markBytes).toString('base64url');
}

/** What tells a browser apart, if it is one the account was signed in with. */
export async function findKnownBrowser(
  db: Reader,
  { clock }: Vault,
  person: Person,
  mark: string | undefined,
): Promise<string | undefined> {
  if (mark === undefined) return undefined;
  const hash = hashOf(mark);
  const known = await db.credentials.knownBrowser(person.id, hash, clock.now());
  return known?.secrets.equals(await secretsOf(db, person)) ? hash.toString('base64') : undefined;
}

/**
 * Call it only for who has shown that the account is theirs. Those that were used longest ago are forgotten.
 * @param place where somebody signed in just now: the person is told of it where the account knows other browsers, not this
 */
export async function rememberBrowser(
  db: Writer,
  vault: Vault,
  { personId, mark, place }: { personId: string; mark: string; place?: SignInPlace | undefined },
): Promise<void> {
  const { clock, limits } = vault;
  const person = await db.people.byId(personId);
  if (!person) return;
  if (place) await tellOfNewBrowser(db, vault, person, { mark, place });
  const expiresAt = clock.now() + limits.knownBrowserTtlMs;
  const secrets = await secretsOf(db, person);
  await db.credentials.putKnownBrowser({ personId, hash: hashOf(mark), secrets, expiresAt });
  await db.credentials.trimKnownBrowsers(personId, limits.knownBrowsersMax);
}

const hourMs = 3_600_000;
/** In an hour: whoever signs in anew again and again is told of in the first letters. */
const lettersMax = 3;

async function tellOfNewBrowser(
  db: Writer,
  vault: Vault,
  person: Person,
  { mark, place }: { mark: string; place: SignInPlace },
): Promise<void> {
  const now = vault.clock.now();
  if (!(await db.credentials.hasKnownBrowsers(person.id, now))) return;
  if (await db.credentials.knownBrowser(person.id, hashOf(mark), now)) return;
  const count = { kind: 'told of new browsers', key: person.id, max: lettersMax, windowMs: hourMs };
  if (!(await countTry(db, vault, count))) return;
  const { browser, system, address } = place;
  const parts = [browser, system, address].filter(part => part !== '');
  await tell(db, vault, person, 'newBrowser', { place: parts.join(', ') });
}

function hashOf(mark: string): Buffer {
  return hashSha256(`known browser ${mark}`);
}

/** Sealed anew each time it is set up, a code app is another even with the same key. */
async function secretsOf(db: Reader, { id, passwordHash = '' }: Person): Promise<Buffer> {
  const codeApp = await db.credentials.codeApp(id);
  return hashSha256(`${passwordHash} ${codeApp?.sealedSecret.toString('base64') ?? ''}`);
}
