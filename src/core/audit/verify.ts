// Goes over the log in the store: does each chain hold, does what it says still have the hash it was chained by, and is all of
// it there that was published? verifier/verify-log.mjs does the same with an export and kept files, and without us.

import { hashSha256 } from '../secrets.ts';
import type { Reader } from '../store.ts';
import { purgeAction } from './audit.ts';
import type { ChainEnd } from './chain.ts';
import { hashContent, hashEntry, unpackEnd } from './chain.ts';
import { type Heads, type NoteKey, noneBefore, readHeads } from './heads-file.ts';
import type { ChainName, LogEntry, PublishedHeads } from './ports.ts';

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

/** What was published of each chain, by its id in hex: the hash of each number. */
export type Published = Map<string, Map<number, string>>;

const readAtOnce = 500;
/** More say nothing new. */
const problemsMax = 100;

export class LogCheck {
  readonly problems: LogProblem[] = [];
  readonly remarks: LogProblem[] = [];
  readonly #db: Reader;
  readonly #published: Published = new Map();
  chains = 0;
  entries = 0;
  erased = 0;
  publications = 0;

  constructor(db: Reader) {
    this.#db = db;
  }

  /** Those of the store, or such as somebody kept, in any order. */
  async addHeads(files: AsyncIterable<string> | Iterable<string>, keys: readonly NoteKey[]): Promise<void> {
    const seen: (Heads & { readonly hash: string })[] = [];
    for await (const file of files) {
      const heads = readHeads(file, keys);
      if (typeof heads === 'string') this.#tell(undefined, undefined, `A publication is not good: ${heads}`);
      else seen.push({ ...heads, ends: this.#noteEnds(heads), hash: hashSha256(file).toString('hex') });
    }
    seen.sort((a, b) => a.number - b.number);
    seen.forEach((heads, i) => {
      const wrong = findBreak(heads, seen[i - 1]);
      if (wrong) this.#tell(undefined, undefined, `Publication ${heads.number} ${wrong}`);
    });
    this.publications += new Set(seen.map(({ number }) => number)).size;
  }

  #noteEnds({ number, ends }: Heads): readonly ChainEnd[] {
    for (const { chain, number: of, hash } of ends) {
      const id = chain.toString('hex');
      const known = this.#published.get(id) ?? new Map<number, string>();
      this.#published.set(id, known);
      const before = known.get(of);
      const now = hash.toString('hex');
      if (before !== undefined && before !== now)
        this.#tell(id, of, `Publication ${number} and one before tell of different entries.`);
      known.set(of, now);
    }
    return [];
  }

  async checkChain(of: ChainName): Promise<void> {
    const packed = await this.#db.log.end(of);
    if (!packed) return;
    const kept = unpackEnd(packed);
    const id = kept.chain.toString('hex');
    const published = this.#published.get(id) ?? new Map<number, string>();
    this.#published.delete(id);
    let end: ChainEnd = { chain: kept.chain, number: 0, hash: Buffer.alloc(32) };
    let problems = 0;
    // What entries said goes with their record only: all of it, and the entry that follows says how much.
    let lastErased = 0;
    let erased = 0;
    const tell = (number: number, what: string) => {
      if (problems++ < problemsMax) this.#tell(id, number, what);
    };
    for (;;) {
      const entries = await this.#db.log.entries(of, end.number, readAtOnce);
      for (const entry of entries) {
        if (entry.number !== end.number + 1)
          tell(end.number + 1, `Entries ${end.number + 1} to ${entry.number - 1} are missing.`);
        const wrong = findWrong(entry, { ...end, number: entry.number - 1 });
        if (wrong) tell(entry.number, wrong);
        const told = published.get(entry.number);
        if (told !== undefined && told !== entry.entryHash.toString('hex'))
          tell(entry.number, 'It is not the entry that was published.');
        if (entry.salt === undefined) {
          this.erased++;
          erased++;
          lastErased = entry.number;
        } else if (entry.action === purgeAction) {
          const before = entry.number - 1;
          const said = entry.details.erased;
          if (erased !== before || (said ?? before) !== before)
            tell(entry.number, 'What is before it is not what went with the record.');
          else {
            lastErased = 0;
            if (said === undefined)
              this.remarks.push({ chain: id, number: entry.number, what: sayUncounted(before) });
          }
        }
        this.entries++;
        end = { chain: kept.chain, number: entry.number, hash: entry.entryHash };
      }
      if (entries.length < readAtOnce) break;
    }
    this.chains++;
    if (lastErased > 0) tell(lastErased, 'It was erased, and its record was not removed.');
    this.#checkEnd(end, kept, published, tell);
  }

  #checkEnd(
    end: ChainEnd,
    kept: ChainEnd,
    published: ReadonlyMap<number, string>,
    tell: (number: number, what: string) => void,
  ): void {
    if (end.number !== kept.number || !end.hash.equals(kept.hash))
      tell(kept.number, `The chain ends with entry ${end.number}, and not as it should with ${kept.number}.`);
    for (const number of published.keys())
      if (number > end.number) tell(number, 'It was published and is not there.');
  }

  /** Once all chains were looked at. */
  tellOfMissing(): void {
    for (const chain of this.#published.keys())
      this.#tell(chain, undefined, 'The chain was published and is not there.');
  }

  #tell(chain: string | undefined, number: number | undefined, what: string): void {
    this.problems.push({ chain, number, what });
  }
}

/** Of a Keepwell that did not count. */
function sayUncounted(before: number): string {
  return `It does not say how many entries went with the record; all ${before} before it are erased.`;
}

function findBreak(
  { number, previous, hash }: Heads & { readonly hash: string },
  before: (Heads & { readonly hash: string }) | undefined,
): string | undefined {
  if (before?.number === number)
    return before.hash === hash ? undefined : 'is there twice, and not the same.';
  if ((before?.number ?? 0) !== number - 1) return 'is there, and the one before is not.';
  return previous === (before?.hash ?? noneBefore) ? undefined : 'does not follow the one before.';
}

function findWrong(entry: LogEntry, before: ChainEnd): string | undefined {
  const { salt, contentHash, entryHash } = entry;
  if (salt && !hashContent(salt, entry).equals(contentHash)) return 'It was changed.';
  if (!hashEntry(before, entry).equals(entryHash)) return 'It does not follow the entry before.';
  return undefined;
}

/** All publications of the store, oldest first. */
export async function* readAllHeads(db: Reader): AsyncGenerator<PublishedHeads> {
  const last = (await db.log.lastHeads())?.number ?? 0;
  for (let number = 1; number <= last; number++) {
    const heads = await db.log.heads(number);
    if (heads) yield heads;
  }
}

async function* joinHeads(db: Reader, files: Iterable<string> = []): AsyncGenerator<string> {
  for await (const { text } of readAllHeads(db)) yield text;
  yield* files;
}

/** The log of one record, or the whole. @param files kept by somebody; those of the store where there are none */
export async function verifyLog(
  db: Reader,
  {
    recordId,
    files,
  }: { readonly recordId?: string | undefined; readonly files?: Iterable<string> | undefined },
): Promise<Verified> {
  const check = new LogCheck(db);
  const keys = await db.log.keys();
  await check.addHeads(joinHeads(db, files), keys);
  let waiting = 0;
  if (recordId === undefined) {
    for (let after = ''; ; ) {
      const ids = await db.log.chained(after, readAtOnce);
      for (const id of ids) await check.checkChain(id);
      after = ids.at(-1) ?? '';
      if (ids.length < readAtOnce) break;
    }
    await check.checkChain(undefined);
    check.tellOfMissing();
    waiting = await db.log.countWaiting();
  } else await check.checkChain(recordId);
  const { chains, entries, erased, publications, problems, remarks } = check;
  return { chains, entries, erased, publications, waiting, problems, remarks };
}
