// The doctor's look at an application's certificate and key: readable, of one pair, not over, registered.
import { createPrivateKey, type X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readOneCertificate } from '../core/x509.ts';
import { mayHaveVault } from '../open-store.ts';
import { readAppId } from './command.ts';
import type { ConnectionOptions } from './connection.ts';
import type { Check } from './doctor-check.ts';
import type { VaultLook } from './doctor-vault.ts';
import { Failure } from './explain.ts';

export function listCertificateChecks(options: ConnectionOptions, look: VaultLook): Check[] {
  const { cert, key, appId } = options;
  if (cert === undefined) return [];
  return [
    { name: 'certificate', run: () => usable(cert) },
    ...(key === undefined ? [] : [{ name: 'private key', run: () => belongs(key, cert) }]),
    ...(appId === undefined || !mayHaveVault(look.place)
      ? []
      : [{ name: 'registration', run: () => registered(look, appId, cert) }]),
  ];
}

function read(cert: string): X509Certificate {
  const certificate = readOneCertificate(readFileSync(cert));
  if (certificate) return certificate;
  throw new Failure(`${cert} is not one certificate in PEM form. \`keepwell cert create\` makes one.`);
}

function usable(cert: string): string {
  const { publicKey, validFrom, validTo } = read(cert);
  if (publicKey.asymmetricKeyType !== 'rsa')
    throw new Failure(`${cert} holds no RSA key; HealthVault's signatures need one.`);
  const now = Date.now();
  if (Date.parse(validTo) < now)
    throw new Failure(`${cert} is over since ${validTo}. Make another with \`keepwell cert create\`.`);
  if (Date.parse(validFrom) > now)
    throw new Failure(`${cert} is valid only from ${validFrom}. Look at the clock of this machine.`);
  return `valid until ${validTo}`;
}

function belongs(key: string, cert: string): string {
  const pem = readFileSync(key);
  const certificate = read(cert);
  let isPair: boolean;
  try {
    isPair = certificate.checkPrivateKey(createPrivateKey(pem));
  } catch {
    throw new Failure(`${key} is not a private key in PEM form without a passphrase.`);
  }
  if (!isPair) throw new Failure(`${key} is not the key of ${cert}.`);
  return '';
}

async function registered(look: VaultLook, id: string, cert: string): Promise<string> {
  const appId = readAppId(id);
  const thumbprint = read(cert).fingerprint.replaceAll(':', '').toLowerCase();
  const db = await look.db();
  if (!db) return 'not looked at, as the database cannot be read';
  const app = await db.applications.byId(appId);
  const certificates = await db.applications.certificates(appId);
  if (!app)
    throw new Failure(
      `There is no application ${appId}. Register it with \`keepwell app create --app-id ${appId}\`.`,
    );
  if (app.state === 'disabled')
    throw new Failure(`The application is disabled. Run: keepwell app enable ${appId}`);
  if (!certificates.some(c => c.thumbprint === thumbprint)) {
    throw new Failure(
      `The application has no certificate ${thumbprint}. Run: keepwell app add-cert ${appId} --cert ${cert}`,
    );
  }
  return thumbprint;
}
