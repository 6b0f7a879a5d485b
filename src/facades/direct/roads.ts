// The ways out of the vault for Direct messages, as the settings have them. What they take is loaded with the first message, as a vault
// without Direct has no use for it.
import type { DirectRoads } from '../../core/direct/outbox/roads.ts';
import type { Limits } from '../../core/limits/limits.ts';
import type { Vault } from '../../core/vault.ts';
import { runUntilAny } from '../delivery/signals.ts';
import type { NameServer } from './name-server.ts';
import type { SmtpOutSettings } from './smtp-out.ts';

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
  const openDns = async () => (await import('./dns.ts')).makeDns(nameServers);
  const within = <T>(ms: number, ending: AbortSignal, work: (signal: AbortSignal) => Promise<T>) =>
    runUntilAny([AbortSignal.timeout(ms), ending], work);
  const { directLookUpMs, directTryMs } = place.limits;
  return {
    findCertificates: (address, ending) =>
      within(directLookUpMs, ending, async signal => {
        const { findCertificates } = await import('./find-certificates.ts');
        return findCertificates(await openDns(), place, address, signal);
      }),
    deliver: (mail, ending) =>
      within(directTryMs, ending, async signal => {
        const { sendToExchanges, sendToRelay } = await import('./smtp-out.ts');
        if (relay !== undefined) return sendToRelay(relay, smtp, mail, signal);
        const domain = mail.to.slice(mail.to.lastIndexOf('@') + 1);
        const { findExchanges } = await import('./find-exchange.ts');
        const exchanges = await findExchanges(await openDns(), place, domain, signal);
        await sendToExchanges(exchanges, smtp, mail, signal);
      }),
  };
}
