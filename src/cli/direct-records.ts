// What name servers must say of a Direct domain, as lines of a zone file; and certificates as people hand them on.
import type { DirectKey } from '../core/direct/certificates/key.ts';

const ttlSeconds = 3600;

/** The host that takes the mail, and the certificate of the domain or of each address (RFC 4398). */
export function printRecords({
  domain,
  host,
  keys,
}: {
  readonly domain: string;
  readonly host: string;
  readonly keys: readonly DirectKey[];
}): string[] {
  return [
    `${domain}. ${ttlSeconds} IN MX 10 ${host}.`,
    ...keys.map(({ boundTo, certificate }) => printRecord(boundTo, certificate)),
  ];
}

export function printRecord(boundTo: string, certificate: Buffer): string {
  return `${nameOf(boundTo)}. ${ttlSeconds} IN CERT PKIX 0 0 ${certificate.toString('base64')}`;
}

/** An address is asked for with a dot in the place of its @; dots before it part names as any others. */
export function nameOf(boundTo: string): string {
  return boundTo.replace('@', '.');
}

export function toPem(certificate: Buffer): string {
  const lines = certificate.toString('base64').replace(/.{1,64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}-----END CERTIFICATE-----\n`;
}
