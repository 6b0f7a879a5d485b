// Traces: what an application asked lately and what it was told, for its developers. Kept in memory, for as long as a
// developer turned it on, and bounded; a server that restarts has forgotten all of it. Where nothing is traced, a call costs
// one comparison. What is kept is masked first: mask.ts. Fed by the XML API and the Shell, shown by its pages.
import type { Application } from '../applications/application.ts';
import { fault, statusName } from '../errors.ts';
import type { Store } from '../ports.ts';
import type { Vault } from '../vault.ts';
import { maskedXml } from './mask.ts';

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
}

interface Tracing {
  readonly appId: string;
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

/** @throws RETRY_LIMIT_EXCEEDED when as many are traced as may be */
export function startTracing(vault: Vault, appId: string): void {
  const { store, limits } = vault;
  const all = tracings.get(store) ?? new Map<string, Tracing>();
  dropEnded(vault, all);
  if (!all.has(appId) && all.size >= limits.tracedAppsMax)
    throw fault('RETRY_LIMIT_EXCEEDED', 'As many applications are traced as may be. Try again later.');
  const before = all.get(appId);
  const until = vault.clock.now() + limits.traceForMs;
  const { count = 0, proved = [], unproved = [] } = before ?? {};
  all.set(appId, { appId, until, count, proved, unproved });
  tracings.set(store, all);
}

/** What was traced is forgotten. */
export function stopTracing({ store }: Vault, appId: string): void {
  const all = tracings.get(store);
  all?.delete(appId);
  if (all?.size === 0) tracings.delete(store);
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
  const all = tracings.get(vault.store);
  if (!all) return undefined;
  dropEnded(vault, all);
  return all.get(appId);
}

function dropEnded({ store, clock }: Vault, all: Map<string, Tracing>): void {
  const now = clock.now();
  for (const [id, { until }] of all) if (until <= now) all.delete(id);
  if (all.size === 0) tracings.delete(store);
}

export interface TracedCall {
  /** Undefined where it was not proved which one calls. */
  readonly app: Application | undefined;
  /** The one that the envelope names, or whose session it is. */
  readonly claimedAppId: string | undefined;
  readonly method: string;
  readonly version: number | undefined;
  readonly request: string | Buffer;
  readonly reply: string;
  readonly tookMs: number;
}

/** Call it when the reply is on its way: masking takes time. A child is traced with its master. */
export function traceCall(vault: Vault, call: TracedCall): void {
  const { app, claimedAppId, request, reply } = call;
  const ids = [app?.id, app?.masterId, app ? undefined : claimedAppId].filter(id => id !== undefined);
  for (const id of ids) {
    const tracing = activeTracing(vault, id);
    if (!tracing) continue;
    const code = Number(/<code>(\d+)<\/code>/.exec(reply.slice(0, codeWithin))?.[1] ?? 0);
    const isSignIn = call.method === signingIn && code === 0;
    keep(vault, tracing, {
      kind: 'call',
      method: call.method,
      version: call.version,
      code,
      status: statusName(code),
      message: code === 0 ? undefined : messageOf(reply),
      tookMs: Math.round(call.tookMs * 10) / 10,
      requestBytes: Buffer.byteLength(request),
      replyBytes: Buffer.byteLength(reply),
      isProved: app !== undefined || isSignIn,
      request: shownBody(vault, request),
      reply: shownBody(vault, reply),
    });
  }
}

const codeWithin = 200;

/** Proves who calls by itself. */
const signingIn = 'CreateAuthenticatedSessionToken';

/** Our own words, which never hold values. */
function messageOf(reply: string): string | undefined {
  return /<message>([^<]*)<\/message>/
    .exec(reply)?.[1]
    ?.replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

function shownBody({ mode, limits }: Vault, body: string | Buffer): string | undefined {
  const lengthMax = limits.traceBodyBytesMax;
  if (body.length > lengthMax) return undefined;
  return maskedXml(String(body), { showsValues: mode === 'sandbox', lengthMax });
}

/** A person whom an application sent to the Shell with something wrong in it. */
export function traceRedirect(
  vault: Vault,
  appId: string,
  { target, detail, request }: { target: string; detail: string; request: string },
): void {
  const tracing = activeTracing(vault, appId);
  if (!tracing) return;
  keep(vault, tracing, {
    kind: 'redirect',
    method: target,
    version: undefined,
    code: 400,
    status: undefined,
    message: detail,
    tookMs: undefined,
    requestBytes: request.length,
    replyBytes: 0,
    isProved: false,
    request,
    reply: undefined,
  });
}

function keep(vault: Vault, tracing: Tracing, trace: Omit<Trace, 'id' | 'place' | 'at'>): void {
  const list = trace.isProved ? tracing.proved : tracing.unproved;
  tracing.count += 1;
  list.unshift({ id: vault.ids.guid(), place: tracing.count, at: vault.clock.now(), ...trace });
  list.length = Math.min(list.length, vault.limits.tracesPerAppMax);
}
