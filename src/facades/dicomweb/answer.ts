// How answers go out: datasets as DICOM's JSON, bytes as parts of one answer, one after the other, and what went wrong in plain
// words.
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Part {
  /** Content-Type, and what else is said of it. */
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: AsyncIterable<Buffer>;
}

export interface Parts {
  readonly type: string;
  readonly parts: AsyncIterable<Part>;
}

/** A piece is gone before the next is asked for. @throws where nobody takes it any more */
export async function write(response: ServerResponse, piece: Buffer | string): Promise<void> {
  if (response.destroyed) throw new Gone();
  if (response.write(piece)) return;
  const ended = new AbortController();
  const close = () => ended.abort();
  response.once('close', close);
  try {
    await once(response, 'drain', { signal: ended.signal });
  } catch {
    throw new Gone();
  } finally {
    response.off('close', close);
  }
}

/** Who asked is there no more. */
export class Gone extends Error {}

/** Of what is only asked about, nothing is read. */
export function endsAtHead(response: ServerResponse): boolean {
  const isHead = response.req.method === 'HEAD';
  if (isHead) response.end();
  return isHead;
}

export async function sendParts(
  response: ServerResponse,
  boundary: string,
  { type, parts }: Parts,
): Promise<void> {
  response.writeHead(200, { 'Content-Type': `multipart/related; type="${type}"; boundary=${boundary}` });
  if (endsAtHead(response)) return;
  for await (const { headers, bytes } of parts) {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    await write(response, `--${boundary}\r\n${lines.join('')}\r\n`);
    for await (const piece of bytes) await write(response, Buffer.from(piece));
    await write(response, '\r\n');
  }
  response.end(`--${boundary}--\r\n`);
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/dicom+json' }).end(JSON.stringify(value));
}

/** One dataset after the other, so that none of a long list waits for the last. */
export async function sendList(response: ServerResponse, values: AsyncIterable<unknown>): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'application/dicom+json' });
  if (endsAtHead(response)) return;
  let lead = '[';
  for await (const value of values) {
    await write(response, lead + JSON.stringify(value));
    lead = ',';
  }
  response.end(lead === '[' ? '[]' : ']');
}

export function sendWords(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(`${words}\n`);
}

/** What a client takes, in its order; anything where it does not say. */
export interface Accepted {
  readonly type: string;
  /** Of a multipart, what its parts are to be. */
  readonly of: string | undefined;
  readonly transferSyntax: string | undefined;
}

export function readAccept(
  { headers }: IncomingMessage,
  pairs: readonly (readonly [string, string])[],
): Accepted[] {
  const said = pairs.find(([name]) => name === 'accept')?.[1] ?? headers.accept ?? '*/*';
  const ranges = said.slice(0, 4096).match(/(?:[^,"]|"[^"]*")+/g) ?? [];
  const read = ranges.map(range => {
    const [type = '', ...parameters] = (range.match(/(?:[^;"]|"[^"]*")+/g) ?? []).map(part => part.trim());
    const named = new Map(
      parameters.map(parameter => {
        const at = parameter.indexOf('=');
        return [parameter.slice(0, at).toLowerCase(), parameter.slice(at + 1).replace(/^"|"$/g, '')] as const;
      }),
    );
    const of = named.get('type')?.toLowerCase();
    return { type: type.toLowerCase(), of, transferSyntax: named.get('transfer-syntax') };
  });
  return read.length > 0 ? read : [{ type: '*/*', of: undefined, transferSyntax: undefined }];
}

/** The first that a client takes of what there is. */
export function takes(accepted: readonly Accepted[], type: string): boolean {
  const [kind = ''] = type.split('/');
  return accepted.some(one => one.type === type || one.type === '*/*' || one.type === `${kind}/*`);
}

/** Does it take parts of a type, in a transfer syntax? */
export function takesParts(accepted: readonly Accepted[], types: readonly string[], syntax: string): boolean {
  return accepted.some(({ type, of, transferSyntax }) => {
    if (type !== '*/*' && type !== 'multipart/*' && type !== 'multipart/related') return false;
    if (transferSyntax !== undefined && transferSyntax !== '*' && transferSyntax !== syntax) return false;
    return of === undefined || of === '*/*' || types.includes(of);
  });
}
