// Opening an account. A vault in production that can send mail opens it only once the address is confirmed, and gives
// the same answer whether there is an account or not; elsewhere the person is signed in at once and confirms later.
import { zonesEastMs } from '../days.ts';
import { fault } from '../faults.ts';
import {
  countAnonymousCall,
  countTries,
  findLongestWait,
  getAddressKey,
  TooManyTries,
  takeBackTries,
} from '../limits/rate-limit.ts';
import type { Count } from '../limits/rates.ts';
import { confirmAddress } from '../mail/confirm.ts';
import { createRecord, relationship } from '../records/create.ts';
import { decodeBase64, hashSha256, isSameBytes } from '../secrets.ts';
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { createPerson, isTrialAddress } from './accounts.ts';
import { askToConfirm } from './change.ts';
import { addIdentity } from './identities.ts';
import type { Vouched } from './identity-provider.ts';
import { tell } from './letters.ts';
import { countMailTo, findMailedLink, makeMailedLink } from './mailed-links.ts';
import { addPasskey, type NewPasskey } from './passkeys.ts';
import { hashPassword } from './password.ts';
import type { MailedLink, Person, SignInPlace } from './person.ts';
import { openShellSession, type SignedIn } from './sessions.ts';
import { demandSignUp, mustConfirmFirst, useSignUpCode } from './sign-up-codes.ts';

/** How the person will sign in. A password is hashed before it is kept anywhere. */
export type FirstWay = { readonly password: string } | KeptWay;
type KeptWay =
  | { readonly passwordHash: string }
  | { readonly passkey: NewPasskey & { readonly name: string } }
  | { readonly vouched: Vouched };

export interface SignUp {
  readonly email: string;
  readonly name: string;
  /** yyyy-MM-dd */
  readonly birthDate: string;
  readonly country: string;
  readonly culture: string;
  readonly withRecord: boolean;
  readonly way: FirstWay;
  /** Where signing up needs one. */
  readonly code?: string | undefined;
  /** What only the browser knows in which the form was filled in. */
  readonly mark: string;
  /** What the pages go on with after a mailed link, kept for them. */
  readonly onward?: Readonly<Record<string, string | undefined>>;
}

interface KeptSignUp extends Omit<SignUp, 'mark'> {
  readonly way: KeptWay;
  /** SHA-256 of the mark, base64; links from before there were marks have none. */
  readonly begunBy?: string;
}

/** What is looked at before the way is chosen. @throws tooYoung; signUpCodeInvalid; accessDenied */
export async function checkSignUp(
  vault: Vault,
  { birthDate, ...asking }: Pick<SignUp, 'birthDate' | 'email' | 'code'>,
  address: string,
): Promise<void> {
  if (isTooYoung(birthDate, vault.clock.now())) throw fault('tooYoung');
  countAnonymousCall({ vault, address }, 'sign-up');
  if (vault.signUp === 'open') return;
  const refusals = refusalCounts(vault, address);
  await countTries(vault, refusals);
  await vault.store.read(db => demandSignUp(db, vault, asking));
  await takeBackTries(vault, refusals);
}

/** Taken addresses tell who has an account, wrong codes can be guessed. */
function refusalCounts({ limits }: Vault, address: string): Count[] {
  const { signUpRefusalsPerAddressMax: max, signInTriesWindowMs: windowMs } = limits;
  return [{ kind: 'sign-up from', key: getAddressKey(address), isEndless: true, max, windowMs }];
}

const hourMs = 3_600_000;

/** Of accounts that are opened, or links to open one that are mailed. */
function accountCounts({ limits }: Vault, address: string): Count[] {
  const { signUpsPerAddressPerHourMax, signUpsPerHourMax } = limits;
  const from = { kind: 'account from', key: getAddressKey(address), isEndless: true };
  return [
    { ...from, max: signUpsPerAddressPerHourMax, windowMs: hourMs },
    { kind: 'account', key: '', max: signUpsPerHourMax, windowMs: hourMs },
  ];
}

/** As many accounts were opened, from here or in all, as may be in an hour. */
export class TooManyAccounts extends TooManyTries {}

/** Is an e-mail address known to be taken, where that may be told? @throws limitReached */
export async function isTaken(vault: Vault, email: string, address: string): Promise<boolean> {
  if (mustConfirmFirst(vault)) return false;
  const refusals = refusalCounts(vault, address);
  await countTries(vault, refusals);
  const holder = await vault.store.read(db => db.people.byEmail(email));
  if (!holder) await takeBackTries(vault, refusals);
  return holder !== undefined;
}

/**
 * Opens an account and signs its holder in, or mails how to go on.
 * @returns `taken` when the e-mail address has an account, where that may be told
 * @throws as checkSignUp; emailInvalid; limitReached; TooManyAccounts
 */
export async function signUp(
  vault: Vault,
  asked: SignUp,
  place: SignInPlace,
): Promise<SignedIn | 'mailed' | 'taken'> {
  if (isTrialAddress(asked.email)) throw fault('emailInvalid');
  await checkSignUp(vault, asked, place.address);
  const opening = accountCounts(vault, place.address);
  const waitMs = await findLongestWait(vault, opening);
  if (waitMs > 0) throw new TooManyAccounts(waitMs);
  // Where the answer is the same for a taken address, nothing of it can be guessed.
  const refusals = mustConfirmFirst(vault) ? [] : refusalCounts(vault, place.address);
  await countTries(vault, [...opening, ...refusals]);
  const { mark, ...rest } = asked;
  const given: KeptSignUp = {
    ...rest,
    way: await keptWay(asked.way),
    begunBy: hashSha256(mark).toString('base64'),
  };
  if (mustConfirmFirst(vault)) {
    await vault.store.write(db => mailHowToGoOn(db, vault, given));
    return 'mailed';
  }
  const signedIn = await vault.store.write(async db => {
    const person = await openAccount(db, vault, given);
    if (!person) return undefined;
    await askToConfirm(db, vault, person, mark);
    return openShellSession(db, vault, person, place);
  });
  if (!signedIn) {
    await takeBackTries(vault, opening);
    return 'taken';
  }
  await takeBackTries(vault, refusals);
  return signedIn;
}

async function keptWay(way: FirstWay): Promise<KeptWay> {
  return 'password' in way ? { passwordHash: await hashPassword(way.password) } : way;
}

async function mailHowToGoOn(db: Writer, vault: Vault, given: KeptSignUp): Promise<void> {
  if (!(await countMailTo(db, vault, given.email))) return;
  const holder = await db.people.byEmail(given.email);
  const sealed = vault.keys.seal(Buffer.from(JSON.stringify(given, bytesAsText)));
  const link = await makeMailedLink(db, vault, {
    kind: 'sign-up',
    personId: undefined,
    email: given.email,
    sealed: holder ? undefined : sealed,
  });
  if (holder) await tell(db, vault, holder, 'signUpTaken');
  else await tell(db, vault, given, 'signUp', { link });
}

/** JSON has no bytes: the public key of a passkey goes as base64. */
function bytesAsText(this: unknown, name: string, value: unknown): unknown {
  return name === 'publicKey' ? Buffer.from((value as { data: number[] }).data).toString('base64') : value;
}

function textAsBytes(name: string, value: unknown): unknown {
  return name === 'publicKey' ? Buffer.from(value as string, 'base64') : value;
}

/** For whom a mailed link opens an account; undefined when it works no more. */
export async function findSignUp(
  db: Reader,
  vault: Vault,
  code: string,
): Promise<{ link: MailedLink; given: KeptSignUp } | undefined> {
  const link = await findMailedLink(db, vault, ['sign-up'], code);
  if (!link?.sealed) return undefined;
  return { link, given: JSON.parse(vault.keys.open(link.sealed).toString(), textAsBytes) };
}

/**
 * Is a link opened where it was asked for? Elsewhere the way that was chosen may be that of a stranger, who could sign in
 * by it ever after: there another one has to be chosen.
 */
export function isBegunBy({ begunBy }: Pick<KeptSignUp, 'begunBy'>, mark: string | undefined): boolean {
  return begunBy !== undefined && mark !== undefined && isSameBytes(decodeBase64(begunBy)!, hashSha256(mark));
}

/**
 * Opens the account of a mailed link.
 * @param by the mark of the browser, and the password that stands for the way given where that is another one
 * @returns undefined when the link works no more
 * @throws signUpCodeInvalid; accessDenied without either
 */
export async function finishSignUp(
  vault: Vault,
  code: string,
  by: { mark: string | undefined; password?: string },
  place: SignInPlace,
): Promise<SignedIn | undefined> {
  const chosen = by.password === undefined ? undefined : await keptWay({ password: by.password });
  return vault.store.write(async db => {
    const found = await findSignUp(db, vault, code);
    if (!found) return undefined;
    const way = isBegunBy(found.given, by.mark) ? found.given.way : chosen;
    if (!way) throw fault('accessDenied');
    await db.credentials.removeMailedLink(found.link.hash);
    const person = await openAccount(db, vault, { ...found.given, way });
    if (!person) return undefined;
    await confirmAddress(db, vault, person.id);
    return openShellSession(db, vault, person, place);
  });
}

async function openAccount(db: Writer, vault: Vault, given: KeptSignUp): Promise<Person | undefined> {
  if (await db.people.byEmail(given.email)) return undefined;
  const { email, name, birthDate, country, culture, way } = given;
  // A passkey that somebody made for the account they have opens no other.
  if ('passkey' in way && (await db.people.byId(way.passkey.personId))) throw fault('credentialTaken');
  await useSignUpCode(db, vault, given);
  const person = await createPerson(db, vault, {
    email,
    name,
    birthDate,
    country,
    culture,
    passwordHash: 'passwordHash' in way ? way.passwordHash : undefined,
    ...('passkey' in way && { id: way.passkey.personId }),
  });
  if ('passkey' in way) await addPasskey(db, vault, person, way.passkey);
  if ('vouched' in way) await addIdentity(db, vault, person, way.vouched);
  if (given.withRecord)
    await createRecord(db, vault, { personId: person.id, name, relationship: relationship.self });
  return person;
}

const ageMin = 13;

/** The day of the birthday counts, wherever on earth it begins first. */
function isTooYoung(birthDate: string, now: number): boolean {
  const [year = 0, month = 0, day = 0] = birthDate.split('-').map(Number);
  return Date.UTC(year + ageMin, month - 1, day) > now + zonesEastMs;
}
