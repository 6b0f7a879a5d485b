// What anybody may read, from the pages of any site: how to reach the vault, never what is in it. Used by doors that tell of themselves.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';

const compressFromBytes = 8192;
const compressed = new Map<string, Buffer>();
/** Texts that are kept compressed: few are long. */
const compressedMax = 8;

/** @param json as it is sent; a long one is compressed once */
export function tellAnybody(
  { method, headers: { 'accept-encoding': accepted } }: IncomingMessage,
  response: ServerResponse,
  json: string,
): void {
  const headers = {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
    'Access-Control-Allow-Headers': 'Accept, Content-Type, Authorization',
  };
  if (method === 'OPTIONS') return void response.writeHead(204, headers).end();
  if (method !== 'GET' && method !== 'HEAD')
    return void response.writeHead(405, { ...headers, Allow: 'GET, HEAD, OPTIONS' }).end();
  const isZipped = json.length >= compressFromBytes && /\bgzip\b/i.test(String(accepted ?? ''));
  response.writeHead(200, {
    ...headers,
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'public, max-age=300',
    Vary: 'Accept-Encoding',
    ...(isZipped && { 'Content-Encoding': 'gzip' }),
  });
  response.end(method === 'HEAD' ? undefined : isZipped ? zip(json) : json);
}

function zip(json: string): Buffer {
  const known = compressed.get(json);
  if (known) return known;
  const made = gzipSync(json);
  if (compressed.size >= compressedMax) compressed.clear();
  compressed.set(json, made);
  return made;
}
