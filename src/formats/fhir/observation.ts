// What observations have in common: category and code, their moment, components of one measurement, and what keeps one from being
// anybody's reading.
import type { ApproxDateTime, DateTime } from '../../things/common/dates.ts';
import { codesOf, loinc, makeConcept } from './codes.ts';
import { approxDateTime, dateTime } from './dates.ts';
import { type Draft, getOwn, isObject, type Json, type JsonObject, listOf, type Resource } from './json.ts';
import type { Converter, Mapping, Row } from './mapping.ts';
import { getAtPath, putAtPath } from './paths.ts';

export const categories = 'http://terminology.hl7.org/CodeSystem/observation-category';

export type Category =
  | 'vital-signs'
  | 'laboratory'
  | 'activity'
  | 'survey'
  | 'social-history'
  | 'exam'
  | 'imaging'
  | 'procedure';

const usCore = 'http://hl7.org/fhir/us/core/StructureDefinition/';

/** The canonical of a profile of US Core: `usCoreProfile('observation-lab')`. */
export function usCoreProfile(name: string): string {
  return `${usCore}us-core-${name}`;
}

/** Names that FHIR has no code for: those of fields of items. */
export const ownCodes = 'urn:keepwell:vocabulary:fhir';

type ObservationPart = Pick<Mapping, 'resourceType' | 'subject' | 'fixed' | 'takes'> & { profile?: string };

interface Also {
  /** Other codes of LOINC by which one is known that comes. */
  readonly also?: readonly string[];
  /** May it say nothing but its components? */
  readonly isPanel?: boolean;
}

/** The fixed part of an observation that one LOINC code names, and by which one that comes is known. */
export function makeObservation(
  code: string,
  display: string,
  category: Category,
  profile?: string,
  { also = [], isPanel = false }: Also = {},
): ObservationPart {
  const known = [code, ...also];
  return {
    resourceType: 'Observation',
    subject: 'subject',
    ...(profile !== undefined && { profile }),
    fixed: { ...fixedIn(category), code: makeConcept(loinc, code, display) },
    takes: resource =>
      codesOf(resource.code, loinc).some(one => known.includes(one)) &&
      isReading(resource, isPanel) &&
      isToTheDay(resource),
  };
}

export function makeVitalSign(code: string, display: string, profile?: string, also?: Also) {
  return makeObservation(code, display, 'vital-signs', profile, also);
}

/** The same of what FHIR has no code for: it is known by the name of its type. */
export function makeOwnObservation(code: string, display: string, category: Category): ObservationPart {
  return {
    resourceType: 'Observation',
    subject: 'subject',
    fixed: { ...fixedIn(category), code: makeConcept(ownCodes, code, display) },
    takes: resource => codesOf(resource.code, ownCodes).includes(code) && isToTheDay(resource),
  };
}

function fixedIn(category: Category): JsonObject {
  return { status: 'final', category: [{ coding: [{ system: categories, code: category }] }] };
}

/** Does it say what was measured: no bound that it is below, and no reason why it is not known? */
function isReading(resource: Resource, isPanel: boolean): boolean {
  const value = findValue(resource);
  const isExact = getOwn(value?.[1], 'comparator') === undefined;
  const hasParts = isPanel && listOf(resource.component).length > 0;
  return isExact && (value !== undefined || hasParts);
}

/** What an observation, or a component of one, came to: the name of the element and what stands there. */
export function findValue(from: Json | undefined): readonly [name: string, value: Json] | undefined {
  if (!isObject(from)) return undefined;
  return Object.entries(from).find(([name]) => /^value[A-Z]/.test(name));
}

/** Is it known of which day it is? Items of most types must say so. */
export function isToTheDay(resource: Resource): boolean {
  const moment = findMoment(resource);
  return moment !== undefined && dateTime.read(moment, { zone: 'UTC' }) !== undefined;
}

/** Categories of what people tell of themselves, and the codes of smoking, alcohol and pregnancies where no category is said. */
const told: ReadonlySet<string> = new Set([
  ...['social-history', 'survey', 'sdoh', 'functional-status', 'disability-status', 'cognitive-status'],
]);
const toldCodes: ReadonlySet<string> = new Set([
  ...['72166-2', '74013-4', '82810-3', '11778-8', '11779-6', '11640-0', '11636-8', '11638-4', '11637-6'],
]);

/** Is it what somebody told, and nothing that was measured? */
export function isTold({ category, code }: Resource): boolean {
  return (
    listOf(category).some(one => codesOf(one).some(word => told.has(word))) ||
    codesOf(code, loinc).some(word => toldCodes.has(word))
  );
}

/** When it was taken, or began. */
export function findMoment(resource: JsonObject): Json | undefined {
  const places = ['effectiveDateTime', 'effectiveInstant', 'effectivePeriod.start'];
  return places.map(path => getAtPath(resource, path)).find(one => one !== undefined);
}

/** The moment of an observation, which may come as the first of a period. */
export const exactMoment = momentOf<DateTime>('when', dateTime);
/** The same where it need not be known to the day. */
export const roughMoment = momentOf<ApproxDateTime>('when', approxDateTime);

function momentOf<T>(field: string, converter: Converter<T>): Pick<Row, 'write' | 'read'> {
  return {
    write(item, resource, settings) {
      const value = getOwn(item, field);
      const written = value === undefined ? undefined : converter.write(value, settings);
      if (written !== undefined) resource.effectiveDateTime = written;
    },
    read(resource, item, settings) {
      const moment = findMoment(resource);
      const value = moment === undefined ? undefined : converter.read(moment, settings);
      if (value !== undefined) item[field] = value;
    },
  };
}

/** A field in a component of its own, which its LOINC code names. */
export function component(
  field: string,
  code: string,
  display: string,
  converter: Converter,
  element = 'valueQuantity',
): Pick<Row, 'write' | 'read'> {
  return componentOf({ system: loinc, code, display }, field, converter, element);
}

/** The same by a name of our own. */
export function ownComponent(
  field: string,
  code: string,
  display: string,
  converter: Converter,
  element = 'valueQuantity',
): Pick<Row, 'write' | 'read'> {
  return componentOf({ system: ownCodes, code, display }, field, converter, element);
}

function componentOf(
  { system, code, display }: { readonly system: string; readonly code: string; readonly display: string },
  field: string,
  converter: Converter,
  element: string,
): Pick<Row, 'write' | 'read'> {
  return {
    write(item, resource, settings) {
      const value = getAtPath(item, field);
      const written = value === undefined ? undefined : converter.write(value, settings);
      if (written !== undefined) addComponent(resource, makeConcept(system, code, display), element, written);
    },
    read(resource, item, settings) {
      const own = findComponent(resource, system, code);
      const json = getOwn(own, element);
      const value = json === undefined ? undefined : converter.read(json, settings);
      if (value !== undefined) putAtPath(item, field, value);
    },
  };
}

export function addComponent(resource: Draft, code: JsonObject, element: string, value: Json): void {
  resource.component = [...listOf(resource.component), { code, [element]: value }];
}

export function findComponent(resource: JsonObject, system: string, code: string): Json | undefined {
  return listOf(resource.component).find(one => codesOf(getOwn(one, 'code'), system).includes(code));
}
