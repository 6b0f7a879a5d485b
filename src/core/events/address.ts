// Where events may be sent. An address is judged when it is given and again before each try; what its name means is
// judged by facades/delivery/ when it is looked up.
import { BlockList, isIP, isIPv4 } from 'node:net';
import type { Application } from '../applications/application.ts';
import type { Vault } from '../vault.ts';
import { isLoopback, isWebAddress } from '../web-address.ts';

const urlLengthMax = 2048;

type Place = Pick<Vault, 'mode' | 'allowPrivateNetworks'>;

/** What is wrong with the address of a subscription; undefined when nothing is. */
export function findAddressProblem(
  vault: Place,
  app: Pick<Application, 'actionUrl'>,
  url: string,
): string | undefined {
  if (url.length > urlLengthMax) return `The url may have ${urlLengthMax} characters.`;
  if (!isWebAddress(url)) return 'The url must be an https address without a user name.';
  const { protocol, hostname } = new URL(url);
  const host = dropBrackets(hostname);
  const isOwn = isLoopback(hostname);
  if (protocol !== 'https:' && !(isOwn && vault.mode === 'sandbox')) {
    return vault.mode === 'sandbox'
      ? 'The url must be https; http reaches this very machine only.'
      : 'The url must be https.';
  }
  const literal = isOwn && isIP(host) === 0 ? '127.0.0.1' : host;
  if (isIP(literal) !== 0 && !mayPostTo(vault, hostname, literal))
    return 'The url must not lead into a private network.';
  return vault.mode === 'production' ? outsideProblem(app, url) : undefined;
}

/** Does the vault send events to an address that a host's name was found to mean? */
export function mayPostTo(vault: Place, hostname: string, address: string): boolean {
  if (vault.allowPrivateNetworks) return true;
  // In a sandbox this machine is reached by its own name only, not by one that somebody let point to it.
  if (vault.mode === 'sandbox' && isLoopback(hostname) && isLoopback(address)) return true;
  return isPublic(address);
}

/** A host as `URL` has it, without the brackets of IPv6. */
export function dropBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

/** In production it lies below the folder of the application's own address. */
function outsideProblem({ actionUrl }: Pick<Application, 'actionUrl'>, url: string): string | undefined {
  if (actionUrl === undefined) return 'The application has no action URL, whose root the url must share.';
  const root = new URL('.', actionUrl);
  root.search = '';
  root.hash = '';
  return new URL(url).href.startsWith(root.href)
    ? undefined
    : 'The url must share its root with the action URL of the application.';
}

/** Networks that are not everybody's, as the registries of special-purpose addresses list them. */
const special = new BlockList();
for (const network of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]) {
  const [address = '', bits] = network.split('/');
  special.addSubnet(address, Number(bits), 'ipv4');
}

/** Of IPv6 only what is given out to be reached, without what carries an IPv4 address or leads into a tunnel. */
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');
const specialV6 = new BlockList();
for (const [address, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  specialV6.addSubnet(address, bits, 'ipv6');
}

export function isPublic(address: string): boolean {
  if (isIPv4(address)) return !special.check(address, 'ipv4');
  return isIP(address) === 6 && global.check(address, 'ipv6') && !specialV6.check(address, 'ipv6');
}
