// The entries of a Bundle of requests: what each asks, and how much their answers may be together.

import { FhirProblem } from '../../../core/fhir/problem.ts';
import { isObject, type Resource } from '../../../core/fhir/values.ts';
import type { FhirAnswer, FhirCall } from '../call.ts';
import { asProblem, outcomeOf } from '../outcome.ts';
import { printJson } from '../print.ts';
import { type Route, readRoute } from '../route.ts';

export interface Entry {
  readonly fullUrl: string | undefined;
  readonly method: string;
  readonly call: FhirCall;
}

export type Run = (call: FhirCall) => Promise<FhirAnswer>;

export function readEntries(call: FhirCall, body: Resource): Entry[] {
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

/** @throws FhirProblem for what is asked by itself alone */
export function demandBundled({ kind, type }: Route): void {
  if (type === 'Subscription' && kind !== 'validate')
    throw new FhirProblem(400, 'not-supported', 'A Subscription is asked for by itself, not in a Bundle.');
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

/** What goes wrong is its answer. */
export async function runAlone(call: FhirCall, room: Room, run: Run): Promise<FhirAnswer> {
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
export class Room {
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

export function noRoom(what: string): FhirAnswer {
  return { status: 413, resource: outcomeOf(tooLong(what)) };
}

export function tooLong(what: string): FhirProblem {
  return new FhirProblem(
    413,
    'too-costly',
    `${what}: the answer to all entries would be too long. Send it in another Bundle, or ask for less by _count.`,
  );
}
