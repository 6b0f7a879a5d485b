// Blobs as clients send them: begun, uploaded in chunks, put into things, asked for.
import { createHash } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import type { Answer, CallOptions, Linked } from './given.ts';
import { thingXml, weightXml } from './things.ts';
import { typeIds } from './type-ids.ts';

export const blockBytes = 2_097_152;

/** SHA256Block, made anew here so that it judges ours. */
export function blockHashOf(bytes: Uint8Array, blockSize = blockBytes): string {
  const all = createHash('sha256');
  for (let at = 0; at < bytes.length; at += blockSize)
    all.update(
      createHash('sha256')
        .update(bytes.subarray(at, at + blockSize))
        .digest(),
    );
  return all.digest('base64');
}

/** Calls a method for the person on their record. */
export function callFor(by: Linked, method: string, options: CallOptions = {}): Promise<Answer> {
  return by.client.call(method, { recordId: by.recordId, userToken: by.userToken, ...options });
}

/** Opens an upload and answers its address. */
export async function beginUpload(by: Linked): Promise<string> {
  return (await callFor(by, 'BeginPutBlob')).texts('blob-ref-url')[0]!;
}

export interface ChunkOptions {
  readonly from?: number;
  readonly to?: number;
  readonly total?: number | '*';
  readonly complete?: boolean;
  readonly method?: string;
  readonly headers?: Record<string, string>;
}

/** Sends a chunk as clients do; without `from` it tells no range. */
export function sendChunk(url: string, bytes: Uint8Array, given: ChunkOptions = {}): Promise<Response> {
  const { from, total = '*', complete = false, method = 'POST', headers = {} } = given;
  const to = given.to ?? (from ?? 0) + bytes.length - 1;
  return fetch(url, {
    method,
    body: bytes.length === 0 ? null : (bytes as BodyInit),
    headers: {
      ...(from !== undefined && { 'Content-Range': `bytes ${from}-${to}/${total}` }),
      ...(complete && { 'x-hv-blob-complete': '1' }),
      ...headers,
    },
  });
}

/** Uploads bytes and answers the address that puts them into a thing. @throws when a chunk is refused */
export async function upload(by: Linked, bytes: Uint8Array, chunkBytes = blockBytes): Promise<string> {
  const url = await beginUpload(by);
  for (let from = 0; from < bytes.length || from === 0; from += chunkBytes) {
    const chunk = bytes.subarray(from, from + chunkBytes);
    const complete = from + chunk.length >= bytes.length;
    const answer = await sendChunk(url, chunk, { ...(chunk.length > 0 && { from }), complete });
    if (!answer.ok) throw new Error(await answer.text());
  }
  return url;
}

/** Takes the first bytes at an address, and the others once something was done. @returns how many came in all */
export async function readAround(
  url: string,
  headers: Record<string, string>,
  meanwhile: () => Promise<unknown>,
): Promise<number> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { headers }, resolve).on('error', reject);
  });
  if (answer.statusCode !== 200) throw new Error(`answered ${answer.statusCode}`);
  let count = 0;
  try {
    for await (const piece of answer) {
      if (count === 0) await meanwhile();
      count += piece.length;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ECONNRESET') throw error;
  }
  return count;
}

export interface BlobParts {
  readonly name?: string;
  readonly type?: string;
  readonly hash?: string;
  readonly algorithm?: string;
  readonly blockSize?: number;
  readonly length?: number;
  readonly data?: Uint8Array | string;
  readonly url?: string;
  readonly legacy?: string;
  readonly current?: string;
}

/** A blob element of PutThings. */
export function blobXml(given: BlobParts): string {
  const {
    name = '',
    type = 'text/plain',
    hash,
    algorithm = 'SHA256Block',
    blockSize,
    length,
    data,
    url,
  } = given;
  const params = blockSize === undefined ? '' : `<params><block-size>${blockSize}</block-size></params>`;
  const hashInfo =
    hash === undefined
      ? ''
      : `<hash-info><algorithm>${algorithm}</algorithm>${params}<hash>${hash}</hash></hash-info>`;
  const bytes = typeof data === 'string' ? data : data && Buffer.from(data).toString('base64');
  const element = (tag: string, value: unknown) => (value === undefined ? '' : `<${tag}>${value}</${tag}>`);
  return (
    `<blob><blob-info><name>${name}</name><content-type>${type}</content-type>${hashInfo}</blob-info>` +
    `${element('content-length', length)}${element('base64data', bytes)}${element('blob-ref-url', url)}` +
    `${element('legacy-content-encoding', given.legacy)}${element('current-content-encoding', given.current)}</blob>`
  );
}

export const payload = (...blobs: BlobParts[]) =>
  `<blob-payload>${blobs.map(blobXml).join('')}</blob-payload>`;

export interface ThingKey {
  readonly id: string;
  readonly stamp: string;
}

/** A weight with blobs; `key` makes it an update that leaves its data alone. */
export function weightWith(inside: string, key?: ThingKey): string {
  const thing = thingXml(typeIds.weight, key ? {} : { data: weightXml(70) }, key);
  return thing.replace('</thing>', `${inside}</thing>`);
}

/** Puts things by version 2, and answers. */
export const putThings = (by: Linked, things: string, options: CallOptions = {}) =>
  callFor(by, 'PutThings', { version: 2, info: things, ...options });

/** Puts one thing. @throws when it is refused */
export async function putOne(by: Linked, thing: string, options: CallOptions = {}): Promise<ThingKey> {
  const answer = await putThings(by, thing, options);
  const [key] = answer.elements('thing-id');
  if (!key) throw new Error(answer.xml);
  const stamp = key.attribute('version-stamp')!;
  return { id: key.text(), stamp };
}

export interface AskedBlobs {
  readonly as?: 'information' | 'inline' | 'streamed';
  readonly names?: readonly string[];
}

/** Asks for things with their blobs by version 3. */
export function getBlobs(by: Linked, id: string, { as, names }: AskedBlobs = {}): Promise<Answer> {
  const filters = names
    ? `<blob-filters>${names.map(name => `<blob-filter><blob-name>${name}</blob-name></blob-filter>`).join('')}</blob-filters>`
    : '';
  const request = as
    ? `<blob-payload-request>${filters}<blob-format><blob-format-spec>${as}</blob-format-spec></blob-format></blob-payload-request>`
    : '';
  const info = `<group><id>${id}</id><format><section>blobpayload</section>${request}</format></group>`;
  return callFor(by, 'GetThings', { version: 3, info });
}

/** The address to read a blob by. */
export async function readAddress(by: Linked, id: string, name = ''): Promise<string> {
  const answer = await getBlobs(by, id, { as: 'streamed', names: [name] });
  return answer.texts('blob-ref-url')[0]!;
}

/** The blobs an answer tells of, by name. */
export function blobsIn(answer: Answer): Record<string, Record<string, string>> {
  const blobs: Record<string, Record<string, string>> = {};
  for (const [, xml = ''] of answer.xml.matchAll(/<blob>(.*?)<\/blob>/gs)) {
    const text = (tag: string) => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1];
    const tags = [
      'content-type',
      'content-length',
      'hash',
      'base64data',
      'blob-ref-url',
      'legacy-content-encoding',
      'current-content-encoding',
    ];
    blobs[text('name') ?? ''] = Object.fromEntries(
      tags.flatMap(tag => {
        const value = text(tag);
        return value === undefined ? [] : [[tag, value]];
      }),
    );
  }
  return blobs;
}
