// Packages as applications make them, for tests.
import { createHash } from 'node:crypto';
import { closeChunk } from '../core/healthvault/packages/crypto/chunk-cipher.ts';
import {
  type AlgorithmName,
  closePackage,
  type Lock,
} from '../core/healthvault/packages/crypto/package-cipher.ts';
import { deriveSecret, encodeUtf8, type Secret } from '../core/healthvault/packages/crypto/secret.ts';
import type { TestClient } from './given.ts';
import { typeIds } from './type-ids.ts';

export const packageType = 'c9287326-bb43-4194-858c-8b60768f000f';

export interface PackageInfo {
  readonly code?: string;
  readonly friendlyName?: string;
  readonly question?: string;
  readonly externalId?: string;
  readonly algorithm?: AlgorithmName | 'none';
  readonly salt?: string;
  readonly iterations?: number | string;
  readonly keyBits?: number;
  /** Base64 of the closed contents. */
  readonly data?: string;
  readonly blobUrls?: readonly string[];
  readonly typeId?: string;
}

export const testSalt = 'c0d1c2f8-51f4-4c0e-9f4e-7f6f0f6a2b11';

const lock: Lock & { algorithm: 'hmac-sha256-aes256' } = {
  algorithm: 'hmac-sha256-aes256',
  salt: testSalt,
  iterations: 1000,
};

/** What a package of this answer is closed with. */
export function packageSecret(answer: string): Promise<Secret> {
  return deriveSecret(lock, answer, 'SHA-256');
}

/** Contents, closed as by an application in base64. */
export async function closedWith(answer: string, contents: string | Uint8Array): Promise<string> {
  const bytes = typeof contents === 'string' ? encodeUtf8(contents) : Uint8Array.from(contents);
  const closed = await closePackage(lock, await packageSecret(answer), bytes);
  return Buffer.from(closed).toString('base64');
}

/** The info of CreateConnectPackage. */
export function packageInfo(version: 1 | 2, given: PackageInfo = {}): string {
  const { algorithm = 'hmac-sha256-aes256', salt = testSalt, iterations = 1000 } = given;
  const { keyBits = algorithm === 'hmac-sha1-3des' ? 192 : 256, data = 'AAAA', blobUrls = [] } = given;
  const parameters = `<parameters><salt>${salt}</salt><iteration-count>${iterations}</iteration-count><key-length>${keyBits}</key-length></parameters>`;
  const thing =
    `<type-id>${given.typeId ?? packageType}</type-id><data-xml><password-protected-package><encrypt-algorithm>` +
    `<algorithm-name>${algorithm}</algorithm-name>${parameters}</encrypt-algorithm></password-protected-package></data-xml>` +
    (version === 1
      ? `<data-other content-type="application/octet-stream">${data}</data-other>`
      : `<blob-payload><blob><blob-info><name></name><content-type>application/octet-stream</content-type></blob-info>` +
        `<content-length>${Buffer.from(data, 'base64').length}</content-length><base64data>${data}</base64data></blob></blob-payload>`);
  return (
    `${given.code === undefined ? '' : `<identity-code>${given.code}</identity-code>`}` +
    `<friendly-name>${given.friendlyName ?? 'Ada Test'}</friendly-name><question>${given.question ?? 'First pet?'}</question>` +
    `<external-id>${given.externalId ?? 'patient 7'}</external-id><package>${thing}</package>` +
    (blobUrls.length === 0
      ? ''
      : `<streamed-package-blobs>${blobUrls.map(url => `<blob-in-package-ref-url>${url.replaceAll('&', '&amp;')}</blob-in-package-ref-url>`).join('')}</streamed-package-blobs>`)
  );
}

export const weightThing = (kg: number): string =>
  `<thing><type-id>${typeIds.weight}</type-id><data-xml><weight><when><date><y>2006</y><m>12</m><d>22</d></date></when>` +
  `<value><kg>${kg}</kg></value></weight><common/></data-xml></thing>`;

type CloseChunks = (chunks: readonly Buffer[]) => Promise<readonly Uint8Array[]> | readonly Uint8Array[];

/** Closes chunks as for a package of this answer. */
export function chunksClosedWith(answer: string): CloseChunks {
  return async chunks => {
    const secret = await packageSecret(answer);
    return Promise.all(chunks.map(chunk => closeChunk(secret, chunk)));
  };
}

/** Streams a blob of a package's thing as applications do, and answers its address. */
export async function streamBlob(client: TestClient, bytes: Buffer, close: CloseChunks): Promise<string> {
  const begun = await client.call('BeginPutConnectPackageBlob');
  const size = (when: string) => Number(begun.texts(`blob-${when}-encryption-chunk-size`)[0]);
  const url = begun.texts('blob-ref-url')[0]!;
  const chunks = bytes.length === 0 ? [] : await close(inBlocks(bytes, size('pre')));
  for (const [i, chunk] of chunks.entries()) await sendChunk(url, i * size('post'), chunk);
  await sendChunk(url, 0, undefined, { 'x-hv-blob-complete': '1' });
  return url;
}

export async function sendChunk(
  url: string,
  from: number,
  chunk: Uint8Array | undefined,
  headers: Record<string, string> = {},
): Promise<void> {
  const range = chunk && { 'Content-Range': `bytes ${from}-${from + chunk.length - 1}/*` };
  const body = chunk && { body: new Uint8Array(chunk) };
  const answer = await fetch(url, { method: 'POST', headers: { ...range, ...headers }, ...body });
  if (answer.status !== 200) throw new Error(`a chunk was answered with ${answer.status}`);
}

function inBlocks(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
}

/** A blob that was streamed, as the thing that holds it names it. */
export function streamedBlob(
  name: string,
  { bytes, url, blockSize, hash }: { bytes: Buffer; url: string; blockSize: number; hash?: string },
): string {
  const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest();
  const actual = sha256(Buffer.concat(inBlocks(bytes, blockSize).map(sha256))).toString('base64');
  return (
    `<blob><blob-info><name>${name}</name><content-type>image/jpg</content-type><hash-info><algorithm>SHA256Block</algorithm>` +
    `<params><block-size>${blockSize}</block-size></params><hash>${hash ?? actual}</hash></hash-info></blob-info>` +
    `<content-length>${bytes.length}</content-length><blob-ref-url>${url.replaceAll('&', '&amp;')}</blob-ref-url></blob>`
  );
}

/** A weight with blobs. */
export const weightWithBlobs = (...blobs: string[]): string =>
  weightThing(70).replace('</data-xml>', `</data-xml><blob-payload>${blobs.join('')}</blob-payload>`);
