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

/** A row may be committed so long after its number was taken: its chain is looked at once more. */
const commitWithinMs = 10 * minuteMs;

/** So many rows of the log are gone over before others have their turn: a busy hour has a million. */
const rowsAtOnce = 10_000;

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
  for (;;) {
    const { ends, upTo, isCut } = await findChanged(vault);
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

async function findChanged({ store, clock, limits }: Vault): Promise<Changed> {
  return store.read(async db => {
    const from = (await db.log.lastHeads(clock.now() - commitWithinMs))?.upTo ?? 0;
    const upTo = await db.log.newestRow();
    const ends = (await db.log.ends(await changedBetween(db, from, upTo))).map(unpackEnd);
    const published = await db.log.published(ends.map(({ chain }) => chain));
    const changed = ends.filter(({ chain, number }) => number > (published.get(chain.toString('hex')) ?? 0));
    const isCut = changed.length > limits.logHeadsChainsMax;
    return { ends: changed.slice(0, limits.logHeadsChainsMax), upTo: isCut ? from : upTo, isCut };
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
