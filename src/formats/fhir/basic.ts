// Types that FHIR has no resource for travel as Basic, the item whole in the one extension.
import type { ThingType } from '../../things/index.ts';
import { currentVersion } from '../../things/index.ts';
import { codesOf } from './codes.ts';
import type { Mapping } from './mapping.ts';

/** Of the code that says which type it is: the version-type-id of its current version. */
export const thingTypeSystem = 'urn:keepwell:vocabulary:thing-type';

export function makeBasicMapping(type: ThingType): Mapping {
  const { id } = currentVersion(type);
  return {
    type,
    resourceType: 'Basic',
    subject: 'subject',
    fixed: { code: { coding: [{ system: thingTypeSystem, code: id, display: type.name }], text: type.name } },
    rows: [],
    takes: resource => codesOf(resource.code, thingTypeSystem).includes(id),
  };
}
