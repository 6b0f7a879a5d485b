// What the record has of the kinds and dates that the items of a file are of: what says the same, and what is alike. Used by
// compare.ts.
import { getAt } from '../../assume.ts';
import type { Candidate } from '../../formats/format.ts';
import { readValue, writeItem } from '../../things/data.ts';
import { currentVersion, getVersion, type ThingType } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import type { Reader } from '../store.ts';
import type { ShownThing } from '../things/query.ts';
import { listVersionIds } from '../things/scope.ts';
import { findSingleton } from '../things/singleton.ts';
import type { StoredThing } from '../things/thing.ts';
import { isClinicalDocument } from './automatic.ts';
import type { Earlier } from './earlier.ts';
import type { Decision, ImportKey } from './import.ts';
import { dropLastZeros, getDay, isAlike, makeTraits, readTraits, type Traits } from './likeness.ts';

export interface Compared {
  readonly decision: Decision;
  /** What it changes. */
  readonly thing?: StoredThing;
  /** Ids of what in the record says the same already, so nothing else of the file may change it. */
  readonly restated?: readonly string[];
  /** What in the record may be about the same, though it says other things of it. */
  readonly similar?: StoredThing;
  /** The same file told of it before. */
  readonly isTwice?: true;
}

export const same: Compared = { decision: 'same' };

export function isSameAs(ids: readonly string[]): Compared {
  return { ...same, restated: ids };
}

export const own: Compared = { decision: 'own' };

/** By what two are the same, whoever tells of them. */
function getKey({ typeId, effectiveDate = '', xml }: Candidate): string {
  return `${typeId} ${effectiveDate} ${dropLastZeros(xml)}`;
}

/** Of one kind without a date, those looked at; of one moment likewise. */
const undatedMax = 1000;
/** Read together where they lie close to each other. */
const stretchMax = 2000;
/** What candidates of one slice are compared with is read at one go, and others wait: so much of what lies close, and else. */
const comparedBytesMax = 4_194_304;

class Room {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  get isFull(): boolean {
    return this.#left < 0;
  }

  readonly fits = (bytes: number): boolean => {
    this.#left -= bytes;
    return this.#left >= 0;
  };
}

interface PresentOf {
  readonly key: ImportKey;
  readonly earlier?: Earlier | undefined;
  /** Readings of devices stand beside each other, however alike; only what lasts is compared by its name. */
  readonly isClinical: boolean;
}

/** A candidate by which things are looked for that are like it. */
interface Wanted {
  readonly candidate: Candidate;
  readonly traits: Traits;
}

/** A thing of the record with the value of a candidate, or one that is alike. */
type Like = { readonly id: string } & (
  | { readonly key: string }
  | { readonly candidate: Candidate; readonly isOfMoment: boolean }
);

/** What the record has of the kinds and dates that candidates are of. */
export class Present {
  readonly #db: Reader;
  readonly #grant: Grant;
  /** Of the candidates, which alone are looked for. */
  readonly #wanted: ReadonlySet<string>;
  readonly #wantedAlike = new Map<ThingType, Wanted[]>();
  readonly #of: PresentOf;
  /** What is like a candidate, before those of the same import are left out. */
  readonly #like: Like[] = [];
  readonly #idsByKey = new Map<string, string[]>();
  readonly #alike = new Map<Candidate, StoredThing>();
  readonly #closeRoom = new Room(comparedBytesMax);
  readonly #room = new Room(comparedBytesMax);
  readonly #singletons = new Map<ThingType, StoredThing | undefined>();
  readonly #newSingletons: Set<ThingType>;

  constructor(db: Reader, grant: Grant, candidates: readonly Candidate[], of: PresentOf) {
    this.#db = db;
    this.#grant = grant;
    this.#of = of;
    this.#newSingletons = new Set(of.earlier?.singletons);
    this.#wanted = new Set(
      candidates.flatMap(one => [getKey(one), getKey({ ...one, effectiveDate: undefined })]),
    );
    for (const candidate of candidates) {
      const { type } = getVersion(candidate.typeId);
      if (type.singleton || isClinicalDocument(candidate.typeId)) continue;
      if (!type.lasts && !of.isClinical) continue;
      const wanted = { candidate, traits: readTraits(candidate) };
      const others = this.#wantedAlike.get(type);
      if (others) others.push(wanted);
      else this.#wantedAlike.set(type, [wanted]);
    }
  }

  async load(candidates: readonly Candidate[]): Promise<void> {
    for (const typeId of new Set(candidates.map(candidate => candidate.typeId))) {
      const { type } = getVersion(typeId);
      // Each is told from others by its id: they are long.
      if (isClinicalDocument(typeId)) continue;
      const ofType = candidates.filter(candidate => candidate.typeId === typeId);
      const dates = ofType.flatMap(({ effectiveDate }) => effectiveDate ?? []).sort();
      if (dates.length < ofType.length || type.lasts) this.#add(type, await this.#ofType(type));
      if (dates.length > 0) await this.#loadDated(type, dates);
      if (type.singleton) this.#singletons.set(type, await findSingleton(this.#db, this.#grant, type));
    }
    await this.#keep();
  }

  async #keep(): Promise<void> {
    const ids = [...new Set(this.#like.map(({ id }) => id))];
    const { key, earlier } = this.#of;
    // What is only read wrote nothing.
    const written = new Set(earlier || ids.length === 0 ? [] : await this.#db.imports.amongThings(key, ids));
    const alike = new Map<Candidate, string>();
    // Of several the one of the same moment is taken, or else the newest.
    const like = [...this.#like].sort((a, b) => rank(a) - rank(b));
    for (const one of like) {
      if (written.has(one.id)) continue;
      if ('key' in one) this.#idsByKey.set(one.key, [...(this.#idsByKey.get(one.key) ?? []), one.id]);
      else if (!alike.has(one.candidate)) alike.set(one.candidate, one.id);
    }
    const things =
      alike.size > 0 ? await this.#db.things(this.#grant).byIds([...new Set(alike.values())]) : [];
    const byId = new Map(things.map(thing => [thing.id, thing]));
    for (const [candidate, id] of alike) {
      const thing = byId.get(id);
      if (thing) this.#alike.set(candidate, thing);
    }
  }

  /** Ids of what says the same as a candidate. */
  listSame(candidate: Candidate): readonly string[] {
    const keys = new Set([getKey(candidate), getKey({ ...candidate, effectiveDate: undefined })]);
    return [...keys].flatMap(key => this.#idsByKey.get(key) ?? []);
  }

  /** @param changed ids of what others of the file change: what was the same is so no more */
  decide(candidate: Candidate, changed: ReadonlySet<string>): Compared {
    const { type } = getVersion(candidate.typeId);
    const ids = this.listSame(candidate).filter(id => !changed.has(id));
    if (ids.length > 0) return isSameAs(ids);
    if (!type.singleton) {
      const similar = this.#alike.get(candidate);
      return similar ? { decision: 'similar', similar } : { decision: 'new' };
    }
    if (this.#singletons.get(type) || this.#newSingletons.has(type)) return own;
    this.#newSingletons.add(type);
    return { decision: 'new' };
  }

  async #loadDated(type: ThingType, dates: readonly string[]): Promise<void> {
    const [first, last] = [getAt(dates, 0), getAt(dates, dates.length - 1)];
    const stretch = await this.#between(type, [first, last], stretchMax + 1, this.#closeRoom);
    if (stretch.length <= stretchMax && !this.#closeRoom.isFull) return this.#add(type, stretch);
    const moments = this.#of.isClinical ? dates.map(getDay) : dates;
    for (const date of new Set(moments))
      this.#add(type, await this.#between(type, [date, date], undatedMax, this.#room));
  }

  /** What is alike may have another time of day. */
  #between(type: ThingType, [first, last]: readonly [string, string], limit: number, room: Room) {
    const [effectiveMin, effectiveMax] = this.#of.isClinical
      ? [`${getDay(first)}T00:00:00`, `${getDay(last)}T23:59:59.999`]
      : [first, last];
    const filter = { typeIds: listVersionIds(new Set([type])), effectiveMin, effectiveMax };
    const query = { filters: [{ ...filter, states: ['Active'] as const }], currentOnly: true, limit };
    return this.#db.things(this.#grant).queryShown(query, room.fits);
  }

  #ofType(type: ThingType) {
    const typeIds = listVersionIds(new Set([type]));
    const filters = [{ typeIds, states: ['Active'] as const }];
    const query = { filters, currentOnly: true, limit: undatedMax };
    return this.#db.things(this.#grant).query(query, this.#room.fits);
  }

  /** In the words of the current version, as candidates are. */
  #add(type: ThingType, things: readonly ShownThing[]): void {
    const version = currentVersion(type);
    const wanted = this.#wantedAlike.get(type) ?? [];
    for (const thing of things) {
      const { id } = thing;
      const value = readValue(type, thing);
      const written = writeItem(version, value);
      const of = { typeId: version.id, xml: written.xml } as Candidate;
      const key = getKey({ ...of, effectiveDate: written.effectiveDate });
      if (this.#wanted.has(key)) this.#like.push({ id, key });
      if (wanted.length === 0) continue;
      const before = makeTraits(type, value, written.effectiveDate);
      for (const { candidate, traits } of wanted)
        if (isAlike(traits, before))
          this.#like.push({ id, candidate, isOfMoment: traits.when === before.when });
    }
  }
}

function rank(like: Like): number {
  return 'isOfMoment' in like && !like.isOfMoment ? 1 : 0;
}
