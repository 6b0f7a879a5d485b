// What a host's name means, looked up once and without the pool of threads that files and passwords share: a name server
// that does not answer holds up nobody else.
import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import { dropBrackets } from '../../core/events/address.ts';
import { isLoopback } from '../../core/web-address.ts';

/** Looks a host up; an empty list when there is no such host. */
export type Resolve = (hostname: string) => Promise<string[]>;

const tryMs = 2000;
const tries = 2;

export const resolveName: Resolve = async hostname => {
  const host = dropBrackets(hostname);
  if (isIP(host) !== 0) return [host];
  if (isLoopback(host)) return ['127.0.0.1', '::1'];
  const resolver = new Resolver({ timeout: tryMs, tries });
  const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  return found.flatMap(answer => (answer.status === 'fulfilled' ? answer.value : []));
};

/** Private networks often have names that only the hosts file knows. */
export const resolveLocalName: Resolve = async hostname => {
  const found = await resolveName(hostname);
  if (found.length > 0) return found;
  const local = await lookup(dropBrackets(hostname), { all: true }).catch(() => []);
  return local.map(({ address }) => address);
};
