// Traces: what an application asked lately and what it was told, for its developers. Kept in memory, for as long as a
// developer turned it on, and bounded; a server that restarts has forgotten all of it. Where nothing is traced, a call costs
// one comparison. What is kept is masked first: mask.ts. Fed by the XML API and the Shell, shown by its pages.

import { demandOwn, noteAppAction } from '../../applications/admins.ts';
import type { Application } from '../../applications/application.ts';
import type { Vault } from '../../vault.ts';
import { fault } from '../status-fault.ts';
import { statusName } from '../statuses.ts';
import type { KnownNames } from './known-names.ts';
import { type MaskOptions, maskExchange, maskMessage, maskName } from './mask.ts';
import type { Mistake } from './mistake.ts';
import type { Remark } from './remark.ts';
import { Secrets } from './secrets.ts';
import type { Trace } from './trace.ts';
import type { Tracing } from './traced-apps.ts';

/** Is anything traced at all? */
export function isTracing({ memory }: Vault): boolean {
  return !memory.traced.isEmpty;
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
    await noteAppAction(db, vault, { action: 'StartTracing', personId, appId });
  });
  // Others may have begun in the same commit.
  demandRoom(vault, personId, appId);
  const { count = 0, proved = [], unproved = [] } = activeTracing(vault, appId) ?? {};
  const until = vault.clock.now() + vault.limits.traceForMs;
  vault.memory.traced.put({ appId, personId, until, count, proved, unproved });
}

function demandRoom(vault: Vault, personId: string, appId: string): void {
  const { memory, limits } = vault;
  dropEnded(vault);
  const others = [...memory.traced.all()].filter(other => other.appId !== appId);
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
    if (activeTracing(vault, appId))
      await noteAppAction(db, vault, { action: 'StopTracing', personId, appId });
  });
  vault.memory.traced.remove(appId);
}

/** Until when, and what there is, the latest first. Undefined when it is off. */
export function findTraces(
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
  return vault.memory.traced.find(appId);
}

/** For those that nobody asks for any more. */
export async function dropEndedTraces(vault: Vault): Promise<void> {
  dropEnded(vault);
}

function dropEnded({ memory: { traced }, clock }: Vault): void {
  if (traced.isEmpty) return;
  const now = clock.now();
  for (const { appId, until } of traced.all()) if (until <= now) traced.remove(appId);
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
    const tracing = activeTracing(vault, id);
    if (!tracing) continue;
    const code = Number(/<code>(\d+)<\/code>/.exec(reply.slice(0, codeWithin))?.[1] ?? 0);
    const isSignIn = call.method === signingIn && code === 0;
    const secrets = new Secrets();
    const isPublic = code === 0 && publicAnswers.has(call.method);
    const options = { ...maskOptions(vault, call), openAt: isPublic ? replyAt : undefined };
    const [shownRequest, shownReply] = shownBodies(call, options, secrets);
    const message = code === 0 ? undefined : messageOf(reply);
    const told = message && maskMessage(message, options, secrets);
    keep(vault, tracing, {
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

function maskOptions({ mode, limits }: Vault, { names }: TracedCall): MaskOptions {
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
  const noted = { id: vault.ids.guid(), at: vault.clock.now(), ...trace };
  vault.memory.traced.note(tracing, noted, vault.limits.tracesPerAppMax);
}
