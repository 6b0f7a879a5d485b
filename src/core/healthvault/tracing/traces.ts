// Traces: what an application asked lately and what it was told, for its developers. Kept in the store, sealed, for as long
// as a developer turned it on, and bounded. Where nothing is traced, a call costs one comparison. What is kept is masked
// first: mask.ts. Fed by the XML API and the Shell, shown by its pages. Processes learn from each other every second.

import { demandOwn, noteAppAction } from '../../applications/admins.ts';
import type { Application } from '../../applications/application.ts';
import type { Reader } from '../../store.ts';
import { ofJob } from '../../turns.ts';
import type { Vault } from '../../vault.ts';
import { fault } from '../status-fault.ts';
import { statusName } from '../statuses.ts';
import type { KnownNames } from './known-names.ts';
import { type MaskOptions, mask, maskExchange, maskMessage, maskName, maskText } from './mask.ts';
import { maskAddress, maskFhir, maskOwnWords } from './mask-fhir.ts';
import type { Mistake } from './mistake.ts';
import type { Tracing } from './ports.ts';
import type { Remark } from './remark.ts';
import { Secrets } from './secrets.ts';
import type { Trace } from './trace.ts';

/** Is anything traced at all? */
export function isTracing({ memory }: Vault): boolean {
  return !memory.traced.isEmpty;
}

export function isTraced({ memory, clock }: Vault, appId: string): boolean {
  return !memory.traced.isEmpty && memory.traced.isTraced(appId, clock.now());
}

/**
 * Of an application that a person configures, for an hour from when the trail tells of it.
 * @throws ACCESS_DENIED; RETRY_LIMIT_EXCEEDED when as many are traced as may be, by the person or at all
 */
export async function startTracing(vault: Vault, personId: string, appId: string): Promise<void> {
  const all = await vault.store.write(async db => {
    const now = vault.clock.now();
    await demandOwn(db, personId, appId);
    await db.tracing.sweep(now);
    demandRoom(vault, await db.tracing.all(now), { personId, appId });
    await db.tracing.put({ appId, personId, until: now + vault.limits.traceForMs });
    await noteAppAction(db, vault, { action: 'StartTracing', personId, appId });
    return db.tracing.all(now);
  }, ofJob('traces'));
  vault.memory.traced.learn(all);
}

function demandRoom(
  { limits }: Vault,
  all: readonly Tracing[],
  { personId, appId }: Pick<Tracing, 'personId' | 'appId'>,
): void {
  const others = all.filter(other => other.appId !== appId);
  const own = others.filter(other => other.personId === personId);
  if (own.length >= limits.tracedAppsPerPersonMax)
    throw fault(
      'RETRY_LIMIT_EXCEEDED',
      `One person traces at most ${limits.tracedAppsPerPersonMax} applications at once. Stop another first.`,
    );
  if (others.length >= limits.tracedAppsMax)
    throw fault('RETRY_LIMIT_EXCEEDED', 'As many applications are traced as may be. Try again later.');
}

/** What was traced is forgotten. @throws ACCESS_DENIED */
export async function stopTracing(vault: Vault, personId: string, appId: string): Promise<void> {
  const all = await vault.store.write(async db => {
    const now = vault.clock.now();
    await demandOwn(db, personId, appId);
    if (await findTracing(db, appId, now))
      await noteAppAction(db, vault, { action: 'StopTracing', personId, appId });
    await db.tracing.remove(appId);
    return db.tracing.all(now);
  }, ofJob('traces'));
  vault.memory.traced.learn(all);
}

async function findTracing(db: Reader, appId: string, now: number): Promise<Tracing | undefined> {
  return (await db.tracing.all(now)).find(tracing => tracing.appId === appId);
}

/** Until when, and what there is, the latest first. Undefined when it is off. */
export async function findTraces(
  vault: Vault,
  appId: string,
): Promise<{ readonly until: number; readonly traces: readonly Trace[] } | undefined> {
  await writeNoted(vault);
  return vault.store.read(async db => {
    const tracing = await findTracing(db, appId, vault.clock.now());
    if (!tracing) return undefined;
    const kept = await db.tracing.traces(appId);
    const traces = kept.map(({ sealed }): Trace => JSON.parse(vault.keys.open(sealed).toString()));
    return { until: tracing.until, traces };
  });
}

/** Tells other processes what was traced here, and learns what is to be traced. Run by background.ts in each process. */
export async function shareTraces(vault: Vault): Promise<void> {
  await writeNoted(vault);
  vault.memory.traced.learn(await vault.store.read(db => db.tracing.all(vault.clock.now())));
}

async function writeNoted({ memory, store, keys, clock, limits }: Vault): Promise<void> {
  const noted = memory.traced.takeNoted().map(({ appId, trace }) => {
    const { id, isProved } = trace;
    return { id, appId, isProved, sealed: keys.seal(Buffer.from(JSON.stringify(trace))) };
  });
  if (noted.length === 0) return;
  await store.write(async db => {
    const traced = new Set((await db.tracing.all(clock.now())).map(({ appId }) => appId));
    for (const trace of noted)
      if (traced.has(trace.appId)) await db.tracing.note(trace, limits.tracesPerAppMax);
  }, ofJob('traces'));
}

/** For those that nobody asks for any more. Run by background.ts. */
export async function dropEndedTraces({ store, clock }: Vault): Promise<void> {
  await store.write(db => db.tracing.sweep(clock.now()), ofJob('traces'));
}

export interface TracedCall {
  /** Undefined where it was not proved which one calls. It may have been refused. */
  readonly app: Application | undefined;
  /** The one that the envelope names, or whose session it is. */
  readonly claimedAppId: string | undefined;
  readonly method: string;
  readonly version: number | undefined;
  readonly request: string | Buffer;
  readonly reply: string;
  readonly tookMs: number;
  /** Of methods, and of what stands in them. */
  readonly names?: KnownNames;
  readonly remark?: Remark | undefined;
}

/** Call it when the reply is on its way: masking takes time. A child is traced with its master. */
export function traceCall(vault: Vault, call: TracedCall): void {
  const { app, claimedAppId, request, reply, remark } = call;
  const ids = [app?.id, app?.masterId, app ? undefined : claimedAppId].filter(id => id !== undefined);
  for (const id of ids) {
    if (!isTraced(vault, id)) continue;
    const code = Number(/<code>(\d+)<\/code>/.exec(reply.slice(0, codeWithin))?.[1] ?? 0);
    const isSignIn = call.method === signingIn && code === 0;
    const secrets = new Secrets();
    const isPublic = code === 0 && publicAnswers.has(call.method);
    const options = { ...maskOptions(vault, call), openAt: isPublic ? replyAt : undefined };
    const [shownRequest, shownReply] = shownBodies(call, options, secrets);
    const message = code === 0 ? undefined : messageOf(reply);
    const told = message && maskMessage(message, options, secrets);
    keep(vault, id, {
      kind: 'call',
      method: maskName(call.method.slice(0, methodLengthMax), options, secrets),
      version: call.version,
      code,
      status: statusName(code),
      message: remark ? [told, remark.detail].filter(Boolean).join(' ') : told,
      mistake: remark?.mistake,
      tookMs: Math.round(call.tookMs * 10) / 10,
      requestBytes: Buffer.byteLength(request),
      replyBytes: Buffer.byteLength(reply),
      isProved: app !== undefined || isSignIn,
      request: shownRequest,
      reply: shownReply,
    });
  }
}

const codeWithin = 200;

/** Proves who calls by itself. */
const signingIn = 'CreateAuthenticatedSessionToken';

/** What these answer is the same for everybody, and says no more of who asks than what it was asked by. */
const publicAnswers: ReadonlySet<string> = new Set(['GetServiceDefinition', 'GetThingType']);
const replyAt = 1;

/** Our own words, which name what was wrong, as it was called. */
function messageOf(reply: string): string | undefined {
  return /<message>([^<]*)<\/message>/
    .exec(reply)?.[1]
    ?.replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

const methodLengthMax = 100;

function maskOptions({ mode, limits }: Vault, { names }: Pick<TracedCall, 'names'>): MaskOptions {
  return { showsValues: mode === 'sandbox', lengthMax: limits.traceBodyBytesMax, ...(names && { names }) };
}

function shownBodies(
  { request, reply }: TracedCall,
  options: MaskOptions,
  secrets: Secrets,
): (string | undefined)[] {
  const bodies = [request, reply].map(body => (body.length > options.lengthMax ? undefined : String(body)));
  return maskExchange(bodies, options, secrets);
}

export interface TracedRedirect {
  readonly target: string;
  readonly detail: string;
  readonly request: string;
  readonly mistake: Mistake | undefined;
  /** Is it a request of OAuth? */
  readonly isOauth?: boolean;
  /** Did the person go on all the same? */
  readonly isServed: boolean;
}

/** A person whom an application sent to the Shell with something wrong in it. */
export function traceRedirect(
  vault: Vault,
  appId: string,
  { target, detail, request, mistake, isServed, isOauth = false }: TracedRedirect,
): void {
  if (!isTraced(vault, appId)) return;
  keep(vault, appId, {
    kind: isOauth ? 'oauth' : 'redirect',
    method: target,
    version: undefined,
    code: isServed ? 0 : 400,
    status: undefined,
    message: detail,
    tookMs: undefined,
    requestBytes: request.length,
    replyBytes: 0,
    isProved: false,
    request,
    reply: undefined,
    mistake,
  });
}

export interface TracedFhir {
  /** As it came: `GET`, and the address below the base. */
  readonly method: string;
  readonly address: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** What was understood of it. */
  readonly body: unknown;
  readonly status: number;
  readonly answer: unknown;
  readonly tookMs: number;
  readonly requestBytes: number;
}

/** A request of FHIR by an application whose token is good. */
export function traceFhir(vault: Vault, appId: string, traced: TracedFhir): void {
  if (!isTraced(vault, appId)) return;
  const { method, address, headers, body, status, answer, tookMs, requestBytes } = traced;
  const options = maskOptions(vault, {});
  const secrets = new Secrets();
  const { authorization, ...shownHeaders } = headers;
  secrets.add(String(authorization ?? '').replace(/^bearer +/i, ''));
  const shown = maskAddress(address, options, secrets);
  const lines = tracedHeaders.flatMap(name => {
    const value = shownHeaders[name];
    return typeof value === 'string' ? [`${name}: ${maskHeader(name, value, options, secrets)}`] : [];
  });
  const shownBody = maskFhir(body, options, secrets);
  const reply = maskFhir(answer, { ...options, isAnswer: true }, secrets);
  keep(vault, appId, {
    ...{ kind: 'fhir', method: `${method} ${shown.split('?', 1)[0]}`, version: undefined, code: status },
    ...{ status: undefined, message: outcomeText(answer, options), requestBytes, isProved: true },
    tookMs: Math.round(tookMs * 10) / 10,
    replyBytes: reply?.length ?? 0,
    request: [`${method} ${shown}`, `authorization: Bearer ${mask}`, ...lines, '', shownBody ?? '']
      .join('\n')
      .trim(),
    reply: reply ?? '',
  });
}

/** What of the headers says how something is asked. */
const tracedHeaders = [
  ...['accept', 'content-type', 'prefer', 'if-match', 'if-none-match', 'if-modified-since', 'if-none-exist'],
  ...['origin', 'user-agent'],
];

function maskHeader(name: string, value: string, options: MaskOptions, secrets: Secrets): string {
  if (name === 'if-none-exist') return maskAddress(`?${value}`, options, secrets).slice(1);
  return maskText(value.slice(0, methodLengthMax), secrets);
}

/** Our own words. */
function outcomeText(answer: unknown, options: MaskOptions): string | undefined {
  const { resourceType, issue } = (answer ?? {}) as {
    resourceType?: string;
    issue?: { diagnostics?: string }[];
  };
  const [first] = resourceType === 'OperationOutcome' ? (issue ?? []) : [];
  return first?.diagnostics && maskOwnWords(first.diagnostics, options);
}

function keep(vault: Vault, appId: string, trace: Omit<Trace, 'id' | 'at'>): void {
  const noted = { id: vault.ids.guid(), at: vault.clock.now(), ...trace };
  vault.memory.traced.note({ appId, trace: noted }, vault.limits.tracesPerAppMax);
}
