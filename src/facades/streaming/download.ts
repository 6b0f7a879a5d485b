// A blob, or a range of it. It is somebody's health data and anybody's bytes: never sniffed, shown or run in this origin.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StoredBlob, ThingBlob } from '../../core/blobs/blob.ts';
import { demandOpen, lendBytes, openByToken } from '../../core/blobs/read.ts';
import { makeReadableName } from '../../core/printable.ts';
import { printFileNameHeader } from '../../core/records/file-name.ts';
import type { Vault } from '../../core/vault.ts';
import { reclaim } from './reclaim.ts';

export async function sendBlob(
  vault: Vault,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const opened = await openByToken(vault, token);
  await sendBytes(vault, { ...opened, demandOpen: () => demandOpen(vault, token) }, request, response);
}

/** What is sent, as whoever holds it calls it. */
export interface SentBytes {
  readonly blob: StoredBlob;
  readonly held: Pick<ThingBlob, 'hash' | 'contentType' | 'name'>;
  /** Asked now and then while they are sent. @throws once they are not open any more */
  readonly demandOpen?: () => Promise<void>;
}

/** All of it, or the range that is asked for. Whoever calls has judged that it may be sent. */
export async function sendBytes(
  vault: Vault,
  { blob, held, demandOpen }: SentBytes,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { length } = blob;
  const tag = `"${held.hash}"`;
  const range = wantedRange(request, tag, length);
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('ETag', tag);
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'Content-Range': `bytes */${length}`, 'Content-Length': 0 }).end();
    return;
  }
  const { from, to } = range ?? { from: 0, to: length };
  const pieces = lendBytes(vault, blob, from, to)[Symbol.asyncIterator]();
  // What cannot be read is told while the status can still say so.
  const first = request.method === 'HEAD' ? undefined : await pieces.next();
  response.writeHead(range ? 206 : 200, {
    'Content-Type': mediaType(held.contentType),
    'Content-Length': to - from,
    'Content-Disposition': disposition(held.name),
    ...(range && { 'Content-Range': `bytes ${from}-${to - 1}/${length}` }),
  });
  if (first) await send(first, pieces, response, takeLooks(vault, demandOpen));
  response.end();
}

/** A piece must be gone before the next is asked for. */
async function send(
  first: IteratorResult<Buffer>,
  pieces: AsyncIterator<Buffer>,
  response: ServerResponse,
  look: () => Promise<void> | undefined,
): Promise<void> {
  try {
    for (let piece = first; !piece.done; piece = await pieces.next()) {
      const { value } = piece;
      await look();
      await new Promise<void>((resolve, reject) =>
        response.write(value, error => (error ? reject(error) : resolve())),
      );
      reclaim();
    }
  } finally {
    // Closes the file where the client went away.
    await pieces.return?.();
  }
}

/** How long bytes go on after the access to them has ended. */
const lookAgainMs = 2000;

/** @returns what is asked before each piece, and looks when it has been a while */
function takeLooks({ clock }: Vault, demandOpen: SentBytes['demandOpen']): () => Promise<void> | undefined {
  let lookedAt = clock.now();
  return () => {
    const now = clock.now();
    if (now - lookedAt < lookAgainMs) return undefined;
    lookedAt = now;
    return demandOpen?.();
  };
}

interface ByteRange {
  readonly from: number;
  /** Excluded. */
  readonly to: number;
}

/** The published example asks by Content-Range; by the standard it is Range. Several ranges at once get the whole. */
function wantedRange(
  { headers }: IncomingMessage,
  tag: string,
  length: number,
): ByteRange | 'unsatisfiable' | undefined {
  const ifRange = headers['if-range'];
  if (ifRange !== undefined && ifRange !== tag) return undefined;
  const asked = headers.range ?? headers['content-range'];
  const match = /^bytes[\s=]+(?:(\d{1,15})\s*)?-\s*(?:(\d{1,15})\s*)?(?:\/.*)?$/i.exec(asked ?? '');
  const [, first = '', last = ''] = match ?? [];
  if (first === '' && last === '') return undefined;
  if (first === '') {
    const from = Math.max(0, length - Number(last));
    return from < length ? { from, to: length } : 'unsatisfiable';
  }
  const from = Number(first);
  if (last !== '' && Number(last) < from) return undefined;
  if (from >= length) return 'unsatisfiable';
  return { from, to: last === '' ? length : Math.min(length, Number(last) + 1) };
}

/** What a client wrote as content type is a header only if it is a media type. */
function mediaType(text: string): string {
  const token = "[A-Za-z0-9!#$&^_.+'*~-]+";
  const isOne = new RegExp(`^${token}/${token}(\\s*;\\s*${token}=(${token}|"[ !#-\\[\\]-~]*"))*$`);
  return text.length <= 255 && isOne.test(text) ? text : 'application/octet-stream';
}

function disposition(name: string): string {
  return makeReadableName(name) === '' ? 'attachment' : `attachment; ${printFileNameHeader(name)}`;
}
