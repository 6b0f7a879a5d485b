// How Direct does, for who runs the vault: certificates, whom it trusts, and what goes out and comes in. Nothing of what people
// write, and no address of theirs.

import { dayMs } from '../limits/durations.ts';
import type { Reader } from '../store.ts';
import type { Vault } from '../vault.ts';
import { openKey } from './certificates/key.ts';
import type { KeptBundle } from './certificates/ports.ts';
import type { QueueHealth } from './outbox/ports.ts';

export interface DirectHealth extends QueueHealth {
  /** Of the vault's domain; those of single addresses are counted. */
  readonly certificates: readonly { readonly notBefore: number; readonly notAfter: number }[];
  readonly ofAddresses: number;
  /** Of the authority that vouches for them, where the vault has one. */
  readonly authorityEndsAt: number | undefined;
  readonly anchors: number;
  readonly bundles: readonly Pick<KeptBundle, 'address' | 'problem' | 'refreshedAt'>[];
  readonly lastReceivedAt: number | undefined;
}

/** Failures of so long are told. */
const lookedBackMs = 7 * dayMs;

/** @param domain of the vault */
export async function readDirectHealth(db: Reader, vault: Vault, domain: string): Promise<DirectHealth> {
  const { directCertificates, directInbox, directOutbox } = db;
  const own = (await directCertificates.keys('own')).map(kept => openKey(vault, kept));
  const [authority] = await directCertificates.keys('authority');
  return {
    certificates: own.filter(({ boundTo }) => boundTo === domain),
    ofAddresses: new Set(own.map(({ boundTo }) => boundTo).filter(boundTo => boundTo !== domain)).size,
    authorityEndsAt: authority?.notAfter,
    anchors: (await directCertificates.anchorsFor(domain)).length,
    bundles: await directCertificates.bundles(),
    lastReceivedAt: await directInbox.lastReceivedAt(),
    ...(await directOutbox.health(vault.clock.now() - lookedBackMs)),
  };
}
