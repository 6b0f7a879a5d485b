// Counts from outside: a counter lists what a file says, by section, and each of it is looked for in the items that the reader
// made. Whatever is in none must have been told as left out. What an item says is read of its XML by a general parser.
import type { Read } from '../source-files.ts';
import { findNode, type Node, parseMarkup, walkNodes } from './markup.ts';

/** Something that an item must say of an entry. */
export interface Fact {
  /** `dose`, for people who look for what is missing. */
  readonly what: string;
  /** One of these words. */
  readonly words?: readonly string[];
  /** One of these numbers. */
  readonly numbers?: readonly number[];
  /** One of these moments, as exact as they are: `2015-03`, `2015-03-01T09:15`. */
  readonly moments?: readonly string[];
  /** One of these elements is the item. */
  readonly kinds?: readonly string[];
}

/** What a file says at one place. */
export interface Entry {
  readonly section: string;
  readonly facts: readonly Fact[];
  /** The whole of an item that others are parts of, or either; else it is such a part, or an item without any. */
  readonly place?: 'whole' | 'any';
}

export interface Account {
  readonly entries: number;
  readonly found: number;
  readonly leftOut: number;
  /** Entries that are in no item, with what the nearest item does not say. */
  readonly missing: readonly string[];
}

/** What one item says, or one result of it. */
interface Told extends Said {
  /** Without the note of the item. */
  readonly own: Said;
  readonly isWhole: boolean;
  readonly hasParts: boolean;
}

interface Said {
  readonly kind: string;
  readonly words: string;
  readonly numbers: readonly number[];
  readonly moments: ReadonlySet<string>;
}

/**
 * Each entry has an item of its own.
 * @param sectionOf which section something left out belongs to
 */
export function account(
  entries: readonly Entry[],
  { candidates, leftOut }: Read,
  sectionOf: (what: string) => string | undefined,
): Map<string, Account> {
  const free = new Set(candidates.flatMap(({ xml, note }) => readTold(xml, note)));
  // Those that say much choose first.
  const ordered = [...entries].sort((a, b) => b.facts.length - a.facts.length);
  const accounts = new Map<string, { -readonly [K in keyof Account]: Account[K] }>();
  const open = (section: string) => {
    const found = accounts.get(section) ?? { entries: 0, found: 0, leftOut: 0, missing: [] };
    accounts.set(section, found);
    return found;
  };
  for (const { section, facts, place } of ordered) {
    const one = open(section);
    one.entries += 1;
    const choice = [...free]
      .filter(told => place === 'any' || told.isWhole === (place === 'whole') || !told.hasParts)
      .sort((a, b) => Number(a.isWhole) - Number(b.isWhole));
    const told = findTold(facts, choice);
    if (told) {
      free.delete(told);
      one.found += 1;
    } else one.missing = [...one.missing, sayMissing(facts, choice)];
  }
  for (const { what, count } of leftOut) {
    const section = sectionOf(what);
    if (section !== undefined) open(section).leftOut += count;
  }
  return accounts;
}

/** Of a section with more missing than was told: what is missing. */
export function listLost(accounts: ReadonlyMap<string, Account>): string[] {
  return [...accounts].flatMap(([section, { missing, leftOut }]) =>
    missing.length > leftOut
      ? [`${section}: ${missing.length} missing, ${leftOut} told`, ...missing.map(one => `  ${one}`)]
      : [],
  );
}

/** Of those that say it all, the one whose own words say the most of it, without its note. */
function findTold(facts: readonly Fact[], choice: readonly Told[]): Told | undefined {
  let best: { readonly told: Told; readonly own: number } | undefined;
  for (const told of choice) {
    if (!facts.every(fact => says(told, fact))) continue;
    const own = facts.filter(fact => says(told.own, fact)).length;
    if (own === facts.length) return told;
    if (!best || own > best.own) best = { told, own };
  }
  return best?.told;
}

function sayMissing(facts: readonly Fact[], free: readonly Told[]): string {
  let nearest: { readonly lacks: readonly Fact[]; readonly told: Told } | undefined;
  for (const told of free) {
    const lacks = facts.filter(fact => !says(told, fact));
    if (!nearest || lacks.length < nearest.lacks.length) nearest = { lacks, told };
  }
  const say = ({ what, words, numbers, moments, kinds }: Fact) =>
    `${what} ${(words ?? numbers ?? moments ?? kinds ?? []).join('|')}`;
  const lacks = nearest && nearest.lacks.length < facts.length ? nearest.lacks : [];
  return `${facts.map(say).join('; ')}${lacks.length > 0 ? ` <<< the nearest (${nearest?.told.kind}: ${nearest?.told.words.slice(0, 200)}) lacks ${lacks.map(say).join('; ')}` : ''}`;
}

function says(told: Said, { words, numbers, moments, kinds }: Fact): boolean {
  return (
    (!kinds || kinds.includes(told.kind)) &&
    (!moments || moments.some(one => told.moments.has(one))) &&
    (!numbers || numbers.some(one => told.numbers.some(other => isClose(one, other)))) &&
    (!words || words.some(one => told.words.includes(fold(one))))
  );
}

const isClose = (a: number, b: number) => Math.abs(a - b) <= Math.max(Math.abs(a), Math.abs(b)) * 1e-6;

/** Words without what is only form. */
export function fold(words: string): string {
  return words
    .normalize('NFKC')
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .toLowerCase();
}

/** An item as it is, and each of its results by itself. */
function readTold(xml: string, note = ''): Told[] {
  const root = parseMarkup(xml);
  const parts = [...walkNodes(root)].filter(({ name }) => partNames.has(name));
  const when = momentsOf(findNode(root, 'when') ?? { ...root, children: [] });
  const read = (node: Node, isWhole: boolean): Told => {
    const [own, all] = ['', note].map(words => tell(node, root.name, words, when)) as [Said, Said];
    return { ...all, own, isWhole, hasParts: parts.length > 0 };
  };
  return [read(root, true), ...parts.map(part => read(part, false))];
}

/** The results of laboratories, and vital signs. */
const partNames = new Set(['results', 'vital-signs-results', 'lab-tests']);

const join = <T>(...sets: readonly ReadonlySet<T>[]) => new Set(sets.flatMap(set => [...set]));

function tell(node: Node, kind: string, note: string, when: ReadonlySet<string>): Said {
  const texts = [...walkNodes(node)].flatMap(({ name, attributes, children, text }) => [
    name,
    ...Object.values(attributes),
    ...(children.length === 0 ? [text] : []),
  ]);
  const words = fold([...texts, note].join(' · '));
  const numbers = [...words.matchAll(/-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/g)].map(([one]) => Number(one));
  const inWords = [...words.matchAll(/\d{4}-\d\d-\d\d(?:t\d\d:\d\d)?/g)].map(([one]) => one.toUpperCase());
  return { kind, words, numbers, moments: join(momentsOf(node), when, new Set(inWords)) };
}

/** Each as exact as it is, and less exact where it has a time. */
function momentsOf(node: Node): Set<string> {
  const moments = new Set<string>();
  for (const one of walkNodes(node)) {
    const date = one.name === 'date' && one.children.length > 0 ? one : findNode(one, 'date');
    const [y, m, d] = ['y', 'm', 'd'].map(name => findNode(date, name)?.text.trim().padStart(2, '0'));
    if (y === undefined) continue;
    const day = [y, m, d].filter(part => part !== undefined).join('-');
    moments.add(day);
    const time = findNode(one, 'time');
    const [h, min] = ['h', 'm'].map(name => findNode(time, name)?.text.trim().padStart(2, '0'));
    if (h !== undefined && min !== undefined) moments.add(`${day}T${h}:${min}`);
  }
  return moments;
}

/** What came of the files of a corpus. */
export class Sum {
  readonly lost: string[] = [];
  readonly #sections = new Map<string, { entries: number; found: number; leftOut: number }>();

  add(file: string, accounts: ReadonlyMap<string, Account>): void {
    this.lost.push(...listLost(accounts).map(line => `${file}: ${line}`));
    for (const [section, { entries, found, leftOut }] of accounts) {
      const sum = this.#sections.get(section) ?? { entries: 0, found: 0, leftOut: 0 };
      sum.entries += entries;
      sum.found += found;
      sum.leftOut += leftOut;
      this.#sections.set(section, sum);
    }
  }

  get entries(): number {
    return [...this.#sections.values()].reduce((sum, { entries }) => sum + entries, 0);
  }

  print(title: string): void {
    console.log(title);
    console.table(Object.fromEntries([...this.#sections].filter(([, { entries }]) => entries > 0)));
  }
}

/** Numbers from a seed: the same run each time. */
export function makeDice(seed: number) {
  let state = Math.imul(seed, 2_654_435_761) >>> 0;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const pick = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T;
  return {
    pick,
    chance: () => next() < 0.5,
    some: <T>(counts: readonly number[], make: () => T): T[] => Array.from({ length: pick(counts) }, make),
  };
}
