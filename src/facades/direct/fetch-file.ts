// Fetches what communities of Direct publish: bundles of anchors, revocation lists. As with events, the host is looked up once,
// its addresses are judged, and only those are connected to; a redirect is followed by nobody.
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Fetching } from '../../core/direct/certificates/refresh.ts';
import { mayPostTo } from '../../core/events/address.ts';
import type { Vault } from '../../core/vault.ts';
import { isLoopback, isWebAddress } from '../../core/web-address.ts';
import { only, readWhole } from '../delivery/connecting.ts';
import { resolveLocalName, resolveName } from '../delivery/resolve.ts';

type Place = Pick<Vault, 'mode' | 'allowPrivateNetworks'>;

/** @throws an error that says why in words of ours */
export async function fetchFile(place: Place, address: string, fetching: Fetching): Promise<Buffer> {
  if (!isWebAddress(address)) throw new Error('It is no web address.');
  const url = new URL(address);
  const isOwn = isLoopback(url.hostname);
  if (url.protocol !== 'https:' && !fetching.isSigned && !isOwn) throw new Error('It must be https.');
  const look = place.allowPrivateNetworks ? resolveLocalName : resolveName;
  const found = await look(url.hostname);
  const addresses = found.filter(one => mayPostTo(place, url.hostname, one));
  if (addresses.length === 0) throw new Error('The host has no address that may be reached.');
  return ask(url, addresses, fetching);
}

function ask(url: URL, addresses: readonly string[], { bytesMax, timeoutMs }: Fetching): Promise<Buffer> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const signal = AbortSignal.timeout(timeoutMs);
  const headers = { 'User-Agent': 'Keepwell' };
  return new Promise((resolve, reject) => {
    const request = send(url, { agent: false, lookup: only(addresses), headers, signal });
    request.on('error', error => reject(inWords(error)));
    request.on('response', (answer: IncomingMessage) => {
      if (answer.statusCode === 200) {
        readWhole(answer, bytesMax).then(resolve, reject);
        return;
      }
      answer.destroy();
      reject(new Error(`The answer was ${answer.statusCode}.`));
    });
    request.end();
  });
}

function inWords({ name, code }: Error & { code?: string }): Error {
  if (name === 'AbortError' || name === 'TimeoutError' || code === 'ABORT_ERR')
    return new Error('There was no answer in time.');
  return new Error(`The connection failed (${code ?? name}).`);
}
