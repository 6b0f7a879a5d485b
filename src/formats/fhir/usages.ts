// What a person took of a medicine at a moment, as MedicationAdministration. FHIR's kind is for what was given by somebody, so only
// what bears a mark is one of these items.
import type { ThingType } from '../../things/index.ts';
import { codeable } from './codes.ts';
import { hasMedicine, isMarked, makeMark } from './elements.ts';
import { getOwn, type Json, type Resource } from './json.ts';
import type { Converter, Mapping, Row } from './mapping.ts';
import { getAtPath, putAtPath } from './paths.ts';

export function makeUsage<Value>(
  type: ThingType<Value>,
): Pick<Mapping, 'resourceType' | 'subject' | 'fixed' | 'takes'> {
  return {
    resourceType: 'MedicationAdministration',
    subject: 'subject',
    fixed: { status: 'completed', category: makeMark(type) },
    takes: (resource: Resource) =>
      isMarked(resource, type) && hasMedicine(resource) && typeof resource.effectiveDateTime === 'string',
  };
}

/** So many doses. */
export const doses: Converter<number> = {
  write: value =>
    typeof value === 'number'
      ? { value, unit: 'doses', system: 'http://unitsofmeasure.org', code: '{dose}' }
      : undefined,
  read(json) {
    const value = getOwn(json, 'value');
    return typeof value === 'number' ? value : undefined;
  },
};

/** Words of a field beside an amount: FHIR has no dosage of words alone. */
export function wordsBeside(field: string, element: string, amount: string): Pick<Row, 'write' | 'read'> {
  return {
    write(item, resource) {
      const text = getOwn(item[field], 'text');
      if (typeof text === 'string' && /\S/.test(text) && getAtPath(resource, amount) !== undefined)
        putAtPath(resource, element, text);
    },
    read(resource, item, settings) {
      const said = getAtPath(resource, element);
      const value: Json | undefined =
        typeof said === 'string' ? codeable.read({ text: said }, settings) : undefined;
      if (value !== undefined) item[field] = value;
    },
  };
}
