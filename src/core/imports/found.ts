// What was found in a file, summed up while it is read: so many of each kind, from whom, and what was left out.
import type { Candidate, LeftOut } from '../../formats/format.ts';
import { dropControls } from '../../formats/text/unnamed.ts';
import { readValue } from '../../things/data.ts';
import { currentVersion, type ThingType } from '../../things/index.ts';
import personal from '../../things/personal.ts';
import type { Limits } from '../limits/limits.ts';
import type { Decision, Found, KindFound, SourceFound } from './import.ts';

type Kind = { -readonly [Name in keyof KindFound]: KindFound[Name] } & {
  counts: Record<Decision, number>;
  lines: [number, number][];
  pairs: [number, number][];
};

const personalId = currentVersion(personal as ThingType).id;

function readName({ typeId, xml }: Candidate): string | undefined {
  return readValue(personal, { typeId, dataXml: xml }).name?.full;
}

/** Files of several people name some of them. */
const peopleMax = 5;

export class Sum {
  readonly #limits: Limits;
  readonly #kinds = new Map<string, Kind>();
  readonly #sources = new Map<string, number>();
  readonly #proposed = new Map<string, number>();
  readonly #about = new Map<string, number>();
  readonly #leftOut = new Map<string, LeftOut>();
  #items = 0;
  readonly #people = new Set<string>();
  #hasFiles = false;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  get items(): number {
    return this.#items;
  }

  add(candidate: Candidate, decision: Decision, slice: number, place: number): void {
    this.#items++;
    if (candidate.typeId === personalId) this.noteAbout(readName(candidate) ?? '');
    this.#hasFiles ||= candidate.file !== undefined;
    const kind = this.#kindOf(candidate.typeId);
    kind.counts[decision]++;
    const isPair = decision === 'changed' || decision === 'similar';
    if (isPair && kind.pairs.length < this.#limits.importPairsMax) kind.pairs.push([slice, place]);
    if (decision !== 'new' && !isPair) return;
    if (candidate.person !== undefined) addTo(this.#about, this.#findSource(this.#about, candidate.person));
    kind.readings += candidate.of;
    const day = candidate.effectiveDate?.slice(0, 10);
    if (day !== undefined) {
      if (kind.from === undefined || day < kind.from) kind.from = day;
      if (kind.to === undefined || day > kind.to) kind.to = day;
    }
    if (decision !== 'similar' && kind.lines.length < this.#limits.importLinesMax)
      kind.lines.push([slice, place]);
    const sources = candidate.isProposed ? this.#proposed : this.#sources;
    addTo(sources, this.#findSource(sources, candidate.source));
  }

  /** Whom the file says that it is about. */
  noteAbout(person: string): void {
    const name = cutName(dropControls(person)).trim();
    if (name !== '' && this.#people.size < peopleMax) this.#people.add(name);
  }

  leaveOut({ why, what, count, fault }: LeftOut): void {
    const named = `${why} ${what}`;
    const key = this.#leftOut.has(named) || this.#leftOut.size < this.#limits.importLeftOutMax ? named : why;
    const before = this.#leftOut.get(key);
    const name = key === named ? what.slice(0, namesMax) : '';
    const own = { why, what: name, count, ...(fault !== undefined && { fault }) };
    this.#leftOut.set(key, before ? { ...before, count: before.count + count } : own);
  }

  /** By which name a source is counted: where there are very many, the rest goes together. */
  #findSource(sources: ReadonlyMap<string, number>, name: string | undefined): string {
    const said = cutName(name);
    return sources.has(said) || sources.size < this.#limits.importSourcesMax ? said : '';
  }

  end(slices: number): Found {
    const list = (sources: ReadonlyMap<string, number>): SourceFound[] =>
      [...sources].map(([name, count]) => ({ name, count }));
    return {
      ...(this.#people.size > 0 && { people: [...this.#people] }),
      ...(this.#about.size > 1 && { about: list(this.#about) }),
      ...(this.#hasFiles && { hasFiles: true }),
      kinds: [...this.#kinds.values()],
      sources: list(this.#sources),
      ...(this.#proposed.size > 0 && { proposed: list(this.#proposed) }),
      leftOut: [...this.#leftOut.values()],
      slices,
    };
  }

  #kindOf(typeId: string): Kind {
    let kind = this.#kinds.get(typeId);
    if (!kind) {
      const counts = { new: 0, changed: 0, similar: 0, same: 0, own: 0, refused: 0 };
      kind = { typeId, counts, readings: 0, from: undefined, to: undefined, lines: [], pairs: [] };
      this.#kinds.set(typeId, kind);
    }
    return kind;
  }
}

function addTo(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** By which of the names that were found a source is counted. */
export function nameSource(name: string | undefined, found: readonly SourceFound[]): string {
  const said = cutName(name);
  return found.some(source => source.name === said) ? said : '';
}

/** A form brings back nothing that ends within a character. */
function cutName(name = ''): string {
  return name.slice(0, namesMax).replace(/\p{Surrogate}$/u, '');
}

/** Characters of a name that a preview shows. */
const namesMax = 100;
