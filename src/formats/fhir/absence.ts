// Resources that stand for what there is none of, or for what nobody knows: "No known medications" is no medicine.
import type { CodableValue } from '../../things/common/codable.ts';
import { type Denial, findDenial } from '../../things/common/denials.ts';
import { codeable } from './codes.ts';
import { readMedicine } from './elements.ts';
import type { Resource } from './json.ts';

const settings = { zone: 'UTC' };

/** What a resource is about, where resources of its kind may say that there is none. */
export function readAbout(resource: Resource): CodableValue | undefined {
  const { resourceType, code, vaccineCode, type } = resource;
  if (resourceType.startsWith('Medication') && resourceType !== 'Medication')
    return readMedicine(resource, settings) as CodableValue | undefined;
  const concept = concepts.has(resourceType)
    ? code
    : resourceType === 'Immunization'
      ? vaccineCode
      : resourceType === 'Device'
        ? type
        : undefined;
  return concept === undefined ? undefined : (codeable.read(concept, settings) as CodableValue | undefined);
}

const concepts: ReadonlySet<string> = new Set(['AllergyIntolerance', 'Condition', 'Procedure']);

export function findAbsence(resource: Resource): Denial | undefined {
  return findDenial(readAbout(resource));
}
