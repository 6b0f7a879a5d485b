// What the three kinds of conditions share: their clinical status, and that what has ended is over.
import type { CodableValue } from '../../things/common/codable.ts';
import { codesOf } from './codes.ts';
import { isObject, type JsonObject, listOf } from './json.ts';
import type { Converter, Row } from './mapping.ts';

export const clinicalSystem = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
export const categorySystem = 'http://terminology.hl7.org/CodeSystem/condition-category';

export const activeStatus: JsonObject = { coding: [{ system: clinicalSystem, code: 'active' }] };
export const confirmed: JsonObject = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'confirmed' }],
};

/** Of what was entered in error, or is not so, no item is made. */
export function isDenied(resource: JsonObject): boolean {
  const codes = codesOf(resource.verificationStatus);
  return codes.includes('entered-in-error') || codes.includes('refuted');
}

/** What has ended is over by FHIR, whatever else is said. */
function end(concept: JsonObject): JsonObject {
  const [, ...others] = listOf(concept.coding);
  return { ...concept, coding: [{ system: clinicalSystem, code: 'inactive' }, ...others] };
}

const over = new Set(['inactive', 'remission', 'resolved']);

/** @param hasEnded by what else the item says */
export function clinicalStatus(
  status: Converter<CodableValue>,
  hasEnded: (item: JsonObject) => boolean,
): Pick<Row, 'write' | 'read'> {
  return {
    write(item, resource, settings) {
      const written = item.status === undefined ? undefined : status.write(item.status, settings);
      const concept = isObject(written) ? written : (resource.clinicalStatus as JsonObject);
      const isOver = hasEnded(item) && !codesOf(concept, clinicalSystem).some(code => over.has(code));
      resource.clinicalStatus = isOver ? end(concept) : concept;
    },
    read(resource, item, settings) {
      const { clinicalStatus: json } = resource;
      const value = json === undefined ? undefined : status.read(json, settings);
      if (value !== undefined) item.status = value;
    },
  };
}
