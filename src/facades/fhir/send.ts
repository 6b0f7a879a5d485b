// The answer on the wire: headers that FHIR has for it, the body in the form that was asked for, compressed where the client takes it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { FhirProblem } from '../../core/fhir/problem.ts';
import { getDicomWebUrl, getFhirUrl } from '../../core/instance.ts';
import type { Vault } from '../../core/vault.ts';
import { holdAnswer } from '../../http/held-answer.ts';
import { endWithText } from '../../http/send-text.ts';
import { sendBytes } from '../streaming/download.ts';
import type { FhirAnswer } from './call.ts';
import { contentTypes, type Form } from './negotiate.ts';
import { outcomeOf } from './outcome.ts';
import { print } from './print.ts';
import { tellEndpoints } from './study-endpoint.ts';

const zip = promisify(gzip);
const compressFromBytes = 1024;
const listenersMax = 20;

export interface Sending {
  readonly vault: Vault;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly form: Form;
  readonly party?: string;
  readonly appId?: string;
}

export async function send(to: Sending, answer: FhirAnswer): Promise<void> {
  const { vault, response, form } = to;
  const { status, resource, location, versionId, lastModified } = answer;
  if (versionId !== undefined) response.setHeader('ETag', `W/"${versionId}"`);
  if (lastModified !== undefined) response.setHeader('Last-Modified', new Date(lastModified).toUTCString());
  if (location !== undefined) response.setHeader('Location', `${getFhirUrl(vault.instance)}/${location}`);
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (answer.bytes) return sendBytes(vault, answer.bytes, to.request, response);
  if (answer.kept) {
    const { contentType, bytes } = answer.kept;
    response.writeHead(status, {
      'Content-Type': contentType,
      'Content-Length': bytes.length,
      'Content-Disposition': 'attachment',
    });
    response.end(to.request.method === 'HEAD' ? undefined : bytes);
    return;
  }
  if (answer.lines) return sendLines(to, answer.lines);
  if (answer.json) return sendText(to, status, JSON.stringify(answer.json), 'application/json');
  const text =
    resource === undefined ? '' : await print(tellEndpoints(resource, getDicomWebUrl(vault.instance)), form);
  if (text === '') {
    response.writeHead(status).end();
    return;
  }
  return sendText(to, status, text, contentTypes[form]);
}

async function sendText(to: Sending, status: number, text: string, contentType: string): Promise<void> {
  const { vault, request, response, party = '', appId } = to;
  const length = Buffer.byteLength(text);
  const isTooLong = length > vault.limits.responseBytesMax;
  if (isTooLong || !holdAnswer(vault, { party, appId }, response, length)) {
    refuseLength(to, isTooLong);
    return;
  }
  response.setHeader('Content-Type', contentType);
  response.appendHeader('Vary', 'Accept-Encoding');
  const takesGzip = /\bgzip\b/i.test(String(request.headers['accept-encoding'] ?? ''));
  if (takesGzip && length >= compressFromBytes) {
    const body = await zip(text, { level: 1 });
    response.writeHead(status, { 'Content-Encoding': 'gzip', 'Content-Length': body.length });
    response.end(request.method === 'HEAD' ? undefined : body);
    return;
  }
  response.writeHead(status, { 'Content-Length': length });
  if (request.method === 'HEAD') response.end();
  else endWithText(response, text, length);
}

/** As fast as they are taken, so that no more than a page of them is held. */
async function sendLines({ response, request }: Sending, lines: AsyncGenerator<string>): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'application/fhir+ndjson' });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  // Who counts requests and answers waits for its end, too.
  response.setMaxListeners(listenersMax);
  await pipeline(Readable.from(lines), response);
}

function refuseLength({ response }: Sending, isTooLong: boolean): void {
  const problem = isTooLong
    ? new FhirProblem(
        413,
        'too-costly',
        'The answer would be larger than allowed. Ask for fewer at once, by _count.',
      )
    : new FhirProblem(429, 'throttled', 'Take the answers that are under way first.');
  const body = JSON.stringify(outcomeOf(problem));
  response.setHeader('Content-Type', contentTypes.json);
  response
    .writeHead(problem.status, { 'Content-Length': Buffer.byteLength(body), 'Retry-After': '2' })
    .end(body);
}
