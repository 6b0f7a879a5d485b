// The algorithms clients sign with, and how a session is opened. caller.ts finds it again.
import { createHmac, hash, verify } from 'node:crypto';
import type { Certificate } from '../../applications/application.ts';
import { decodeBase64, isSameBytes, makeToken } from '../../secrets.ts';
import type { Writer } from '../../store.ts';
import type { Vault } from '../../vault.ts';
import { readOneCertificate } from '../../x509.ts';
import { fault } from '../status-fault.ts';
import type { HmacName } from './session.ts';

const hashes = { SHA1: 'sha1', SHA256: 'sha256', SHA384: 'sha384', SHA512: 'sha512' } as const;
const hmacs: Record<HmacName, string> = {
  HMACSHA1: 'sha1',
  HMACSHA256: 'sha256',
  HMACSHA384: 'sha384',
  HMACSHA512: 'sha512',
};

export function readHmacName(name: string): HmacName | undefined {
  return Object.hasOwn(hmacs, name) ? (name as HmacName) : undefined;
}

/** Does base64 text hold the hash of this text's bytes? Unknown algorithms do not match. */
export function isRightHash(algorithm: string, text: string, base64: string): boolean {
  if (!Object.hasOwn(hashes, algorithm)) return false;
  const sent = decodeBase64(base64);
  return (
    sent !== undefined && isSameBytes(hash(hashes[algorithm as keyof typeof hashes], text, 'buffer'), sent)
  );
}

export function isRightHmac(algorithm: HmacName, secret: Buffer, text: string, base64: string): boolean {
  const sent = decodeBase64(base64);
  return sent !== undefined && isSameBytes(createHmac(hmacs[algorithm], secret).update(text).digest(), sent);
}

/** RSASSA-PKCS1-v1_5 with SHA-1, as HealthVault clients sign. @throws BAD_CERT when the certificate holds no RSA key */
export function isRightRsa(certificate: Certificate, text: string, base64: string): boolean {
  const signature = decodeBase64(base64);
  if (!signature) return false;
  return verify('sha1', Buffer.from(text), rsaKey(certificate.pem), signature);
}

function rsaKey(pem: string) {
  const key = readOneCertificate(pem)?.publicKey;
  if (key?.asymmetricKeyType !== 'rsa') throw fault('BAD_CERT');
  return key;
}

/** Opens a session; the token is for the client alone. */
export async function openSession(
  db: Writer,
  vault: Vault,
  {
    appId,
    hmac,
    secret,
    thumbprint,
  }: { appId: string; hmac: HmacName; secret: Buffer; thumbprint?: string | undefined },
): Promise<string> {
  const { token, hash } = makeToken(vault.ids, 'session');
  const expiresAt = vault.clock.now() + vault.limits.sessionTtlMs;
  const sealedSecret = vault.keys.seal(secret);
  await db.sessions.putApp({ hash, appId, hmac, sealedSecret, thumbprint, expiresAt });
  return token;
}
