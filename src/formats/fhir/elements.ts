// What elements of several resources have in common: what stands where a resource must say something and its item does not, dates
// in one of several elements, spans, and the mark by which a resource is known to be of a type that shares its kind with others.
import type { CodableValue } from '../../things/common/codable.ts';
import type { ThingType } from '../../things/index.ts';
import { currentVersion } from '../../things/index.ts';
import { thingTypeSystem } from './basic.ts';
import { codeable, codesOf, isWritable } from './codes.ts';
import { approxDateTime, dateWords } from './dates.ts';
import { type Draft, getOwn, isObject, type Json, type JsonObject, listOf, type Resource } from './json.ts';
import type { Converter, Row, Settings } from './mapping.ts';
import { getAtPath, putAtPath } from './paths.ts';

/** Of what must be there and nobody knows: a reference, or of a primitive what stands beside its place. */
export const absent: JsonObject = {
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unknown' }],
};

/** Of a concept that must be there. */
export const unknownConcept: JsonObject = {
  coding: [
    {
      system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason',
      code: 'unknown',
      display: 'Unknown',
    },
  ],
};

export function isUnknown(concept: Json | undefined): boolean {
  return codesOf(concept, 'http://terminology.hl7.org/CodeSystem/data-absent-reason').length > 0;
}

/** A concept that must be there: where the item has none it says so, and is read as none. */
export const known: Converter<CodableValue> = {
  write: codeable.write,
  read: (json, settings) => (isUnknown(json) ? undefined : codeable.read(json, settings)),
};

/** Can people read what a concept says? */
export function isSaying(concept: Json | undefined, settings: Settings = { zone: 'UTC' }): boolean {
  return concept !== undefined && !isUnknown(concept) && codeable.read(concept, settings) !== undefined;
}

/** A concept that says which type of item a resource is, where others of its kind are of another. */
export function makeMark<Value>({ versions, name }: ThingType<Value>): JsonObject {
  const code = versions.at(-1)?.id ?? '';
  return { coding: [{ system: thingTypeSystem, code, display: name }] };
}

/** Of which type a resource says it is, by a mark in its category, code or tags. */
function listMarks(resource: JsonObject): string[] {
  const concepts = [...listOf(resource.category), ...listOf(resource.code)];
  const tags = { coding: getOwn(resource.meta, 'tag') ?? [] };
  return [...concepts, tags].flatMap(one => codesOf(one, thingTypeSystem));
}

export function isMarked<Value>(resource: JsonObject, type: ThingType<Value>): boolean {
  return listMarks(resource).includes(currentVersion(type as ThingType).id);
}

/** Is it of no type but the likeliest? */
export function isUnmarked(resource: JsonObject): boolean {
  return listMarks(resource).length === 0;
}

export function hasStatus(resource: JsonObject, ...statuses: readonly string[]): boolean {
  return typeof resource.status === 'string' && statuses.includes(resource.status);
}

/**
 * A date in one of the elements of a choice: `occurrence` stands for occurrenceDateTime, occurrencePeriod and occurrenceString.
 * @param must says that it is not known where the item does not say when
 */
export function dateOf(
  field: string,
  stem: string,
  { must = false, hasWords = true }: { must?: boolean; hasWords?: boolean } = {},
): Pick<Row, 'write' | 'read'> {
  return {
    write(item, resource, settings) {
      const value = getOwn(item, field);
      const moment = value === undefined ? undefined : approxDateTime.write(value, settings);
      const words = value === undefined || !hasWords ? undefined : dateWords.write(value, settings);
      if (moment !== undefined) resource[`${stem}DateTime`] = moment;
      else if (words !== undefined) resource[`${stem}String`] = words;
      else if (must) resource[`_${stem}DateTime`] = absent;
    },
    read(resource, item, settings) {
      const moment = resource[`${stem}DateTime`] ?? getOwn(resource[`${stem}Period`], 'start');
      const words = hasWords ? resource[`${stem}String`] : undefined;
      const value =
        (moment === undefined ? undefined : approxDateTime.read(moment, settings)) ??
        (words === undefined ? undefined : dateWords.read(words, settings));
      if (value !== undefined) item[field] = value;
    },
  };
}

/** From when to when, in a Period: what ends before it begins keeps its end beside. */
export function spanOf(
  start: string,
  end: string,
  element: string,
  moment: Pick<Converter, 'write' | 'read'> = approxDateTime,
): Pick<Row, 'write' | 'read'> {
  return {
    write(item, resource, settings) {
      const [from, to] = [start, end].map(field => {
        const value = getAtPath(item, field);
        return value === undefined ? undefined : moment.write(value, settings);
      });
      if (from !== undefined) putAtPath(resource, `${element}.start`, from);
      if (to !== undefined && !isBefore(to, from)) putAtPath(resource, `${element}.end`, to);
    },
    read(resource, item, settings) {
      const period = getAtPath(resource, element);
      for (const [field, side] of [
        [start, 'start'],
        [end, 'end'],
      ] as const) {
        const json = getOwn(period, side);
        const value = json === undefined ? undefined : moment.read(json, settings);
        if (value !== undefined) putAtPath(item, field, value);
      }
    },
  };
}

/** As far as both are known. */
export function isBefore(one: Json, other: Json | undefined): boolean {
  if (typeof one !== 'string' || typeof other !== 'string') return false;
  if (one.length > 10 && other.length > 10) return Date.parse(one) < Date.parse(other);
  const known = Math.min(one.length, other.length, 10);
  return one.slice(0, known) < other.slice(0, known);
}

/** What stands in a resource that another of its elements refers to as `#id`. */
function findContained(resource: JsonObject, reference: Json | undefined): JsonObject | undefined {
  const target = getOwn(reference, 'reference');
  if (typeof target !== 'string' || !target.startsWith('#')) return undefined;
  const found = listOf(resource.contained).find(one => getOwn(one, 'id') === target.slice(1));
  return isObject(found) ? found : undefined;
}

/** Which medicine a resource is about: by its concept, by what it contains, or by the words of a reference. */
export function readMedicine(resource: JsonObject, settings: Settings): Json | undefined {
  const { medicationCodeableConcept: concept, medicationReference: reference } = resource;
  if (concept !== undefined)
    return isSaying(concept, settings) ? codeable.read(concept, settings) : undefined;
  const contained = findContained(resource, reference);
  const code = contained?.code;
  if (code !== undefined && isSaying(code, settings)) return codeable.read(code, settings);
  const display = getOwn(reference, 'display');
  return display === undefined ? undefined : codeable.read({ text: display }, settings);
}

/** The medicine of a resource in a field. */
export function medicineOf(field: string): Pick<Row, 'write' | 'read'> {
  return {
    write(item, resource: Draft, settings) {
      const value = getOwn(item, field);
      const written = value === undefined ? undefined : codeable.write(value, settings);
      resource.medicationCodeableConcept = written ?? unknownConcept;
    },
    read(resource, item, settings) {
      const value = readMedicine(resource, settings);
      if (value !== undefined) item[field] = value;
    },
  };
}

export function hasMedicine(resource: Resource): boolean {
  return readMedicine(resource, { zone: 'UTC' }) !== undefined;
}

/** All notes of a resource, one below the other. */
export function readNotes({ note }: JsonObject): string | undefined {
  const texts = listOf(note).map(one => getOwn(one, 'text'));
  return texts.filter(isWritable).join('\n') || undefined;
}
