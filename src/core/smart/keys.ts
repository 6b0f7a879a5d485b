// The keys by which the authorization server signs who a person is. Made once, by whichever process needs them first, and kept
// sealed; RS256, as SMART App Launch has it.
import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { Vault } from '../vault.ts';
import type { SmartKey } from './ports.ts';
import { openSmart, sealSmart } from './rows.ts';

/** A JSON Web Key, private part and all. */
interface SigningKey {
  readonly [member: string]: unknown;
  readonly kid: string;
}

const kind = 'Key';
const rsaBits = 3072;

/** Newest first: it signs, and those before it are still published. */
export async function getSigningKeys(vault: Vault): Promise<SigningKey[]> {
  const known = await vault.store.read(db => db.smart.keys());
  const rows = known.length > 0 ? known : await makeFirst(vault);
  return rows
    .toReversed()
    .flatMap(row => openSmart<SigningKey>(vault, { kind, sealed: row.sealed }, row.id) ?? []);
}

async function makeFirst(vault: Vault): Promise<SmartKey[]> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: rsaBits });
  const id = vault.ids.guid();
  const payload: SigningKey = { ...privateKey.export({ format: 'jwk' }), kid: id, use: 'sig', alg: 'RS256' };
  const made = { id, sealed: sealSmart(vault, { kind, id, payload }), madeAt: vault.clock.now() };
  // Of several processes that made one, the first to be kept is everybody's.
  return vault.store.write(async db => {
    const there = await db.smart.keys();
    if (there.length > 0) return there;
    await db.smart.putKey(made);
    return [made];
  });
}
