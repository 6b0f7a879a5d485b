// Profiles of US Core that no mapping makes by itself, of which all comes back as it was written: told in the CapabilityStatement beside
// those of the mappings, and shown for each by conformance.test.ts.
const kept: Readonly<Record<string, readonly string[]>> = {
  CareTeam: ['careteam'],
  Device: ['implantable-device'],
  DiagnosticReport: ['diagnosticreport-note'],
  Goal: ['goal'],
  Location: ['location'],
  Medication: ['medication'],
  Observation: [
    'average-blood-pressure',
    'observation-clinical-result',
    'observation-occupation',
    'observation-pregnancyintent',
    'observation-pregnancystatus',
    'observation-screening-assessment',
    'simple-observation',
    'smokingstatus',
  ],
  Organization: ['organization'],
  Patient: ['patient'],
  Practitioner: ['practitioner'],
  PractitionerRole: ['practitionerrole'],
  Provenance: ['provenance'],
  QuestionnaireResponse: ['questionnaireresponse'],
  ServiceRequest: ['servicerequest'],
  Specimen: ['specimen'],
};

const byKind = new Map(Object.entries(kept));

/** Canonicals, of a kind of resource. */
export function listKeptProfiles(resourceType: string): string[] {
  const names = byKind.get(resourceType) ?? [];
  return names.map(name => `http://hl7.org/fhir/us/core/StructureDefinition/us-core-${name}`);
}
