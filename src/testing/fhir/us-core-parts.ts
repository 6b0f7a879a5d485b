// Parts of the samples of US Core: codes, amounts, addresses. Used by us-core-samples.ts and us-core-observations.ts.

export interface UsCoreSample {
  readonly profile: string;
  readonly resource: Readonly<Record<string, unknown>> & { readonly resourceType: string };
}

export const hl7 = 'http://terminology.hl7.org/CodeSystem';
export const usCore = 'http://hl7.org/fhir/us/core/CodeSystem';
export const loinc = 'http://loinc.org';
export const snomed = 'http://snomed.info/sct';
export const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm';
export const ucum = 'http://unitsofmeasure.org';

export const coding = (system: string, code: string, display?: string) => ({
  coding: [{ system, code, ...(display !== undefined && { display }) }],
});
export const coded = (system: string, code: string, text: string) => ({
  ...coding(system, code, text),
  text,
});
export const quantity = (value: number, unit: string, code = unit) => ({ value, unit, system: ucum, code });
export const period = { start: '2026-01-05T09:00:00Z', end: '2026-01-05T10:00:00Z' };
export const encounter = { reference: 'Encounter/e1' };
export const practitioner = { reference: 'Practitioner/p1' };
export const organization = { reference: 'Organization/o1' };
export const narrative = {
  status: 'generated',
  div: '<div xmlns="http://www.w3.org/1999/xhtml">What is planned</div>',
};
export const address = {
  use: 'home',
  line: ['1 Sample Way'],
  city: 'Sampletown',
  state: 'MA',
  postalCode: '01002',
  country: 'US',
  period: { start: '2020-01-01' },
};
export const npi = (value: string) => ({ system: 'http://hl7.org/fhir/sid/us-npi', value });
export const extensionOf = (name: string, value: object) => ({
  url: `http://hl7.org/fhir/us/core/StructureDefinition/${name}`,
  ...value,
});

/** The categories that searches and scopes go by. */
export const categories = {
  sdoh: coding(`${usCore}/us-core-category`, 'sdoh'),
  vitalSigns: coding(`${hl7}/observation-category`, 'vital-signs'),
  laboratory: coding(`${hl7}/observation-category`, 'laboratory'),
  survey: coding(`${hl7}/observation-category`, 'survey'),
  socialHistory: coding(`${hl7}/observation-category`, 'social-history'),
  imaging: coding(`${hl7}/observation-category`, 'imaging'),
  problem: coding(`${hl7}/condition-category`, 'problem-list-item'),
  diagnosis: coding(`${hl7}/condition-category`, 'encounter-diagnosis'),
  concern: coding(`${usCore}/condition-category`, 'health-concern'),
};

/** @param profile without what all begin with */
export function sample(profile: string, resourceType: string, said: object): UsCoreSample {
  return { profile: `us-core-${profile}`, resource: { resourceType, ...said } };
}
