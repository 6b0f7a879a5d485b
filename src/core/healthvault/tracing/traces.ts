// Traces: what an application asked lately and what it was told, for its developers. Kept in memory, for as long as a
// developer turned it on, and bounded; a server that restarts has forgotten all of it. Where nothing is traced, a call costs
// one comparison. What is kept is masked first: mask.ts. Fed by the XML API and the Shell, shown by its pages.
import { auditApp, demandOwn } from '../../applications/admins.ts';
import type { Application } from '../../applications/application.ts';
import type { Store } from '../../store.ts';
import type { Vault } from '../../vault.ts';
import { fault } from '../status-fault.ts';
import { statusName } from '../statuses.ts';
import { type MaskOptions, maskedExchange, maskedMessage, maskedName } from './mask.ts';
import type { Mistake } from './mistake.ts';
import type { Remark } from './remark.ts';
import { Secrets } from './secrets.ts';

export interface Trace {
  readonly id: string;
  /** Counted, as several may come in one millisecond. */
  readonly place: number;
  readonly at: number;
  /** A call of the XML API, or a person sent to the Shell. */
  readonly kind: 'call' | 'redirect';
  /** Of a redirect, its target. */
  readonly method: string;
  readonly version: number | undefined;
  readonly code: number;
  /** The name of the status. */
  readonly status: string | undefined;
  readonly message: string | undefined;
  readonly tookMs: number | undefined;
  readonly requestBytes: number;
  readonly replyBytes: number;
  /** Was it proved to be from the application? Anybody can send its id. */
  readonly isProved: boolean;
  /** Masked. Undefined for what was too large or no XML. */
  readonly request: string | undefined;
  readonly reply: string | undefined;
  /** Of a redirect, or of a call that is remarked on. */
  readonly mistake?: Mistake | undefined;
}

interface Tracing {
  readonly appId: string;
  /** Who turned it on, or longer. */
  readonly personId: string;
  readonly until: number;
  count: number;
  /** The latest first. What others send under its name cannot push out what it sent itself. */
  readonly proved: Trace[];
  readonly unproved: Trace[];
}

const tracings = new WeakMap<Store, Map<string, Tracing>>();

/** Is anything traced at all? */
export function isTracing({ store }: Vault): boolean {
  return tracings.has(store);
}

export function isTraced(vault: Vault, appId: string): boolean {
  return activeTracing(vault, appId) !== undefined;
}

/**
 * Of an application that a person configures, for an hour from when the trail tells of it.
 * @throws ACCESS_DENIED; RETRY_LIMIT_EXCEEDED when as many are traced as may be, by the person or at all
 */
export async function startTracing(vault: Vault, personId: string, appId: string): Promise<void> {
  await vault.store.write(async db => {
    await demandOwn(db, personId, appId);
    demandRoom(vault, personId, appId);
    await auditApp(db, vault, { action: 'StartTracing', personId, appId });
  });
  // Others may have begun in the same commit.
  demandRoom(vault, personId, appId);
  const { count = 0, proved = [], unproved = [] } = activeTracing(vault, appId) ?? {};
  const until = vault.clock.now() + vault.limits.traceForMs;
  const all = tracings.get(vault.store) ?? new Map<string, Tracing>();
  all.set(appId, { appId, personId, until, count, proved, unproved });
  tracings.set(vault.store, all);
}

function demandRoom(vault: Vault, personId: string, appId: string): void {
  const { store, limits } = vault;
  dropEnded(vault);
  const others = [...(tracings.get(store)?.values() ?? [])].filter(other => other.appId !== appId);
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
  await vault.store.write(async db => {
    await demandOwn(db, personId, appId);
    if (activeTracing(vault, appId)) await auditApp(db, vault, { action: 'StopTracing', personId, appId });
  });
  const all = tracings.get(vault.store);
  all?.delete(appId);
  if (all?.size === 0) tracings.delete(vault.store);
}

/** Until when, and what there is, the latest first. Undefined when it is off. */
export function tracesOf(
  vault: Vault,
  appId: string,
): { readonly until: number; readonly traces: readonly Trace[] } | undefined {
  const tracing = activeTracing(vault, appId);
  if (!tracing) return undefined;
  const { until, proved, unproved } = tracing;
  return { until, traces: [...proved, ...unproved].sort((a, b) => b.place - a.place) };
}

function activeTracing(vault: Vault, appId: string): Tracing | undefined {
  dropEnded(vault);
  return tracings.get(vault.store)?.get(appId);
}

/** For those that nobody asks for any more. */
export async function dropEndedTraces(vault: Vault): Promise<void> {
  dropEnded(vault);
}

function dropEnded({ store, clock }: Vault): void {
  const all = tracings.get(store);
  if (!all) return;
  const now = clock.now();
  for (const [id, { until }] of all) if (until <= now) all.delete(id);
  if (all.size === 0) tracings.delete(store);
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
  readonly names?: Iterable<string>;
  readonly remark?: Remark | undefined;
}

/** Call it when the reply is on its way: masking takes time. A child is traced with its master. */
export function traceCall(vault: Vault, call: TracedCall): void {
  const { app, claimedAppId, request, reply, remark } = call;
  const ids = [app?.id, app?.masterId, app ? undefined : claimedAppId].filter(id => id !== undefined);
  for (const id of ids) {
    const tracing = activeTracing(vault, id);
    if (!tracing) continue;
    const code = Number(/<code>(\d+)<\/code>/.exec(reply.slice(0, codeWithin))?.[1] ?? 0);
    const isSignIn = call.method === signingIn && code === 0;
    const secrets = new Secrets();
    const isPublic = code === 0 && publicAnswers.has(call.method);
    const options = { ...maskOptions(vault, call), openAt: isPublic ? replyAt : undefined };
    const [shownRequest, shownReply] = shownBodies(call, options, secrets);
    const message = code === 0 ? undefined : messageOf(reply);
    const told = message && maskedMessage(message, options, secrets);
    keep(vault, tracing, {
      kind: 'call',
      method: maskedName(call.method.slice(0, methodLengthMax), options, secrets),
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

function maskOptions({ mode, limits }: Vault, { names = [] }: TracedCall): MaskOptions {
  return { showsValues: mode === 'sandbox', lengthMax: limits.traceBodyBytesMax, names };
}

function shownBodies(
  { request, reply }: TracedCall,
  options: MaskOptions,
  secrets: Secrets,
): (string | undefined)[] {
  const bodies = [request, reply].map(body => (body.length > options.lengthMax ? undefined : String(body)));
  return maskedExchange(bodies, options, secrets);
}

export interface TracedRedirect {
  readonly target: string;
  readonly detail: string;
  readonly request: string;
  readonly mistake: Mistake | undefined;
  /** Did the person go on all the same? */
  readonly isServed: boolean;
}

/** A person whom an application sent to the Shell with something wrong in it. */
export function traceRedirect(
  vault: Vault,
  appId: string,
  { target, detail, request, mistake, isServed }: TracedRedirect,
): void {
  const tracing = activeTracing(vault, appId);
  if (!tracing) return;
  keep(vault, tracing, {
    kind: 'redirect',
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

function keep(vault: Vault, tracing: Tracing, trace: Omit<Trace, 'id' | 'place' | 'at'>): void {
  const list = trace.isProved ? tracing.proved : tracing.unproved;
  tracing.count += 1;
  list.unshift({ id: vault.ids.guid(), place: tracing.count, at: vault.clock.now(), ...trace });
  list.length = Math.min(list.length, vault.limits.tracesPerAppMax);
}
