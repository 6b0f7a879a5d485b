// Sign-up codes: where signing up needs one, an application gets it by NewSignupCode and hands it to a person.
import { fault } from '../faults.ts';
import { canSendMail } from '../mail/send.ts';
import { hashSha256 } from '../secrets.ts';
import type { Reader, Writer } from '../store.ts';
import type { Vault } from '../vault.ts';

const digits = 20;

/** Of codes that operators make. */
export const codesOfVault = 'the vault';

/** @throws limitReached when the application has too many codes that nobody used */
export async function issueSignUpCode(db: Writer, vault: Vault, appId: string): Promise<string> {
  const { limits, clock } = vault;
  const now = clock.now();
  if ((await db.signUpCodes.openOf(appId, now)) >= limits.signUpCodesPerAppMax)
    throw fault(
      'limitReached',
      `An application may have ${limits.signUpCodesPerAppMax} sign-up codes that nobody has used.`,
    );
  const code = randomDigits(vault);
  await db.signUpCodes.add({ hash: hashOf(code), appId, expiresAt: now + limits.signUpCodeTtlMs });
  return code;
}

/** Every digit is as likely: bytes from 250 up are passed over. */
function randomDigits({ ids }: Vault): string {
  let code = '';
  while (code.length < digits) {
    for (const byte of ids.bytes(2 * digits)) if (byte < 250) code += byte % 10;
  }
  return code.slice(0, digits);
}

/** People copy codes with blanks and hyphens. */
function hashOf(code: string): Buffer {
  return hashSha256(code.replace(/[\s-]/g, ''));
}

/** Is an account opened only after its address was confirmed? */
export function mustConfirmFirst(vault: Vault): boolean {
  return vault.mode === 'production' && canSendMail(vault);
}

export interface Asking {
  readonly email: string;
  readonly code?: string | undefined;
}

/**
 * May somebody with this code, or whom somebody invited, sign up? An invitation opens the door to its address, where that
 * has to be confirmed first.
 * @throws signUpCodeInvalid; accessDenied when nobody may
 */
export async function demandSignUp(db: Reader, vault: Vault, { email, code }: Asking): Promise<void> {
  if (vault.signUp === 'closed') throw fault('accessDenied', 'Nobody can sign up here.');
  if (vault.signUp === 'open' || (mustConfirmFirst(vault) && (await isInvited(db, vault, email)))) return;
  if (!code || !(await db.signUpCodes.isOpen(hashOf(code), vault.clock.now())))
    throw fault('signUpCodeInvalid');
}

/** Uses a code up, in the transaction that makes the account. @throws as demandSignUp */
export async function useSignUpCode(db: Writer, vault: Vault, asking: Asking): Promise<void> {
  await demandSignUp(db, vault, asking);
  if (vault.signUp === 'code' && asking.code)
    await db.signUpCodes.use(hashOf(asking.code), vault.clock.now());
}

async function isInvited(db: Reader, { clock }: Vault, email: string): Promise<boolean> {
  const address = email.trim().toLowerCase();
  return (
    (await db.sharing.isInvited(address, clock.now())) ||
    (await db.appAdmins.invitationsTo(address)).length > 0
  );
}
