// What observations have in common: their category, and components of one measurement.
import { codesOf, loinc, makeConcept } from './codes.ts';
import { type Draft, getOwn, type Json, type JsonObject, listOf } from './json.ts';
import type { Converter, Mapping, Row } from './mapping.ts';

const categories = 'http://terminology.hl7.org/CodeSystem/observation-category';

export type Category = 'vital-signs' | 'laboratory' | 'activity' | 'survey' | 'social-history' | 'exam';

/** The fixed part of an observation that one LOINC code names, and by which one that comes is known. */
export function makeObservation(
  code: string,
  display: string,
  category: Category,
  profile?: string,
): Pick<Mapping, 'resourceType' | 'subject' | 'fixed' | 'takes'> & { profile?: string } {
  return {
    resourceType: 'Observation',
    subject: 'subject',
    ...(profile !== undefined && { profile }),
    fixed: {
      status: 'final',
      category: [{ coding: [{ system: categories, code: category }] }],
      code: makeConcept(loinc, code, display),
    },
    takes: resource =>
      codesOf(resource.code, loinc).includes(code) && typeof resource.effectiveDateTime === 'string',
  };
}

export function makeVitalSign(code: string, display: string, profile?: string) {
  return makeObservation(code, display, 'vital-signs', profile);
}

/** A field in a component of its own, which its LOINC code names. */
export function component(
  field: string,
  code: string,
  display: string,
  converter: Converter,
  element = 'valueQuantity',
): Pick<Row, 'write' | 'read'> {
  return {
    write(item, resource, settings) {
      const value = getOwn(item, field);
      const written = value === undefined ? undefined : converter.write(value, settings);
      if (written === undefined) return;
      const own: JsonObject = { code: makeConcept(loinc, code, display), [element]: written };
      resource.component = [...listOf(resource.component), own];
    },
    read(resource, item: Draft, settings) {
      const own = findComponent(resource, code);
      const json = getOwn(own, element);
      const value = json === undefined ? undefined : converter.read(json, settings);
      if (value !== undefined) item[field] = value;
    },
  };
}

function findComponent(resource: JsonObject, code: string): Json | undefined {
  return listOf(resource.component).find(one => codesOf(getOwn(one, 'code'), loinc).includes(code));
}
