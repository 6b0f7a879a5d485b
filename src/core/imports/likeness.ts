// What tells two items apart: of what kind they are, what they are about by code and name, and when. An item takes the place of
// another only where all of it agrees; where most of it does, its person sees both. Used by compare.ts and present.ts.
import { foldText } from '../../spelling.ts';
import { getEarliest } from '../../things/common/dates.ts';
import { readDate, readDates, readValue } from '../../things/data.ts';
import familyHistory from '../../things/family-history.ts';
import { currentVersion, getVersion, type ThingType } from '../../things/index.ts';
import labResults, { listTests } from '../../things/lab-results.ts';
import vitalSigns from '../../things/vital-signs.ts';

export interface Traits {
  readonly type: ThingType;
  /** As a local date-time; undefined where the item does not say when. */
  readonly when: string | undefined;
  /** One for most items, one for each test or measurement; none where an item of the kind has no name. */
  readonly subjects: readonly Subject[];
  /** Of a relative: who that is. */
  readonly whose: string;
  /** What else it says by code, such as the reaction of an allergy; how it stands may change. */
  readonly coded: ReadonlyMap<string, Subject>;
}

interface Subject {
  readonly name: string;
  /** Codes by their system. */
  readonly codes: ReadonlyMap<string, ReadonlySet<string>>;
}

interface Named {
  readonly text?: string | undefined;
  readonly full?: string | undefined;
  readonly code?: readonly { readonly value: string; readonly type: string }[] | undefined;
}

type Said = string | Named | undefined;
type Fields = Readonly<Record<string, Said>>;

export function readTraits({ typeId, xml }: { readonly typeId: string; readonly xml: string }): Traits {
  const { type } = getVersion(typeId);
  const value = readValue(type, { typeId, dataXml: xml });
  return makeTraits(type, value, readDates(currentVersion(type), value).effectiveDate);
}

/** Of a value of the current version. */
export function makeTraits(type: ThingType, value: unknown, effectiveDate: string | undefined): Traits {
  const begun = readDate(value, type.begins);
  return {
    type,
    when: effectiveDate ?? (begun && getEarliest(begun)),
    subjects: listSubjects(type, value),
    whose: isOf(familyHistory, type, value) ? fold(value.relative?.relationship.text) : '',
    coded: readCoded(value),
  };
}

function isOf<Value>(wanted: ThingType<Value>, type: ThingType, _value: unknown): _value is Value {
  return (wanted as ThingType) === type;
}

function readCoded(value: unknown): ReadonlyMap<string, Subject> {
  if (typeof value !== 'object') return new Map();
  const fields = Object.entries(value as Fields);
  return new Map(
    fields.flatMap(([field, said]) =>
      field !== 'status' && typeof said === 'object' && said.text !== undefined
        ? [[field, makeSubject(said)] as const]
        : [],
    ),
  );
}

/** The field that says what an item is about: the first of these that it has. */
const names = [
  'name',
  'title',
  'planName',
  'deviceName',
  'service',
  'description',
  'content',
  'type',
  'reason',
];
/** Fields whose codes say the same of it. */
const alsoCoded = ['genericName', 'allergenCode'];

function listSubjects(type: ThingType, value: unknown): Subject[] {
  if (isOf(labResults, type, value))
    return listTests(value).map(({ test: { name, clinicalCode } }) => makeSubject(name, clinicalCode));
  if (isOf(vitalSigns, type, value))
    return (value.vitalSignsResults ?? []).map(({ title }) => makeSubject(title));
  if (isOf(familyHistory, type, value)) return (value.condition ?? []).map(({ name }) => makeSubject(name));
  if (typeof value !== 'object') return [];
  const fields = value as Fields;
  const name = names.map(field => fields[field]).find(said => fold(readText(said)) !== '');
  return name === undefined ? [] : [makeSubject(name, ...alsoCoded.map(field => fields[field]))];
}

function makeSubject(named: Said, ...others: readonly Said[]): Subject {
  const codes = new Map<string, Set<string>>();
  for (const said of [named, ...others]) {
    if (typeof said !== 'object') continue;
    for (const { value, type } of said.code ?? []) {
      const system = type.toLowerCase();
      codes.set(system, (codes.get(system) ?? new Set()).add(value.toLowerCase()));
    }
  }
  return { name: fold(readText([named, ...others].find(said => readText(said) !== undefined))), codes };
}

function readText(said: Said): string | undefined {
  return typeof said === 'object' ? (said.text ?? said.full) : said;
}

function fold(text = ''): string {
  return foldText(text).replace(/\s+/g, ' ').trim();
}

/**
 * Is `now` of the same matter and moment as `before`, and says no less and nothing else by code? Without a date nothing shows that.
 */
export function isSameStatement(now: Traits, before: Traits): boolean {
  return (
    now.type === before.type &&
    now.whose === before.whose &&
    now.when !== undefined &&
    now.when === before.when &&
    (now.subjects.length > 0 || before.subjects.length === 0) &&
    before.subjects.every(one => now.subjects.some(other => agree(one, other))) &&
    [...before.coded].every(([field, one]) => {
      const other = now.coded.get(field);
      return other !== undefined && agree(one, other);
    })
  );
}

/** Could both tell of one matter? Of `now` everything must be about what `before` is about. */
export function isAlike(now: Traits, before: Traits): boolean {
  if (now.type !== before.type || now.whose !== before.whose) return false;
  if (now.subjects.length === 0 && before.subjects.length > 0) return false;
  const isAbout = now.subjects.every(one =>
    before.subjects.some(other => agree(one, other) || (one.name !== '' && one.name === other.name)),
  );
  if (!isAbout) return false;
  const hasName = now.subjects.length > 0;
  if (now.type.lasts && hasName) return true;
  if (now.when === undefined || before.when === undefined) return hasName;
  return getDay(now.when) === getDay(before.when) && isTimeLike(now.when, before.when);
}

/** By a code of the same system; by the name where they have none in common. */
function agree(one: Subject, other: Subject): boolean {
  let hasSystem = false;
  for (const [system, codes] of one.codes) {
    const others = other.codes.get(system);
    if (!others) continue;
    hasSystem = true;
    if ([...codes].some(code => others.has(code))) return true;
  }
  return !hasSystem && one.name === other.name;
}

export function getDay(when: string): string {
  return when.slice(0, 10);
}

/** A date without a time of day is kept as midnight. */
function isTimeLike(one: string, other: string): boolean {
  return one === other || [one, other].some(when => when.slice(11, 16) === '00:00');
}

/** Of what is shown of numbers, `1.90` is `1.9`: as it was read before its digits were kept, and as others write it. */
export function dropLastZeros(xml: string): string {
  return xml.replace(/<display>[^<]*<\/display>/g, shown =>
    shown.replace(/(\d)\.(\d*[1-9])?0+(?![\d.])/g, (_, whole: string, rest?: string) =>
      rest === undefined ? whole : `${whole}.${rest}`,
    ),
  );
}
