// What is answered while the database cannot be reached: that it is so, and when to ask again. Proxies and clients know 503.
import type { ServerResponse } from 'node:http';
import { StoreUnavailable } from '../core/store.ts';

export const retryAfterSeconds = 5;

/** @returns whether the answer is one of those, its status and header being set */
export function noteUnavailable(error: unknown, response: ServerResponse): boolean {
  if (!(error instanceof StoreUnavailable)) return false;
  response.statusCode = 503;
  response.setHeader('Retry-After', retryAfterSeconds);
  return true;
}
