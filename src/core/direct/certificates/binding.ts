// Whom a certificate is of, as the Applicability Statement of Direct has it: an address, or all of a domain. Used by judge.ts
// and by those who look for the certificate of somebody.
import type { Parts } from '../../signatures/parts.ts';

const emailAddress = '1.2.840.113549.1.9.1';
const addressPattern = /^[!-?A-~]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)*$/;
const domainPattern = /^(?:[a-z0-9-]{1,63}\.)*[a-z0-9-]{1,63}$/;

export type BoundTo = 'address' | 'domain';

/** Addresses and domains are compared in lower case; undefined for what is no address. */
export function foldAddress(address: string): string | undefined {
  const folded = address.toLowerCase();
  return addressPattern.test(folded) && folded.length <= 254 ? folded : undefined;
}

/** Undefined for what is no domain. */
export function foldDomain(domain: string): string | undefined {
  const folded = domain.toLowerCase();
  return domainPattern.test(folded) && folded.length <= 253 ? folded : undefined;
}

export function getDomain(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

export interface Bindings {
  readonly addresses: readonly string[];
  readonly domains: readonly string[];
}

/** Whom it names, folded; what could be read in two ways names nobody. */
export function readBindings({ alternatives, subjectName }: Parts): Bindings {
  const addresses = alternatives.flatMap(({ rfc822Name }) => rfc822Name ?? []);
  const domains = alternatives.flatMap(({ dNSName }) => dNSName ?? []);
  // Certificates from before alternative names say it in their subject.
  const old =
    addresses.length + domains.length > 0
      ? []
      : [...subjectName].flatMap(part =>
          [...part].filter(({ type }) => type === emailAddress).map(({ value }) => value.toString()),
        );
  const named = [...addresses, ...old];
  return {
    addresses: named.flatMap(name => foldAddress(name) ?? []),
    domains: [...domains, ...named.filter(name => !name.includes('@'))].flatMap(
      name => foldDomain(name) ?? [],
    ),
  };
}

/** @param address folded @returns undefined where it is somebody else's */
export function findBinding({ addresses, domains }: Bindings, address: string): BoundTo | undefined {
  if (addresses.includes(address)) return 'address';
  return domains.includes(getDomain(address)) ? 'domain' : undefined;
}
