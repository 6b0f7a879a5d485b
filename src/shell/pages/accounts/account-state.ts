// How an account stands: its address, its ways to sign in, its sessions.
import { linkWithCode } from '../../../core/people/asked-here.ts';
import type { CodeApp, Identity, Passkey, Person, ShellSession } from '../../../core/people/person.ts';
import { listShellSessions } from '../../../core/people/sessions.ts';
import type { Reader } from '../../../core/store.ts';
import type { Vault } from '../../../core/vault.ts';

export interface AccountState {
  readonly isConfirmed: boolean;
  /** Was a mail sent whose code can be typed here? */
  readonly awaitsCode: boolean;
  readonly passkeys: readonly Passkey[];
  readonly codeApp: CodeApp | undefined;
  readonly recoveryCodes: number;
  readonly identities: readonly Identity[];
  readonly sessions: readonly ShellSession[];
}

export async function stateOf(db: Reader, vault: Vault, person: Person): Promise<AccountState> {
  const { id: personId } = person;
  return {
    awaitsCode: (await linkWithCode(db, vault, person)) !== undefined,
    isConfirmed: (await db.mail.addressOf(personId))?.isConfirmed ?? false,
    passkeys: await db.credentials.passkeysOf(personId),
    codeApp: await db.credentials.codeApp(personId),
    recoveryCodes: await db.credentials.recoveryCodesLeft(personId),
    identities: await db.credentials.identitiesOf(personId),
    sessions: await listShellSessions(db, vault, personId),
  };
}
