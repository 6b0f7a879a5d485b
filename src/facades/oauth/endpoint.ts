// The doors of SMART App Launch: authorisation, tokens, keys and what tells of them, below `/oauth/` and `.well-known`. What a
// request may be is bounded here; what OAuth makes of it is oidc-provider's (provider.ts).
import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { Fault } from '../../core/faults.ts';
import { countAnonymousCall, countByAddress, TooManyTries } from '../../core/limits/rate-limit.ts';
import { sealMistake } from '../../core/smart/ask.ts';
import type { Vault } from '../../core/vault.ts';
import type { Refusal } from '../../http/policy.ts';
import { tellAnybody } from '../../http/tell-anybody.ts';
import { noteUnavailable } from '../../http/unavailable.ts';
import { openapiPath, printOpenapi } from '../fhir/openapi/openapi.ts';
import { brandsPath, describeBrands, describeSmart, oauthPaths, smartPath } from './discovery.ts';
import { introspectByBearer } from './introspect.ts';
import {
  callerAddress,
  nameRefreshingClient,
  readAuthorization,
  readBody,
  readRegistration,
  TooLong,
  withBody,
} from './requests.ts';

interface OauthOptions {
  readonly vault: Vault;
  readonly addressOf: (request: IncomingMessage) => string;
  /** What was not the client's fault. Gets no part of the request. */
  readonly onError: (error: unknown, about: object) => void;
  /** May applications register themselves? */
  readonly registers: boolean;
}

type OauthHandler = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>;

/** Paths that it answers, as the router has them. */
export const oauthDoors: readonly string[] = [
  smartPath,
  brandsPath,
  openapiPath,
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
  '/oauth/',
];

const interactionPath = '/oauth/interaction/';

/** A door; what it needs is loaded and made by its first request. */
export function serveOauth(options: OauthOptions): OauthHandler {
  let made: Promise<Served> | undefined;
  const make = () => {
    made ??= open(options);
    // A failure is not kept.
    made.catch(() => {
      made = undefined;
    });
    return made;
  };
  return async (request, response, path) => {
    response.setHeader('Vary', 'Origin');
    try {
      const address = options.addressOf(request);
      await callerAddress.run(address, () => answer(options, make, request, response, path));
    } catch (error) {
      refuse(options, response, error, /\btext\/html\b/.test(request.headers.accept ?? ''));
    }
  };
}

interface Served {
  readonly provider: Provider;
  readonly interact: typeof import('./interaction.ts').serveInteraction;
  readonly callback: ReturnType<Provider['callback']>;
}

async function open({ vault, registers, onError }: OauthOptions): Promise<Served> {
  const { makeProvider } = await loadQuietly(() => import('./provider.ts'));
  const { serveInteraction } = await import('./interaction.ts');
  const provider = await makeProvider({
    vault,
    registers,
    onError: error => onError(error, { path: '/oauth/' }),
  });
  return { provider, interact: serveInteraction, callback: provider.callback() };
}

/** It says of Node 20 that it is old, on the console; it runs there, and the tests hold it to that. */
async function loadQuietly<T>(load: () => Promise<T>): Promise<T> {
  const { warn } = console;
  console.warn = () => {};
  try {
    return await load();
  } finally {
    console.warn = warn;
  }
}

async function answer(
  options: OauthOptions,
  make: () => Promise<Served>,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const { vault, registers } = options;
  const caller = { vault, address: options.addressOf(request) };
  const told = describe(vault, registers, path);
  if (told !== undefined) {
    countAnonymousCall(caller, 'oauth told');
    return tellAnybody(request, response, told);
  }
  countAnonymousCall(caller, 'oauth');
  // The address as it came may be written in other letters.
  const url = request.url ?? '/';
  if (url.length > vault.limits.smartAddressLengthMax) throw new TooLong();
  tellAddress(request, vault);
  dropSession(request);
  const { callback, provider, interact } = await make();
  if (path.startsWith(interactionPath)) {
    if (request.method !== 'GET') return tellError(response, 405, 'invalid_request', 'use GET');
    const answerId = new URL(url, vault.instance.shellUrl).searchParams.get('answer') ?? undefined;
    return interact({ vault, provider }, request, response, answerId);
  }
  if (path === oauthPaths.authorization) {
    countByAddress(caller, 'oauth asks', vault.limits.smartAsksPerMinuteMax);
    return authorize(vault, callback, request, response);
  }
  if (request.method === 'POST') {
    const body = await readBody(request, vault.limits.smartFormBytesMax);
    const { authorization = '' } = request.headers;
    if (path === oauthPaths.introspection && /^bearer /i.test(authorization)) {
      const asked = { authorization, address: options.addressOf(request), form: body };
      return introspectByBearer(vault, response, asked);
    }
    const form = await amend(vault, request, path, body);
    if (form === undefined) return tellError(response, 400, 'invalid_client_metadata', 'send a JSON object');
    await callback(withBody(request, form), response);
    return;
  }
  await callback(request, response);
}

/** What tells of the doors. */
function describe(vault: Vault, registers: boolean, path: string): string | undefined {
  if (path === smartPath) return JSON.stringify(describeSmart(vault, registers), undefined, 2);
  if (path === brandsPath) return JSON.stringify(describeBrands(vault), undefined, 2);
  return path === openapiPath ? printOpenapi(vault, registers) : undefined;
}

async function amend(
  vault: Vault,
  { headers }: IncomingMessage,
  path: string,
  body: string,
): Promise<string | undefined> {
  if (path === oauthPaths.token)
    return nameRefreshingClient(vault, body, headers.authorization !== undefined);
  if (path === oauthPaths.registration) return readRegistration(body);
  return body;
}

/** A form of another site comes without this browser's cookies; the GET that follows it has them. */
async function authorize(
  vault: Vault,
  callback: Served['callback'],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { url = '/' } = request;
  if (request.method === 'POST') {
    const form = await readBody(request, vault.limits.smartFormBytesMax);
    const location = `${oauthPaths.authorization}?${new URLSearchParams(form)}`;
    if (location.length > vault.limits.smartAddressLengthMax) throw new TooLong();
    response.writeHead(303, { Location: location, 'Cache-Control': 'no-store' }).end();
    return;
  }
  request.url = readAuthorization(url, vault.instance.shellUrl);
  await callback(request, response);
}

/** Who is there is known by the pages alone. */
function dropSession({ headers }: IncomingMessage): void {
  if (headers.cookie === undefined) return;
  headers.cookie = headers.cookie
    .split(';')
    .filter(one => !/^\s*keepwell-oauth(\.sig)?=/.test(one))
    .join(';');
}

/** Whatever a client says of them, scheme and host are those of the vault's address, of which every address that is told is made. */
function tellAddress({ headers }: IncomingMessage, { instance }: Vault): void {
  const { protocol, host } = new URL(instance.shellUrl);
  headers['x-forwarded-proto'] = protocol.slice(0, -1);
  headers.host = host;
  delete headers['x-forwarded-host'];
}

/** @param isOfPerson is it a page that a browser wants? */
function refuse(
  { vault, onError }: OauthOptions,
  response: ServerResponse,
  error: unknown,
  isOfPerson: boolean,
): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, name, description } = readError(error, response);
  if (status >= 500) onError(error, { path: '/oauth/' });
  if (status === 400 && isOfPerson) {
    const mistake = sealMistake(vault, `${name}: ${description}`);
    response.writeHead(303, { Location: `/authorize?mistake=${mistake}`, 'Cache-Control': 'no-store' }).end();
    return;
  }
  tellError(response, status, name, description);
}

interface Told {
  readonly status: number;
  readonly name: string;
  readonly description: string;
}

/** Of errors of OAuth, what they say; of what went wrong here, nothing. */
function readError(error: unknown, response: ServerResponse): Told {
  if (error instanceof TooLong)
    return { status: 413, name: 'invalid_request', description: 'it is too long' };
  if (error instanceof Fault) {
    const seconds = error instanceof TooManyTries ? Math.ceil(error.waitMs / 1000) : 60;
    response.setHeader('Retry-After', String(seconds));
    return { status: 429, name: 'temporarily_unavailable', description: 'too many requests: wait a minute' };
  }
  const known = error as {
    expose?: boolean;
    statusCode?: number;
    error?: string;
    error_description?: string;
  };
  if (known.expose && known.statusCode !== undefined && known.error !== undefined)
    return { status: known.statusCode, name: known.error, description: known.error_description ?? '' };
  if (noteUnavailable(error, response))
    return { status: 503, name: 'temporarily_unavailable', description: 'try again in a moment' };
  return { status: 500, name: 'server_error', description: 'something went wrong on our side' };
}

function tellError(response: ServerResponse, status: number, error: string, description: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify({ error, error_description: description }));
}

/** Where it has not come to what was asked. */
export function refuseOauth(response: ServerResponse, { status, text }: Refusal): void {
  tellError(response, status, 'temporarily_unavailable', text.trim());
}
