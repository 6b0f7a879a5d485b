// What tests of Direct messages going out start from: a vault with a key for its domain, and others with certificates that a name
// server publishes, whom it trusts or not.

import { keepKey } from '../core/direct/certificates/key.ts';
import type { Vault } from '../core/vault.ts';
import { certRecord, type TestNameServer } from './dns.ts';
import type { Certified } from './signatures.ts';
import { derOf, directKeyOf, givenDirectAuthority, givenDirectCertificate } from './smime.ts';

export interface DirectHouse {
  readonly authority: Certified;
  /** Of its domain. */
  readonly certified: Certified;
  readonly domain: string;
}

/** A domain with an authority of its own, published by a name server and with mail servers on this machine. */
export async function givenDirectHouse(
  domain: string,
  now: number,
  names: Pick<TestNameServer, 'zone'>,
): Promise<DirectHouse> {
  const authority = await givenDirectAuthority(`Authority of ${domain}`, now);
  const certified = await givenDirectCertificate({ now, issuer: authority, boundTo: [domain] });
  names.zone.set(domain, [
    ['CERT', certRecord(derOf(certified))],
    ['MX', { preference: 10, exchange: `mail.${domain}` }],
  ]);
  names.zone.set(`mail.${domain}`, [['A', '127.0.0.1']]);
  return { authority, certified, domain };
}

/** The vault serves the domain of a house, and trusts authorities of others. */
export async function giveVaultHouse(
  vault: Vault,
  { domain, certified }: DirectHouse,
  trusted: readonly Certified[],
): Promise<void> {
  await vault.store.write(async db => {
    await keepKey(db, vault, directKeyOf(certified, domain));
    for (const authority of trusted)
      await db.directCertificates.addAnchor({
        id: vault.ids.guid(),
        domain,
        bundleId: undefined,
        der: derOf(authority),
        addedAt: vault.clock.now(),
      });
  });
}
