// Tokens in the addresses of blobs. One that writes is kept by its hash. One that reads says under seal who may read what and
// until when, so that nothing has to be kept for it.
import { getFirst } from '../../assume.ts';
import type { Avenue } from '../authorization/grant.ts';
import type { Instance } from '../instance.ts';
import { hashSha256 } from '../secrets.ts';
import type { Ids, Keys } from '../world.ts';

const parameter = 'blob-ref-token';
const writeTokenBytes = 48;

/** First bytes of a token: by these the two are told apart. */
const writes = Buffer.from([1, 0x20, 0, 0]);
const reads = Buffer.from([1, 0x20, 0, 1]);

export function makeWriteToken(ids: Ids): { token: string; hash: Buffer } {
  const bytes = Buffer.concat([writes, ids.bytes(writeTokenBytes - writes.length)]);
  return { token: bytes.toString('base64url'), hash: hashSha256(bytes) };
}

/** The hash of a token that writes; undefined when it cannot be one. */
export function writeTokenHash(token: string): Buffer | undefined {
  const bytes = bytesOf(token);
  return bytes?.length === writeTokenBytes && bytes.subarray(0, writes.length).equals(writes)
    ? hashSha256(bytes)
    : undefined;
}

/** What a token to read by stands for. */
export interface ReadTicket {
  readonly blobId: string;
  readonly recordId: string;
  readonly thingId: string;
  /** What of the thing's blobs it is among. */
  readonly setId: string;
  readonly personId: string;
  readonly appId: string;
  readonly avenue: Avenue;
  readonly expiresAt: number;
}

export function sealTicket(keys: Keys, ticket: ReadTicket): string {
  const { blobId, recordId, thingId, setId, personId, appId, avenue, expiresAt } = ticket;
  const inside = [sealKind, blobId, recordId, thingId, setId, personId, appId, avenue, expiresAt];
  return Buffer.concat([reads, keys.seal(Buffer.from(JSON.stringify(inside)))]).toString('base64url');
}

/** What else is sealed by the same key is no ticket. */
const sealKind = 'blob-read';

/** Undefined for what is no token to read by. It may be over. */
export function openTicket(keys: Keys, token: string): ReadTicket | undefined {
  const bytes = bytesOf(token);
  if (!bytes?.subarray(0, reads.length).equals(reads)) return undefined;
  let inside: unknown;
  try {
    inside = JSON.parse(keys.open(bytes.subarray(reads.length)).toString());
  } catch {
    return undefined;
  }
  if (!Array.isArray(inside) || inside[0] !== sealKind) return undefined;
  const [, blobId, recordId, thingId, setId, personId, appId, avenue, expiresAt] = inside;
  return { blobId, recordId, thingId, setId, personId, appId, avenue, expiresAt };
}

const tokenLengthMax = 1024;

/** Clients may have turned it into the common alphabet. */
function bytesOf(token: string): Buffer | undefined {
  if (token.length > tokenLengthMax || !/^[A-Za-z0-9+/_-]*={0,2}$/.test(token)) return undefined;
  return Buffer.from(token, 'base64');
}

export function makeBlobUrl({ platformUrl }: Instance, token: string): string {
  return `${new URL('/streaming/wildcatblob.ashx', platformUrl).href}?${parameter}=${token}`;
}

/** The token in an address, or in what follows its path; empty when there is none. */
export function readToken(url: string): string {
  const query = getFirst(url.slice(url.indexOf('?') + 1).split('#', 1));
  for (const [name, value] of new URLSearchParams(query))
    if (name.toLowerCase() === parameter) return value.replaceAll(' ', '+');
  return '';
}
