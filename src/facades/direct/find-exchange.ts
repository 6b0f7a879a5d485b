// Which servers take the mail of a domain, in the order they are to be tried (RFC 5321, RFC 7505).

import { RoadProblem } from '../../core/direct/outbox/roads.ts';
import { mayPostTo } from '../../core/events/address.ts';
import type { Vault } from '../../core/vault.ts';
import { type Dns, DnsTrouble } from './dns.ts';
import { shuffle } from './shuffle.ts';

export interface Exchange {
  readonly host: string;
  readonly address: string;
}

const hostsMax = 5;
const addressesMax = 8;

/** @throws RoadProblem */
export async function findExchanges(
  dns: Dns,
  place: Pick<Vault, 'mode' | 'allowPrivateNetworks'>,
  domain: string,
  signal: AbortSignal,
): Promise<Exchange[]> {
  try {
    const hosts = await findHosts(dns, domain, signal);
    const found = await Promise.all(
      hosts.map(async host => (await dns.addresses(host, signal)).map(address => ({ host, address }))),
    );
    const all = found.flat();
    if (all.length === 0) throw new RoadProblem('no-mail', false);
    const allowed = all.filter(({ host, address }) => mayPostTo(place, host, address));
    if (allowed.length === 0) throw new RoadProblem('private-network', false);
    return allowed.slice(0, addressesMax);
  } catch (error) {
    throw error instanceof DnsTrouble ? new RoadProblem('look-up-failed', true) : error;
  }
}

async function findHosts(dns: Dns, domain: string, signal: AbortSignal): Promise<string[]> {
  const { isNoName, records } = await dns.exchanges(domain, signal);
  if (isNoName) throw new RoadProblem('no-such-domain', false);
  if (records.length === 0) return [domain];
  const named = records.filter(({ exchange }) => exchange !== '' && exchange !== '.');
  if (named.length === 0) throw new RoadProblem('no-mail', false);
  return shuffle(named)
    .sort((a, b) => a.preference - b.preference)
    .map(({ exchange }) => exchange)
    .slice(0, hostsMax);
}
