// Codes of an app (TOTP, RFC 6238): six digits that change every half minute, each good once.
import { Secret, TOTP } from 'otpauth';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { noteAction } from './audit.ts';
import { tell } from './letters.ts';
import type { Person } from './person.ts';
import { hashRecoveryCode, replaceRecoveryCodes } from './recovery-codes.ts';

/** An app that is being set up. */
export interface CodeAppOffer {
  /** To come back with the first code. */
  readonly sealed: string;
  /** What a picture says to the app, and what people type who have no camera. */
  readonly uri: string;
  readonly secret: string;
}

const secretBytes = 20;
const kind = 'code app';
const offeredForMs = 30 * 60_000;

export function offerCodeApp(vault: Vault, person: Person): CodeAppOffer {
  const { keys, clock, ids } = vault;
  const bytes = ids.bytes(secretBytes);
  const inside = {
    kind,
    personId: person.id,
    secret: bytes.toString('base64'),
    expiresAt: clock.now() + offeredForMs,
  };
  return offer(bytes, person, keys.seal(Buffer.from(JSON.stringify(inside))).toString('base64url'));
}

function offer(bytes: Buffer, person: Person, sealed: string): CodeAppOffer {
  const totp = totpOf(bytes, person.email);
  return { sealed, uri: totp.toString(), secret: totp.secret.base32.replace(/(....)(?=.)/g, '$1 ') };
}

function totpOf(bytes: Buffer, label = ''): TOTP {
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  return new TOTP({ issuer: 'Keepwell', label, secret: new Secret({ buffer }), digits: 6, period: 30 });
}

/** The same offer again, after a wrong code; undefined when it is too old or not this person's. */
export function reopenOffer(vault: Vault, person: Person, sealed: string): CodeAppOffer | undefined {
  const bytes = openOffer(vault, person, sealed);
  return bytes && offer(bytes, person, sealed);
}

function openOffer({ keys, clock }: Vault, person: Person, sealed: string): Buffer | undefined {
  try {
    const inside = JSON.parse(keys.open(Buffer.from(sealed, 'base64url')).toString());
    const isGood = inside.kind === kind && inside.personId === person.id && inside.expiresAt > clock.now();
    return isGood ? Buffer.from(inside.secret, 'base64') : undefined;
  } catch {
    return undefined;
  }
}

/** Turns the codes on with the first right one. @returns the person's recovery codes, or undefined for a wrong code */
export async function startCodeApp(
  db: Writer,
  vault: Vault,
  person: Person,
  { sealed, code }: { sealed: string; code: string },
): Promise<string[] | undefined> {
  const bytes = openOffer(vault, person, sealed);
  const step = bytes && stepOf(vault, bytes, code);
  if (bytes === undefined || step === undefined) return undefined;
  const createdAt = vault.clock.now();
  const sealedSecret = vault.keys.seal(bytes);
  await db.credentials.putCodeApp({ personId: person.id, sealedSecret, createdAt, lastStep: step });
  await noteAction(db, vault, 'StartCodeApp', person.id);
  await tell(db, vault, person, 'codeAppOn');
  return replaceRecoveryCodes(db, vault, person);
}

/** How many steps a clock may be off. */
const stepsOff = 1;

function stepOf({ clock }: Vault, bytes: Buffer, code: string): number | undefined {
  const totp = totpOf(bytes);
  const timestamp = clock.now();
  const token = digitsOf(code);
  const delta = isAppCode(code) ? totp.validate({ token, timestamp, window: stepsOff }) : null;
  return delta === null ? undefined : totp.counter({ timestamp }) + delta;
}

/** Can it be a code of an app? Recovery codes are longer. */
export function isAppCode(code: string): boolean {
  return /^\d{6}$/.test(digitsOf(code));
}

function digitsOf(code: string): string {
  return code.replace(/\s/g, '');
}

/** Takes away what was set up before the address was confirmed. */
export async function removeCodes(
  db: Writer,
  vault: Vault,
  person: Person,
  which: 'codes' | 'recovery codes',
): Promise<void> {
  if (which === 'codes') await stopCodeApp(db, vault, person);
  else await db.credentials.putRecoveryCodes(person.id, [], vault.clock.now());
}

export async function stopCodeApp(db: Writer, vault: Vault, person: Person): Promise<void> {
  if (!(await db.credentials.codeApp(person.id))) return;
  await db.credentials.removeCodeApp(person.id);
  await noteAction(db, vault, 'StopCodeApp', person.id);
  await tell(db, vault, person, 'codeAppOff');
}

/** Uses up a code of the app, or a recovery code. @returns false when it is neither, or was used before */
export async function useCode(db: Writer, vault: Vault, person: Person, code: string): Promise<boolean> {
  const app = await db.credentials.codeApp(person.id);
  const step = app && stepOf(vault, vault.keys.open(app.sealedSecret), code);
  if (step !== undefined) return db.credentials.useCodeStep(person.id, step);
  if (!(await db.credentials.useRecoveryCode(person.id, hashRecoveryCode(code)))) return false;
  await tell(db, vault, person, 'recoveryUsed', {
    count: await db.credentials.recoveryCodesLeft(person.id),
  });
  return true;
}
