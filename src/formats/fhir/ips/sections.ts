// The sections of an International Patient Summary, in the order that its guide has, and which resources go into which.
import { codesOf, loinc, snomed } from '../codes.ts';
import { type JsonObject, listOf, type Resource } from '../json.ts';

export const sectionCodes = {
  medications: ['10160-0', 'History of Medication use Narrative'],
  allergies: ['48765-2', 'Allergies and adverse reactions Document'],
  problems: ['11450-4', 'Problem list - Reported'],
  procedures: ['47519-4', 'History of Procedures Document'],
  immunizations: ['11369-6', 'History of Immunization note'],
  devices: ['46264-8', 'History of medical device use'],
  results: ['30954-2', 'Relevant diagnostic tests/laboratory data note'],
  vitalSigns: ['8716-3', 'Vital signs note'],
  pastIllness: ['11348-0', 'History of Past illness note'],
  planOfCare: ['18776-5', 'Plan of care note'],
  socialHistory: ['29762-2', 'Social history note'],
  pregnancy: ['10162-6', 'History of pregnancies Narrative'],
  advanceDirectives: ['42348-3', 'Advance healthcare directives'],
} as const satisfies Readonly<Record<string, readonly [code: string, display: string]>>;

export type IpsSection = keyof typeof sectionCodes;

/** These are there even where there is nothing to say. */
export const requiredSections = ['medications', 'allergies', 'problems'] as const;

export type RequiredSection = (typeof requiredSections)[number];

/** What is said of such a section. */
export const noInformation: Readonly<Record<RequiredSection, readonly [code: string, display: string]>> = {
  medications: ['no-medication-info', 'No information about medications'],
  allergies: ['no-allergy-info', 'No information about allergies'],
  problems: ['no-problem-info', 'No information about problems'],
};

const ofKind: ReadonlyMap<string, IpsSection> = new Map([
  ['MedicationRequest', 'medications'],
  ['MedicationStatement', 'medications'],
  ['AllergyIntolerance', 'allergies'],
  ['Procedure', 'procedures'],
  ['Immunization', 'immunizations'],
  ['Device', 'devices'],
  ['DiagnosticReport', 'results'],
  ['CarePlan', 'planOfCare'],
  ['Consent', 'advanceDirectives'],
]);

/** Kinds of resource that a summary tells of. */
export const ipsSectionsKinds: readonly string[] = ['Condition', 'Observation', ...ofKind.keys()];

const pregnancies = new Set(['82810-3', '11778-8', '11640-0', '77386006']);

/**
 * Where a resource goes; undefined where a summary has no place for it.
 * @param today the day it is written on, as FHIR writes it
 */
export function findSection(resource: Resource, today: string): IpsSection | undefined {
  const { resourceType } = resource;
  if (resourceType === 'Condition') return isOver(resource) ? 'pastIllness' : 'problems';
  if (resourceType === 'Observation') return findObservation(resource);
  if (resourceType === 'CarePlan' && resource.status !== 'active') return undefined;
  const section = ofKind.get(resourceType);
  return section === 'medications' && isStopped(resource, today) ? undefined : section;
}

function isOver({ clinicalStatus }: JsonObject): boolean {
  return codesOf(clinicalStatus).some(code => ['inactive', 'resolved', 'remission'].includes(code));
}

function findObservation(resource: Resource): IpsSection | undefined {
  const codes = [...codesOf(resource.code, loinc), ...codesOf(resource.code, snomed)];
  if (codes.some(code => pregnancies.has(code))) return 'pregnancy';
  const categories = listOf(resource.category).flatMap(one => codesOf(one));
  if (categories.includes('laboratory')) return 'results';
  if (categories.includes('vital-signs')) return 'vitalSigns';
  return categories.includes('social-history') ? 'socialHistory' : undefined;
}

/** What is over on a day to come is taken until then. */
function isStopped(resource: Resource, today: string): boolean {
  if (resource.status === 'active') return false;
  const [dosage] = listOf(resource.dosageInstruction);
  const periods = [resource.effectivePeriod, findPeriod(dosage)];
  const end = periods.map(one => (one as JsonObject | undefined)?.end).find(one => typeof one === 'string');
  return end === undefined || String(end).slice(0, today.length) < today;
}

function findPeriod(dosage: unknown): unknown {
  const { timing } = (dosage ?? {}) as { timing?: { repeat?: { boundsPeriod?: unknown } } };
  return timing?.repeat?.boundsPeriod;
}
