// A Bundle of requests: a batch, each by itself, or a transaction, all or none, in which entries name each other by their fullUrl.

import { demandWork, noteWork } from '../../../core/fhir/allowance.ts';
import { catchUp } from '../../../core/fhir/catch-up.ts';
import { FhirProblem } from '../../../core/fhir/problem.ts';
import { listReferences, mapReferences } from '../../../core/fhir/references.ts';
import { isObject, type Resource } from '../../../core/fhir/values.ts';
import { takeBreaks } from '../../../core/limits/turns.ts';
import type { Writer } from '../../../core/store.ts';
import { countCalls } from '../../bearer/caller.ts';
import { asksIndex, type FhirAnswer, type FhirCall } from '../call.ts';
import { asProblem, outcomeOf } from '../outcome.ts';
import { printJson } from '../print.ts';
import { printQuery, readRoute } from '../route.ts';
import { findMeantResource } from './meant.ts';

interface Entry {
  readonly fullUrl: string | undefined;
  readonly method: string;
  readonly call: FhirCall;
}

type Run = (call: FhirCall) => Promise<FhirAnswer>;

/** @param run does what one entry asks */
export async function runBatch(call: FhirCall, run: Run): Promise<FhirAnswer> {
  const { body } = call;
  if (body?.resourceType !== 'Bundle' || (body.type !== 'batch' && body.type !== 'transaction'))
    throw new FhirProblem(
      400,
      'invalid',
      'Here a Bundle is sent whose type is batch or transaction.',
      'Bundle.type',
    );
  const entries = readEntries(call, body);
  // The Bundle itself was counted as it came.
  countCalls(call.vault, call.access.grant.app?.id, entries.length - 1);
  const answers =
    body.type === 'batch' ? await eachAlone(call, entries, run) : await allOrNone(call, entries, run);
  return { status: 200, resource: printAnswers(body.type, entries, answers, call.access.baseUrl) };
}

function readEntries(call: FhirCall, body: Resource): Entry[] {
  const max = call.vault.limits.fhirEntriesMax;
  const entries = Array.isArray(body.entry) ? body.entry : [];
  if (entries.length > max)
    throw new FhirProblem(
      413,
      'too-costly',
      `A Bundle has at most ${max} entries here. Split it.`,
      'Bundle.entry',
    );
  return entries.map((entry: unknown, i) => readEntry(call, entry, `Bundle.entry[${i}]`));
}

function readEntry(call: FhirCall, entry: unknown, place: string): Entry {
  const request = isObject(entry) ? entry.request : undefined;
  if (
    !isObject(entry) ||
    !isObject(request) ||
    typeof request.method !== 'string' ||
    typeof request.url !== 'string'
  )
    throw new FhirProblem(
      400,
      'required',
      'Each entry has a request with method and url.',
      `${place}.request`,
    );
  const { method, url } = request;
  const { baseUrl } = call.access;
  const relative = url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length + 1) : url.replace(/^\//, '');
  const at = relative.indexOf('?');
  const [path, query] = at === -1 ? [relative, ''] : [relative.slice(0, at), relative.slice(at + 1)];
  const route = readRoute(method, path, query);
  if (route.kind === 'batch')
    throw new FhirProblem(
      400,
      'not-supported',
      'A Bundle holds no other Bundle of requests.',
      `${place}.request.url`,
    );
  const text = (name: string) => (typeof request[name] === 'string' ? request[name] : undefined);
  const { resource } = entry;
  const isResource = isObject(resource) && typeof resource.resourceType === 'string';
  return {
    fullUrl: typeof entry.fullUrl === 'string' ? entry.fullUrl : undefined,
    method,
    call: {
      ...call,
      route,
      patch: undefined,
      body: isResource ? (resource as Resource) : undefined,
      conditions: {
        ifMatch: text('ifMatch'),
        ifNoneMatch: text('ifNoneMatch'),
        ifModifiedSince: text('ifModifiedSince'),
        ifNoneExist: text('ifNoneExist'),
      },
    },
  };
}

async function eachAlone(call: FhirCall, entries: readonly Entry[], run: Run): Promise<FhirAnswer[]> {
  const room = new Room(call, entries);
  const answers: FhirAnswer[] = [];
  for (const { call } of entries) {
    answers.push(room.isFull ? noRoom('Nothing was done for this entry') : await runAlone(call, room, run));
    // Others get their turn between entries.
    await new Promise(setImmediate);
  }
  return answers;
}

async function runAlone(call: FhirCall, room: Room, run: Run): Promise<FhirAnswer> {
  try {
    const answer = await run(call);
    if (await room.takes(answer)) return answer;
    const { kind } = call.route;
    const changes = kind === 'create' || kind === 'update' || kind === 'patch' || kind === 'delete';
    // What was done is told without the resource.
    return changes ? { ...answer, resource: undefined } : noRoom('What it found is left out');
  } catch (error) {
    const problem = asProblem(error);
    if (!problem) throw error;
    return { status: problem.status, resource: outcomeOf(problem) };
  }
}

/** Around each answer: its status, its address, and the outcome of one that finds no room. */
const aroundAnswerBytes = 1024;

/** What answers may still be long; they are counted as they come, so that no more of them is held than may be sent. */
class Room {
  #left: number;

  constructor({ vault }: FhirCall, entries: readonly Entry[]) {
    this.#left = vault.limits.responseBytesMax - entries.length * aroundAnswerBytes;
  }

  get isFull(): boolean {
    return this.#left <= 0;
  }

  async takes({ resource }: FhirAnswer): Promise<boolean> {
    if (resource) this.#left -= Buffer.byteLength(await printJson(resource));
    return !this.isFull;
  }
}

function noRoom(what: string): FhirAnswer {
  return { status: 413, resource: outcomeOf(tooLong(what)) };
}

function tooLong(what: string): FhirProblem {
  return new FhirProblem(
    413,
    'too-costly',
    `${what}: the answer to all entries would be too long. Send it in another Bundle, or ask for less by _count.`,
  );
}

const order = ['DELETE', 'POST', 'PUT', 'PATCH', 'GET', 'HEAD'];

async function allOrNone(call: FhirCall, entries: readonly Entry[], run: Run): Promise<FhirAnswer[]> {
  const { vault, access } = call;
  demandEachOnce(entries);
  if (entries.every(isRead)) return readAll(call, entries, run);
  demandWork(vault, access);
  if (entries.some(({ call }) => asksIndex(call))) await catchUp(vault, access.grant.recordId);
  let refusal: FhirProblem | undefined;
  return vault.store.write(async db => {
    // The store runs work again that failed beside others; what took too long does not take as long once more.
    if (refusal) throw refusal;
    try {
      return await runAll(db, call, entries, run);
    } catch (error) {
      if (error instanceof FhirProblem && error.kind === 'too-costly') refusal = error;
      throw error;
    }
  }, access.grant);
}

function isRead({ method }: Entry): boolean {
  return method === 'GET' || method === 'HEAD';
}

/** Entries that only read hold up nobody: each is by itself, and the first that fails ends all. */
async function readAll(call: FhirCall, entries: readonly Entry[], run: Run): Promise<FhirAnswer[]> {
  const room = new Room(call, entries);
  const answers: FhirAnswer[] = [];
  for (const [i, entry] of entries.entries()) {
    const answer = await runEntry(undefined, entry, i, new Map(), run);
    if (!(await room.takes(answer))) throw tooLong('Nothing was done');
    answers.push(answer);
    await new Promise(setImmediate);
  }
  return answers;
}

async function runAll(
  db: Writer,
  call: FhirCall,
  entries: readonly Entry[],
  run: Run,
): Promise<FhirAnswer[]> {
  const inOrder = [...entries.entries()].sort(
    ([i, a], [j, b]) => order.indexOf(a.method) - order.indexOf(b.method) || i - j,
  );
  const takeBreak = takeBreaks();
  const began = performance.now();
  let readMs = 0;
  // The store goes on answering others; who wants to write waits.
  const goOn = () => {
    demandShort(call, performance.now() - began, readMs);
    return takeBreak();
  };
  const names = await findNames(db, entries, goOn);
  const room = new Room(call, entries);
  const answers: FhirAnswer[] = [];
  const left = findAwaited(inOrder, names);
  // Who is named comes before who names, as ids are given when things are written.
  while (left.length > 0) {
    const next = left.findIndex(({ awaited }) => awaited.size === 0);
    const [taken] = left.splice(Math.max(0, next), 1);
    if (!taken) break;
    const { i, entry } = taken;
    const from = performance.now();
    const answer = await runEntry(db, entry, i, names, run);
    if (isRead(entry)) readMs += performance.now() - from;
    await goOn();
    if (!(await room.takes(answer))) throw tooLong('Nothing was done');
    answers[i] = answer;
    const { fullUrl } = entry;
    if (fullUrl === undefined) continue;
    const name = answer.location?.split('/_history/')[0];
    if (name !== undefined) names.set(fullUrl, name);
    for (const { awaited } of left) awaited.delete(fullUrl);
  }
  return answers;
}

/** Others wait while a transaction writes, so those that take too long are few in a minute. @throws FhirProblem */
function demandShort({ vault, access }: FhirCall, tookMs: number, readMs: number): void {
  const { fhirTransactionMs, fhirTransactionReadMs } = vault.limits;
  const isLongRead = readMs > fhirTransactionReadMs;
  if (!isLongRead && tookMs <= fhirTransactionMs) return;
  noteWork(vault, access, tookMs);
  const most = isLongRead ? `read for ${fhirTransactionReadMs}` : `take ${fhirTransactionMs}`;
  throw new FhirProblem(
    413,
    'too-costly',
    `Nothing was done. A transaction that writes may ${most} ms, as others wait for it. Split it, and search in a batch.`,
  );
}

interface Waiting {
  readonly i: number;
  readonly entry: Entry;
  /** The entries that are to be made before it, by their fullUrl. */
  readonly awaited: Set<string>;
}

/** Goes over each body once: a chain of entries may be as long as there are entries. */
function findAwaited(
  inOrder: readonly (readonly [number, Entry])[],
  names: ReadonlyMap<string, string>,
): Waiting[] {
  const made = new Set(inOrder.flatMap(([, { fullUrl, method }]) => (method === 'POST' ? [fullUrl] : [])));
  return inOrder.map(([i, entry]) => {
    const awaited = new Set<string>();
    for (const { reference } of listReferences(entry.call.body, ''))
      if (made.has(reference) && reference !== entry.fullUrl && !names.has(reference)) awaited.add(reference);
    return { i, entry, awaited };
  });
}

/** What entries that change something are known by already. */
async function findNames(
  db: Writer,
  entries: readonly Entry[],
  goOn: () => Promise<void> | undefined,
): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for (const { fullUrl, method, call } of entries) {
    await goOn();
    if (fullUrl === undefined || method === 'POST') continue;
    const { type, id, pairs } = call.route;
    const meant =
      id === undefined && method === 'PUT' && pairs.length > 0
        ? await findMeantResource(call, db, printQuery(pairs))
        : undefined;
    const own = id ?? meant?.id;
    if (own !== undefined) names.set(fullUrl, `${type}/${own}`);
  }
  return names;
}

async function runEntry(
  db: Writer | undefined,
  { call }: Entry,
  i: number,
  names: ReadonlyMap<string, string>,
  run: Run,
): Promise<FhirAnswer> {
  const body = call.body && mapReferences(call.body, reference => names.get(reference) ?? reference);
  try {
    return await run({ ...call, body, db });
  } catch (error) {
    const problem = asProblem(error);
    if (!problem) throw error;
    const place = `Bundle.entry[${i}]`;
    const { expression } = problem;
    const at = expression === undefined ? place : `${place}.resource / ${expression}`;
    throw new FhirProblem(problem.status, problem.kind, `Nothing was done. ${problem.message}`, at);
  }
}

function demandEachOnce(entries: readonly Entry[]): void {
  const seen = new Set<string>();
  for (const [i, { call, fullUrl }] of entries.entries()) {
    const { kind, type, id } = call.route;
    const changes = kind === 'update' || kind === 'patch' || kind === 'delete';
    for (const name of [
      changes && id !== undefined ? `${type}/${id}` : undefined,
      fullUrl && `=${fullUrl}`,
    ]) {
      if (name === undefined) continue;
      if (seen.has(name))
        throw new FhirProblem(
          400,
          'duplicate',
          'Two entries of a transaction are about one resource.',
          `Bundle.entry[${i}]`,
        );
      seen.add(name);
    }
  }
}

function printAnswers(
  type: string,
  entries: readonly Entry[],
  answers: readonly FhirAnswer[],
  baseUrl: string,
): Resource {
  return {
    resourceType: 'Bundle',
    type: `${type}-response`,
    ...(entries.length > 0 && {
      entry: answers.map(({ status, resource, location, versionId, lastModified }) => {
        const isOutcome = resource?.resourceType === 'OperationOutcome';
        return {
          ...(resource && !isOutcome && { resource }),
          response: {
            status: String(status),
            ...(location !== undefined && { location: `${baseUrl}/${location}` }),
            ...(versionId !== undefined && { etag: `W/"${versionId}"` }),
            ...(lastModified !== undefined && { lastModified: new Date(lastModified).toISOString() }),
            ...(isOutcome && { outcome: resource }),
          },
        };
      }),
    }),
  };
}
