// The master key wraps the keys of the vault, and nothing else: it is asked when a vault is opened and when keys are rotated.
import { createSecretKey, hkdfSync } from 'node:crypto';
import type { Awaitable } from '../../core/awaitable.ts';
import type { Wrapping } from '../../core/seals/ports.ts';
import { unwrapKey, wrapKey } from './wrap.ts';
import { keyBytes } from './xaes.ts';

export interface MasterKey extends Wrapping {
  /** @throws when it was not wrapped by this key; MasterUnavailable where that is not known */
  unwrap(wrapped: Buffer, vaultKeyId: number): Awaitable<Buffer>;
}

/** A master key whose 32 bytes are at hand: from the key file or the environment. */
export function makeMaster(bytes: Buffer): MasterKey {
  const derive = (purpose: string, length: number) =>
    Buffer.from(hkdfSync('sha256', bytes, '', `keepwell master: ${purpose}`, length));
  const by = createSecretKey(derive('wrap', keyBytes));
  return {
    id: `key ${derive('id', 8).toString('hex')}`,
    wrap: key => wrapKey(by, key),
    unwrap: wrapped => unwrapKey(by, wrapped),
  };
}
