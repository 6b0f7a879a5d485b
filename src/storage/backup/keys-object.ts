// The keys of a vault: the one object that each backup replaces. What is erased with a key is thereby erased from all backups.
import { decryptWith, encryptTo } from './age.ts';
import type { Identity, Recipient } from './age-keys.ts';
import { format } from './manifest.ts';
import type { Target } from './target.ts';

export const keysName = 'keys.age';

export interface KeysObject {
  readonly format: typeof format;
  readonly vaultId: string;
  /** What stands in keepwell.key; not there where the master key is elsewhere. */
  readonly vaultKey?: string | undefined;
}

export async function writeKeysObject(
  target: Target,
  recipients: readonly Recipient[],
  keys: Omit<KeysObject, 'format'>,
): Promise<void> {
  const plain = Buffer.from(`${JSON.stringify({ format, ...keys })}\n`);
  await target.put(keysName, await encryptTo(recipients, plain));
}

/** Undefined where it is not there. @throws NotForUs, Damaged */
export async function readKeysObject(
  target: Target,
  identities: readonly Identity[],
): Promise<KeysObject | undefined> {
  const bytes = await target.get(keysName);
  return bytes && (JSON.parse((await decryptWith(identities, bytes)).toString()) as KeysObject);
}
