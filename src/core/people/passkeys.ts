// Passkeys (WebAuthn): made and used in a ceremony between the browser and its devices, checked here. The challenge of a
// ceremony travels sealed in the page and is good once.
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { fault } from '../faults.ts';
import { countTries, takeBackTries } from '../limits/rate-limit.ts';
import { hashSha256 } from '../secrets.ts';
import { ownRows, type Reader, type Writer } from '../store.ts';
import { ofPerson, ofSignIn } from '../turns.ts';
import type { Vault } from '../vault.ts';
import { noteAction } from './audit.ts';
import { tell } from './letters.ts';
import type { Passkey, Person, SignInPlace } from './person.ts';
import type { SignedIn } from './sessions.ts';
import { openUnlessSuspended } from './sign-in.ts';
import { listPasskeyTries } from './tries.ts';
import { watchSignIn } from './watch-sign-in.ts';
import { countWaysToSignIn, type Way } from './ways.ts';

/** Loaded when somebody first makes or uses a passkey: it is large. */
const webAuthn = () => import('@simplewebauthn/server');
const webAuthnHelpers = () => import('@simplewebauthn/server/helpers');

/** What a page needs for a ceremony. */
export interface Ceremony {
  /** For PublicKeyCredential.parse…OptionsFromJSON. */
  readonly options: string;
  readonly sealed: string;
}

export type NewPasskey = Pick<Passkey, 'id' | 'personId' | 'publicKey' | 'counter' | 'transports'>;

const challengeBytes = 32;
const ceremonyMs = 10 * 60_000;

interface Inside {
  readonly kind: string;
  readonly challenge: string;
  /** Whose passkey it will be. */
  readonly personId: string;
  readonly expiresAt: number;
}

/** For a person, who may be one that is not there yet. */
export async function beginPasskey(
  vault: Vault,
  { personId, email, name }: { personId: string; email: string; name: string },
): Promise<Ceremony> {
  const challenge = vault.ids.bytes(challengeBytes);
  const known = await vault.store.read(db => db.credentials.passkeysOf(personId));
  const options = await (await webAuthn()).generateRegistrationOptions({
    rpName: 'Keepwell',
    rpID: site(vault).id,
    userID: bytesOf(personId),
    userName: email,
    userDisplayName: name,
    challenge: new Uint8Array(challenge),
    timeout: ceremonyMs,
    attestationType: 'none',
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports: [...transports] })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return { options: JSON.stringify(options), sealed: seal(vault, 'new passkey', challenge, personId) };
}

/** @param only whose passkeys will do; anybody's when it is left out */
export async function beginPasskeySignIn(vault: Vault, only?: Person): Promise<Ceremony> {
  const challenge = vault.ids.bytes(challengeBytes);
  const known = only ? await vault.store.read(db => db.credentials.passkeysOf(only.id)) : [];
  // Written here, so that who signs in by password does not load the library (10 MB).
  const options: PublicKeyCredentialRequestOptionsJSON = {
    rpId: site(vault).id,
    challenge: challenge.toString('base64url'),
    timeout: ceremonyMs,
    allowCredentials: known.map(({ id, transports }) => ({
      id,
      transports: [...transports],
      type: 'public-key',
    })),
    userVerification: 'required',
  };
  return { options: JSON.stringify(options), sealed: seal(vault, 'passkey', challenge, only?.id ?? '') };
}

function site({ instance }: Vault): { id: string; origin: string } {
  const { hostname, origin } = new URL(instance.shellUrl);
  return { id: hostname, origin };
}

function bytesFrom(base64url: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(base64url, 'base64url'));
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.from(text));
}

function seal({ keys, clock }: Vault, kind: string, challenge: Buffer, personId: string): string {
  const expiresAt = clock.now() + ceremonyMs;
  const inside: Inside = { kind, challenge: challenge.toString('base64url'), personId, expiresAt };
  return keys.seal(Buffer.from(JSON.stringify(inside))).toString('base64url');
}

/** The challenge of a ceremony, this once; undefined when it is too old, was used, or was not made here. */
async function useChallenge(vault: Vault, kind: string, sealed: string): Promise<Inside | undefined> {
  const now = vault.clock.now();
  let inside: Inside;
  try {
    inside = JSON.parse(vault.keys.open(Buffer.from(sealed, 'base64url')).toString());
  } catch {
    return undefined;
  }
  if (inside.kind !== kind || inside.expiresAt <= now) return undefined;
  const isFirst = await vault.store.write(
    db => db.sessions.useOnce('passkey challenge', hashSha256(inside.challenge), now, inside.expiresAt),
    ownRows,
  );
  return isFirst ? inside : undefined;
}

/** What the browser answered to beginPasskey. @returns undefined when it does not hold */
export async function checkNewPasskey(
  vault: Vault,
  { sealed, response }: { sealed: string; response: string },
): Promise<NewPasskey | undefined> {
  const inside = await useChallenge(vault, 'new passkey', sealed);
  if (!inside) return undefined;
  try {
    const sent: RegistrationResponseJSON = JSON.parse(response);
    if (!isWellWritten(vault, sent) || (await hasCertificates(sent))) return undefined;
    const { registrationInfo } = await (await webAuthn()).verifyRegistrationResponse({
      response: sent,
      expectedChallenge: inside.challenge,
      expectedOrigin: site(vault).origin,
      expectedRPID: site(vault).id,
      requireUserVerification: true,
    });
    if (!registrationInfo) return undefined;
    const { id, publicKey, counter } = registrationInfo.credential;
    const transports = (sent.response.transports ?? [])
      .filter(name => /^[\w-]{1,20}$/.test(name))
      .slice(0, 8);
    return { id, publicKey: Buffer.from(publicKey), counter, transports, personId: inside.personId };
  } catch {
    // The library throws at whatever does not hold.
    return undefined;
  }
}

/**
 * Is each part of an answer base64url as an encoder writes it, of a length that devices send? Decoders disagree about everything
 * else, so what is judged here would be something else to the library.
 */
function isWellWritten(
  { limits }: Vault,
  { id, rawId, response }: RegistrationResponseJSON | AuthenticationResponseJSON,
): boolean {
  const parts: Readonly<Record<string, unknown>> = { ...response };
  return [id, rawId, ...decodedParts.map(name => parts[name] ?? '')].every(
    part =>
      typeof part === 'string' &&
      part.length <= limits.passkeyPartLengthMax &&
      Buffer.from(part, 'base64url').toString('base64url') === part,
  );
}

/** What the library decodes of a response. */
const decodedParts = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'];

/**
 * Does a new passkey come with certificates of its device? Pages ask for none, and browsers take them away. The library
 * would look for a path among them, which takes the square of their number.
 */
async function hasCertificates({ response }: RegistrationResponseJSON): Promise<boolean> {
  const { decodeAttestationObject } = await webAuthnHelpers();
  const attestation = decodeAttestationObject(bytesFrom(response.attestationObject));
  const format = attestation.get('fmt');
  return format !== 'none' && (format !== 'packed' || attestation.get('attStmt').get('x5c') !== undefined);
}

/** @throws limitReached when the account has as many as it may; credentialTaken */
export async function addPasskey(
  db: Writer,
  vault: Vault,
  person: Person,
  { name, ...passkey }: NewPasskey & { name: string },
): Promise<void> {
  const { waysToSignInMax } = vault.limits;
  if ((await db.credentials.passkeysOf(person.id)).length >= waysToSignInMax)
    throw fault('limitReached', `An account may have ${waysToSignInMax} passkeys.`);
  // Devices make ids at random; what is not a device may say any.
  if (await db.credentials.passkey(passkey.id)) throw fault('credentialTaken');
  await db.credentials.addPasskey({
    ...passkey,
    name,
    personId: person.id,
    createdAt: vault.clock.now(),
    lastUsedAt: undefined,
  });
  await noteAction(db, vault, 'AddPasskey', person.id);
  await tell(db, vault, person, 'passkeyAdded', { what: name });
}

/** @returns its name, or why it stays */
export async function removePasskey(
  db: Writer,
  vault: Vault,
  person: Person,
  id: string,
): Promise<{ name: string } | 'last' | undefined> {
  const passkey = await db.credentials.passkey(id);
  if (passkey?.personId !== person.id) return undefined;
  const way: Way = { kind: 'passkey', id };
  if ((await countWaysToSignIn(db, vault, person, way)) === 0) return 'last';
  await db.credentials.removePasskey(id);
  await noteAction(db, vault, 'RemovePasskey', person.id);
  await tell(db, vault, person, 'passkeyRemoved', { what: passkey.name });
  return { name: passkey.name };
}

/**
 * What the browser answered to beginPasskeySignIn. A passkey is two things at once, so no code is asked for.
 * @returns undefined when it does not hold
 * @throws limitReached
 */
export function signInByPasskey(vault: Vault, shown: Shown): Promise<SignedIn | 'suspended' | undefined> {
  const { place } = shown;
  return watchSignIn(vault, { way: 'passkey', address: place.address }, async noteWhose => {
    const person = await checkPasskey(vault, shown);
    noteWhose(person?.id);
    return person && vault.store.write(db => openUnlessSuspended(db, vault, person, place), ofSignIn(person));
  });
}

/** What a browser answered, and where it is. */
interface Shown {
  readonly sealed: string;
  readonly response: string;
  readonly place: SignInPlace;
}

/** Whose passkey it was, suspended or not. @throws limitReached */
export function provePasskey(vault: Vault, shown: Shown): Promise<Person | undefined> {
  return watchSignIn(vault, { way: 'proof', address: shown.place.address }, async noteWhose => {
    const person = await checkPasskey(vault, shown);
    noteWhose(person?.id);
    return person;
  });
}

async function checkPasskey(vault: Vault, { sealed, response, place }: Shown): Promise<Person | undefined> {
  const tries = listPasskeyTries(vault, place.address);
  await countTries(vault, tries);
  const inside = await useChallenge(vault, 'passkey', sealed);
  const sent = inside && parsed(vault, response);
  const known = sent && (await vault.store.read(db => holder(db, sent.id)));
  if (!known) return undefined;
  if (inside.personId !== '' && inside.personId !== known.person.id) return undefined;
  const counter = await newCounter(vault, inside.challenge, sent, known.passkey);
  if (counter === undefined) return undefined;
  const at = vault.clock.now();
  const isFirst = await vault.store.write(
    db => db.credentials.usePasskey(known.passkey.id, { counter, at }),
    ofPerson(known.person.id),
  );
  if (!isFirst) return undefined;
  await takeBackTries(vault, tries);
  return known.person;
}

function parsed(vault: Vault, response: string): AuthenticationResponseJSON | undefined {
  try {
    const sent = JSON.parse(response);
    if (typeof sent?.id !== 'string') return undefined;
    return sent.response && isWellWritten(vault, sent) ? sent : undefined;
  } catch {
    return undefined;
  }
}

async function holder(db: Reader, id: string): Promise<{ passkey: Passkey; person: Person } | undefined> {
  const passkey = await db.credentials.passkey(id);
  const person = passkey && (await db.people.byId(passkey.personId));
  return person && { passkey, person };
}

/** Undefined when the signature does not hold, or the counter went back, as that of a copied key does. */
async function newCounter(
  vault: Vault,
  challenge: string,
  response: AuthenticationResponseJSON,
  { id, publicKey, counter, transports, personId }: Passkey,
): Promise<number | undefined> {
  const { userHandle } = response.response;
  if (userHandle && Buffer.from(userHandle, 'base64url').toString() !== personId) return undefined;
  try {
    const { verified, authenticationInfo } = await (await webAuthn()).verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: site(vault).origin,
      expectedRPID: site(vault).id,
      credential: { id, publicKey: new Uint8Array(publicKey), counter, transports: [...transports] },
      requireUserVerification: true,
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch {
    return undefined;
  }
}
