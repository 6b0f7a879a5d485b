// What browsers of other pages may ask: how to ask, anybody; with a token, the pages of the application that it is of.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Application } from '../../core/applications/application.ts';
import { listOrigins } from '../../core/smart/client.ts';

const shown =
  'ETag, Last-Modified, Location, Content-Location, Retry-After, WWW-Authenticate, X-Progress, X-Request-Id';
const asked =
  'Authorization, Content-Type, Accept, Prefer, If-Match, If-None-Match, If-Modified-Since, If-None-Exist, X-Requested-With';

/** @param methods of the door */
export function answerPreflight(request: IncomingMessage, response: ServerResponse, methods: string): void {
  response
    .writeHead(204, {
      ...(request.headers.origin !== undefined && {
        'Access-Control-Allow-Origin': '*',
        'Access-Control-Allow-Methods': methods,
        'Access-Control-Allow-Headers': asked,
        'Access-Control-Max-Age': '600',
      }),
      Allow: methods,
    })
    .end();
}

/** No cookie is ever looked at, so a page of others learns nothing that it does not bring the token for. */
export function allowOrigin(
  { headers }: IncomingMessage,
  response: ServerResponse,
  { smart }: Application,
): void {
  const { origin } = headers;
  if (origin === undefined || !smart || !listOrigins(smart).has(origin)) return;
  response.setHeader('Access-Control-Allow-Origin', origin);
  response.setHeader('Access-Control-Expose-Headers', shown);
}
