// Registers applications and their certificates.
import { fault } from '../faults.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { readOneCertificate } from '../x509.ts';
import type { Application, Certificate } from './application.ts';

export type NewApplication = Pick<Application, 'name' | 'kind'> &
  Partial<Omit<Application, 'name' | 'kind' | 'createdAt' | 'updatedAt'>>;

export async function registerApplication(
  db: Writer,
  vault: Vault,
  given: NewApplication,
): Promise<Application> {
  const now = vault.clock.now();
  const app: Application = {
    id: vault.ids.guid(),
    description: '',
    masterId: undefined,
    state: 'active',
    multiRecord: false,
    actionUrl: undefined,
    redirectHosts: [],
    privacyUrl: undefined,
    termsUrl: undefined,
    methodGroups: ['basic'],
    rules: [],
    ipPrefixes: [],
    createdAt: now,
    updatedAt: now,
    ...given,
  };
  await db.applications.put(app);
  return app;
}

/**
 * Adds a certificate, in PEM form or as the base64 of its DER.
 * @throws certificateUnusable when it cannot be read or holds no RSA key of 1024 bits or more
 */
export async function addCertificate(
  db: Writer,
  vault: Vault,
  appId: string,
  pem: string,
): Promise<Certificate> {
  const certificate = { ...readCertificate(pem), appId, addedAt: vault.clock.now() };
  await db.applications.addCertificate(certificate);
  return certificate;
}

/** HealthVault's applications of 2012 signed with 1024 bits; new certificates are made with 2048 or more. */
export const rsaBitsMin = 1024;

export function readCertificate(pem: string): Pick<Certificate, 'pem' | 'thumbprint'> {
  const certificate = readOneCertificate(pem);
  if (!certificate)
    throw fault('certificateUnusable', 'It must be one certificate in PEM form, with nothing else.');
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  if (asymmetricKeyType !== 'rsa' || (asymmetricKeyDetails?.modulusLength ?? 0) < rsaBitsMin) {
    throw fault('certificateUnusable', `It must hold an RSA key of ${rsaBitsMin} bits or more.`);
  }
  return {
    pem: certificate.toString(),
    thumbprint: certificate.fingerprint.replaceAll(':', '').toLowerCase(),
  };
}

/** The id of the application that a certificate was made for; undefined where it names none. */
export function readApplicationId(pem: string): string | undefined {
  const subject = readOneCertificate(pem)?.subject ?? '';
  return /^CN=WildcatApp-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/im.exec(subject)?.[1]?.toLowerCase();
}
