// Sends one delivery and says how it went. The host is looked up once, its addresses are judged, and only those are
// connected to; a redirect is an answer like any other, and little of an answer is read.

import { type ClientRequest, request as httpRequest, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { mayPostTo } from '../../core/events/address.ts';
import type { Tenure } from '../../core/leases/tenure.ts';
import type { Vault } from '../../core/vault.ts';
import { only } from './connecting.ts';
import { type Resolve, resolveLocalName, resolveName } from './resolve.ts';
import { runUntilAny } from './signals.ts';

export interface Delivery {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface PostOptions {
  /** Its end ends the try without a verdict. */
  readonly tenure?: Tenure;
  readonly resolve?: Resolve;
  /** How long the receiver may take, where that is less than the limit. */
  readonly timeoutMs?: number | undefined;
  /** By which status it says that it took it: 200, unless said otherwise. */
  readonly takes?: (status: number) => boolean;
  /** Certificates to trust beside those the system does. */
  readonly ca?: string;
}

const answerBytesMax = 4096;

/** @returns why it failed, in words without anything the receiver sent; undefined when it was taken */
export async function post(
  vault: Pick<Vault, 'mode' | 'allowPrivateNetworks' | 'limits'>,
  delivery: Delivery,
  { tenure, resolve, ca, timeoutMs = Number.POSITIVE_INFINITY, takes = isOk }: PostOptions = {},
): Promise<string | undefined> {
  const url = new URL(delivery.url);
  const look = resolve ?? (vault.allowPrivateNetworks ? resolveLocalName : resolveName);
  const found = await look(url.hostname);
  if (found.length === 0) return 'the host has no address';
  const addresses = found.filter(address => mayPostTo(vault, url.hostname, address));
  if (addresses.length === 0) return 'the host lies in a private network';
  if (tenure?.isOver()) return 'it was interrupted';
  const options: RequestOptions & { ca?: string } = {
    method: 'POST',
    agent: false,
    lookup: only(addresses),
    headers: {
      ...delivery.headers,
      'Content-Length': delivery.body.length,
      'User-Agent': 'Keepwell',
    },
    ...(ca !== undefined && { ca }),
  };
  const signals = [
    AbortSignal.timeout(Math.min(timeoutMs, vault.limits.eventTimeoutMs)),
    ...(tenure ? [tenure.ending] : []),
  ];
  return runUntilAny(signals, signal => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(url, { ...options, signal });
    request.end(delivery.body);
    return outcome(request, takes);
  });
}

const isOk = (status: number) => status === 200;

function outcome(request: ClientRequest, takes: (status: number) => boolean): Promise<string | undefined> {
  return new Promise(resolve => {
    let failure: string | undefined = 'the connection was closed without an answer';
    let isAnswered = false;
    request.on('error', error => {
      if (!isAnswered) failure = inWords(error);
    });
    // Only then is the connection free: an answer that never ends is still under way.
    request.on('close', () => resolve(failure));
    request.on('response', response => {
      isAnswered = true;
      const { statusCode = 0 } = response;
      failure = takes(statusCode) ? undefined : `the answer was ${statusCode}`;
      let read = 0;
      response.on('error', () => {});
      response.on('data', (part: Buffer) => {
        read += part.length;
        if (read > answerBytesMax) request.destroy();
      });
    });
  });
}

function inWords(error: Error & { code?: string }): string {
  if (error.name === 'AbortError' || error.name === 'TimeoutError' || error.code === 'ABORT_ERR')
    return 'there was no answer in time';
  if (/CERT|SSL|TLS|SIGNATURE/.test(error.code ?? '')) return `the certificate is refused (${error.code})`;
  return `the connection failed (${error.code ?? error.name})`;
}
