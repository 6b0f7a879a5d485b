// The ways out of the vault for Direct messages, as the settings have them.
import type { DirectRoads } from '../../core/direct/outbox/roads.ts';
import type { Limits } from '../../core/limits/limits.ts';
import type { Vault } from '../../core/vault.ts';
import { runUntilAny } from '../delivery/signals.ts';
import { makeDns, type NameServer } from './dns.ts';
import { findCertificates } from './find-certificates.ts';
import { findExchanges } from './find-exchange.ts';
import { type SmtpOutSettings, sendToExchanges, sendToRelay } from './smtp-out.ts';

export interface RoadSettings {
  /** Those of the machine where there are none. */
  readonly nameServers: readonly NameServer[] | undefined;
  /** smtp://user:password@host:port, or smtps; takes all mail where it is given. */
  readonly relay: string | undefined;
  readonly smtp: SmtpOutSettings;
}

export function makeDirectRoads(
  { nameServers, relay, smtp }: RoadSettings,
  place: Pick<Vault, 'mode' | 'allowPrivateNetworks'> & { readonly limits: Limits },
): DirectRoads {
  const dns = makeDns(nameServers);
  const within = <T>(ms: number, ending: AbortSignal, work: (signal: AbortSignal) => Promise<T>) =>
    runUntilAny([AbortSignal.timeout(ms), ending], work);
  const { directLookUpMs, directTryMs } = place.limits;
  return {
    findCertificates: (address, ending) =>
      within(directLookUpMs, ending, signal => findCertificates(dns, place, address, signal)),
    deliver: (mail, ending) =>
      within(directTryMs, ending, async signal => {
        if (relay !== undefined) return sendToRelay(relay, smtp, mail, signal);
        const domain = mail.to.slice(mail.to.lastIndexOf('@') + 1);
        const exchanges = await findExchanges(dns, place, domain, signal);
        await sendToExchanges(exchanges, smtp, mail, signal);
      }),
  };
}
