// Publishes the log at intervals and when a server stops: the ends of the chains that changed become leaves of the vault's tree,
// and a signed checkpoint follows for outsiders to keep. What a kept checkpoint covers can no longer be changed or cut off
// unseen. One process at a time does this.
import type { Tenure } from '../leases/tenure.ts';
import { minuteMs } from '../limits/durations.ts';
import { hashSha256 } from '../secrets.ts';
import type { Reader, Writer } from '../store.ts';
import { ofJob } from '../turns.ts';
import type { Vault } from '../vault.ts';
import { unpackEnd } from './chain.ts';
import { makeNoteKey, printCheckpoint, printNoteKey } from './checkpoint.ts';
import { type DirectoryEntry, hashDirectory } from './directory.ts';
import { hashBeginning, hashChainLeaf, labelChain, noLeaf } from './leaf.ts';
import type { ChainName, LogKey, PlacedLeaf } from './ports.ts';
import { addToTree, computeRoot } from './tree.ts';

/** A row may be committed, or get its place in a chain, so long after its id was taken: then it is read once more. */
const settledWithinMs = 10 * minuteMs;

/** The job reads so many rows of the log before others have their turn: a busy hour has a million. */
const rowsAtOnce = 10_000;
/** Leaves of one transaction. */
const leavesAtOnce = 200;
const entriesAtOnce = 5000;

export async function publishDueLog(vault: Vault, tenure: Tenure): Promise<void> {
  const last = await vault.store.read(db => db.log.lastHeads());
  const isDue = !last || vault.clock.now() - last.at >= vault.limits.logHeadsEveryMs;
  // The last word of a server, and none where nothing happened since the last.
  if (isDue || tenure.isOver()) await publishLog(vault, isDue);
}

/**
 * @param isAnyway also where no chain changed: so that it is known that none did
 * @returns whether there is a new checkpoint
 */
export async function publishLog(vault: Vault, isAnyway: boolean): Promise<boolean> {
  const { store } = vault;
  const from = await findSettled(vault);
  // Entries of a Keepwell that had no chains get their places before the tree begins, not after.
  if (from === undefined && (await store.read(db => db.log.waitingRecord())) !== undefined) return false;
  const upTo = await store.read(db => db.log.newestRow());
  const chains = await findChanged(vault, from ?? 0, upTo);
  if (from === undefined) await store.write(db => begin(db, vault), ofJob('log'));
  for (let i = 0; i < chains.length; i += leavesAtOnce) {
    const slice = chains.slice(i, i + leavesAtOnce);
    await store.write(db => addLeaves(db, vault, slice), ofJob('log'));
    await new Promise(setImmediate);
  }
  const last = await store.read(db => db.log.lastHeads());
  const size = await store.read(db => db.log.countLeaves());
  if (!isAnyway && last?.size === size) return false;
  await sign(vault, upTo);
  return true;
}

/** The row up to which all were there, and in their chains, when the job last read them; undefined before the tree begins. */
async function findSettled({ store }: Vault): Promise<number | undefined> {
  return store.read(async db => {
    const last = await db.log.lastHeads();
    if (!last || (await db.log.countLeaves()) === 0) return undefined;
    const settled = await db.log.lastHeads(last.at - settledWithinMs);
    return settled?.size === undefined ? 0 : settled.upTo;
  });
}

async function findChanged({ store }: Vault, from: number, upTo: number): Promise<ChainName[]> {
  const changed = new Set<ChainName>();
  for (let after = from; after < upTo; after += rowsAtOnce) {
    const slice = await store.read(db => db.log.changedBetween(after, Math.min(after + rowsAtOnce, upTo)));
    for (const chain of slice) changed.add(chain);
    await new Promise(setImmediate);
  }
  return [...changed];
}

/** Time never goes back in the tree, whatever the clock does. */
async function readTime(db: Reader, vault: Vault): Promise<{ at: number; since: number }> {
  const last = await db.log.lastHeads();
  const since = last?.size === undefined ? 0 : last.at;
  return { at: Math.max(vault.clock.now(), last?.at ?? 0), since };
}

async function begin(db: Writer, vault: Vault): Promise<void> {
  if ((await db.log.countLeaves()) > 0) return;
  const { at } = await readTime(db, vault);
  const last = await db.log.lastHeads();
  const before = last ? hashSha256(last.text) : noLeaf;
  const none = Buffer.alloc(0);
  const leaf = { place: 0, label: none, chain: none, number: 0, hash: before, at, since: 0, previous: none };
  await db.log.putLeaf(leaf, [{ level: 0, index: 0, hash: hashBeginning(at, before) }]);
}

async function addLeaves(db: Writer, vault: Vault, names: readonly ChainName[]): Promise<void> {
  const times = await readTime(db, vault);
  const labels = names.map(labelChain);
  const published = await db.log.published(labels);
  let place = await db.log.countLeaves();
  for (const [i, name] of names.entries()) {
    const packed = await db.log.end(name);
    const label = labels[i];
    if (!packed || !label) continue;
    const end = unpackEnd(packed);
    const before = published.get(label.toString('hex'));
    if (end.number <= (before?.number ?? 0)) continue;
    const previous = before ? await db.log.node(0, before.place) : noLeaf;
    const leaf: PlacedLeaf = { ...end, ...times, label, previous, place };
    const nodes = await addToTree(place, hashChainLeaf(leaf), (level, index) => db.log.node(level, index));
    await db.log.putLeaf(leaf, nodes);
    place++;
  }
}

/** The directory of a tree of so many leaves. */
export async function readDirectory(
  { store }: Pick<Vault, 'store'>,
  size: number,
): Promise<DirectoryEntry[]> {
  const entries: DirectoryEntry[] = [];
  for (;;) {
    const after = entries.at(-1)?.label ?? Buffer.alloc(0);
    const slice = await store.read(db => db.log.directory(size, after, entriesAtOnce));
    entries.push(...slice);
    if (slice.length < entriesAtOnce) return entries;
    await new Promise(setImmediate);
  }
}

async function sign(vault: Vault, upTo: number): Promise<void> {
  const { store } = vault;
  for (;;) {
    const size = await store.read(db => db.log.countLeaves());
    const directory = await hashDirectory(await readDirectory(vault, size));
    const isSigned = await store.write(async db => {
      if ((await db.log.countLeaves()) !== size) return false;
      const { at } = await readTime(db, vault);
      const key = await ensureKey(db, vault, at);
      const origin = (await db.log.keys()).at(-1)?.name ?? key.name;
      const root = await computeRoot(size, (level, index) => db.log.node(level, index));
      const checkpoint = { origin, size, root, at, directory };
      const text = printCheckpoint(checkpoint, key, vault.keys.open(key.sealed));
      const number = ((await db.log.lastHeads())?.number ?? 0) + 1;
      await db.log.putHeads({ number, at, upTo, text, size });
      return true;
    }, ofJob('log'));
    if (isSigned) return;
  }
}

/** The newest that opens; one is made, and told of in the log, where there is none. */
async function ensureKey(
  db: Writer,
  vault: Vault,
  at: number,
): Promise<LogKey & { readonly sealed: Buffer }> {
  for (const key of await db.log.keys()) if (key.sealed) return { ...key, sealed: key.sealed };
  const made = makeNoteKey();
  const key = {
    name: made.name,
    publicKey: made.publicKey,
    sealed: vault.keys.seal(made.privateKey),
    madeAt: at,
  };
  await db.log.putKey(key);
  await db.audit.add({
    at,
    action: 'MakeLogKey',
    personId: undefined,
    appId: undefined,
    recordId: undefined,
    avenue: undefined,
    details: { key: printNoteKey(key) },
  });
  return key;
}
