// Which facade a path belongs to: one table. Whatever a facade answers carries the sealed policy unless the facade states
// its own, as the pages do; a facade that is added here has it without a thought. Called by main.ts.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { getLast } from './assume.ts';
import type { Config } from './config.ts';
import { ownListsPath } from './core/direct/certificates/list-address.ts';
import { getAddressKey } from './core/limits/rate-limit.ts';
import { beginInTurn } from './core/limits/turns.ts';
import type { Vault } from './core/vault.ts';
import { dicomWebPath, refuseDicomWeb, serveDicomWeb } from './facades/dicomweb/endpoint.ts';
import { serveOwnList } from './facades/direct/own-list.ts';
import { fhirPath, refuseFhir, serveFhir } from './facades/fhir/endpoint.ts';
import { oauthDoors, refuseOauth, serveOauth } from './facades/oauth/endpoint.ts';
import { serveReference } from './facades/reference/reference.ts';
import { descriptionsPath, serveDescription } from './facades/rest/description.ts';
import { isForRest, refuseRest, restPaths, serveRest, sharedPath } from './facades/rest/endpoint.ts';
import { serveBlob } from './facades/streaming/endpoint.ts';
import { serveXml } from './facades/xml-api/endpoint.ts';
import type { Health } from './health.ts';
import { getClientAddress, hasPassedProxy } from './http/address.ts';
import { hasTooManyHeaders, isPipeliningTooMuch } from './http/connections.ts';
import { drawWithoutHooks } from './http/drawing.ts';
import { findBrowserRefusal, type Refusal, seal } from './http/policy.ts';
import { beginNote } from './http/request-note.ts';
import { printSecurityTxt } from './http/security-txt.ts';
import { lookAtMachine } from './observe/machine.ts';
import { whenAnswered } from './observe/request-log.ts';
import type { Watch } from './observe/watch.ts';
import { makeShell } from './shell/shell.ts';

export interface Door {
  /** In lower case; what paths begin with where it ends in a slash. */
  readonly path: string;
  /** Where a page has the same path: which requests are for the door. */
  readonly isFor?: (request: IncomingMessage) => boolean;
  /** Browsers have no business here: neither pages of theirs nor forms are answered. */
  readonly forPrograms?: boolean;
  /** Its addresses cannot be guessed, and take bodies of any type: a form of another site gains nothing. */
  readonly takesAnyType?: boolean;
  /** A proxy asks it of the server itself, again and again, before it says who asks and how. */
  readonly forProxies?: boolean;
  /** How programs that come here are told why it did not come to what they asked; in plain words where it is left out. */
  readonly refuse?: (response: ServerResponse, refusal: Refusal) => void;
  readonly handle: (request: IncomingMessage, response: ServerResponse, path: string) => unknown;
}

/** Sends each request to the facade its path belongs to. */
export function makeRouter(
  config: Config,
  vault: Vault,
  { log, health, watch }: { log: Logger; health: Health; watch: Pick<Watch, 'answered'> },
) {
  const table = listDoors(config, vault, log, health);
  const isProduction = config.mode === 'production';
  const isSecure = isProduction && config.publicUrl.startsWith('https:');
  const isBehindProxy = isProduction && !config.tls && config.trustedProxies.length > 0;
  const elsewhere = { status: 403, text: `This vault is reached at ${config.publicUrl}.\n` };
  return (request: IncomingMessage, response: ServerResponse): void => {
    if (isPipeliningTooMuch(request, response)) return;
    const note = beginNote(request, response, { ids: vault.ids, trustedProxies: config.trustedProxies });
    whenAnswered(request, response, note, answered => watch.answered(answered));
    seal(response);
    if (isSecure) response.setHeader('Strict-Transport-Security', 'max-age=31536000; includeSubDomains');
    if (hasTooManyHeaders(request)) {
      response.setHeader('Connection', 'close');
      tell(response, tooManyHeaders);
      return;
    }
    const path = pathOf(request);
    const door = table.find(door => leadsTo(door, path) && door.isFor?.(request) !== false) ?? getLast(table);
    note.route = door.path;
    note.isProbe = door.forProxies === true;
    if (isBehindProxy && !door.forProxies && !hasPassedProxy(request, config.trustedProxies)) {
      tell(response, elsewhere);
      return;
    }
    const refusal = door.forPrograms ? findBrowserRefusal(request.headers, door.takesAnyType) : undefined;
    if (refusal) {
      (door.refuse ?? tell)(response, refusal);
      return;
    }
    const party = getAddressKey(note.address);
    const { requests } = vault.memory.underWay;
    if (!requests.add(party, 1)) {
      response.setHeader('Retry-After', '1').setHeader('Connection', 'close');
      (door.refuse ?? tell)(response, tooMany);
      return;
    }
    // Each who counts what is under way waits for its end, and so do the streams of a long answer, several times each.
    response.setMaxListeners(closeListenersMax).once('close', () => requests.remove(party, 1));
    beginInTurn(party, () => {
      // Nobody waits for the answer any more.
      if (request.socket.destroyed) response.destroy();
      else door.handle(request, response, path);
    });
  };
}

const closeListenersMax = 20;

const tooManyHeaders: Refusal = { status: 431, text: 'The request has too many headers.\n' };

const tooMany: Refusal = {
  status: 429,
  text: 'Too many requests of this address are under way. Wait a moment.\n',
};

const alive: Refusal = { status: 200, text: 'alive\n' };
const ready: Refusal = { status: 200, text: 'ready\n' };
const notReady: Refusal = { status: 503, text: 'not ready\n' };

function leadsTo({ path: own }: Door, path: string): boolean {
  return path === own || (own.endsWith('/') && path.startsWith(own));
}

/** The first that fits is taken; the last one, the pages, also has what is no path at all. */
export function listDoors(config: Config, vault: Vault, log: Logger, health: Health): readonly Door[] {
  const addressOf = (request: IncomingMessage) => getClientAddress(request, config.trustedProxies);
  const onError = (error: unknown, about: object) => log.error({ err: error, ...about }, 'request failed');
  drawWithoutHooks();
  const endpoint = { vault, addressOf, onError };
  const published = serveReference(vault, onError);
  const oauth = serveOauth({ vault, addressOf, onError, registers: config.smartRegistration === 'open' });
  const pages = makeShell({
    vault,
    addressOf,
    onError,
    lookAtMachine: () => lookAtMachine(config),
    onBrokenOff: about => log.info(about, 'answer broke off'),
    secure: config.publicUrl.startsWith('https:'),
    helpFolder: join(config.data, 'help'),
    demoThings: async vault => (await import('./demo/load.ts')).makeDemoThings(vault),
  });
  return [
    ...['/health/live', '/alive'].map(path => ({
      path,
      forProxies: true,
      handle: (_: IncomingMessage, response: ServerResponse) => tell(response, alive),
    })),
    ...['/health/ready', '/ready'].map(path => ({
      path,
      forProxies: true,
      handle: async (_: IncomingMessage, response: ServerResponse) =>
        tell(response, (await health.isReady()) ? ready : notReady),
    })),
    {
      path: '/platform/wildcat.ashx',
      forPrograms: true,
      handle: (request, response) => serveXml(endpoint, request, response),
    },
    {
      path: '/streaming/wildcatblob.ashx',
      forPrograms: true,
      takesAnyType: true,
      handle: (request, response) => serveBlob({ vault, onError }, request, response),
    },
    ...oauthDoors.map(path => ({ path, handle: oauth, refuse: refuseOauth })),
    ...[fhirPath, `${fhirPath}/`].map(path => ({
      path,
      handle: (request: IncomingMessage, response: ServerResponse) => serveFhir(endpoint, request, response),
      refuse: refuseFhir,
    })),
    ...[dicomWebPath, `${dicomWebPath}/`].map(path => ({
      path,
      handle: (request: IncomingMessage, response: ServerResponse) =>
        serveDicomWeb(endpoint, request, response),
      refuse: refuseDicomWeb,
    })),
    ...restPaths.map(path => ({
      path,
      ...(path === sharedPath && { isFor: isForRest }),
      forPrograms: true,
      refuse: refuseRest,
      handle: (request: IncomingMessage, response: ServerResponse) => serveRest(endpoint, request, response),
    })),
    { path: descriptionsPath, handle: serveDescription(vault) },
    { path: ownListsPath, handle: serveOwnList(vault, onError) },
    ...listContactDoors(config, vault),
    { path: '/platform/xsd/', handle: published },
    { path: '/docs', handle: published },
    { path: '/docs/', handle: published },
    { path: '/', handle: pages },
  ];
}

/** Where no contact is set, there is no such page. */
function listContactDoors({ securityContact }: Config, { instance, clock }: Vault): Door[] {
  if (securityContact === undefined) return [];
  const print = () => printSecurityTxt(securityContact, { shellUrl: instance.shellUrl, now: clock.now() });
  return [
    {
      path: '/.well-known/security.txt',
      handle: (_, response) => tell(response, { status: 200, text: print() }),
    },
  ];
}

/** Clients write it in any case, and with doubled slashes. */
function pathOf({ url = '/' }: IncomingMessage): string {
  const end = url.indexOf('?');
  const path = end < 0 ? url : url.slice(0, end);
  return (path.includes('//') ? path.replace(/\/{2,}/g, '/') : path).toLowerCase();
}

function tell(response: ServerResponse, { status, text }: Refusal): void {
  response
    .writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
    .end(text);
}
