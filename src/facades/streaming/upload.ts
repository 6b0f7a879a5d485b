// A chunk of an upload: Content-Range says where it belongs, x-hv-blob-complete that it is the last.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { appendChunk, openUpload } from '../../core/blobs/append.ts';
import { fault } from '../../core/healthvault/status-fault.ts';
import type { Vault } from '../../core/vault.ts';
import { letComeAtPace } from '../../http/connections.ts';
import { reclaim } from './reclaim.ts';

export async function upload(
  vault: Vault,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const open = await openUpload(vault, token);
  letComeAtPace(request, vault.limits.fileBytesPerSecondMin);
  const { 'content-range': range, 'x-hv-blob-complete': complete } = request.headers;
  await appendChunk(vault, open, {
    ...contentRange(range),
    isLast: complete === '1' || String(complete).toLowerCase() === 'true',
    // A chunk that is given up half way leaves the connection open for the answer.
    bytes: request.iterator({ destroyOnReturn: false }),
  });
  response.writeHead(200, { 'Content-Length': 0 }).end(reclaim);
}

/** `bytes 0-255/600`, or with `*` where the client does not know yet how much there will be. */
function contentRange(header: string | undefined) {
  if (header === undefined) return { from: undefined, to: undefined, total: undefined };
  const match = /^bytes[\s=]+(\d{1,15})\s*-\s*(\d{1,15})\s*(?:\/\s*(\*|\d{1,15}))?$/i.exec(header);
  const [from, to] = [Number(match?.[1]), Number(match?.[2])];
  if (!match || to < from) throw fault('INVALID_XML', 'Content-Range must look like "bytes 0-2097151/*".');
  return { from, to, total: match[3] === undefined || match[3] === '*' ? undefined : Number(match[3]) };
}
