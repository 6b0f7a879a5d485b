// Publishes where the chains of the log end, at intervals and when a server stops, for outsiders to keep: what was published
// cannot be changed or cut off any more without their seeing it. Done by one process at a time.
import type { Tenure } from '../leases/tenure.ts';
import { minuteMs } from '../limits/durations.ts';
import { hashSha256 } from '../secrets.ts';
import type { Reader, Writer } from '../store.ts';
import { ofJob } from '../turns.ts';
import type { Vault } from '../vault.ts';
import { type ChainEnd, unpackEnd } from './chain.ts';
import { makeNoteKey, noneBefore, printHeads, printNoteKey } from './heads-file.ts';
import type { ChainName, LogKey } from './ports.ts';

/** A row may be committed, or get its place in a chain, so long after its id was taken: then that is looked at once more. */
const settledWithinMs = 10 * minuteMs;

/** So many rows of the log are gone over before others have their turn: a busy hour has a million. */
const rowsAtOnce = 10_000;
const chainsAtOnce = 1000;

export async function publishDueHeads(vault: Vault, tenure: Tenure): Promise<void> {
  const last = await vault.store.read(db => db.log.lastHeads());
  const isDue = !last || vault.clock.now() - last.at >= vault.limits.logHeadsEveryMs;
  // The last word of a server, and none where nothing happened since the last.
  if (isDue || tenure.isOver()) await publishHeads(vault, isDue);
}

/**
 * @param isAnyway also where no chain changed: so that it is known that none did
 * @returns how many files were published
 */
export async function publishHeads(vault: Vault, isAnyway: boolean): Promise<number> {
  let count = 0;
  const from = await findSettled(vault);
  for (;;) {
    const { ends, upTo, isCut } = await findChanged(vault, from);
    if (ends.length === 0 && (count > 0 || !isAnyway)) return count;
    await vault.store.write(async db => {
      const last = await db.log.lastHeads();
      const number = (last?.number ?? 0) + 1;
      const at = vault.clock.now();
      const previous = last ? hashSha256(last.text).toString('hex') : noneBefore;
      const key = await ensureKey(db, vault, at);
      const text = printHeads({ number, at, previous, ends }, key, vault.keys.open(key.sealed));
      await db.log.putHeads({ number, at, upTo, text });
      for (const end of ends) await db.log.setPublished(end);
    }, ofJob('log'));
    count++;
    if (!isCut) return count;
  }
}

interface Changed {
  readonly ends: readonly ChainEnd[];
  /** The row up to which all chains are in this publication. */
  readonly upTo: number;
  readonly isCut: boolean;
}

/** The row up to which all were there, and in their chains, when they were last gone over. */
async function findSettled({ store }: Vault): Promise<number> {
  return store.read(async db => {
    const last = await db.log.lastHeads();
    return (last && (await db.log.lastHeads(last.at - settledWithinMs))?.upTo) ?? 0;
  });
}

async function findChanged({ store, limits }: Vault, from: number): Promise<Changed> {
  const { logHeadsChainsMax: max } = limits;
  return store.read(async db => {
    const upTo = await db.log.newestRow();
    const chains = await changedBetween(db, from, upTo);
    const changed: ChainEnd[] = [];
    for (let i = 0; i < chains.length && changed.length <= max; i += chainsAtOnce) {
      const ends = (await db.log.ends(chains.slice(i, i + chainsAtOnce))).map(unpackEnd);
      const published = await db.log.published(ends.map(({ chain }) => chain));
      const isNew = ({ chain, number }: ChainEnd) => number > (published.get(chain.toString('hex')) ?? 0);
      changed.push(...ends.filter(isNew));
      await new Promise(setImmediate);
    }
    const isCut = changed.length > max;
    return { ends: changed.slice(0, max), upTo: isCut ? from : upTo, isCut };
  });
}

async function changedBetween(db: Reader, from: number, upTo: number): Promise<ChainName[]> {
  const changed = new Set<ChainName>();
  for (let after = from; after < upTo; after += rowsAtOnce) {
    const slice = await db.log.changedBetween(after, Math.min(after + rowsAtOnce, upTo));
    for (const chain of slice) changed.add(chain);
    await new Promise(setImmediate);
  }
  return [...changed];
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
