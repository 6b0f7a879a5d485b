// Requests as SMART applications send them, made into what oidc-provider takes: a form or JSON is read here, within its bound,
// and handed on as if it had come so.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import { PassThrough } from 'node:stream';
import { appIdOf } from '../../core/smart/client.ts';
import { findKept } from '../../core/smart/kept.ts';
import type { Vault } from '../../core/vault.ts';

/** Whose request it is that oidc-provider works on. */
export const callerAddress = new AsyncLocalStorage<string>();

export class TooLong extends Error {}

/**
 * What is left of one that is too long is read and dropped: the next request on its connection comes behind it.
 * @throws TooLong
 */
export function readBody(request: IncomingMessage, bytesMax: number): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (part: Buffer) => {
      length += part.length;
      if (length <= bytesMax) parts.push(part);
      else reject(new TooLong());
    });
    request.on('end', () => resolve(Buffer.concat(parts).toString()));
    request.on('error', reject);
  });
}

/** The same request with other words in it. */
export function withBody(request: IncomingMessage, body: string): IncomingMessage {
  const stream = new PassThrough();
  stream.end(body);
  const headers = { ...request.headers, 'content-length': String(Buffer.byteLength(body)) };
  delete headers['transfer-encoding'];
  const { method, url, httpVersion, httpVersionMajor, httpVersionMinor, socket, rawHeaders } = request;
  return Object.assign(stream, {
    headers,
    method,
    url,
    httpVersion,
    httpVersionMajor,
    httpVersionMinor,
    socket,
    connection: socket,
    rawHeaders,
    complete: true,
  }) as unknown as IncomingMessage;
}

/**
 * Public applications leave their id out where they refresh: it is that of the refresh token. Those that prove who they are
 * have to, all the same.
 */
export async function nameRefreshingClient(
  vault: Vault,
  form: string,
  isAuthorized: boolean,
): Promise<string> {
  const fields = new URLSearchParams(form);
  const token = fields.get('refresh_token');
  const isNamed = fields.has('client_id') || fields.has('client_assertion') || isAuthorized;
  if (fields.get('grant_type') !== 'refresh_token' || isNamed || !token) return form;
  const clientId = (await findKept(vault, 'RefreshToken', token))?.clientId;
  if (clientId === undefined) return form;
  const app = await vault.store.read(db => db.applications.byId(appIdOf(clientId)));
  if (app?.smart?.clientType !== 'public') return form;
  fields.set('client_id', clientId);
  return String(fields);
}

/**
 * Who asks for authorisation is always asked who they are and whether they agree, by the pages, which know. Without that word
 * `offline_access` would be left out.
 */
export function readAuthorization(url: string, shellUrl: string): string {
  const address = new URL(url, shellUrl);
  address.searchParams.set('prompt', 'login consent');
  return `${address.pathname}${address.search}`;
}

/** Registration names scopes of SMART, which OAuth here does not know one by one. @returns undefined for no JSON object */
export function readRegistration(json: string): string | undefined {
  let given: unknown;
  try {
    given = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
  const { scope, launch_url, ...metadata } = given as Record<string, unknown>;
  return JSON.stringify({
    ...metadata,
    ...(typeof scope === 'string' && { smart_scopes: scope }),
    ...(typeof launch_url === 'string' && { smart_launch_url: launch_url }),
  });
}
