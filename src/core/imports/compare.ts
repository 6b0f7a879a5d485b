// What a file tells of, compared with what the record has: by the source's own ids, else by kind, date and value.
import { getAt } from '../../assume.ts';
import type { Candidate } from '../../formats/format.ts';
import { foldText } from '../../spelling.ts';
import { readValue, writeItem } from '../../things/data.ts';
import { currentVersion, getVersion, type ThingType } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { hashSha256 } from '../secrets.ts';
import type { Reader } from '../store.ts';
import { printLocal } from '../things/local-text.ts';
import type { ShownThing } from '../things/query.ts';
import { listVersionIds } from '../things/scope.ts';
import { findSingleton } from '../things/singleton.ts';
import { flag, type StoredThing } from '../things/thing.ts';
import { isClinicalDocument } from './automatic.ts';
import { type Earlier, printTold } from './earlier.ts';
import type { Decision, ImportKey } from './import.ts';
import type { KnownItem, SourceItem } from './ports.ts';

export interface Compared {
  readonly decision: Decision;
  /** What it changes. */
  readonly thing?: StoredThing;
  /** What bears its name in the record, though it says other things of it: the same illness, allergy or medicine. */
  readonly similar?: StoredThing;
  /** The same file told of it before. */
  readonly isTwice?: true;
}

export interface Asked {
  /** What of it is in the record already it is not compared with: two that a file tells apart are two. */
  readonly key: ImportKey;
  /** Whose ids these are. */
  readonly format: string;
  readonly candidates: readonly Candidate[];
  /** While it is read; what is written was compared so before. */
  readonly earlier?: Earlier | undefined;
}

/** @returns in the order of the candidates */
export async function compare(
  db: Reader,
  grant: Grant,
  now: number,
  { key, format, candidates, earlier }: Asked,
): Promise<Compared[]> {
  const isOpen = ({ typeId, effectiveDate }: Candidate) =>
    grant.permits('Read', typeId, effectiveDate ?? printLocal(now));
  // Of kinds that are closed nothing is compared: even that something is there already is not theirs to know.
  const named = candidates.filter(candidate => candidate.sourceId !== undefined && isOpen(candidate));
  const known = await db.imports.known(
    grant.recordId,
    named.map(candidate => getSourceItem(format, candidate)),
  );
  const isOwn = ({ importId }: KnownItem) => importId === key.id;
  const knownOf = new Map(
    named.map((candidate, i) => [candidate, getAt(known, i).filter(one => !isOwn(one))]),
  );
  const taken = new Set([
    ...(earlier?.changed ?? []),
    ...known
      .flat()
      .filter(isOwn)
      .map(({ thingId }) => thingId),
  ]);
  const ids = [...new Set(known.flat().map(({ thingId }) => thingId))];
  const current = ids.length > 0 ? await db.things(grant).byIds(ids) : [];
  const byId = new Map(current.map(thing => [thing.id, thing]));
  const others = candidates.filter(one => isOpen(one) && (knownOf.get(one) ?? []).length === 0);
  const present = new Present(db, grant, others, { key, earlier });
  await present.load(others);
  const seen = new Set<string>();
  const compared: Compared[] = [];
  for (const candidate of candidates) {
    const before = knownOf.get(candidate) ?? [];
    const value = printTold(candidate);
    const isTwice = seen.has(value) || earlier?.hasTold(candidate);
    seen.add(value);
    const decided = !isOpen(candidate)
      ? refused
      : isTwice
        ? twice
        : before.length > 0
          ? decideKnown(candidate, before, byId, taken)
          : await present.decide(candidate);
    if (decided.thing) taken.add(decided.thing.id);
    compared.push(judge(grant, now, candidate, decided));
  }
  return compared;
}

const same: Compared = { decision: 'same' };
const twice: Compared = { decision: 'same', isTwice: true };
const own: Compared = { decision: 'own' };
const refused: Compared = { decision: 'refused' };

/** The whole of what the source says; ids of one format are no other's. */
export function getSourceItem(format: string, candidate: Candidate): SourceItem {
  const { typeId, xml, note = '', sourceId = '', file } = candidate;
  const bytes = file ? ` ${hashSha256(file.base64).toString('base64url')}` : '';
  return { sourceId: `${format} ${sourceId}`, content: `${typeId} ${xml} ${note}${bytes}` };
}

/**
 * Whatever somebody did to it here stays, unless the source says the same as then.
 * @param taken what others of them change: where a source tells of two by one name, the second is another
 */
function decideKnown(
  candidate: Candidate,
  before: readonly KnownItem[],
  byId: ReadonlyMap<string, StoredThing>,
  taken: ReadonlySet<string>,
): Compared {
  if (before.some(({ isSame }) => isSame)) return same;
  for (const { thingId, versionStamp } of before) {
    if (taken.has(thingId)) continue;
    const thing = byId.get(thingId);
    if (thing?.state !== 'Active' || thing.versionStamp !== versionStamp) continue;
    const saysSame = thing.typeId === candidate.typeId && thing.dataXml === candidate.xml;
    if (saysSame && !candidate.file) return same;
    const isFixed = getVersion(thing.typeId).type.immutable || (thing.flags & flag.readOnly) !== 0;
    return isFixed ? own : { decision: 'changed', thing };
  }
  return before.some(({ thingId }) => taken.has(thingId)) ? { decision: 'new' } : own;
}

function judge(grant: Grant, now: number, candidate: Candidate, compared: Compared): Compared {
  const { decision } = compared;
  if (decision !== 'new' && decision !== 'changed') return compared;
  return mayWrite(grant, now, candidate, decision) ? compared : { decision: 'refused' };
}

export function mayWrite(
  grant: Grant,
  now: number,
  { typeId, effectiveDate }: Candidate,
  decision: 'new' | 'changed',
): boolean {
  const permission = decision === 'new' ? 'Create' : 'Update';
  return grant.permits(permission, typeId, effectiveDate ?? printLocal(now));
}

/** By what two are the same, whoever tells of them. */
function getKey({ typeId, effectiveDate = '', xml }: Candidate): string {
  return `${typeId} ${effectiveDate} ${xml}`;
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

/** A thing of the record with the value of a candidate, or with its name. */
type Like = { readonly id: string } & (
  | { readonly key: string }
  | { readonly name: string; readonly thing: StoredThing }
);

/** What the record has of the kinds and dates that candidates are of. */
class Present {
  readonly #db: Reader;
  readonly #grant: Grant;
  /** Of the candidates, which alone are looked for. */
  readonly #wanted: ReadonlySet<string>;
  readonly #wantedNames: ReadonlySet<string | undefined>;
  readonly #of: Pick<Asked, 'key' | 'earlier'>;
  /** What is like a candidate, before those of the same import are left out. */
  readonly #like: Like[] = [];
  readonly #keys = new Set<string>();
  readonly #closeRoom = new Room(comparedBytesMax);
  readonly #room = new Room(comparedBytesMax);
  readonly #singletons = new Map<ThingType, StoredThing | undefined>();
  readonly #newSingletons: Set<ThingType>;
  /** Of kinds that last. */
  readonly #named = new Map<string | undefined, StoredThing>();

  constructor(
    db: Reader,
    grant: Grant,
    candidates: readonly Candidate[],
    of: Pick<Asked, 'key' | 'earlier'>,
  ) {
    this.#db = db;
    this.#grant = grant;
    this.#of = of;
    this.#newSingletons = new Set(of.earlier?.singletons);
    this.#wantedNames = new Set(candidates.map(nameOf));
    this.#wanted = new Set(
      candidates.flatMap(one => [getKey(one), getKey({ ...one, effectiveDate: undefined })]),
    );
  }

  async load(candidates: readonly Candidate[]): Promise<void> {
    for (const typeId of new Set(candidates.map(candidate => candidate.typeId))) {
      const { type } = getVersion(typeId);
      // Each is told from others by its id: they are long.
      if (isClinicalDocument(typeId)) continue;
      const ofType = candidates.filter(candidate => candidate.typeId === typeId);
      const dates = ofType.flatMap(({ effectiveDate }) => effectiveDate ?? []).sort();
      if (dates.length < ofType.length || type.lasts) {
        const things = await this.#ofType(type);
        this.#add(type, things);
        if (type.lasts) this.#name(things);
      }
      if (dates.length > 0) await this.#loadDated(type, dates);
      if (type.singleton) this.#singletons.set(type, await findSingleton(this.#db, this.#grant, type));
    }
    await this.#keep();
  }

  async #keep(): Promise<void> {
    const ids = [...new Set(this.#like.map(({ id }) => id))];
    const { key, earlier } = this.#of;
    // What is only read wrote nothing.
    const own = new Set(earlier || ids.length === 0 ? [] : await this.#db.imports.amongThings(key, ids));
    for (const like of this.#like) {
      if (own.has(like.id)) continue;
      if ('key' in like) this.#keys.add(like.key);
      // The newest of a name is the one.
      else if (!this.#named.has(like.name)) this.#named.set(like.name, like.thing);
    }
  }

  async decide(candidate: Candidate): Promise<Compared> {
    const { type } = getVersion(candidate.typeId);
    const { effectiveDate, ...undated } = candidate;
    if (this.#keys.has(getKey(candidate)) || this.#keys.has(getKey({ ...undated, effectiveDate: undefined })))
      return same;
    if (!type.singleton) {
      const similar = this.#named.get(nameOf(candidate));
      return { decision: 'new', ...(similar && { similar }) };
    }
    if (this.#singletons.get(type) || this.#newSingletons.has(type)) return own;
    this.#newSingletons.add(type);
    return { decision: 'new' };
  }

  async #loadDated(type: ThingType, dates: readonly string[]): Promise<void> {
    const [first, last] = [getAt(dates, 0), getAt(dates, dates.length - 1)];
    const stretch = await this.#between(type, [first, last], stretchMax + 1, this.#closeRoom);
    if (stretch.length <= stretchMax && !this.#closeRoom.isFull) return this.#add(type, stretch);
    for (const date of new Set(dates))
      this.#add(type, await this.#between(type, [date, date], undatedMax, this.#room));
  }

  #between(
    type: ThingType,
    [effectiveMin, effectiveMax]: readonly [string, string],
    limit: number,
    room: Room,
  ) {
    const filter = {
      typeIds: listVersionIds(new Set([type])),
      effectiveMin,
      effectiveMax,
    };
    const query = { filters: [{ ...filter, states: ['Active'] as const }], currentOnly: true, limit };
    return this.#db.things(this.#grant).queryShown(query, room.fits);
  }

  #ofType(type: ThingType) {
    const typeIds = listVersionIds(new Set([type]));
    const filters = [{ typeIds, states: ['Active'] as const }];
    const query = { filters, currentOnly: true, limit: undatedMax };
    return this.#db.things(this.#grant).query(query, this.#room.fits);
  }

  #name(things: readonly StoredThing[]): void {
    for (const thing of things) {
      const { id, typeId, dataXml, flags } = thing;
      const name = nameOf({ typeId, xml: dataXml });
      if (name !== undefined && this.#wantedNames.has(name) && (flags & flag.readOnly) === 0)
        this.#like.push({ id, name, thing });
    }
  }

  /** In the words of the current version, as candidates are. */
  #add(type: ThingType, things: readonly ShownThing[]): void {
    const version = currentVersion(type);
    for (const thing of things) {
      const written = writeItem(version, readValue(type, thing));
      const of = { typeId: version.id, xml: written.xml } as Candidate;
      const key = getKey({ ...of, effectiveDate: written.effectiveDate });
      if (this.#wanted.has(key)) this.#like.push({ id: thing.id, key });
    }
  }
}

/** A kind and the name that an item of it bears, however it is written; undefined for what bears none. */
function nameOf({ typeId, xml }: Pick<Candidate, 'typeId' | 'xml'>): string | undefined {
  const { type } = getVersion(typeId);
  if (!type.lasts) return undefined;
  const { name } = readValue(type, { typeId, dataXml: xml }) as { name?: { text?: string } };
  const folded = foldText(name?.text ?? '').trim();
  return folded === '' ? undefined : `${type.name} ${folded}`;
}
