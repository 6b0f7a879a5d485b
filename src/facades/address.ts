// Whom a request comes from. Headers of proxies count only when the proxy is one the operator named.
import type { IncomingMessage } from 'node:http';

export function clientAddress(request: IncomingMessage, trustedProxies: readonly string[]): string {
  let address = plain(request.socket.remoteAddress ?? '');
  const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',');
  // From the right: each hop names the one before it, and is believed as long as it is trusted itself.
  for (let hop = forwarded.length - 1; hop >= 0 && trustedProxies.includes(address); hop--) {
    const before = plain(forwarded[hop]!.trim());
    if (before === '') break;
    address = before;
  }
  return address;
}

/** IPv4 addresses that came over IPv6 sockets, in their own form. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/, '');
}
