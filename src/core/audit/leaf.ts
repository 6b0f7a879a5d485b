// A leaf of the vault's log: where the chain of a record ended when it was published. Each leaf has the hash of the one before of
// the same record, so the newest stands for all of them. docs/access-log.md has it byte by byte.
import { hashSha256 } from '../secrets.ts';
import { type ChainEnd, chainIdBytes } from './chain.ts';
import { hashLeaf } from './tree.ts';

export interface Leaf extends ChainEnd {
  /** Of the record, or of the vault. */
  readonly label: Buffer;
  /** When it was published; milliseconds since 1970, UTC. */
  readonly at: number;
  /** When the checkpoint before was made, which had all that was there then; 0 for the first. */
  readonly since: number;
  /** The hash of the record's leaf before; 32 zero bytes for the first. */
  readonly previous: Buffer;
}

export const noLeaf = Buffer.alloc(32);
const leafTag = 'keepwell log leaf 1\n';
const beginTag = 'keepwell log begin 1\n';
const labelTag = 'keepwell log label 1\n';

/** Nobody can give a record two of these: it is made of its id. @param of a record's id; undefined for the vault */
export function labelChain(of: string | undefined): Buffer {
  return hashSha256(`${labelTag}${of ?? 'vault'}`);
}

export function hashChainLeaf(leaf: Leaf): Buffer {
  const { label, chain, number, hash, at, since, previous } = leaf;
  const numbers = Buffer.allocUnsafe(16);
  numbers.writeBigUInt64BE(BigInt(at), 0);
  numbers.writeBigUInt64BE(BigInt(since), 8);
  const ends = Buffer.allocUnsafe(8);
  ends.writeBigUInt64BE(BigInt(number));
  return hashLeaf(
    Buffer.concat([
      Buffer.from(leafTag),
      label,
      chain.subarray(0, chainIdBytes),
      ends,
      hash,
      numbers,
      previous,
    ]),
  );
}

/** The first leaf of all. @param before the hash of the last publication of a Keepwell without checkpoints; zeros for none */
export function hashBeginning(at: number, before: Buffer): Buffer {
  const time = Buffer.allocUnsafe(8);
  time.writeBigUInt64BE(BigInt(at));
  return hashLeaf(Buffer.concat([Buffer.from(beginTag), time, before]));
}
