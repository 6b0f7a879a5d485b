// The Merkle tree over the leaves of the vault's log, as RFC 6962 has it: it only grows, and short proofs show that a leaf is in
// it and that an older tree is its beginning. The store keeps the hash of each complete subtree, so a proof reads a few rows.
import { type Awaitable, after } from '../awaitable.ts';
import { hashSha256 } from '../secrets.ts';

/** The hash of a complete subtree: level 0 has the leaves, and `index` counts the subtrees of a level from the left. */
export type ReadNode = (level: number, index: number) => Awaitable<Buffer>;

export interface TreeNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Buffer;
}

const leafTag = Buffer.from([0]);
const nodeTag = Buffer.from([1]);

export function hashLeaf(data: Buffer): Buffer {
  return hashSha256(Buffer.concat([leafTag, data]));
}

function hashNode(left: Buffer, right: Buffer): Buffer {
  return hashSha256(Buffer.concat([nodeTag, left, right]));
}

/** The subtrees that one more leaf completes, the leaf itself first. @param size of the tree before */
export async function addToTree(size: number, leaf: Buffer, readNode: ReadNode): Promise<TreeNode[]> {
  let node: TreeNode = { level: 0, index: size, hash: leaf };
  const completed = [node];
  while (node.index % 2 === 1) {
    const { level, index } = node;
    const left = await readNode(level, index - 1);
    node = { level: level + 1, index: (index - 1) / 2, hash: hashNode(left, node.hash) };
    completed.push(node);
  }
  return completed;
}

export async function computeRoot(size: number, readNode: ReadNode): Promise<Buffer> {
  return size === 0 ? hashSha256('') : hashRange(0, size, readNode);
}

function hashRange(from: number, to: number, readNode: ReadNode): Awaitable<Buffer> {
  const half = halve(to - from);
  if (half * 2 === to - from || to - from === 1) return readNode(Math.log2(to - from), from / (to - from));
  return after(hashRange(from, from + half, readNode), left =>
    after(hashRange(from + half, to, readNode), right => hashNode(left, right)),
  );
}

/** The largest power of two below a number; 1 for 1. */
function halve(count: number): number {
  return count < 2 ? 1 : 2 ** (Math.ceil(Math.log2(count)) - 1);
}

/** Shows that a leaf is in the tree: the hashes beside its path, from below (RFC 6962, 2.1.1). */
export async function proveInclusion(index: number, size: number, readNode: ReadNode): Promise<Buffer[]> {
  const path: Buffer[] = [];
  for (let [from, to] = [0, size]; to - from > 1; ) {
    const middle = from + halve(to - from);
    const isLeft = index < middle;
    path.push(await (isLeft ? hashRange(middle, to, readNode) : hashRange(from, middle, readNode)));
    if (isLeft) to = middle;
    else from = middle;
  }
  return path.reverse();
}

/** Shows that the tree of `older` leaves is the beginning of that of `size` (RFC 6962, 2.1.2). */
export async function proveConsistency(older: number, size: number, readNode: ReadNode): Promise<Buffer[]> {
  const proof: Buffer[] = [];
  let [from, to] = [0, size];
  let isWhole = true;
  while (older !== to) {
    const middle = from + halve(to - from);
    if (older <= middle) {
      proof.push(await hashRange(middle, to, readNode));
      to = middle;
    } else {
      proof.push(await hashRange(from, middle, readNode));
      from = middle;
      isWhole = false;
    }
  }
  if (!isWhole) proof.push(await hashRange(from, to, readNode));
  return proof.reverse();
}

/** Builds the tree anew from the hashes of its leaves. */
export class TreeBuilder {
  size = 0;
  /** The roots of the largest complete subtrees, from the left. */
  readonly #parts: { readonly level: number; readonly hash: Buffer }[] = [];

  add(leaf: Buffer): void {
    let part = { level: 0, hash: leaf };
    for (let left = this.#parts.at(-1); left?.level === part.level; left = this.#parts.at(-1)) {
      this.#parts.pop();
      part = { level: part.level + 1, hash: hashNode(left.hash, part.hash) };
    }
    this.#parts.push(part);
    this.size++;
  }

  root(): Buffer {
    const hashes = this.#parts.map(({ hash }) => hash);
    return hashes.length === 0 ? hashSha256('') : hashes.reduceRight((right, left) => hashNode(left, right));
  }
}
