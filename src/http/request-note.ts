// What is known of a request while it is answered: for its line in the log, its metrics and its trace. Begun by router.ts; who
// answers adds what they know. It never holds what a client wrote: routes are patterns, calls are names of ours.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Ids } from '../core/world.ts';
import { getClientAddress, getPeerAddress } from './address.ts';
import type { Proxies } from './proxies.ts';
import { readGivenId, type TraceParent } from './request-id.ts';

export interface RequestNote {
  /** What clients are told it by, and the log. */
  readonly id: string;
  /** The step of a trace that it is part of, where a trusted proxy says so. */
  readonly parent: TraceParent | undefined;
  readonly address: string;
  /** By `performance.now()`. */
  readonly startedAt: number;
  /** Of whoever has the door: `/records/:record`. */
  route: string;
  /** Asked by who looks whether the server is there, again and again. */
  isProbe: boolean;
  /** A method of the XML API. */
  call?: string | undefined;
  /** HealthVault's code of a refusal; 0 of what went well. */
  code?: number;
  /** The application that proved who it is. */
  appId?: string | undefined;
}

/** On the answer itself: a map beside it would be one more thing to collect for each request. */
const note = Symbol('note');

type Noted = ServerResponse & { [note]?: RequestNote };

export interface NoteOptions {
  readonly ids: Ids;
  readonly trustedProxies: Proxies;
}

/** Begins the note of a request and tells the client its id. */
export function beginNote(
  request: IncomingMessage,
  response: ServerResponse,
  { ids, trustedProxies }: NoteOptions,
): RequestNote {
  const given = trustedProxies.includes(getPeerAddress(request)) ? readGivenId(request.headers) : undefined;
  const begun: RequestNote = {
    id: given?.id ?? ids.guid(),
    parent: given?.parent,
    address: getClientAddress(request, trustedProxies),
    startedAt: performance.now(),
    route: noRoute,
    isProbe: false,
  };
  (response as Noted)[note] = begun;
  response.setHeader('X-Request-Id', begun.id);
  return begun;
}

/** Of what was refused before it was known where it leads, or leads nowhere. */
export const noRoute = '(none)';

/** Undefined where an answer is no router's, as in tests of one facade. */
export function findNote(response: ServerResponse): RequestNote | undefined {
  return (response as Noted)[note];
}
