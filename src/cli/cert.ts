// `keepwell cert create`: a key for an application, and the self-signed certificate it is registered by.
import { generateKeyPair, randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Command } from 'commander';
import { makeFolder } from '../make-folder.ts';
import { addCommand, type CommonOptions, type Io, print, readAppId, readWholeNumber } from './command.ts';

interface CertOptions extends CommonOptions {
  readonly appId?: string;
  readonly bits: string;
  readonly days: string;
  readonly out: string;
}

const bitsMin = 2048;
const bitsMax = 8192;
const daysMax = 3650;

export function addCert(parent: Command, io: Io): void {
  const cert = parent.command('cert').description('Keys and certificates of applications.');
  addCommand(cert, 'create', 'Makes a private key and a self-signed certificate for it, signed with SHA-256.')
    .option('--app-id <guid>', 'the application it is for (default: a new id)')
    .option('--bits <number>', `the size of the RSA key, ${bitsMin} to ${bitsMax}`, String(bitsMin))
    .option('--days <number>', 'how long the certificate is valid', '730')
    .option('--out <dir>', 'the folder the two files go to', '.')
    .action((options: CertOptions) => createCert(options, io));
}

async function createCert(options: CertOptions, io: Io): Promise<void> {
  const appId = options.appId === undefined ? randomUUID() : readAppId(options.appId);
  const modulusLength = readWholeNumber('--bits', options.bits, bitsMin, bitsMax);
  const days = readWholeNumber('--days', options.days, 1, daysMax);
  const { selfSigned } = await import('../core/applications/self-signed.ts');
  const { readCertificate } = await import('../core/applications/register.ts');
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength });
  const pem = await selfSigned({ commonName: `WildcatApp-${appId}`, key: privateKey, days, now: Date.now() });

  makeFolder(options.out);
  const key = join(options.out, `${appId}.key`);
  const cert = join(options.out, `${appId}.crt`);
  // An old key is never written over.
  writeFileSync(key, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flag: 'wx' });
  writeFileSync(cert, pem, { flag: 'wx' });
  const { thumbprint } = readCertificate(pem);
  print(io, options, { appId, key, cert, thumbprint }, [
    `Application  ${appId}`,
    `Private key  ${key} (keep it where the application runs, and nowhere else)`,
    `Certificate  ${cert}`,
    `Thumbprint   ${thumbprint}`,
  ]);
}
