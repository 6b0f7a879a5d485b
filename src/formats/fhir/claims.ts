// Profiles that a resource may not claim: US Core wants what is newly recorded to be coded by its lists, or told in words alone. What is
// coded by others is taken all the same, and is then no resource of US Core.
import { getOwn, isObject, type Json, type JsonObject, listOf, type Resource } from './json.ts';

const profileBase = 'http://hl7.org/fhir/us/core/StructureDefinition/';

/** Systems of the lists that are current for the code of a kind, by its profiles. */
const current: ReadonlyMap<string, readonly [profiles: readonly string[], systems: readonly string[]]> =
  new Map([
    [
      'Condition',
      [
        ['us-core-condition-encounter-diagnosis', 'us-core-condition-problems-health-concerns'],
        ['http://snomed.info/sct', 'http://hl7.org/fhir/sid/icd-10-cm', 'http://hl7.org/fhir/sid/icd-9-cm'],
      ],
    ],
    [
      'Procedure',
      [
        ['us-core-procedure'],
        [
          'http://snomed.info/sct',
          'http://www.ama-assn.org/go/cpt',
          'http://www.cms.gov/Medicare/Coding/ICD10',
          'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
          'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets',
          'http://www.ada.org/cdt',
          'http://loinc.org',
        ],
      ],
    ],
  ]);

/** The resource without claims that its code does not bear out. */
export function dropClaims(resource: Resource): Resource {
  const bound = current.get(resource.resourceType);
  if (!bound || !isObject(resource.meta)) return resource;
  const [profiles, systems] = bound;
  const coding = listOf(getOwn(resource.code, 'coding'));
  if (coding.length === 0 || coding.some(one => systems.includes(String(getOwn(one, 'system')))))
    return resource;
  const { profile, ...meta } = resource.meta as JsonObject & { profile?: Json };
  const kept = listOf(profile).filter(one => !isOneOf(one, profiles));
  if (kept.length === listOf(profile).length) return resource;
  const left = { ...meta, ...(kept.length > 0 && { profile: kept }) };
  const { meta: _, ...rest } = resource;
  return (Object.keys(left).length > 0 ? { ...rest, meta: left } : rest) as Resource;
}

/** With a version, or without. */
function isOneOf(claim: Json, profiles: readonly string[]): boolean {
  return (
    typeof claim === 'string' && profiles.some(name => claim.split('|', 1)[0] === `${profileBase}${name}`)
  );
}
