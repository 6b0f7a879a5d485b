// Rebuilds the tree of the log from its leaves, and compares it with each checkpoint: those of the store, and those that somebody
// kept.
import { hashSha256 } from '../secrets.ts';
import type { Reader } from '../store.ts';
import { type Checkpoint, type NoteKey, readCheckpoint } from './checkpoint.ts';
import { type DirectoryEntry, hashDirectory } from './directory.ts';
import { hashBeginning, hashChainLeaf, noLeaf } from './leaf.ts';
import type { PlacedLeaf } from './ports.ts';
import { computeRoot, TreeBuilder } from './tree.ts';

export interface TreeChecked {
  readonly publications: number;
  /** Of each record that has a leaf, in hex. */
  readonly labels: Set<string>;
  /** When the newest checkpoint was made; 0 without one. */
  readonly newestAt: number;
  readonly problems: readonly string[];
}

interface Named extends Checkpoint {
  readonly name: string;
}

const leavesAtOnce = 1000;

export async function checkTree(
  db: Reader,
  keys: readonly NoteKey[],
  files: Iterable<string>,
): Promise<TreeChecked> {
  const problems: string[] = [];
  const { ofStore, lastBefore } = await readStored(db, keys, problems);
  const kept = readKept(files, keys, problems);
  const checkpoints = [...ofStore, ...kept].sort((a, b) => a.size - b.size || a.at - b.at);
  const newest = ofStore.at(-1);
  const builder = new TreeBuilder();
  const newestOf = new Map<string, Buffer>();
  let next = 0;
  const compare = async () => {
    for (; checkpoints[next]?.size === builder.size; next++) {
      const checkpoint = checkpoints[next] as Named;
      const before = checkpoints[next - 1];
      if (before?.size === checkpoint.size && !before.directory.equals(checkpoint.directory))
        problems.push(`${before.name} and ${checkpoint.name} are of one tree, and have two directories.`);
      if (!checkpoint.root.equals(builder.root())) problems.push(`${checkpoint.name} is of another tree.`);
      if (checkpoint === newest || kept.includes(checkpoint)) {
        if (!checkpoint.directory.equals(await hashDirectory(listEntries(newestOf))))
          problems.push(`${checkpoint.name} has another directory.`);
      }
    }
  };
  for (;;) {
    const leaves = await db.log.leaves(builder.size, leavesAtOnce);
    for (const leaf of leaves) {
      builder.add(hashPlaced(leaf));
      if (leaf.place === 0) {
        if (!leaf.hash.equals(lastBefore))
          problems.push('The tree does not begin with what was published before it.');
      } else {
        const label = leaf.label.toString('hex');
        if (!leaf.previous.equals(newestOf.get(label) ?? noLeaf))
          problems.push(`Leaf ${leaf.place} does not follow the leaf of its record before.`);
        newestOf.set(label, hashChainLeaf(leaf));
      }
      await compare();
    }
    if (leaves.length < leavesAtOnce) break;
  }
  for (const { name, size } of checkpoints.slice(next))
    problems.push(`${name} has ${size} leaves, and the tree has ${builder.size}.`);
  if (newest) await checkNodes(db, newest, problems);
  return {
    publications: ofStore.length,
    labels: new Set(newestOf.keys()),
    newestAt: newest?.at ?? 0,
    problems,
  };
}

/** Proofs are made of the hashes that the store keeps. */
async function checkNodes(db: Reader, { size, root }: Checkpoint, problems: string[]): Promise<void> {
  const kept = await computeRoot(size, (level, index) => db.log.node(level, index)).catch(() => noLeaf);
  if (!kept.equals(root)) problems.push('The hashes that are kept of the tree are not those of its leaves.');
}

function hashPlaced(leaf: PlacedLeaf): Buffer {
  return leaf.place === 0 ? hashBeginning(leaf.at, leaf.hash) : hashChainLeaf(leaf);
}

function listEntries(newestOf: ReadonlyMap<string, Buffer>): DirectoryEntry[] {
  return [...newestOf.keys()].sort().map(label => ({
    label: Buffer.from(label, 'hex'),
    leaf: newestOf.get(label) ?? noLeaf,
  }));
}

async function readStored(
  db: Reader,
  keys: readonly NoteKey[],
  problems: string[],
): Promise<{ ofStore: Named[]; lastBefore: Buffer }> {
  const ofStore: Named[] = [];
  let lastBefore: Buffer = noLeaf;
  let at = 0;
  const last = (await db.log.lastHeads())?.number ?? 0;
  for (let number = 1; number <= last; number++) {
    const publication = await db.log.heads(number);
    const name = `Checkpoint ${number}`;
    if (!publication) problems.push(`${name} is not there.`);
    else if (publication.size === undefined) lastBefore = hashSha256(publication.text);
    else {
      const read = readCheckpoint(publication.text, keys);
      if (typeof read === 'string') problems.push(`${name} is not good: ${read}`);
      else {
        if (read.at < at) problems.push(`${name} is older than the one before.`);
        if (read.size < (ofStore.at(-1)?.size ?? 0))
          problems.push(`${name} has fewer leaves than the one before.`);
        at = read.at;
        ofStore.push({ ...read, name });
      }
    }
  }
  return { ofStore, lastBefore };
}

function readKept(files: Iterable<string>, keys: readonly NoteKey[], problems: string[]): Named[] {
  const kept: Named[] = [];
  for (const file of files) {
    const read = readCheckpoint(file, keys);
    if (typeof read === 'string') problems.push(`A checkpoint that was kept is not good: ${read}`);
    else kept.push({ ...read, name: `The checkpoint that was kept of ${new Date(read.at).toISOString()}` });
  }
  return kept;
}
