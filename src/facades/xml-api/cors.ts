// What browsers of other pages may ask of the doors of HealthVault: how to ask, anybody; to read an answer, the pages of the
// application that it is for. No cookie is ever looked at, so a page learns nothing that it does not bring the proof for.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { findOrigins } from '../../core/applications/origins.ts';
import type { Vault } from '../../core/vault.ts';

const shown = 'Date, Keepwell-Once, Retry-After, WC_ResponseId, X-Request-Id';

export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers.origin !== undefined;
}

/** Says how to ask: nothing of it depends on who asks. */
export function answerPreflight(response: ServerResponse, methods: string, headers: string): void {
  response
    .writeHead(204, {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Methods': methods,
      'Access-Control-Allow-Headers': headers,
      'Access-Control-Max-Age': '600',
    })
    .end();
}

/** Of an answer for an application, which it names though it may not have proved it. */
export async function allowOrigin(
  { store }: Vault,
  { headers: { origin } }: IncomingMessage,
  response: ServerResponse,
  appId: string | undefined,
): Promise<void> {
  if (origin === undefined || appId === undefined) return;
  if (!(await store.read(db => findOrigins(db, appId))).has(origin)) return;
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Access-Control-Expose-Headers', shown);
}
