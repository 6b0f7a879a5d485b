// Fetches what an application publishes: its keys, or what it says of itself. As with events, the host is looked up once, its addresses are judged, and only
// those are connected to; a redirect is followed by nobody, and little of an answer is read.
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { mayPostTo } from '../../core/events/address.ts';
import type { Vault } from '../../core/vault.ts';
import { isWebAddress } from '../../core/web-address.ts';
import { only, readWhole } from '../delivery/connecting.ts';
import { resolveLocalName, resolveName } from '../delivery/resolve.ts';

type Place = Pick<Vault, 'mode' | 'allowPrivateNetworks' | 'limits'>;

/** @throws an error that says why in words of ours */
export async function fetchPublished(vault: Place, address: string): Promise<Response> {
  if (!isWebAddress(address)) throw new Error('It is no web address.');
  const url = new URL(address);
  if (url.protocol !== 'https:' && vault.mode === 'production') throw new Error('It must be https.');
  const look = vault.allowPrivateNetworks ? resolveLocalName : resolveName;
  const found = await look(url.hostname);
  const addresses = found.filter(one => mayPostTo(vault, url.hostname, one));
  if (addresses.length === 0) throw new Error('The host has no address that may be reached.');
  return ask(url, addresses, vault.limits);
}

function ask(
  url: URL,
  addresses: readonly string[],
  { smartFetchBytesMax, smartFetchTimeoutMs }: Vault['limits'],
): Promise<Response> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const signal = AbortSignal.timeout(smartFetchTimeoutMs);
  const headers = { Accept: 'application/json', 'User-Agent': 'Keepwell' };
  return new Promise((resolve, reject) => {
    const request = send(url, { agent: false, lookup: only(addresses), headers, signal });
    request.on('error', reject);
    request.on('response', answer => {
      readWhole(answer, smartFetchBytesMax).then(body => resolve(toResponse(answer, body)), reject);
    });
    request.end();
  });
}

/** With what says how long it may be kept. */
function toResponse({ statusCode = 502, headers }: IncomingMessage, body: Buffer): Response {
  const kept = ['cache-control', 'expires', 'date', 'content-type'].flatMap(name => {
    const value = headers[name];
    return typeof value === 'string' ? [[name, value] as [string, string]] : [];
  });
  const isAnswer = statusCode >= 200 && statusCode < 600 && ![204, 205, 304].includes(statusCode);
  return new Response(isAnswer ? new Uint8Array(body) : null, {
    status: statusCode >= 200 && statusCode < 600 ? statusCode : 502,
    headers: kept,
  });
}
