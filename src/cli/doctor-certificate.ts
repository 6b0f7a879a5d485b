// The doctor's look at an application's certificate and key: readable, of one pair, not over, registered.
import { createPrivateKey, type X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { certificateIn } from '../core/x509.ts';
import { appIdOf, type Io } from './command.ts';
import type { ConnectionOptions } from './connection.ts';
import type { Check } from './doctor.ts';
import { Failure } from './explain.ts';
import { withVault } from './vault.ts';

export function certificateChecks(options: ConnectionOptions, config: Config, io: Io): Check[] {
  const { cert, key, appId } = options;
  if (cert === undefined) return [];
  const isHere = existsSync(join(config.data, 'keepwell.db'));
  return [
    { name: 'certificate', run: () => usable(cert) },
    ...(key === undefined ? [] : [{ name: 'private key', run: () => belongs(key, cert) }]),
    ...(appId === undefined || !isHere
      ? []
      : [{ name: 'registration', run: () => registered(options, appId, cert, io) }]),
  ];
}

function read(cert: string): X509Certificate {
  const certificate = certificateIn(readFileSync(cert));
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

async function registered(options: ConnectionOptions, id: string, cert: string, io: Io): Promise<string> {
  const appId = appIdOf(id);
  const thumbprint = read(cert).fingerprint.replaceAll(':', '').toLowerCase();
  const { app, certificates } = await withVault(options, io, vault =>
    vault.store.read(async db => ({
      app: await db.applications.byId(appId),
      certificates: await db.applications.certificates(appId),
    })),
  );
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
