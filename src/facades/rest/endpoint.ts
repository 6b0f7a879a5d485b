// The REST API on node:http: what is asked, who asks, the body once that is known, and the answer, with a tag where it stands for one
// thing. All that goes wrong is an error in the shape of the description.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { noteRead } from '../../core/audit/reads.ts';
import { noteRefusal } from '../../core/audit/refusals.ts';
import type { Grant } from '../../core/authorization/grant.ts';
import { countOfApp, getAddressKey } from '../../core/limits/rate-limit.ts';
import { namesTag } from '../../core/plans/whole.ts';
import { interactions as inOrder } from '../../core/smart/scopes.ts';
import type { Vault } from '../../core/vault.ts';
import { resourceTypesOf } from '../../formats/fhir/index.ts';
import { isObject, type JsonObject, readModel } from '../../formats/rest/model.ts';
import { holdAnswer } from '../../http/held-answer.ts';
import type { Refusal } from '../../http/policy.ts';
import { chooseRefusal, tellWait } from '../../http/refusal.ts';
import { findNote } from '../../http/request-note.ts';
import type { ThingType } from '../../things/index.ts';
import { type Held, makeNoJson, readBody } from './body.ts';
import { type Operation, type RestAnswer, versions } from './operation.ts';
import { asProblem, printProblem, RestProblem } from './problem.ts';
import { readQuery } from './query.ts';
import { findRoute, MethodProblem, type Route } from './route.ts';
import { type Caller, findRestCaller } from './who.ts';

/** In lower case; they stand at the root, where the SDKs look for them. */
export const restPaths = [
  'actionplans',
  'actionplantasks',
  'goals',
  'goalrecommendations',
  'onboarding',
  'sleeps',
  'tasktracking',
  'timeline',
].flatMap(name => [`/${name}`, `/${name}/`]);

/** The Shell has a page there, too. */
export const sharedPath = '/timeline';

/** Does a program ask, which says who it is or which version it wants, and no browser for the page? */
export function isForRest({ headers }: IncomingMessage): boolean {
  const says = /^(msh-v1|bearer) /i.test(headers.authorization ?? '');
  return says || headers['x-msh-apiversion'] !== undefined || headers['x-ms-version'] !== undefined;
}

export interface RestOptions {
  readonly vault: Vault;
  /** The caller's address; behind named proxies, the one they report. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** What was not the client's fault. Gets no part of the request. */
  readonly onError: (
    error: unknown,
    about: { request: string | undefined; method: string | undefined },
  ) => void;
}

const zip = promisify(gzip);
const compressFromBytes = 1024;

interface Exchange extends RestOptions {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Once they are known. */
  caller?: Caller;
  operation?: Operation;
}

export async function serveRest(
  options: RestOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const exchange: Exchange = { ...options, request, response };
  response.setHeader('Cache-Control', 'no-store');
  try {
    await answer(exchange);
  } catch (error) {
    await refuse(exchange, error);
  } finally {
    // What is left of a body that was refused is read and dropped, so that its sender gets to see the answer.
    if (!request.complete) request.resume();
  }
}

async function answer(exchange: Exchange): Promise<void> {
  const { vault, request, response } = exchange;
  const { url = '/', headers, method = '' } = request;
  const at = url.indexOf('?');
  const [path, query] = at === -1 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
  const route = findRoute(method, path);
  demandVersion(route, headers['x-msh-apiversion']);
  exchange.operation = route.operation;
  const address = exchange.addressOf(request);
  const caller = await findRestCaller(vault, headers.authorization, address);
  exchange.caller = caller;
  countOfApp({ vault, appId: caller.app.id }, 'REST', { max: vault.limits.restCallsPerMinuteMax, amount: 1 });
  const note = findNote(response);
  if (note) Object.assign(note, { appId: caller.app.id, call: route.operation.id });
  demandScopes(route.operation, caller, headers['if-match'] !== undefined);
  const party = getAddressKey(address);
  const held = await readBody(request, vault, party);
  try {
    const found = await run(exchange, caller, route, query, held);
    await send(exchange, found, party);
  } finally {
    held.release();
  }
}

/** What only a newer version has is not there for who asks for an older one. */
function demandVersion({ operation: { since } }: Route, asked: string | string[] | undefined): void {
  const known = versions.find(version => version === asked);
  if (since !== undefined && known !== undefined && versions.indexOf(known) < versions.indexOf(since))
    throw new RestProblem(404, `This is of ${since}, and x-msh-apiversion asks for ${known}.`);
}

/** @param isKnown is a tag sent? Whether it is the one that there is tells of what is there, so it takes reading. */
function demandScopes({ scopes }: Operation, caller: Caller, isKnown: boolean, grant?: Grant): void {
  for (const [resourceType, needed] of scopes) {
    const interactions = inOrder.filter(one => needed.includes(one) || (isKnown && one === 'r'));
    for (const interaction of interactions)
      if (!caller.mayDo(resourceType, interaction, grant))
        throw new RestProblem(
          403,
          `No scope of the token lets it do this. Ask for patient/${resourceType}.${interactions.join('')}.`,
        );
  }
}

async function run(
  { vault, request }: Exchange,
  caller: Caller,
  { operation, path }: Route,
  queryText: string,
  { json }: Held,
): Promise<RestAnswer> {
  const ifMatch = request.headers['if-match'];
  const grant = operation.isOfApp ? undefined : await caller.findGrant();
  if (grant) demandScopes(operation, caller, ifMatch !== undefined, grant);
  const query = readQuery(operation, queryText);
  const { body } = operation;
  if (body && json === undefined)
    throw new RestProblem(400, `The body is missing: ${body.model.name} as JSON.`);
  if (body?.isPart && !isObject(json)) throw new RestProblem(400, 'The body must be an object.');
  const found = await operation.run({
    vault,
    app: caller.app,
    grant,
    path,
    query,
    body: body && !body.isPart ? readModel(body.model, json ?? null) : undefined,
    sent: (isObject(json) ? json : {}) satisfies JsonObject,
    ifMatch,
    opens: (type: ThingType) =>
      resourceTypesOf(type).every(
        resourceType => caller.mayDo(resourceType, 'r', grant) && caller.mayDo(resourceType, 's', grant),
      ),
    linkTo: (after: string) => linkTo(vault, request.url ?? '', after),
  } as never);
  if (grant && found.read) noteRead(vault, grant, found.read);
  return found;
}

function linkTo({ instance }: Vault, url: string, after: string): string {
  const link = new URL(url, `${instance.shellUrl}/`);
  link.searchParams.set('after', after);
  return `${instance.shellUrl}${link.pathname}${link.search}`;
}

async function send(
  { vault, request, response, caller }: Exchange,
  found: RestAnswer,
  party: string,
): Promise<void> {
  const { status, json, tag, location } = found;
  if (tag !== undefined) response.setHeader('ETag', tag);
  if (location !== undefined) response.setHeader('Location', `${vault.instance.shellUrl}${location}`);
  const known = request.headers['if-none-match'];
  const isGet = request.method === 'GET' || request.method === 'HEAD';
  if (isGet && tag !== undefined && known !== undefined && namesTag(known, tag)) {
    response.writeHead(304).end();
    return;
  }
  if (json === undefined) {
    response.writeHead(status).end();
    return;
  }
  const text = JSON.stringify(json);
  const length = Buffer.byteLength(text);
  if (length > vault.limits.responseBytesMax)
    throw new RestProblem(413, 'The answer would be larger than allowed. Ask for fewer at once.');
  if (!holdAnswer(vault, { party, appId: caller?.app.id }, response, length))
    throw new RestProblem(429, 'Take the answers that are under way first.');
  await sendText(request, response, status, text);
}

async function sendText(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  text: string,
): Promise<void> {
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.appendHeader('Vary', 'Accept-Encoding');
  const takesGzip = /\bgzip\b/i.test(String(request.headers['accept-encoding'] ?? ''));
  const isLong = text.length >= compressFromBytes;
  const body = takesGzip && isLong ? await zip(text, { level: 1 }) : Buffer.from(text);
  if (takesGzip && isLong) response.setHeader('Content-Encoding', 'gzip');
  response.writeHead(status, { 'Content-Length': body.length });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** Where it has not come to what was asked. */
export function refuseRest(response: ServerResponse, { status, text }: Refusal): void {
  const problem = status === 415 ? makeNoJson() : new RestProblem(status === 403 ? 403 : 429, text.trim());
  const type = 'application/json; charset=utf-8';
  response.writeHead(problem.status, { 'Content-Type': type, 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(printProblem(problem)));
}

async function refuse(
  { vault, request, response, caller, operation, onError }: Exchange,
  error: unknown,
): Promise<void> {
  const told = chooseRefusal(
    error,
    { request, response, onError },
    { asProblem, make: (status, text) => new RestProblem(status, text) },
  );
  if (!told) return;
  if (told.status === 401) response.setHeader('WWW-Authenticate', 'MSH-V1, Bearer');
  tellWait(response, told.status, error);
  if (told instanceof MethodProblem) response.setHeader('Allow', told.allow);
  if (told.status === 403 && caller)
    noteRefusal(vault, {
      ...{ appId: caller.app.id, personId: caller.personId, recordId: caller.recordId },
      ...{ asked: operation?.id ?? 'REST', why: 'ACCESS_DENIED' },
    });
  await sendText(request, response, told.status, JSON.stringify(printProblem(told)));
}
