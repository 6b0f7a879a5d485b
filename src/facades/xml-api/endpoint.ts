// The XML endpoint on node:http: body in, decompressed and bounded; answer out, compressed if the client asked.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { deflate, gzip } from 'node:zlib';
import type { Awaitable } from '../../core/awaitable.ts';
import { Fault } from '../../core/faults.ts';
import { fault, statusOf } from '../../core/healthvault/status-fault.ts';
import type { Remark } from '../../core/healthvault/tracing/remark.ts';
import { isTracing, traceCall } from '../../core/healthvault/tracing/traces.ts';
import { Turns } from '../../core/limits/turns.ts';
import type { Vault } from '../../core/vault.ts';
import { countAnswerRoom, holdAnswer, type Receiver } from '../../http/held-answer.ts';
import { findNote, type RequestNote } from '../../http/request-note.ts';
import { endWithText } from '../../http/send-text.ts';
import { noteUnavailable } from '../../http/unavailable.ts';
import { listContractNames } from '../../methods/names.ts';
import { Body } from './body.ts';
import { allowOrigin, answerPreflight, isPreflight } from './cors.ts';
import type { Exchange } from './exchange.ts';
import { answer, printFault } from './pipeline.ts';
import { findRemark } from './remark.ts';

const zip = { gzip: promisify(gzip), deflate: promisify(deflate) };

/** A long request while it is read, and a large answer while it is made, take several times the memory that they are long. */
const muchAtOnce = new Turns(2);

/** Answers shorter than this are sent as they are. */
const compressFromBytes = 512;

export interface EndpointOptions {
  readonly vault: Vault;
  /** The caller's address; behind named proxies, the one they report. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** What was not the client's fault. Gets no part of the request. */
  readonly onError: (error: unknown, about: { request: string; method: string | undefined }) => void;
}

/** Answers one POST of the XML API. Every application error is HTTP 200; without a database it is 503. */
export async function serveXml(
  options: EndpointOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  let leave: (() => void) | undefined;
  const turnForMuch = async (party: string) => {
    leave ??= await muchAtOnce.enter(party);
    // Making it takes the one thread: who came meanwhile is looked at first.
    await new Promise(setImmediate);
    // Whoever went away while it waited gets nothing made.
    if (response.destroyed) throw fault('RETRY_LIMIT_EXCEEDED');
  };
  if (isPreflight(request)) {
    answerPreflight(response, 'POST', 'Content-Type, Keepwell-Once, traceparent, tracestate');
    return;
  }
  try {
    await answerCall(options, turnForMuch, request, response);
  } finally {
    leave?.();
  }
}

async function answerCall(
  options: EndpointOptions,
  turnForMuch: (party: string) => Promise<void>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { vault } = options;
  // Also where no page of a browser asks: what a cache between keeps is not for every page.
  response.setHeader('Vary', 'Origin');
  const isOnce = request.headers['keepwell-once'] === '1';
  // Said back, so that who asks knows that it came through and is known here.
  if (isOnce) response.setHeader('Keepwell-Once', '1');
  const note = findNote(response);
  const responseId = note?.id ?? vault.ids.guid();
  const startedAt = performance.now();
  let body: Body | undefined;
  let exchange: Exchange | undefined;
  let xml: string;
  try {
    if (request.method !== 'POST') throw fault('BAD_HTTP');
    checkCharset(request.headers['content-type']);
    const address = options.addressOf(request);
    const source = new Body(request, vault, address);
    body = source;
    const own: Exchange = {
      vault,
      source,
      address,
      isOnce,
      turnForMuch: async () => {
        await turnForMuch(source.party);
        return countAnswerRoom(vault, receiverOf(own, source));
      },
    };
    exchange = own;
    xml = await answer(exchange, (error, x) => {
      noteUnavailable(error, response);
      if (!isGone(request)) options.onError(error, { request: responseId, method: x.method?.name });
    });
    if (exchange.refusal) await body.drop();
    if (isGone(request)) return;
  } catch (error) {
    noteUnavailable(error, response);
    if (!(error instanceof Fault)) options.onError(error, { request: responseId, method: undefined });
    const refusal = error instanceof Fault ? statusOf(error) : fault('FAILED');
    if (note) note.code = refusal.code;
    xml = printFault(refusal);
  } finally {
    body?.end();
    if (note && exchange) noteCall(note, exchange);
  }
  const tookMs = performance.now() - startedAt;
  if (request.headers.origin !== undefined)
    await allowFrom(request, response, options, { exchange, responseId });
  const remark = exchange && isTracing(vault) ? await remarked(exchange, options, responseId) : undefined;
  await send(request, response, xml, { vault, responseId, receiver: receiverOf(exchange, body) });
  if (exchange && isTracing(vault)) trace(exchange, xml, tookMs, remark);
}

/** Where the store cannot be asked, the answer goes out as it would to any other page. */
async function allowFrom(
  request: IncomingMessage,
  response: ServerResponse,
  { vault, onError }: EndpointOptions,
  { exchange, responseId }: { exchange: Exchange | undefined; responseId: string },
): Promise<void> {
  const appId = exchange?.app?.id ?? exchange?.envelope?.header.appId;
  try {
    await allowOrigin(vault, request, response, appId);
  } catch (error) {
    onError(error, { request: responseId, method: exchange?.method?.name });
  }
}

function noteCall(note: RequestNote, { method, app, refusal }: Exchange): void {
  note.call = method?.name;
  note.appId = app?.id;
  note.code ??= refusal?.code ?? 0;
}

/** A client that went away in the middle is nobody's fault. */
function isGone(request: IncomingMessage): boolean {
  return request.destroyed && !request.complete;
}

/** For whom an answer is held until it is taken. */
function receiverOf(exchange: Exchange | undefined, body: Body | undefined): Receiver {
  return { party: body?.party ?? '', appId: exchange?.app?.id };
}

/** Whatever goes wrong in it, the answer stands. */
async function remarked(
  exchange: Exchange,
  { onError }: EndpointOptions,
  responseId: string,
): Promise<Remark | undefined> {
  try {
    return await findRemark(exchange);
  } catch (error) {
    onError(error, { request: responseId, method: exchange.method?.name });
    return undefined;
  }
}

/** After the answer has gone. */
function trace(exchange: Exchange, reply: string, tookMs: number, remark: Remark | undefined): void {
  const { vault, app, claimedAppId, envelope, body } = exchange;
  if (!envelope || !body) return;
  const { method, methodVersion: version } = envelope.header;
  setImmediate(() =>
    traceCall(vault, {
      app,
      claimedAppId,
      method,
      version,
      request: body,
      reply,
      tookMs,
      names: listContractNames(),
      remark,
    }),
  );
}

/** XML that comes with a charset is in that, whatever it declares itself. */
function checkCharset(contentType = ''): void {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset))
    throw fault(
      'INVALID_XML',
      'Its charset is not UTF-8: send UTF-8, and say that or nothing in Content-Type.',
    );
}

interface Sending {
  readonly vault: Vault;
  readonly responseId: string;
  readonly receiver: Receiver;
}

/** @returns a promise where it is compressed first */
function send(
  request: IncomingMessage,
  response: ServerResponse,
  xml: string,
  sending: Sending,
): Awaitable<void> {
  const bytes = Buffer.byteLength(xml);
  const encoding = bytes >= compressFromBytes ? acceptedEncoding(request) : undefined;
  if (!encoding) return sendBody(response, { body: xml, bytes, encoding }, sending);
  return zip[encoding](xml, { level: 1 }).then(body =>
    sendBody(response, { body, bytes: body.length, encoding }, sending),
  );
}

interface Sent {
  readonly body: string | Buffer;
  readonly bytes: number;
  readonly encoding: keyof typeof zip | undefined;
}

function sendBody(response: ServerResponse, made: Sent, { vault, responseId, receiver }: Sending): void {
  const { body, bytes, encoding } = holdAnswer(vault, receiver, response, made.bytes) ? made : tooMuchHeld();
  const headers: Record<string, string> = {
    'Content-Type': 'text/xml; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Disposition': 'attachment',
    WC_ResponseId: responseId,
    'Content-Length': String(bytes),
  };
  if (encoding) headers['Content-Encoding'] = encoding;
  if (made.encoding) response.appendHeader('Vary', 'Accept-Encoding');
  response.writeHead(response.statusCode, headers);
  if (typeof body === 'string') endWithText(response, body, bytes);
  else response.end(body);
}

function tooMuchHeld(): Sent {
  const body = printFault(fault('RETRY_LIMIT_EXCEEDED', 'Take the answers that are under way first.'));
  return { body, bytes: Buffer.byteLength(body), encoding: undefined };
}

function acceptedEncoding(request: IncomingMessage): 'gzip' | 'deflate' | undefined {
  const header = request.headers['accept-encoding'];
  if (header === undefined) return undefined;
  const accepts = String(header)
    .toLowerCase()
    .split(',')
    .map(part => part.split(';').map(piece => piece.trim()))
    .filter(([, ...rest]) => !rest.some(piece => piece.startsWith('q=') && !(Number(piece.slice(2)) > 0)))
    .map(([name]) => name);
  return accepts.includes('gzip') ? 'gzip' : accepts.includes('deflate') ? 'deflate' : undefined;
}
