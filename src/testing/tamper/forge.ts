// What somebody does who wants a log to say something else: to the entries of an export or of the tables, plainly or with all
// later hashes made anew; and, with the key of the vault in their hands, to its publications.
import { addLink, type ChainEnd, packEnd } from '../../core/audit/chain.ts';
import { printCheckpoint, readCheckpoint } from '../../core/audit/checkpoint.ts';
import type { LogEntry } from '../../core/audit/ports.ts';

/** Whole numbers below a bound, always the same for a seed. */
export type Draw = (below: number) => number;

export function makeDraw(seed: number): Draw {
  let state = seed >>> 0;
  return below => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export interface SigningKey {
  readonly name: string;
  readonly publicKey: Buffer;
  readonly privateKey: Buffer;
}

export interface Forged {
  /** What was done, to be told with the seed. */
  readonly how: string;
  readonly entries: readonly LogEntry[];
  /** Texts of checkpoints, in order. */
  readonly heads: readonly string[];
  /** Checkpoints that somebody has beside these. */
  readonly kept: readonly string[];
}

export interface Log {
  readonly chain: Buffer;
  readonly entries: readonly LogEntry[];
  readonly heads: readonly string[];
  readonly key: SigningKey;
}

type Change = (entries: LogEntry[], draw: Draw) => void;

/** At a place that was published; the last entry is, too. */
const changes: Readonly<Record<string, Change>> = {
  edit(entries, draw) {
    const place = draw(entries.length);
    const entry = entries[place]!;
    const edits: Partial<LogEntry>[] = [
      { action: `${entry.action}X` },
      { at: entry.at + 1 + draw(1000) },
      { details: { ...entry.details, count: draw(1_000_000) } },
      { personId: `${entry.personId ?? ''}0` },
      { appId: `${entry.appId ?? ''}0` },
      { avenue: entry.avenue === 'Offline' ? undefined : 'Offline' },
    ];
    entries[place] = { ...entry, ...edits[draw(edits.length)] };
  },
  cut(entries, draw) {
    entries.splice(draw(entries.length - 1), 1 + draw(3));
  },
  cutEnd(entries, draw) {
    entries.splice(entries.length - 1 - draw(entries.length - 2));
  },
  reorder(entries, draw) {
    const from = draw(entries.length);
    const to = (from + 1 + draw(entries.length - 1)) % entries.length;
    [entries[from], entries[to]] = [entries[to]!, entries[from]!];
  },
  insert(entries, draw) {
    const model = entries[draw(entries.length)]!;
    entries.splice(draw(entries.length), 0, { ...model, details: { things: ['forged'], count: draw(1e6) } });
  },
  replay(entries, draw) {
    entries.splice(1 + draw(entries.length - 1), 0, { ...entries[draw(entries.length)]! });
  },
  renumber(entries, draw) {
    const place = draw(entries.length);
    const entry = entries[place]!;
    entries[place] = { ...entry, number: entry.number + 1 + draw(50) };
  },
  erase(entries, draw) {
    const place = draw(entries.length);
    entries[place] = { ...entries[place]!, salt: undefined };
  },
};

export function forge({ chain, entries, heads, key }: Log, draw: Draw): Forged {
  const kept: string[] = [];
  const ofHeads = draw(5);
  if (ofHeads === 0) return { entries, ...forgeHeads(heads, key, draw) };
  const names = Object.keys(changes);
  const name = names[draw(names.length)]!;
  const changed = entries.map(entry => ({ ...entry }));
  changes[name]!(changed, draw);
  const isThorough = draw(2) === 0 && name !== 'erase' && name !== 'renumber';
  // Numbers in order are the least that anybody would see to.
  const numbered =
    draw(3) > 0 && name !== 'renumber' ? changed.map((entry, i) => ({ ...entry, number: i + 1 })) : changed;
  return {
    how: `${name}${isThorough ? ', all hashes made anew' : ''}`,
    entries: isThorough ? chainAnew(chain, changed) : numbered,
    heads,
    kept,
  };
}

/** As the vault itself would have written it. */
export function chainAnew(chain: Buffer, entries: readonly LogEntry[]): LogEntry[] {
  let end: ChainEnd = { chain, number: 0, hash: Buffer.alloc(32) };
  return entries.map(entry => {
    const added = addLink(end, entry);
    end = added.end;
    return { ...entry, ...added.link };
  });
}

export function endOf(chain: Buffer, entries: readonly LogEntry[]): Buffer {
  const last = entries.at(-1);
  return packEnd({ chain, number: last?.number ?? 0, hash: last?.entryHash ?? Buffer.alloc(32) });
}

function forgeHeads(heads: readonly string[], key: SigningKey, draw: Draw): Omit<Forged, 'entries'> {
  const kind = draw(3);
  const place = draw(heads.length);
  const file = heads[place]!;
  const put = (text: string) => heads.map((one, i) => (i === place ? text : one));
  const other = signAnew(file, key, draw);
  switch (kind) {
    case 0: {
      const at = draw(file.lastIndexOf('\n\n'));
      const text = `${file.slice(0, at)}${file[at] === '0' ? '1' : '0'}${file.slice(at + 1)}`;
      return { how: 'a checkpoint is changed', heads: put(text), kept: [] };
    }
    case 1:
      return { how: 'a checkpoint is signed anew', heads: put(other), kept: [] };
    default:
      return { how: 'two checkpoints of one size', heads, kept: [other] };
  }
}

/** The same checkpoint of another tree, or with another directory. */
function signAnew(file: string, key: SigningKey, draw: Draw): string {
  const checkpoint = readCheckpoint(file, [key]);
  if (typeof checkpoint === 'string') throw new Error(checkpoint);
  const other = Buffer.alloc(32, 1 + draw(255));
  const changed = draw(2) === 0 ? { root: other } : { directory: other };
  return printCheckpoint({ ...checkpoint, ...changed }, key, key.privateKey);
}
