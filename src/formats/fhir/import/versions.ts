// What the versions of FHIR before R4 say in other ways, as R4 says it: first of all that something is not so, which would else look
// as if it were. What they call by other names altogether is left out, and told.
import { type Draft, getOwn, isObject, type Json, type JsonObject, listOf, type Resource } from '../json.ts';

const terminology = 'http://terminology.hl7.org/CodeSystem/';

/** The resource, and those it contains, in the words of R4. */
export function readAsR4(resource: Resource): Resource {
  const changed: Draft = { ...resource };
  readDenial(changed);
  readStandings(changed);
  readLists(changed);
  const { contained } = resource;
  if (Array.isArray(contained))
    changed.contained = contained.map(one => (isResource(one) ? readAsR4(one) : one));
  return changed as Resource;
}

function isResource(value: Json): value is Resource {
  return isObject(value) && typeof value.resourceType === 'string';
}

/** Elements by which something was said not to have been done. */
const denials = ['wasNotGiven', 'notGiven', 'notPerformed', 'notDone'] as const;

function readDenial(resource: Draft): void {
  if (resource.status === 'entered-in-error') return;
  if (denials.some(name => resource[name] === true)) resource.status = 'not-done';
  if (resource.resourceType !== 'MedicationStatement') return;
  if (resource.wasNotTaken === true || resource.taken === 'n' || resource.taken === 'na')
    resource.status = 'not-taken';
  else if (resource.taken === 'unk') resource.status = 'unknown';
}

/** Codes that became concepts; DSTU2 has one status for both of an allergy. */
function readStandings(resource: Draft): void {
  const { resourceType, status } = resource;
  const isAllergy = resourceType === 'AllergyIntolerance';
  if (!isAllergy && resourceType !== 'Condition') return;
  const names = isAllergy
    ? ['allergyintolerance-clinical', 'allergyintolerance-verification']
    : ['condition-clinical', 'condition-ver-status'];
  const [clinical = '', verification = ''] = names;
  if (isAllergy && typeof status === 'string') {
    if (/^(active|inactive|resolved)$/.test(status)) resource.clinicalStatus ??= status;
    else resource.verificationStatus ??= status;
  }
  if (isAllergy && resource.code === undefined && resource.substance !== undefined)
    resource.code = resource.substance;
  const makeConcept = (system: string, code: string): JsonObject => ({
    coding: [{ system: `${terminology}${system}`, code }],
  });
  if (typeof resource.clinicalStatus === 'string')
    resource.clinicalStatus = makeConcept(clinical, resource.clinicalStatus);
  if (typeof resource.verificationStatus === 'string')
    resource.verificationStatus = makeConcept(verification, resource.verificationStatus);
}

const oldSystem = /^http:\/\/hl7\.org\/fhir\/(?:v2\/(\d{4})|(observation-category))$/;

/** Where R4 has a list of concepts and words of its own, there was one concept, and a comment. */
function readLists(resource: Draft): void {
  if (resource.resourceType === 'Immunization' && typeof resource.date === 'string')
    resource.occurrenceDateTime ??= resource.date;
  if (resource.resourceType !== 'Observation' && resource.resourceType !== 'DiagnosticReport') return;
  for (const name of ['category', 'interpretation']) {
    const said = resource[name];
    if (said !== undefined) resource[name] = listOf(said).map(renameSystems);
  }
  const comment = resource.comment ?? resource.comments;
  if (typeof comment === 'string' && resource.note === undefined) resource.note = [{ text: comment }];
}

/** HL7's tables had other addresses. */
function renameSystems(concept: Json): Json {
  if (!isObject(concept)) return concept;
  const coding = listOf(concept.coding).map(one => {
    const [found, table, own] = oldSystem.exec(String(getOwn(one, 'system') ?? '')) ?? [];
    if (found === undefined || !isObject(one)) return one;
    const isFlag = table === '0078';
    const name = isFlag ? 'v3-ObservationInterpretation' : (own ?? `v2-${table}`);
    return { ...one, system: `${terminology}${name}` };
  });
  return concept.coding === undefined ? concept : { ...concept, coding };
}
