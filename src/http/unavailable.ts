// What is answered while the database or the server of files cannot be reached: the fact, and when to ask again. Proxies and
// clients know 503.
import type { ServerResponse } from 'node:http';
import { FilesUnavailable, StoreUnavailable } from '../core/store.ts';

export const retryAfterSeconds = 5;

/** @returns whether the answer is one of those, its status and header being set */
export function noteUnavailable(error: unknown, response: ServerResponse): boolean {
  if (!(error instanceof StoreUnavailable)) return false;
  response.statusCode = 503;
  response.setHeader('Retry-After', retryAfterSeconds);
  return true;
}

export function sayUnavailable(error: unknown): string {
  const place = error instanceof FilesUnavailable ? 'The server that keeps files' : 'The database';
  return `${place} cannot be reached just now. Ask again in a few seconds.`;
}
