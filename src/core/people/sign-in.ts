// Signing in by password, with a second step where the person asks for one, or by a recovery code.
// Called by shell/pages/accounts/; passkeys.ts and identities.ts are the other ways.
import { countTries, countTry, findLongestWait, getAddressKey, takeBackTries } from '../limits/rate-limit.ts';
import { hashSha256 } from '../secrets.ts';
import { ownRows, type Reader, type Writer } from '../store.ts';
import { ofPerson, ofSignIn } from '../turns.ts';
import type { Vault } from '../vault.ts';
import { noteAction } from './audit.ts';
import { isAppCode, useCode } from './codes.ts';
import { findKnownBrowser } from './known-browsers.ts';
import { tell } from './letters.ts';
import { isRightPassword } from './password.ts';
import type { Person, ShellSession, SignInPlace } from './person.ts';
import { hashRecoveryCode } from './recovery-codes.ts';
import { openShellSession, type SignedIn } from './sessions.ts';
import { listCodeTries, listPasswordTries, listRecoveryTries } from './tries.ts';
import { watchSignIn } from './watch-sign-in.ts';

/** The password was right, or a provider vouched; a code is still to come. */
export interface NeedsCode {
  readonly pending: string;
}

/** `suspended`: everything was right that the account asks for, and opens nothing. */
export type SignInResult = SignedIn | NeedsCode | 'suspended';

/** What somebody signs in from. */
interface From {
  readonly place: SignInPlace;
  /** What the browser keeps from having signed in before. */
  readonly mark: string | undefined;
}

/**
 * Signs a person in. Unknown addresses and accounts without a password cannot be told from a wrong password.
 * @returns undefined when e-mail and password do not go together
 * @throws limitReached
 */
export function signIn(
  vault: Vault,
  { email, password, place, mark }: { email: string; password: string } & From,
): Promise<SignInResult | undefined> {
  return watchSignIn(vault, { way: 'password', address: place.address }, async noteWhose => {
    const { person, known } = await vault.store.read(async db => {
      const person = await db.people.byEmail(email);
      return { person, known: person && (await findKnownBrowser(db, vault, person, mark)) };
    });
    noteWhose(person?.id);
    const tries = listPasswordTries(vault, { email, person }, { address: place.address, known });
    await countTries(vault, tries);
    const matches = await isRightPassword(person?.passwordHash, password, getAddressKey(place.address));
    if (!person || !matches) return undefined;
    await takeBackTries(vault, tries);
    return takeSecondStep(vault, person, place);
  });
}

/** Is it the password of who is signed in at a session? @throws limitReached */
export function provePassword(
  vault: Vault,
  person: Person,
  { password, session }: { password: string; session: ShellSession },
): Promise<boolean> {
  const { address } = session.place;
  return watchSignIn(vault, { way: 'proof', address }, async noteWhose => {
    noteWhose(person.id);
    const { email } = person;
    const tries = listPasswordTries(vault, { email, person }, { address, known: session.id });
    await countTries(vault, tries);
    const matches = await isRightPassword(person.passwordHash, password, getAddressKey(address));
    if (matches) await takeBackTries(vault, tries);
    return matches;
  });
}

/**
 * Signs in who has shown one thing; where a code is needed too, only says so.
 * @returns undefined when what was shown counts no more
 */
export async function takeSecondStep(
  vault: Vault,
  person: Person,
  place: SignInPlace,
): Promise<SignInResult | undefined> {
  return vault.store.write(async db => {
    if (!(await isAsRead(db, person))) return undefined;
    if (await db.credentials.codeApp(person.id)) return { pending: sealPending(vault, person) };
    return openUnlessSuspended(db, vault, person, place);
  }, ofSignIn(person));
}

/** Signs in who has shown all that the account asks for. Only they are told of a suspension: it says that the account exists. */
export async function openUnlessSuspended(
  db: Writer,
  vault: Vault,
  person: Person,
  place: SignInPlace,
): Promise<SignedIn | 'suspended'> {
  const now = await db.people.byId(person.id);
  return now?.state === 'suspended' ? 'suspended' : openShellSession(db, vault, person, place);
}

/** Checking a password takes its time. Who changed it meanwhile signed everybody out, and nobody comes in by the old one. */
async function isAsRead(db: Reader, person: Person): Promise<boolean> {
  const now = await db.people.byId(person.id);
  return now !== undefined && passwordMark(now) === passwordMark(person);
}

const kind = 'second step';
const pendingForMs = 10 * 60_000;

/** It ends with the password it was given for. */
function sealPending({ keys, clock }: Vault, person: Person): string {
  const inside = {
    kind,
    personId: person.id,
    of: passwordMark(person),
    expiresAt: clock.now() + pendingForMs,
  };
  return keys.seal(Buffer.from(JSON.stringify(inside))).toString('base64url');
}

function passwordMark({ passwordHash = '' }: Person): string {
  return hashSha256(passwordHash).toString('base64');
}

async function openPending(vault: Vault, pending: string): Promise<Person | undefined> {
  let inside: { kind: string; personId: string; of: string; expiresAt: number };
  try {
    inside = JSON.parse(vault.keys.open(Buffer.from(pending, 'base64url')).toString());
  } catch {
    return undefined;
  }
  if (inside.kind !== kind || inside.expiresAt <= vault.clock.now()) return undefined;
  const person = await vault.store.read(db => db.people.byId(inside.personId));
  return person && passwordMark(person) === inside.of ? person : undefined;
}

/**
 * The second step: a code of the app, or a recovery code in its place.
 * @returns undefined for a wrong code
 * @throws limitReached
 */
export function finishSignIn(
  vault: Vault,
  sent: { pending: string; code: string } & From,
): Promise<SignedIn | 'too-old' | 'suspended' | undefined> {
  return watchSignIn(vault, { way: 'code', address: sent.place.address }, async noteWhose => {
    const person = await openPending(vault, sent.pending);
    noteWhose(person?.id);
    return person ? takeCode(vault, person, sent) : 'too-old';
  });
}

async function takeCode(
  vault: Vault,
  person: Person,
  { code, place, mark }: { code: string } & From,
): Promise<SignedIn | 'suspended' | undefined> {
  const known = await vault.store.read(db => findKnownBrowser(db, vault, person, mark));
  const tries = isAppCode(code)
    ? listCodeTries(vault, person.id, known !== undefined)
    : listRecoveryTries(vault, person.email, place.address);
  await countTries(vault, tries);
  const signedIn = await vault.store.write(
    async db =>
      (await isAsRead(db, person)) && (await useCode(db, vault, person, code))
        ? openUnlessSuspended(db, vault, person, place)
        : undefined,
    ofSignIn(person),
  );
  if (signedIn) await takeBackTries(vault, tries);
  else if ((await findLongestWait(vault, tries)) > 0) await tellOfWrongCodes(vault, person);
  return signedIn;
}

const hourMs = 3_600_000;

/** Whoever types codes knows the password: its owner should hear of it. */
async function tellOfWrongCodes(vault: Vault, person: Person): Promise<void> {
  await vault.store.write(async db => {
    const count = { kind: 'told of wrong codes', key: person.id, max: 1, windowMs: hourMs };
    if (!(await countTry(db, vault, count))) return;
    await noteAction(db, vault, 'WrongCodes', person.id);
    await tell(db, vault, person, 'wrongCodes');
  }, ofPerson(person.id));
}

/**
 * A recovery code in place of a passkey or of the app that is lost. Where the account has a password, that too; the answer
 * tells nothing of it to who has no code.
 * @returns undefined when they do not go together
 * @throws limitReached
 */
export function signInByRecoveryCode(
  vault: Vault,
  sent: WithRecoveryCode,
): Promise<SignedIn | 'suspended' | undefined> {
  const { address } = sent.place;
  return watchSignIn(vault, { way: 'recovery code', address }, noteWhose =>
    takeRecoveryCode(vault, sent, noteWhose),
  );
}

interface WithRecoveryCode {
  readonly email: string;
  readonly password: string;
  readonly code: string;
  readonly place: SignInPlace;
}

async function takeRecoveryCode(
  vault: Vault,
  { email, password, code, place }: WithRecoveryCode,
  noteWhose: (personId: string | undefined) => void,
): Promise<SignedIn | 'suspended' | undefined> {
  const tries = listRecoveryTries(vault, email, place.address);
  await countTries(vault, tries);
  const person = await vault.store.read(db => db.people.byEmail(email));
  noteWhose(person?.id);
  const matches = await isRightPassword(person?.passwordHash, password, getAddressKey(place.address));
  const isRight = person && (person.passwordHash === undefined || matches);
  const signedIn = await vault.store.write(
    async db => {
      const known = isRight && (await isAsRead(db, person)) ? person : undefined;
      const isUsed = await db.credentials.useRecoveryCode(known?.id ?? '', hashRecoveryCode(code));
      if (!known || !isUsed) return undefined;
      await tell(db, vault, known, 'recoveryUsed', {
        count: await db.credentials.recoveryCodesLeft(known.id),
      });
      return openUnlessSuspended(db, vault, known, place);
    },
    person ? ofSignIn(person) : ownRows,
  );
  if (signedIn) await takeBackTries(vault, tries);
  return signedIn;
}
