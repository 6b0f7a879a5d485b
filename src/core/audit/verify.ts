// Goes over the log in the store: does each chain hold, does each entry still say what it was chained by, and does the tree have
// all that was published? verifier/verify-log.mjs checks an export against kept checkpoints, and shares no code with this.
import { minuteMs } from '../limits/durations.ts';
import { isSameBytes } from '../secrets.ts';
import type { Reader } from '../store.ts';
import { purgeAction } from './audit.ts';
import type { ChainEnd } from './chain.ts';
import { hashContent, hashEntry, unpackEnd } from './chain.ts';
import type { NoteKey } from './checkpoint.ts';
import { labelChain } from './leaf.ts';
import type { ChainName, LogEntry, PlacedLeaf, Publication } from './ports.ts';
import { TimeCheck, type TimeFrame } from './verify-times.ts';
import { checkTree } from './verify-tree.ts';

export interface LogProblem {
  /** Undefined where it is of no chain. */
  readonly chain: string | undefined;
  /** The entry, where it is known which. */
  readonly number: number | undefined;
  readonly what: string;
}

export interface Verified {
  readonly chains: number;
  readonly entries: number;
  readonly erased: number;
  readonly publications: number;
  /** Entries that no chain has yet. */
  readonly waiting: number;
  readonly problems: readonly LogProblem[];
  /** What cannot be seen, and is no sign of anything wrong. */
  readonly remarks: readonly LogProblem[];
}

const readAtOnce = 500;
/** More say nothing new. */
const problemsMax = 100;

class LogCheck {
  readonly problems: LogProblem[] = [];
  readonly remarks: LogProblem[] = [];
  readonly #db: Reader;
  chains = 0;
  entries = 0;
  erased = 0;

  constructor(db: Reader) {
    this.#db = db;
  }

  async checkChain(of: ChainName, times: Pick<TimeFrame, 'checkpointAt' | 'readAt'>): Promise<void> {
    const packed = await this.#db.log.end(of);
    if (!packed) return;
    const kept = unpackEnd(packed);
    const chain = kept.chain.toString('hex');
    let problems = 0;
    const tell = (number: number, what: string) => {
      if (problems++ < problemsMax) this.problems.push({ chain, number, what });
    };
    const leaves = await this.#readLeaves(of, kept, tell);
    const published = new Map(leaves.map(({ number, hash }) => [number, hash]));
    const time = new TimeCheck(leaves, { ...times, isOfRecord: of !== undefined }, tell);
    const erasure = new ErasureCheck(tell, (number, what) => this.remarks.push({ chain, number, what }));
    let end: ChainEnd = { chain: kept.chain, number: 0, hash: Buffer.alloc(32) };
    for (;;) {
      const entries = await this.#db.log.entries(of, end.number, readAtOnce);
      for (const entry of entries) {
        if (entry.number !== end.number + 1)
          tell(end.number + 1, `Entries ${end.number + 1} to ${entry.number - 1} are missing.`);
        const wrong = findWrong(entry, { ...end, number: entry.number - 1 });
        if (wrong) tell(entry.number, wrong);
        const told = published.get(entry.number);
        if (told && !isSameBytes(told, entry.entryHash))
          tell(entry.number, 'It is not the entry that was published.');
        erasure.add(entry);
        time.add(entry);
        this.entries++;
        end = { chain: kept.chain, number: entry.number, hash: entry.entryHash };
      }
      if (entries.length < readAtOnce) break;
    }
    this.chains++;
    this.erased += erasure.erased;
    erasure.finish(of !== undefined && (await this.#db.records.byId(of)) !== undefined);
    if (end.number !== kept.number || !end.hash.equals(kept.hash))
      tell(kept.number, `The chain ends with entry ${end.number}, and not as it should with ${kept.number}.`);
    for (const number of published.keys())
      if (number > end.number) tell(number, 'It was published and is not there.');
  }

  /** Those of the record in the tree, all of which must be of its one chain. */
  async #readLeaves(
    of: ChainName,
    { chain }: ChainEnd,
    tell: (number: number, what: string) => void,
  ): Promise<PlacedLeaf[]> {
    const leaves: PlacedLeaf[] = [];
    for (;;) {
      const from = (leaves.at(-1)?.place ?? -1) + 1;
      const slice = await this.#db.log.leavesOf(labelChain(of), from, readAtOnce);
      leaves.push(...slice);
      if (slice.length < readAtOnce) break;
    }
    for (const leaf of leaves)
      if (!leaf.chain.equals(chain)) tell(leaf.number, 'Another chain was published for this record.');
    return leaves;
  }
}

/** What entries said goes with their record only: all of it, and the entry that follows says how much. */
class ErasureCheck {
  readonly #tell: (number: number, what: string) => void;
  readonly #remark: (number: number, what: string) => void;
  erased = 0;
  #lastErased = 0;
  /** The entry that says that the record was removed, until one says that it was brought back. */
  #purged: LogEntry | undefined;

  constructor(tell: (number: number, what: string) => void, remark: (number: number, what: string) => void) {
    this.#tell = tell;
    this.#remark = remark;
  }

  add(entry: LogEntry): void {
    const { number, at, salt, action, details } = entry;
    if (salt && action === 'BringBackRecord') this.#purged = undefined;
    // Reads and refusals are counted for a second before they are written.
    const isLate =
      (action === 'ReadThings' || action === 'Refuse') && Math.abs(at - (this.#purged?.at ?? 0)) <= minuteMs;
    if (this.#purged && !isLate)
      this.#tell(number, 'It follows the removal of the record for good, after which there is none.');
    if (salt === undefined) {
      this.erased++;
      this.#lastErased = number;
    } else if (action === purgeAction) {
      const before = number - 1;
      const said = details.erased;
      this.#purged = entry;
      if (this.erased !== before || (said ?? before) !== before)
        this.#tell(number, 'What is before it is not what went with the record.');
      else {
        this.#lastErased = 0;
        if (said === undefined) this.#remark(number, sayUncounted(before));
      }
    }
  }

  finish(isThere: boolean): void {
    if (this.#lastErased > 0) this.#tell(this.#lastErased, 'It was erased, and its record was not removed.');
    if (this.#purged && isThere)
      this.#tell(this.#purged.number, 'It says that the record was removed, and the record is there.');
  }
}

/** Of a Keepwell that did not count. */
function sayUncounted(before: number): string {
  return `It does not say how many entries went with the record; all ${before} before it are erased.`;
}

function findWrong(entry: LogEntry, before: ChainEnd): string | undefined {
  const { salt, contentHash, entryHash } = entry;
  if (salt && !hashContent(salt, entry).equals(contentHash)) return 'It was changed.';
  if (!hashEntry(before, entry).equals(entryHash)) return 'It does not follow the entry before.';
  return undefined;
}

/** All publications of the store, oldest first. */
export async function* readAllHeads(db: Reader): AsyncGenerator<Publication> {
  const last = (await db.log.lastHeads())?.number ?? 0;
  for (let number = 1; number <= last; number++) {
    const heads = await db.log.heads(number);
    if (heads) yield heads;
  }
}

export interface LogQuestion {
  readonly recordId?: string | undefined;
  /** Checkpoints that somebody kept. */
  readonly files?: Iterable<string> | undefined;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
}

/** The log of one record, or the whole; the tree in either case. */
export async function verifyLog(db: Reader, { recordId, files = [], at }: LogQuestion): Promise<Verified> {
  const check = new LogCheck(db);
  const keys: NoteKey[] = await db.log.keys();
  const { publications, labels, newestAt, problems: ofTree } = await checkTree(db, keys, files);
  check.problems.push(...ofTree.map(what => ({ chain: undefined, number: undefined, what })));
  const checkOne = async (of: ChainName) => {
    labels.delete(labelChain(of).toString('hex'));
    await check.checkChain(of, { checkpointAt: newestAt, readAt: at });
  };
  let waiting = 0;
  if (recordId === undefined) {
    for (let after = ''; ; ) {
      const ids = await db.log.chained(after, readAtOnce);
      for (const id of ids) await checkOne(id);
      after = ids.at(-1) ?? '';
      if (ids.length < readAtOnce) break;
    }
    await checkOne(undefined);
    for (const _ of labels)
      check.problems.push({
        chain: undefined,
        number: undefined,
        what: 'A chain was published and is not there.',
      });
    waiting = await db.log.countWaiting();
  } else await checkOne(recordId);
  const { chains, entries, erased, problems, remarks } = check;
  return { chains, entries, erased, publications, waiting, problems, remarks };
}
