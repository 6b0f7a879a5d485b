// What a door says to whoever asked when something went wrong: in its own shape, and to nobody who is not there any more.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { TooManyTries } from '../core/limits/rate-limit.ts';
import { findNote } from './request-note.ts';
import { noteUnavailable, sayUnavailable } from './unavailable.ts';

interface Failed {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** What was not the client's fault. Gets no part of the request. */
  readonly onError: (
    error: unknown,
    about: { request: string | undefined; method: string | undefined },
  ) => void;
}

interface Shape<Problem> {
  /** Undefined for what is nobody's fault but ours. */
  readonly asProblem: (error: unknown) => Problem | undefined;
  readonly make: (status: 500 | 503, text: string) => Problem;
}

/** Undefined where nothing can be said any more. */
export function chooseRefusal<Problem>(
  error: unknown,
  { request, response, onError }: Failed,
  { asProblem, make }: Shape<Problem>,
): Problem | undefined {
  // A client that went away in the middle is nobody's fault.
  if (response.destroyed || (request.destroyed && !request.complete)) return undefined;
  if (response.headersSent) {
    response.destroy();
    return undefined;
  }
  const isUnavailable = noteUnavailable(error, response);
  const problem = asProblem(error);
  if (problem) return problem;
  if (isUnavailable) return make(503, sayUnavailable(error));
  onError(error, { request: findNote(response)?.id, method: request.method });
  return make(500, 'Something went wrong here. The operator is told; ask again later.');
}

/** When to ask again, where waiting helps. */
export function tellWait(response: ServerResponse, status: number, error: unknown): void {
  if (status !== 429 && status !== 503) return;
  const seconds = error instanceof TooManyTries ? Math.ceil(error.waitMs / 1000) : 2;
  response.setHeader('Retry-After', String(seconds));
}
