// The chain of a log: each entry's hash covers the one before, so that none can be changed, cut out, moved or put in without
// all later hashes being others. What an entry says is hashed with a salt that is kept beside it: without the two the hash tells
// nothing, and the chain holds all the same. docs/access-log.md has it byte by byte; verifier/verify-log.mjs is the other side.
import { hash, randomFillSync } from 'node:crypto';
import type { AuditRow, Details } from './audit.ts';

export const chainIdBytes = 16;
export const saltBytes = 16;
const hashBytes = 32;
const contentTag = 'keepwell log content 1\n';
const entryTag = 'keepwell log entry 1\n';

/** Where a chain ends: its id, the number of its last entry (0 for none) and the hash of that. */
export interface ChainEnd {
  readonly chain: Buffer;
  readonly number: number;
  readonly hash: Buffer;
}

/** What makes an entry one of a chain. */
export interface Link {
  readonly number: number;
  readonly salt: Buffer;
  readonly contentHash: Buffer;
  readonly entryHash: Buffer;
}

/** What an entry says. */
export type Content = Pick<AuditRow, 'action' | 'personId' | 'appId' | 'recordId' | 'avenue' | 'details'>;

export function beginChain(): ChainEnd {
  return { chain: takeRandom(), number: 0, hash: Buffer.alloc(hashBytes) };
}

/**
 * The next entry, and where the chain ends with it.
 * @param details as printed, where they are needed elsewhere too
 */
export function addLink(
  end: ChainEnd,
  row: AuditRow,
  details = printDetails(row.details),
): { link: Link; end: ChainEnd } {
  const salt = takeRandom();
  const number = end.number + 1;
  const contentHash = hashContent(salt, row, details);
  const entryHash = hashEntry(end, { at: row.at, contentHash });
  return {
    link: { number, salt, contentHash, entryHash },
    end: { chain: end.chain, number, hash: entryHash },
  };
}

export function hashContent(salt: Buffer, content: Content, details = printDetails(content.details)): Buffer {
  const text = printContent(content, details);
  const bytes = Buffer.allocUnsafe(contentTag.length + saltBytes + Buffer.byteLength(text));
  bytes.write(contentTag, 'latin1');
  salt.copy(bytes, contentTag.length);
  bytes.write(text, contentTag.length + saltBytes, 'utf8');
  return hash('sha256', bytes, 'buffer');
}

/** Of the entry that follows. @param at milliseconds since 1970, UTC */
export function hashEntry(
  before: ChainEnd,
  { at, contentHash }: { readonly at: number; readonly contentHash: Buffer },
): Buffer {
  const bytes = Buffer.allocUnsafe(entryTag.length + hashBytes + chainIdBytes + 16 + hashBytes);
  let place = bytes.write(entryTag, 'latin1');
  place += before.hash.copy(bytes, place);
  place += before.chain.copy(bytes, place);
  place = bytes.writeBigUInt64BE(BigInt(before.number + 1), place);
  place = bytes.writeBigUInt64BE(BigInt(at), place);
  contentHash.copy(bytes, place);
  return hash('sha256', bytes, 'buffer');
}

/** As RFC 8785 has JSON: the names in order, no space. What is not there is left out. */
export function printContent(content: Content, details = printDetails(content.details)): string {
  const { action, appId, avenue, personId, recordId } = content;
  const quote = (name: string, value: string | undefined) =>
    value === undefined ? '' : `,"${name}":${JSON.stringify(value)}`;
  return `{"action":${JSON.stringify(action)}${quote('app', appId)}${quote('avenue', avenue)},"details":${details}${quote('person', personId)}${quote('record', recordId)}}`;
}

/** Likewise; numbers are whole, and no text has half a character of two. */
export function printDetails(details: Details): string {
  return JSON.stringify(inOrder(details));
}

function inOrder(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const ordered: Record<string, unknown> = {};
  for (const name of Object.keys(value).sort()) {
    const one = value[name];
    ordered[name] =
      typeof one === 'object' && one !== null && !Array.isArray(one) ? inOrder({ ...one }) : one;
  }
  return ordered;
}

/** As it is kept: 16 bytes of the chain's id, 8 of the number, 32 of the hash. */
export function packEnd({ chain, number, hash }: ChainEnd): Buffer {
  const bytes = Buffer.allocUnsafe(chainIdBytes + 8 + hashBytes);
  chain.copy(bytes);
  bytes.writeBigUInt64BE(BigInt(number), chainIdBytes);
  hash.copy(bytes, chainIdBytes + 8);
  return bytes;
}

export function unpackEnd(bytes: Buffer): ChainEnd {
  return {
    chain: bytes.subarray(0, chainIdBytes),
    number: Number(bytes.readBigUInt64BE(chainIdBytes)),
    hash: bytes.subarray(chainIdBytes + 8),
  };
}

const pool = Buffer.alloc(256 * saltBytes);
let poolUsed = pool.length;

/** 16 random bytes; asking the system for each would cost more than hashing. */
function takeRandom(): Buffer {
  if (poolUsed === pool.length) {
    randomFillSync(pool);
    poolUsed = 0;
  }
  const taken = Buffer.from(pool.subarray(poolUsed, poolUsed + saltBytes));
  poolUsed += saltBytes;
  return taken;
}
