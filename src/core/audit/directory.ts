// The directory of the log: for each record the newest leaf that tells of its chain. It is a binary tree in which the bits of a
// record's label say where the record stands, so a record has one place, and a proof shows what stands there, or that nothing
// does. Its root is in each checkpoint.
import { hashSha256 } from '../secrets.ts';

export interface DirectoryEntry {
  /** 32 bytes, as `labelChain` of leaf.ts makes them. */
  readonly label: Buffer;
  /** The hash of the newest leaf with this label. */
  readonly leaf: Buffer;
}

export interface DirectoryProof {
  /** The hashes beside the path, from the root down. */
  readonly siblings: readonly Buffer[];
  /** What stands at the end of the path: the record, another one, or nothing. */
  readonly entry: DirectoryEntry | undefined;
}

const entryTag = Buffer.from('keepwell log directory entry 1\n');
const nodeTag = Buffer.from('keepwell log directory node 1\n');
const empty = Buffer.alloc(32);
/** Others have their turn after so many entries. */
const hashedAtOnce = 4096;

/** @param entries in the order of their labels */
export async function hashDirectory(entries: readonly DirectoryEntry[], depth = 0): Promise<Buffer> {
  if (entries.length <= hashedAtOnce) return hashPart(entries, depth);
  await new Promise(setImmediate);
  const middle = findMiddle(entries, depth);
  const left = await hashDirectory(entries.slice(0, middle), depth + 1);
  return hashNode(left, await hashDirectory(entries.slice(middle), depth + 1));
}

function hashPart(entries: readonly DirectoryEntry[], depth: number): Buffer {
  const [first] = entries;
  if (!first) return empty;
  if (entries.length === 1) return hashSha256(Buffer.concat([entryTag, first.label, first.leaf]));
  const middle = findMiddle(entries, depth);
  return hashNode(hashPart(entries.slice(0, middle), depth + 1), hashPart(entries.slice(middle), depth + 1));
}

/** @param entries in the order of their labels */
export async function proveEntry(entries: readonly DirectoryEntry[], label: Buffer): Promise<DirectoryProof> {
  const siblings: Buffer[] = [];
  let part = entries;
  for (let depth = 0; part.length > 1; depth++) {
    const middle = findMiddle(part, depth);
    const [left, right] = [part.slice(0, middle), part.slice(middle)];
    siblings.push(await hashDirectory(readBit(label, depth) ? left : right, depth + 1));
    part = readBit(label, depth) ? right : left;
  }
  return { siblings, entry: part[0] };
}

function hashNode(left: Buffer, right: Buffer): Buffer {
  return hashSha256(Buffer.concat([nodeTag, left, right]));
}

/** Where the entries begin whose label has a 1 at a depth. */
function findMiddle(entries: readonly DirectoryEntry[], depth: number): number {
  let [from, to] = [0, entries.length];
  while (from < to) {
    const middle = (from + to) >>> 1;
    const entry = entries[middle];
    if (entry && readBit(entry.label, depth)) to = middle;
    else from = middle + 1;
  }
  return from;
}

function readBit(label: Buffer, depth: number): boolean {
  return (label.readUInt8(depth >> 3) & (0x80 >> (depth & 7))) !== 0;
}
