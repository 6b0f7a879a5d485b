// What tests of Direct messages going out start from: a vault with a key for its domain, and others with certificates that a name
// server publishes, whom it trusts or not.

import { findOwnKeys, keepKey } from '../core/direct/certificates/key.ts';
import { makeDirectAddress } from '../core/direct/inbox/address.ts';
import type { Vault } from '../core/vault.ts';
import { certRecord, type TestNameServer } from './dns.ts';
import type { Linked } from './given.ts';
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

/** Settings of a vault whose people write to each other, and that asks no name server. */
export const withinDirect = { directDomain: 'direct.example', directResolver: '127.0.0.1:1' };

/** The vault has a key for its domain, which it trusts. */
export async function giveOwnDirect(vault: Vault): Promise<void> {
  const { directDomain: domain } = withinDirect;
  if ((await vault.store.read(db => findOwnKeys(db, vault, `x@${domain}`))).length > 0) return;
  const now = vault.clock.now();
  const authority = await givenDirectAuthority('Authority of the vault', now);
  const certified = await givenDirectCertificate({ now, issuer: authority, boundTo: [domain] });
  await giveVaultHouse(vault, { authority, certified, domain }, [authority]);
}

/** The person has an address and lets the application send in their name. @returns the address */
export function letAppSendDirect(
  vault: Vault,
  { app, person, record }: Pick<Linked, 'app' | 'person' | 'record'>,
): Promise<string> {
  return vault.store.write(async db => {
    await db.authorizations.putMaySendDirect(app.id, person.id, record.id, true);
    return makeDirectAddress(db, vault, person);
  });
}
