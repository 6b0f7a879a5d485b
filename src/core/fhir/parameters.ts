// By what each kind of resource is searched: parameters of FHIR, and where in the resource their values stand. Those that US Core 7
// asks for, as far as a record holds such resources. Read by tokens.ts, parse.ts and the CapabilityStatement.
import {
  date,
  otherDate,
  type Parameter,
  patient,
  patientOnly,
  plain,
  quantity,
  reference,
  text,
  token,
  uri,
} from './parameter.ts';

const identifier = token('identifier');
const status = plain('status');
const encounter = reference('encounter', ['Encounter']);
const medication = token('code', 'medicationCodeableConcept');
const performers = ['Practitioner', 'Organization', 'RelatedPerson', 'Patient'];

const people = [
  text('name', 'name'),
  text('given', 'name.given'),
  text('family', 'name.family'),
  text('address', 'address'),
  text('address-city', 'address.city'),
  text('address-state', 'address.state'),
  text('address-postalcode', 'address.postalCode'),
  text('address-country', 'address.country'),
  plain('phone', 'telecom'),
  plain('email', 'telecom'),
  plain('telecom'),
  plain('gender'),
  identifier,
];

/** By kind of resource. One that is not here is found by what all have. */
export const parametersOf: ReadonlyMap<string, readonly Parameter[]> = new Map<string, readonly Parameter[]>([
  [
    'AllergyIntolerance',
    [
      patientOnly(),
      token('clinical-status', 'clinicalStatus'),
      token('verification-status', 'verificationStatus'),
      token('code', 'code', 'reaction.substance'),
      plain('category'),
      plain('criticality'),
      plain('type'),
      date('onset', 'onsetDateTime', 'onsetPeriod', 'reaction.onset'),
      otherDate('date', 'recordedDate'),
      identifier,
    ],
  ],
  ['Appointment', [patientOnly('participant.actor'), status, date('date', 'start'), identifier]],
  ['Basic', [...patient(), token('code'), otherDate('created'), identifier]],
  ['Binary', []],
  [
    'CarePlan',
    [...patient(), token('category'), status, plain('intent'), date('date', 'period'), encounter, identifier],
  ],
  [
    'CareTeam',
    [
      ...patient(),
      status,
      token('category'),
      token('role', 'participant.role'),
      date('date', 'period'),
      identifier,
    ],
  ],
  ['ClinicalImpression', [...patient(), status, date('date', 'effectiveDateTime', 'effectivePeriod')]],
  [
    'Communication',
    [...patient(), status, token('category'), date('sent'), otherDate('received'), identifier],
  ],
  [
    'Condition',
    [
      ...patient(),
      token('category'),
      token('clinical-status', 'clinicalStatus'),
      token('verification-status', 'verificationStatus'),
      token('code'),
      token('severity'),
      token('body-site', 'bodySite'),
      date('onset-date', 'onsetDateTime', 'onsetPeriod'),
      otherDate('abatement-date', 'abatementDateTime', 'abatementPeriod'),
      otherDate('recorded-date', 'recordedDate'),
      encounter,
      identifier,
    ],
  ],
  [
    'Consent',
    [patientOnly(), status, token('category'), token('scope'), date('date', 'dateTime'), identifier],
  ],
  [
    'Coverage',
    [patientOnly('beneficiary'), reference('beneficiary', ['Patient']), status, token('type'), identifier],
  ],
  [
    'Device',
    [
      patientOnly(),
      status,
      token('type'),
      text('manufacturer'),
      text('model', 'modelNumber'),
      text('device-name', 'deviceName.name'),
      identifier,
    ],
  ],
  [
    'DiagnosticReport',
    [
      ...patient(),
      status,
      token('category'),
      token('code'),
      date('date', 'effectiveDateTime', 'effectivePeriod'),
      otherDate('issued'),
      encounter,
      reference('result', ['Observation']),
      identifier,
    ],
  ],
  [
    'DocumentReference',
    [
      ...patient(),
      status,
      token('type'),
      token('category'),
      date('date'),
      otherDate('period', 'context.period'),
      plain('contenttype', 'content.attachment.contentType'),
      reference('encounter', ['Encounter'], 'context.encounter'),
      identifier,
    ],
  ],
  [
    'Encounter',
    [
      ...patient(),
      status,
      token('class'),
      token('type'),
      date('date', 'period'),
      token('reason-code', 'reasonCode'),
      token('discharge-disposition', 'hospitalization.dischargeDisposition'),
      reference('location', ['Location'], 'location.location'),
      identifier,
    ],
  ],
  [
    'ExplanationOfBenefit',
    [patientOnly(), status, date('created'), otherDate('service-date', 'billablePeriod'), identifier],
  ],
  [
    'FamilyMemberHistory',
    [patientOnly(), status, token('relationship'), token('code', 'condition.code'), date('date'), identifier],
  ],
  ['Flag', [...patient(), status, token('code'), token('category'), date('date', 'period'), identifier]],
  [
    'Goal',
    [
      ...patient(),
      plain('lifecycle-status', 'lifecycleStatus'),
      token('achievement-status', 'achievementStatus'),
      token('category'),
      token('description'),
      date('start-date', 'startDate'),
      otherDate('target-date', 'target.dueDate'),
      identifier,
    ],
  ],
  [
    'ImagingStudy',
    [
      ...patient(),
      status,
      token('modality', 'modality', 'series.modality'),
      date('started'),
      encounter,
      identifier,
    ],
  ],
  [
    'Immunization',
    [
      patientOnly(),
      status,
      token('vaccine-code', 'vaccineCode'),
      date('date', 'occurrenceDateTime'),
      text('lot-number', 'lotNumber'),
      identifier,
    ],
  ],
  [
    'Location',
    [text('name'), text('address'), text('address-city', 'address.city'), token('type'), status, identifier],
  ],
  [
    'Media',
    [...patient(), status, token('type'), date('created', 'createdDateTime', 'createdPeriod'), identifier],
  ],
  ['Medication', [token('code'), status, identifier]],
  [
    'MedicationAdministration',
    [
      ...patient(),
      status,
      medication,
      date('effective-time', 'effectiveDateTime', 'effectivePeriod'),
      identifier,
    ],
  ],
  [
    'MedicationDispense',
    [
      ...patient(),
      status,
      medication,
      token('type'),
      date('whenhandedover', 'whenHandedOver'),
      otherDate('whenprepared', 'whenPrepared'),
      reference('prescription', ['MedicationRequest'], 'authorizingPrescription'),
      identifier,
    ],
  ],
  [
    'MedicationRequest',
    [
      ...patient(),
      status,
      plain('intent'),
      token('category'),
      medication,
      date('authoredon', 'authoredOn'),
      encounter,
      reference('medication', ['Medication'], 'medicationReference'),
      identifier,
    ],
  ],
  [
    'MedicationStatement',
    [
      ...patient(),
      status,
      token('category'),
      medication,
      date('effective', 'effectiveDateTime', 'effectivePeriod'),
      reference('medication', ['Medication'], 'medicationReference'),
      identifier,
    ],
  ],
  ['NutritionOrder', [patientOnly(), status, date('datetime', 'dateTime'), identifier]],
  [
    'Observation',
    [
      ...patient(),
      status,
      token('category'),
      token('code'),
      token('component-code', 'component.code'),
      token('combo-code', 'code', 'component.code'),
      token('value-concept', 'valueCodeableConcept'),
      token('method'),
      quantity('value-quantity', 'valueQuantity'),
      quantity('component-value-quantity', 'component.valueQuantity'),
      date('date', 'effectiveDateTime', 'effectivePeriod', 'effectiveInstant'),
      encounter,
      reference('performer', performers),
      reference('has-member', ['Observation'], 'hasMember'),
      reference('derived-from', ['Observation', 'DocumentReference', 'Media'], 'derivedFrom'),
      identifier,
    ],
  ],
  [
    'Organization',
    [text('name'), text('address'), text('address-city', 'address.city'), token('type'), identifier],
  ],
  [
    'Patient',
    [
      ...people,
      otherDate('birthdate', 'birthDate'),
      otherDate('death-date', 'deceasedDateTime'),
      token('language', 'communication.language'),
      plain('active'),
      plain('deceased', 'deceasedBoolean'),
    ],
  ],
  ['Practitioner', [...people, plain('active')]],
  [
    'PractitionerRole',
    [
      token('role', 'code'),
      token('specialty'),
      reference('practitioner', ['Practitioner']),
      reference('organization', ['Organization']),
      identifier,
    ],
  ],
  [
    'Procedure',
    [
      ...patient(),
      status,
      token('category'),
      token('code'),
      date('date', 'performedDateTime', 'performedPeriod'),
      encounter,
      identifier,
    ],
  ],
  [
    'Provenance',
    [patientOnly('target'), reference('target', []), date('recorded'), token('agent-type', 'agent.type')],
  ],
  [
    'QuestionnaireResponse',
    [...patient(), status, uri('questionnaire'), date('authored'), encounter, identifier],
  ],
  ['RelatedPerson', [patientOnly(), ...people, token('relationship'), plain('active')]],
  [
    'RiskAssessment',
    [...patient(), status, date('date', 'occurrenceDateTime', 'occurrencePeriod'), identifier],
  ],
  [
    'ServiceRequest',
    [
      ...patient(),
      status,
      plain('intent'),
      token('category'),
      token('code'),
      date('authored', 'authoredOn'),
      otherDate('occurrence', 'occurrenceDateTime', 'occurrencePeriod'),
      encounter,
      identifier,
    ],
  ],
  [
    'Specimen',
    [...patient(), status, token('type'), date('collected', 'collection.collectedDateTime'), identifier],
  ],
  ['Substance', [token('code'), token('category'), status, identifier]],
  [
    'Task',
    [
      patientOnly('for'),
      reference('subject', ['Patient'], 'for'),
      status,
      token('code'),
      plain('intent'),
      date('authored-on', 'authoredOn'),
      otherDate('period', 'executionPeriod'),
      identifier,
    ],
  ],
  ['VisionPrescription', [patientOnly(), status, date('datewritten', 'dateWritten'), identifier]],
]);

const none: readonly Parameter[] = [];

export function listParameters(resourceType: string): readonly Parameter[] {
  return parametersOf.get(resourceType) ?? none;
}

export function findParameter(resourceType: string, name: string): Parameter | undefined {
  return listParameters(resourceType).find(one => one.name === name);
}
