// The vault's own keys for Direct messages: by which it opens what comes and signs what goes. Each is sealed with its
// certificate and found by whom it is bound to. Used by smime/ and by whoever receives and sends.
import { createPrivateKey, type KeyObject } from 'node:crypto';
import type { Reader, Writer } from '../../store.ts';
import type { Vault } from '../../vault.ts';
import { foldAddress, getDomain } from './binding.ts';
import { noteDirect } from './note.ts';
import type { KeptKey } from './ports.ts';

export interface DirectKey {
  readonly id: string;
  /** A whole address or a domain, folded. */
  readonly boundTo: string;
  /** DER. */
  readonly certificate: Buffer;
  /** DER, the issuer's first; the root need not be among them. */
  readonly chain: readonly Buffer[];
  readonly privateKey: KeyObject;
  readonly notBefore: number;
  readonly notAfter: number;
}

/** Those to decrypt with: of the address, then of its domain; the newest first, earlier ones while they overlap. */
export async function findOwnKeys(db: Reader, vault: Vault, address: string): Promise<DirectKey[]> {
  const { directKeysKeptMs, directKeysTriedMax } = vault.limits;
  const kept = await findKept(db, vault, address);
  return kept
    .filter(({ notAfter }) => notAfter + directKeysKeptMs > vault.clock.now())
    .slice(0, directKeysTriedMax)
    .map(key => openKey(vault, key));
}

/** The one to sign with now; undefined where Direct is not set up. */
export async function findSigningKey(
  db: Reader,
  vault: Vault,
  address: string,
): Promise<DirectKey | undefined> {
  const now = vault.clock.now();
  const kept = await findKept(db, vault, address);
  const current = kept.find(({ notBefore, notAfter }) => notBefore <= now && now < notAfter);
  return current && openKey(vault, current);
}

/** The one that signs now for an address or a domain itself. @param boundTo folded */
export async function findKeyOf(db: Reader, vault: Vault, boundTo: string): Promise<DirectKey | undefined> {
  const now = vault.clock.now();
  const kept = await db.directCertificates.keysOf(hashBound(vault, boundTo), vault.limits.directKeysTriedMax);
  const current = kept.find(({ notBefore, notAfter }) => notBefore <= now && now < notAfter);
  return current && openKey(vault, current);
}

async function findKept(db: Reader, vault: Vault, address: string): Promise<KeptKey[]> {
  const folded = foldAddress(address);
  if (folded === undefined) return [];
  const of = (boundTo: string) =>
    db.directCertificates.keysOf(hashBound(vault, boundTo), vault.limits.directKeysTriedMax);
  return [...(await of(folded)), ...(await of(getDomain(folded)))];
}

/** As it is sealed. */
interface Contents {
  readonly id: string;
  readonly boundTo: string;
  /** DER in base64. */
  readonly certificate: string;
  readonly chain: readonly string[];
  /** PKCS#8 in base64. */
  readonly privateKey: string;
}

export async function keepKey(
  db: Writer,
  vault: Vault,
  key: DirectKey,
  kind: KeptKey['kind'] = 'own',
): Promise<void> {
  const { id, boundTo, certificate, chain, privateKey, notBefore, notAfter } = key;
  const contents: Contents = {
    id,
    boundTo,
    certificate: certificate.toString('base64'),
    chain: chain.map(der => der.toString('base64')),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  };
  await db.directCertificates.addKey({
    id,
    kind,
    boundHash: hashBound(vault, boundTo),
    sealed: vault.keys.seal(Buffer.from(JSON.stringify(contents))),
    notBefore,
    notAfter,
    madeAt: vault.clock.now(),
  });
  await noteDirect(db, vault, 'AddDirectKey', id);
}

/** What was encrypted to it cannot be opened any more. @returns whether it was there */
export async function removeKey(db: Writer, vault: Vault, id: string): Promise<boolean> {
  const isGone = await db.directCertificates.removeKey(id);
  if (isGone) await noteDirect(db, vault, 'RemoveDirectKey', id);
  return isGone;
}

export function openKey({ keys }: Pick<Vault, 'keys'>, kept: KeptKey): DirectKey {
  const contents: Contents = JSON.parse(keys.open(kept.sealed).toString());
  if (contents.id !== kept.id) throw new Error('A key of Direct messages is not the one that was sealed.');
  const { id, notBefore, notAfter } = kept;
  return {
    id,
    boundTo: contents.boundTo,
    certificate: Buffer.from(contents.certificate, 'base64'),
    chain: contents.chain.map(der => Buffer.from(der, 'base64')),
    privateKey: createPrivateKey({
      key: Buffer.from(contents.privateKey, 'base64'),
      format: 'der',
      type: 'pkcs8',
    }),
    notBefore,
    notAfter,
  };
}

function hashBound({ keys }: Pick<Vault, 'keys'>, boundTo: string): Buffer {
  return keys.hash(`direct key ${boundTo}`);
}
