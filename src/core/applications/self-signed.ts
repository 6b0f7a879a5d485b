// A self-signed certificate for an application's key, as HealthVault's clients expect one.

import { type KeyObject, webcrypto } from 'node:crypto';
import { assume } from '../../assume.ts';
// x509 resolves its parts by a registry that needs this first.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto as Crypto);

const dayMs = 86_400_000;

/** @returns PEM, signed with SHA-256 */
export async function selfSigned({
  commonName,
  key,
  days,
  now,
}: {
  commonName: string;
  key: KeyObject;
  days: number;
  now: number;
}): Promise<string> {
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const pkcs8 = key.export({ type: 'pkcs8', format: 'der' });
  const privateKey = await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, true, ['sign']);
  const { n, e } = key.export({ format: 'jwk' });
  const publicKey = await webcrypto.subtle.importKey(
    'jwk',
    { kty: 'RSA', n: assume(n, 'a modulus'), e: assume(e, 'an exponent') },
    algorithm,
    true,
    ['verify'],
  );
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${commonName}`,
    keys: { privateKey: privateKey as CryptoKey, publicKey: publicKey as CryptoKey },
    signingAlgorithm: algorithm,
    notBefore: new Date(now - dayMs),
    notAfter: new Date(now + days * dayMs),
  });
  return `${certificate.toString('pem')}\n`;
}
