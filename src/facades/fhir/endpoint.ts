// FHIR R4 on node:http: who asks and what they want, the body once that is known, and the answer in the form that was asked for. All
// that goes wrong is an OperationOutcome.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { FhirProblem } from '../../core/fhir/problem.ts';
import { findUser } from '../../core/fhir/user.ts';
import { countAnonymousCall, getAddressKey } from '../../core/limits/rate-limit.ts';
import { Turns } from '../../core/limits/turns.ts';
import type { SmartAccess } from '../../core/smart/access.ts';
import type { Reader } from '../../core/store.ts';
import type { Vault } from '../../core/vault.ts';
import type { Refusal } from '../../http/policy.ts';
import { type HeldBytes, readHeldBody } from '../../http/read-body.ts';
import { chooseRefusal } from '../../http/refusal.ts';
import { findAccess, openAccess } from '../bearer/access.ts';
import { countCalls, countUnknown, findCaller } from '../bearer/caller.ts';
import { answerPreflight } from '../bearer/cors.ts';
import { headRefusal } from '../bearer/refusal.ts';
import type { FhirAnswer, FhirCall } from './call.ts';
import { printCapabilities } from './capabilities.ts';
import { demandBinary, receiveBinary } from './interactions/binary.ts';
import { runExport } from './interactions/export.ts';
import { runInteraction } from './interactions/index.ts';
import {
  chooseBodyForm,
  chooseForm,
  contentTypes,
  type Form,
  readPrefer,
  wantsResource,
} from './negotiate.ts';
import { asProblem, outcomeOf } from './outcome.ts';
import { readJson } from './read-json.ts';
import { demandResource } from './read-resource.ts';
import { type Route, readPairs, readRoute } from './route.ts';
import { send } from './send.ts';
import { runSubscription } from './subscriptions/run.ts';
import { beginTrace, type FhirTrace } from './trace.ts';
import { readXmlResource } from './xml.ts';

export const fhirPath = '/fhir/r4';

const door = 'FHIR';
const methods = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';

interface FhirOptions {
  readonly vault: Vault;
  /** The caller's address; behind named proxies, the one they report. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** What was not the client's fault. Gets no part of the request. */
  readonly onError: (
    error: unknown,
    about: { request: string | undefined; method: string | undefined },
  ) => void;
}

/** A long request while it is read takes several times the memory that it is long. */
const muchAtOnce = new Turns(2);
const muchFromBytes = 262_144;

/** By application. */
const making = new WeakMap<object, Map<string, Turns>>();

/** Answers of many resources take several times the memory that they are long. */
const manyKinds: ReadonlySet<Route['kind']> = new Set([
  'search',
  'history',
  'everything',
  'summary',
  'batch',
]);

interface Turn {
  /** Is called once the answer is on its way. */
  readonly leave: () => void;
  readonly hasWaited: boolean;
}

/** Undefined where no turn is needed. @throws Gone */
async function enterMaking(
  { memory, limits }: Vault,
  appId: string,
  { kind }: Route,
  { response, party }: Asking,
): Promise<Turn | undefined> {
  if (!manyKinds.has(kind)) return undefined;
  const ofApps = making.get(memory) ?? new Map<string, Turns>();
  making.set(memory, ofApps);
  const { fhirAnswersMadeMax, fhirAnswersMadePerAddressMax } = limits;
  const turns = ofApps.get(appId) ?? new Turns(fhirAnswersMadeMax, fhirAnswersMadePerAddressMax);
  ofApps.set(appId, turns);
  const atOnce = turns.enterNow(party);
  const leave = atOnce ?? (await turns.enter(party));
  if (!response.destroyed) return { leave, hasWaited: !atOnce };
  leave();
  throw new Gone();
}

/** Nobody waits for the answer any more, so nobody is told. */
class Gone extends Error {}

export async function serveFhir(
  options: FhirOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { vault, onError } = options;
  response.setHeader('Cache-Control', 'no-store');
  // Whoever asks, and whether or not a page of a browser does.
  response.setHeader('Vary', 'Origin, Accept');
  let form: Form = 'json';
  let smart: SmartAccess | undefined;
  const address = options.addressOf(request);
  const trace = beginTrace(vault, request);
  try {
    if (request.method === 'OPTIONS') {
      answerPreflight(request, response, methods);
      return;
    }
    const route = readRoute(request.method ?? '', ...splitUrl(request.url ?? ''));
    // A Binary and a file of an export have one form, whatever Accept says. A refusal of them is JSON.
    const hasOneForm =
      isBytesRead(request, route) || isBytesSent(request, route) || route.kind === 'export-file';
    form = hasOneForm ? 'json' : chooseForm(request.headers.accept, route.pairs);
    if (route.kind === 'capabilities') {
      countAnonymousCall({ vault, address }, door);
      response.setHeader('Access-Control-Allow-Origin', '*');
      await send({ vault, request, response, form }, { status: 200, resource: printCapabilities(vault) });
      return;
    }
    smart = await findCaller(vault, request, response, address);
    countCalls(vault, smart.app.id);
    const party = getAddressKey(address);
    const asking = { request, response, party, trace };
    const { answer, turn } = await answerCall(vault, smart, route, asking);
    try {
      if (response.destroyed) throw new Gone();
      await send({ vault, request, response, form, appId: smart.app.id, party }, answer);
    } finally {
      turn?.leave();
    }
    trace?.end(smart.app.id, answer);
  } catch (error) {
    await refuse(smart ? error : countUnknown(error, { vault, address }, door), {
      vault,
      request,
      response,
      form,
      smart,
      trace,
      onError,
    });
  } finally {
    // What is left of a body that was refused is read and dropped, so that its sender gets to see the answer.
    if (!request.complete) request.resume();
  }
}

/** Below the base, as they were sent. */
function splitUrl(url: string): [path: string, query: string] {
  const at = url.indexOf('?');
  const [path, query] = at === -1 ? [url, ''] : [url.slice(0, at), url.slice(at + 1)];
  return [path.replace(/\/{2,}/g, '/').slice(fhirPath.length), query];
}

function isBytesRead({ headers }: IncomingMessage, { type, kind, pairs }: Route): boolean {
  return type === 'Binary' && kind === 'read' && !wantsResource(headers.accept, pairs);
}

/** Else it comes in its resource. */
function isBytesSent({ headers }: IncomingMessage, { type, kind }: Route): boolean {
  return (
    type === 'Binary' &&
    kind === 'create' &&
    !/^application\/(fhir\+)?(json|xml)\b/i.test(headers['content-type'] ?? '')
  );
}

interface Asking {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly party: string;
  readonly trace: FhirTrace | undefined;
}

interface Answered {
  readonly answer: FhirAnswer;
  readonly turn?: Turn | undefined;
}

async function answerCall(vault: Vault, smart: SmartAccess, sent: Route, asking: Asking): Promise<Answered> {
  const { request, party, trace } = asking;
  const prefer = readPrefer(String(request.headers.prefer ?? ''));
  if (isBytesSent(request, sent)) {
    const access = await findAccess(vault, smart, sent, true);
    const reopen = (db: Reader) => openAccess(db, vault, smart, access.grant);
    return { answer: await receiveBinary({ vault, access, prefer, reopen }, request) };
  }
  const takesBody = request.method === 'POST' || request.method === 'PUT' || request.method === 'PATCH';
  const held = takesBody ? await readBody(request, vault, party) : undefined;
  let turn: Turn | undefined;
  let leave: (() => void) | undefined;
  try {
    turn = await enterMaking(vault, smart.app.id, sent, asking);
    leave = held && held.bytes.length > muchFromBytes ? await muchAtOnce.enter(party) : undefined;
    if (sent.kind === 'export' || sent.kind === 'export-status' || sent.kind === 'export-file')
      return { answer: await runExport({ vault, smart, route: sent, method: request.method ?? '', prefer }) };
    const body = held
      ? await readContent(held.bytes, request.headers['content-type'], sent, vault.limits)
      : {};
    trace?.noteBody(body.resource ?? body.patch ?? body.pairs, held?.bytes.length ?? 0);
    const route = { ...sent, pairs: [...sent.pairs, ...(body.pairs ?? [])] };
    const isFresh = !held && !turn?.hasWaited;
    return { answer: await runCall(vault, smart, { route, body, prefer, isFresh }, request), turn };
  } catch (error) {
    turn?.leave();
    throw error;
  } finally {
    held?.release();
    leave?.();
  }
}

interface Read extends Pick<FhirCall, 'route' | 'prefer'> {
  readonly body: Content;
  /** Has nothing been waited for since the token was looked at? */
  readonly isFresh: boolean;
}

async function runCall(
  vault: Vault,
  smart: SmartAccess,
  { route, body, prefer, isFresh }: Read,
  request: IncomingMessage,
): Promise<FhirAnswer> {
  const conditions = readConditions(request);
  if (route.type === 'Subscription' && route.kind !== 'validate')
    return runSubscription({ vault, smart, route, body: body.resource, conditions });
  const user = route.kind === 'read' && route.type === 'Person' && (await findUser(vault, smart, route.id));
  if (user) return { status: 200, resource: user };
  const access = await findAccess(vault, smart, route, isFresh);
  const call: FhirCall = {
    ...{ vault, access, route, body: body.resource, patch: body.patch, prefer, conditions },
    wantsResource: !isBytesRead(request, route),
    reopen: db => openAccess(db, vault, smart, access.grant),
  };
  const answer = await runInteraction(call);
  if (!answer.bytes) return answer;
  const demandOpen = async () => demandBinary(vault, await findAccess(vault, smart, route, false), route.id);
  return { ...answer, bytes: { ...answer.bytes, demandOpen } };
}

/** @throws FhirProblem 413, 429 */
function readBody(request: IncomingMessage, vault: Vault, party: string): Promise<HeldBytes> {
  return readHeldBody(request, vault, {
    ...{ party, max: vault.limits.fhirBodyBytesMax },
    makeTooLong: text => new FhirProblem(413, 'too-long', text),
    makeTooMany: text => new FhirProblem(429, 'throttled', text),
  });
}

function readConditions({ headers }: IncomingMessage): FhirCall['conditions'] {
  const one = (name: string) => {
    const value = headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    ifMatch: one('if-match'),
    ifNoneMatch: one('if-none-match'),
    ifModifiedSince: one('if-modified-since'),
    ifNoneExist: one('if-none-exist'),
  };
}

interface Content {
  readonly resource?: FhirCall['body'];
  readonly patch?: readonly unknown[];
  readonly pairs?: [string, string][];
}

/** Whose parameters may all stand in the address. */
const emptyKinds: ReadonlySet<Route['kind']> = new Set([
  'search',
  'everything',
  'subscription-status',
  'subscription-events',
]);

/** @throws FhirProblem */
async function readContent(
  bytes: Buffer,
  contentType: string | undefined,
  { kind }: Route,
  limits: Vault['limits'],
): Promise<Content> {
  const mayBeEmpty = emptyKinds.has(kind);
  if (bytes.length === 0 && mayBeEmpty) return {};
  const form = chooseBodyForm(contentType);
  if (form === 'form') {
    if (!mayBeEmpty) throw new FhirProblem(415, 'not-supported', 'Only a search is sent as a form.');
    const { fhirParametersMax, fhirResourceTextMax } = limits;
    if (bytes.length > fhirResourceTextMax)
      throw new FhirProblem(413, 'too-long', `A form has at most ${fhirResourceTextMax} characters.`);
    return { pairs: readPairs(bytes.toString('utf8'), fhirParametersMax) };
  }
  if (kind === 'search')
    throw new FhirProblem(415, 'not-supported', 'A search is sent as application/x-www-form-urlencoded.');
  if (form === 'xml') return { resource: demandResource(readXmlResource(bytes), limits) };
  const value = await readJson(bytes, limits);
  if (form === 'json-patch') {
    if (kind !== 'patch' || !Array.isArray(value))
      throw new FhirProblem(400, 'structure', 'JSON Patch is a list of operations, and goes with PATCH.');
    return { patch: value };
  }
  return { resource: demandResource(value, limits) };
}

/** Where it has not come to what was asked. */
export function refuseFhir(response: ServerResponse, { status, text }: Refusal): void {
  response.writeHead(status, { 'Content-Type': contentTypes.json, 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(outcomeOf(new FhirProblem(status, 'throttled', text.trim()))));
}

interface Refused {
  readonly vault: Vault;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly form: Form;
  readonly smart: SmartAccess | undefined;
  readonly trace: FhirTrace | undefined;
  readonly onError: FhirOptions['onError'];
}

async function refuse(
  error: unknown,
  { vault, request, response, form, smart, trace, onError }: Refused,
): Promise<void> {
  const told = chooseRefusal(
    error,
    { request, response, onError },
    { asProblem, make: (status, text) => new FhirProblem(status, 'transient', text) },
  );
  if (!told) return;
  headRefusal({ vault, request, response, smart, door, methods }, told.status, error);
  const answer = { status: told.status, resource: outcomeOf(told) };
  await send({ vault, request, response, form }, answer);
  trace?.end(smart?.app.id, answer);
}
