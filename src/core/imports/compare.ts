// What a file tells of, compared with what the record has: by the source's own ids, as far as they count, else by kind, date and
// value; what is alike is told (present.ts).
import { getAt } from '../../assume.ts';
import type { Candidate } from '../../formats/format.ts';
import { getVersion } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import { hashSha256 } from '../secrets.ts';
import type { Reader } from '../store.ts';
import { printLocal } from '../things/local-text.ts';
import { flag, type StoredThing } from '../things/thing.ts';
import { isClinicalDocument } from './automatic.ts';
import { type Earlier, printTold } from './earlier.ts';
import type { ImportKey } from './import.ts';
import { dropLastZeros, isAlike, isSameStatement, readTraits } from './likeness.ts';
import type { KnownItem, SourceItem } from './ports.ts';
import { type Compared, isSameAs, own, Present, same } from './present.ts';

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
  const knownOf = await findKnown(db, grant.recordId, format, named);
  const all = [...knownOf.values()].flat();
  const isOwn = ({ importId }: KnownItem) => importId === key.id;
  const taken = new Set([...(earlier?.changed ?? []), ...all.filter(isOwn).map(({ thingId }) => thingId)]);
  const ids = [...new Set(all.map(({ thingId }) => thingId))];
  const current = ids.length > 0 ? await db.things(grant).byIds(ids) : [];
  const byId = new Map(current.map(thing => [thing.id, thing]));
  const restated = new Set<string>();
  const isRestated = (id: string) => restated.has(id) || earlier?.isRestated(id) === true;
  const byName = (candidate: Candidate) => {
    const before = (knownOf.get(candidate) ?? []).filter(one => !isOwn(one));
    return before.length > 0 ? decideKnown(candidate, before, { byId, taken, isRestated }) : undefined;
  };
  for (const candidate of named) for (const id of byName(candidate)?.restated ?? []) restated.add(id);
  const others = candidates.filter(one => isOpen(one) && !byName(one));
  const isClinical = clinicalFormats.has(format) || candidates.some(({ idScope }) => idScope !== undefined);
  const present = new Present(db, grant, others, { key, earlier, isClinical });
  await present.load(others);
  for (const candidate of others)
    for (const id of present.listSame(candidate)) if (!taken.has(id)) restated.add(id);
  const seen = new Set<string>();
  const compared: Compared[] = [];
  for (const candidate of candidates) {
    const value = printTold(candidate);
    const isTwice = seen.has(value) || earlier?.hasTold(candidate);
    seen.add(value);
    const decided = !isOpen(candidate)
      ? refused
      : isTwice
        ? twice
        : (byName(candidate) ?? present.decide(candidate, taken));
    if (decided.thing) taken.add(decided.thing.id);
    compared.push(judge(grant, now, candidate, decided));
  }
  return compared;
}

const twice: Compared = { ...same, isTwice: true };
const refused: Compared = { decision: 'refused' };

/** What people write and send of somebody's health: what is alike in it may be told twice. Readings of devices may be many. */
const clinicalFormats: ReadonlySet<string> = new Set([
  'blue-button',
  'ccda',
  'ccr',
  'fhir',
  'health-card',
  'hl7v2',
]);

/** What came under the same names; of names that are kept from before their scope was, only what says the very same. */
async function findKnown(
  db: Reader,
  recordId: string,
  format: string,
  named: readonly Candidate[],
): Promise<Map<Candidate, KnownItem[]>> {
  const scoped = named.filter(({ idScope }) => idScope !== undefined);
  const found = await db.imports.known(recordId, [
    ...named.map(candidate => getSourceItem(format, candidate)),
    ...scoped.map(candidate => getSourceItem(format, { ...candidate, idScope: undefined })),
    ...scoped.map(candidate =>
      getSourceItem(format, { ...candidate, idScope: undefined, xml: dropLastZeros(candidate.xml) }),
    ),
  ]);
  const known = new Map(named.map((candidate, i) => [candidate, [...getAt(found, i)]]));
  for (const [i, item] of found.slice(named.length).entries())
    known.get(getAt(scoped, i % scoped.length))?.push(...item.filter(({ isSame }) => isSame));
  return known;
}

/** The whole of what the source says; ids of one format are no other's, nor those of one kind, or within other documents. */
export function getSourceItem(
  format: string,
  candidate: Omit<Candidate, 'idScope'> & { readonly idScope?: string | undefined },
): SourceItem {
  const { typeId, xml, note = '', sourceId = '', idScope, file } = candidate;
  const bytes = file ? ` ${hashSha256(file.base64).toString('base64url')}` : '';
  const [kind] = getVersion(typeId).type.versions;
  const name = idScope === undefined ? sourceId : JSON.stringify([kind?.id, idScope, sourceId]);
  return { sourceId: `${format} ${name}`, content: `${typeId} ${xml} ${note}${bytes}` };
}

interface OfRecord {
  readonly byId: ReadonlyMap<string, StoredThing>;
  /** Ids of what others of the file change: where a source tells of two by one name, the second is another. */
  readonly taken: ReadonlySet<string>;
  /** Does another statement of the file say the same as a thing? A change would lose it. */
  readonly isRestated: (thingId: string) => boolean;
}

/**
 * Whatever somebody did to it here stays, unless the source says the same as then.
 * @returns undefined where the name says nothing: what bore it was something else
 */
function decideKnown(
  candidate: Candidate,
  before: readonly KnownItem[],
  { byId, taken, isRestated }: OfRecord,
): Compared | undefined {
  const ids = before.filter(({ isSame, thingId }) => isSame && !taken.has(thingId)).map(one => one.thingId);
  if (ids.length > 0) return isSameAs(ids);
  const { type } = getVersion(candidate.typeId);
  let isTaken = false;
  let isOfOther = false;
  for (const { thingId, versionStamp } of before) {
    isTaken ||= taken.has(thingId);
    if (taken.has(thingId)) continue;
    const thing = byId.get(thingId);
    if (thing && getVersion(thing.typeId).type !== type) isOfOther = true;
    if (thing && getVersion(thing.typeId).type !== type) continue;
    const how = candidate.idScope === undefined ? 'same' : compareStatements(candidate, thing);
    if (how === 'other') isOfOther = true;
    if (how === 'other') continue;
    if (thing?.state !== 'Active' || thing.versionStamp !== versionStamp) continue;
    if (how === 'similar') return { decision: 'similar', similar: thing };
    const saysSame = thing.typeId === candidate.typeId && thing.dataXml === candidate.xml;
    if (saysSame && !candidate.file) return isSameAs([thingId]);
    if (isRestated(thingId)) return { decision: 'similar', similar: thing };
    return isFixed(thing) ? own : { decision: 'changed', thing };
  }
  if (isTaken) return candidate.idScope === undefined ? { decision: 'new' } : undefined;
  return isOfOther ? undefined : own;
}

/** May nothing take its place? */
export function isFixed({ typeId, flags }: Pick<StoredThing, 'typeId' | 'flags'>): boolean {
  return getVersion(typeId).type.immutable || (flags & flag.readOnly) !== 0;
}

/**
 * Is what bears the name of a statement that statement? Some give their names anew to whatever each document says, so date and code
 * must agree.
 */
function compareStatements(
  { typeId, xml }: Candidate,
  thing: StoredThing | undefined,
): 'same' | 'similar' | 'other' {
  if (!thing || isClinicalDocument(typeId)) return 'other';
  if (getVersion(typeId).type.singleton) return 'similar';
  const [now, before] = [readTraits({ typeId, xml }), readTraits({ ...thing, xml: thing.dataXml })];
  if (isSameStatement(now, before)) return 'same';
  return isAlike(now, before) ? 'similar' : 'other';
}

function judge(grant: Grant, now: number, candidate: Candidate, compared: Compared): Compared {
  const { decision } = compared;
  if (decision === 'similar') return mayWrite(grant, now, candidate, 'new') ? compared : refused;
  if (decision !== 'new' && decision !== 'changed') return compared;
  return mayWrite(grant, now, candidate, decision) ? compared : refused;
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
