// The log of a record as a file: a line of JSON with the proofs that bind the log to the vault's checkpoints, and a line for each
// entry with all that its hashes are made of, so that verifier/verify-log.mjs, or anybody who reads docs/access-log.md, can check
// the file without us.
import { getLast } from '../../assume.ts';
import type { Grant } from '../authorization/grant.ts';
import type { Reader } from '../store.ts';
import type { Vault } from '../vault.ts';
import { printContent, unpackEnd } from './chain.ts';
import { printNoteKey } from './checkpoint.ts';
import { type DirectoryProof, proveEntry } from './directory.ts';
import { labelChain } from './leaf.ts';
import type { ChainName, LogEntry, PlacedLeaf, Publication } from './ports.ts';
import { publishLog, readDirectory } from './publish.ts';
import { writeReads } from './reads.ts';
import { proveConsistency, proveInclusion } from './tree.ts';

const readAtOnce = 500;

/**
 * Lines, each with its end.
 * @param of a record, or the vault
 * @param kept numbers of publications that somebody keeps: the log is proven against each
 */
export async function* exportLog(
  vault: Vault,
  of: ChainName,
  kept: readonly number[] = [],
): AsyncGenerator<string> {
  const { store, clock } = vault;
  const newest = await ensureCheckpoint(vault);
  const packed = await store.read(db => db.log.end(of));
  if (!packed) return;
  const { chain, number: entries } = unpackEnd(packed);
  const keys = (await store.read(db => db.log.keys())).map(printNoteKey);
  yield print({
    format: 'keepwell log 1',
    chain: chain.toString('hex'),
    record: of ?? null,
    entries,
    exported: new Date(clock.now()).toISOString(),
    keys,
    tree: newest && (await proveChain(vault, of, newest, kept)),
  });
  for (let number = 0; number < entries; ) {
    const after = number;
    const some = await store.read(db => db.log.entries(of, after, Math.min(readAtOnce, entries - after)));
    for (const entry of some) yield printEntry(entry);
    // What is missing is for the verifier to tell.
    if (some.length === 0) return;
    number = some.at(-1)?.number ?? entries;
  }
}

type Checkpoint = Publication & { readonly size: number };

/** The newest; one is made where nobody did in time, as on a command line while no server runs. */
async function ensureCheckpoint(vault: Vault): Promise<Checkpoint | undefined> {
  const read = async () => asCheckpoint(await vault.store.read(db => db.log.lastHeads()));
  const last = await read();
  if (last && vault.clock.now() - last.at < vault.limits.logHeadsEveryMs) return last;
  await publishLog(vault, true);
  return read();
}

function asCheckpoint(publication: Publication | undefined): Checkpoint | undefined {
  const size = publication?.size;
  return publication && size !== undefined ? { ...publication, size } : undefined;
}

async function proveChain(vault: Vault, of: ChainName, newest: Checkpoint, kept: readonly number[]) {
  const { size, text } = newest;
  const label = labelChain(of);
  const leaves = await readLeaves(vault, label, size);
  const last = leaves.at(-1);
  const { begins, proof } = await vault.store.read(async db => ({
    begins: await proveBeginning(db, size),
    proof: last && (await proveInclusion(last.place, size, (level, index) => db.log.node(level, index))),
  }));
  const older = await listKept(vault, of, newest, kept);
  return {
    checkpoint: text,
    begins,
    leaves: leaves.map(({ number, at, since }) => [number, at, since]),
    place: last?.place,
    proof: proof?.map(toHex),
    directory: await proveDirectory(vault, size, label),
    kept: await Promise.all(older.map(one => proveKept(vault, label, one, size))),
  };
}

async function readLeaves({ store }: Vault, label: Buffer, size: number): Promise<PlacedLeaf[]> {
  const leaves: PlacedLeaf[] = [];
  for (;;) {
    const from = (leaves.at(-1)?.place ?? -1) + 1;
    const slice = await store.read(db => db.log.leavesOf(label, from, readAtOnce));
    leaves.push(...slice.filter(({ place }) => place < size));
    if (slice.length < readAtOnce || getLast(slice).place >= size) return leaves;
  }
}

async function proveBeginning(db: Reader, size: number) {
  const [first] = await db.log.leaves(0, 1);
  const proof = await proveInclusion(0, size, (level, index) => db.log.node(level, index));
  return first && { at: first.at, before: toHex(first.hash), proof: proof.map(toHex) };
}

async function proveDirectory(vault: Vault, size: number, label: Buffer) {
  const { siblings, entry }: DirectoryProof = await proveEntry(await readDirectory(vault, size), label);
  return {
    siblings: siblings.map(toHex),
    entry: entry && { label: toHex(entry.label), leaf: toHex(entry.leaf) },
  };
}

/** Those that are asked for, and those that the export before may have had. */
async function listKept(
  { store }: Vault,
  of: ChainName,
  newest: Checkpoint,
  numbers: readonly number[],
): Promise<number[]> {
  return store.read(async db => {
    const all = new Set(numbers);
    const taken =
      of === undefined ? [] : await db.audit.ofRecord({ recordId: of, actions: ['ExportLog'], limit: 2 });
    for (const { at } of taken) {
      const last = await db.log.lastHeads(at);
      if (last) all.add(last.number).add(last.number + 1);
    }
    const sizes = new Set<number>();
    for (const number of all) {
      const size = (await db.log.heads(number))?.size;
      if (size !== undefined && size <= newest.size) sizes.add(size);
    }
    return [...sizes].sort((a, b) => a - b);
  });
}

async function proveKept(vault: Vault, label: Buffer, older: number, size: number) {
  const consistency = await vault.store.read(db =>
    proveConsistency(older, size, (level, index) => db.log.node(level, index)),
  );
  return {
    size: older,
    consistency: consistency.map(toHex),
    directory: await proveDirectory(vault, older, label),
  };
}

const toHex = (bytes: Buffer) => bytes.toString('hex');

function printEntry(entry: LogEntry): string {
  const { number, at, salt, contentHash, entryHash } = entry;
  return print({
    number,
    at,
    contentHash: contentHash.toString('hex'),
    entryHash: entryHash.toString('hex'),
    ...(salt && { salt: salt.toString('hex'), content: JSON.parse(printContent(entry)) }),
  });
}

const print = (line: object) => `${JSON.stringify(line)}\n`;

/** Whoever takes the log of a record along is in it, and so is what was read until then. */
export async function noteLogTaken(vault: Vault, grant: Grant): Promise<void> {
  await writeReads(vault);
  const { personId, recordId, avenue } = grant;
  const at = vault.clock.now();
  const row = { at, action: 'ExportLog', personId, appId: undefined, recordId, avenue, details: {} };
  await vault.store.write(db => db.audit.add(row), grant);
}
