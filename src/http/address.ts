// Whom a request comes from, and how. Headers of proxies count only when the proxy is one the operator named.

import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { getAt } from '../assume.ts';
import type { Proxies } from './proxies.ts';

export function getClientAddress(request: IncomingMessage, trustedProxies: Proxies): string {
  let address = getPeerAddress(request);
  const named = request.headers['x-forwarded-for'];
  if (named === undefined) return address;
  const forwarded = String(named).split(',');
  // From the right: each hop names the one before it, and is believed as long as it is trusted itself.
  for (let hop = forwarded.length - 1; hop >= 0 && trustedProxies.includes(address); hop--) {
    const before = simplifyAddress(getAt(forwarded, hop).trim());
    if (before === '') break;
    address = before;
  }
  return address;
}

/** Did a request reach a trusted proxy by https? A proxy that does not say is taken to do nothing else. */
export function hasPassedProxy(request: IncomingMessage, trustedProxies: Proxies): boolean {
  if (!trustedProxies.includes(getPeerAddress(request))) return false;
  const [protocol = ''] = String(request.headers['x-forwarded-proto'] ?? 'https').split(',');
  return protocol.trim().toLowerCase() === 'https';
}

/** Who is at the other end of a connection. */
export function getPeerAddress({ socket }: IncomingMessage): string {
  let address = peers.get(socket);
  if (address === undefined) {
    address = simplifyAddress(socket.remoteAddress ?? '');
    // One that is gone before it was asked has none.
    if (address !== '') peers.set(socket, address);
  }
  return address;
}

/** It is asked of each request several times, and stays the same as long as the connection. */
const peers = new WeakMap<Socket, string>();

/** IPv4 addresses that came over IPv6 sockets in their own form, and without the port that some proxies add. */
export function simplifyAddress(address: string): string {
  if (!address.includes(':')) return address;
  return address
    .replace(/^::ffff:(?=\d+\.)/, '')
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1');
}
