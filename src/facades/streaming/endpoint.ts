// Blobs by themselves, on node:http: chunks of an upload come by POST or PUT, bytes are read by GET. The token in the address
// is all that is asked for. Answers are HTTP's own; a refusal carries its status code in the form of the XML API.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readToken } from '../../core/blobs/tokens.ts';
import { Fault } from '../../core/faults.ts';
import { fault, type StatusFault, statusOf } from '../../core/healthvault/status-fault.ts';
import type { StatusName } from '../../core/healthvault/statuses.ts';
import type { Vault } from '../../core/vault.ts';
import { findNote } from '../../http/request-note.ts';
import { noteUnavailable } from '../../http/unavailable.ts';
import { answerPreflight, isPreflight } from '../xml-api/cors.ts';
import { printFault } from '../xml-api/pipeline.ts';
import { sendBlob } from './download.ts';
import { upload } from './upload.ts';

export interface StreamingOptions {
  readonly vault: Vault;
  /** What was not the client's fault. Gets no part of the request. */
  readonly onError: (
    error: unknown,
    about: { request: string | undefined; method: string | undefined },
  ) => void;
}

export async function serveBlob(
  { vault, onError }: StreamingOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Vary', 'Origin');
  if (isPreflight(request)) {
    answerPreflight(
      response,
      'GET, HEAD, POST, PUT',
      'Content-Range, Content-Type, Range, X-HV-Blob-Complete',
    );
    return;
  }
  // Whoever has the address has the token in it, and nothing else is asked for.
  if (request.headers.origin !== undefined) {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Expose-Headers', 'Content-Range, ETag, X-Request-Id');
  }
  const token = readToken(request.url ?? '');
  const { method } = request;
  try {
    if (method === 'GET' || method === 'HEAD') await sendBlob(vault, token, request, response);
    else if (method === 'POST' || method === 'PUT') await upload(vault, token, request, response);
    else throw fault('BAD_HTTP', 'Blobs are sent by POST or PUT and read by GET or HEAD.');
  } catch (error) {
    if (!(error instanceof Fault) && !isGone(request, response))
      onError(error, { request: findNote(response)?.id, method });
    noteUnavailable(error, response);
    const refusal = error instanceof Fault ? statusOf(error) : fault('FAILED');
    const note = findNote(response);
    if (note) note.code = refusal.code;
    refuse(request, response, refusal);
  }
}

/** A client that went away in the middle is nobody's fault. */
function isGone(request: IncomingMessage, response: ServerResponse): boolean {
  return response.destroyed || (request.destroyed && !request.complete);
}

const httpStatus: Partial<Record<StatusName, number>> = {
  BAD_HTTP: 405,
  INVALID_XML: 400,
  INVALID_BLOB_REF_URL: 404,
  ACCESS_DENIED: 403,
  BLOB_TOKEN_COMMITTED: 409,
  REQUEST_TOO_LONG: 413,
  RETRY_LIMIT_EXCEEDED: 429,
  FAILED: 500,
};

function refuse(request: IncomingMessage, response: ServerResponse, refusal: StatusFault): void {
  // Half a blob cannot be taken back: the client must see that it is half.
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // The rest is read and dropped, so that the client gets to see the answer.
  request.resume();
  const body = Buffer.from(printFault(refusal));
  for (const name of ['Content-Range', 'Content-Disposition', 'ETag', 'Accept-Ranges'])
    response.removeHeader(name);
  response
    .writeHead(response.statusCode === 503 ? 503 : (httpStatus[refusal.status] ?? 400), {
      'Content-Type': 'text/xml; charset=utf-8',
      'Content-Length': body.length,
      ...(refusal.status === 'BAD_HTTP' && { Allow: 'GET, HEAD, POST, PUT' }),
    })
    .end(request.method === 'HEAD' ? undefined : body);
}
