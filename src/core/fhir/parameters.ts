// By what each kind of resource is searched: parameters of FHIR, and where in the resource their values stand. Those that US Core 7
// asks for, as far as a record holds such resources. Read by tokens.ts, query.ts and the CapabilityStatement. But for what
// docs/fhir.md names, each is as R4 or US Core defines it, which oracle.test.ts of the facade holds them to.
import {
  canonical,
  date,
  ofPatient,
  otherDate,
  type Parameter,
  patient,
  patientOnly,
  plain,
  quantity,
  reference,
  telecom,
  text,
  token,
} from './parameter.ts';

const identifier = token('identifier');
const status = plain('status');
const encounter = reference('encounter', ['Encounter']);
const stay = reference('encounter', ['Encounter', 'EpisodeOfCare']);
const medication = token('code', 'medicationCodeableConcept');
const substance = token('code', 'code', 'ingredient.substanceCodeableConcept');
const performers = [
  ...['Practitioner', 'PractitionerRole', 'Organization', 'CareTeam', 'Patient', 'RelatedPerson'],
];

const sources = [
  ...[
    'Observation',
    'DocumentReference',
    'Media',
    'ImagingStudy',
    'QuestionnaireResponse',
    'MolecularSequence',
  ],
];
const addresses = [
  text('address'),
  text('address-city', 'address.city'),
  text('address-state', 'address.state'),
  text('address-postalcode', 'address.postalCode'),
  text('address-country', 'address.country'),
];

/** Whoever is not said to have died lives. */
const isDeceased = (values: readonly unknown[]) => [values.some(value => value !== false)];

const people = [
  text('name'),
  text('given', 'name.given'),
  text('family', 'name.family'),
  ...addresses,
  telecom('phone'),
  telecom('email'),
  plain('telecom'),
  plain('gender'),
  identifier,
];

/** By kind of resource. One that is not here is found by what all have. */
export const parametersOf: ReadonlyMap<string, readonly Parameter[]> = new Map<string, readonly Parameter[]>([
  ['AdverseEvent', [ofPatient('subject'), token('category'), token('severity'), date('date')]],
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
      otherDate('onset', 'reaction.onset'),
      otherDate('date', 'recordedDate'),
      identifier,
    ],
  ],
  ['Appointment', [patientOnly('participant.actor'), status, date('date', 'start'), identifier]],
  ['Basic', [...patient(), token('code'), otherDate('created'), identifier]],
  ['Binary', []],
  ['BodyStructure', [patientOnly(), token('morphology'), token('location'), identifier]],
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
  [
    'Claim',
    [
      patientOnly(),
      status,
      plain('use'),
      date('created'),
      reference('encounter', ['Encounter'], 'item.encounter'),
      reference('provider', ['Practitioner', 'PractitionerRole', 'Organization']),
      identifier,
    ],
  ],
  ['ClaimResponse', [patientOnly(), status, plain('use'), date('created'), identifier]],
  ['ClinicalImpression', [...patient(), status, date('date'), identifier]],
  [
    'Communication',
    [...patient(), status, token('category'), date('sent'), otherDate('received'), identifier],
  ],
  ['CommunicationRequest', [...patient(), status, token('category'), encounter, identifier]],
  ['Composition', [...patient(), status, token('type'), token('category'), date('date'), stay, identifier]],
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
  ['Coverage', [patientOnly('beneficiary'), ofPatient('beneficiary'), status, token('type'), identifier]],
  ['CoverageEligibilityResponse', [patientOnly(), status, date('created'), identifier]],
  [
    'DetectedIssue',
    [patientOnly(), token('code'), date('identified', 'identifiedDateTime', 'identifiedPeriod'), identifier],
  ],
  [
    'Device',
    [
      patientOnly(),
      status,
      token('type'),
      text('manufacturer'),
      text('model', 'modelNumber'),
      text('device-name', 'deviceName.name', 'type.coding.display', 'type.text'),
      identifier,
    ],
  ],
  [
    'DeviceRequest',
    [
      ...patient(),
      status,
      plain('intent'),
      token('code', 'codeCodeableConcept'),
      date('authored-on', 'authoredOn'),
      otherDate('event-date', 'occurrenceDateTime', 'occurrencePeriod'),
      stay,
      identifier,
    ],
  ],
  ['DeviceUseStatement', [...patient(), reference('device', ['Device']), identifier]],
  [
    'DiagnosticReport',
    [
      ...patient(),
      status,
      token('category'),
      token('code'),
      date('date', 'effectiveDateTime', 'effectivePeriod'),
      otherDate('issued'),
      stay,
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
      reference('encounter', ['Encounter', 'EpisodeOfCare'], 'context.encounter'),
      token('identifier', 'masterIdentifier', 'identifier'),
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
  ['EpisodeOfCare', [patientOnly(), status, token('type'), date('date', 'period'), identifier]],
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
    [...patient(), status, token('modality', 'series.modality'), date('started'), encounter, identifier],
  ],
  [
    'Immunization',
    [
      patientOnly(),
      status,
      token('vaccine-code', 'vaccineCode'),
      date('date', 'occurrenceDateTime', 'occurrenceString'),
      text('lot-number', 'lotNumber'),
      identifier,
    ],
  ],
  ['ImmunizationEvaluation', [patientOnly(), status, date('date'), identifier]],
  [
    'ImmunizationRecommendation',
    [patientOnly(), token('status', 'recommendation.forecastStatus'), date('date'), identifier],
  ],
  ['List', [...patient(), status, token('code'), date('date'), stay, identifier]],
  ['Location', [text('name', 'name', 'alias'), ...addresses, token('type'), status, identifier]],
  [
    'Media',
    [
      ...patient(),
      status,
      token('type'),
      date('created', 'createdDateTime', 'createdPeriod'),
      encounter,
      identifier,
    ],
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
  ['MolecularSequence', [patientOnly(), plain('type'), identifier]],
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
      quantity('value-quantity', 'valueQuantity', 'valueSampledData'),
      quantity('component-value-quantity', 'component.valueQuantity', 'component.valueSampledData'),
      date('date', 'effectiveDateTime', 'effectivePeriod', 'effectiveTiming', 'effectiveInstant'),
      stay,
      reference('performer', performers),
      reference('has-member', ['Observation', 'QuestionnaireResponse', 'MolecularSequence'], 'hasMember'),
      reference('derived-from', sources, 'derivedFrom'),
      identifier,
    ],
  ],
  ['Organization', [text('name', 'name', 'alias'), ...addresses, token('type'), identifier]],
  [
    'Patient',
    [
      ...people,
      otherDate('birthdate', 'birthDate'),
      otherDate('death-date', 'deceasedDateTime'),
      token('language', 'communication.language'),
      plain('active'),
      { ...plain('deceased', 'deceasedBoolean', 'deceasedDateTime'), pick: isDeceased },
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
      date(
        'date',
        ...['performedDateTime', 'performedPeriod', 'performedString', 'performedAge', 'performedRange'],
      ),
      stay,
      identifier,
    ],
  ],
  [
    'Provenance',
    [patientOnly('target'), reference('target', []), date('recorded'), token('agent-type', 'agent.type')],
  ],
  [
    'QuestionnaireResponse',
    [...patient(), status, canonical('questionnaire'), date('authored'), encounter, identifier],
  ],
  ['RelatedPerson', [patientOnly(), ...people, token('relationship'), plain('active')]],
  ['RiskAssessment', [...patient(), status, date('date', 'occurrenceDateTime'), identifier]],
  [
    'ServiceRequest',
    [
      ...patient(),
      status,
      plain('intent'),
      token('category'),
      token('code'),
      date('authored', 'authoredOn'),
      otherDate('occurrence', 'occurrenceDateTime', 'occurrencePeriod', 'occurrenceTiming'),
      stay,
      identifier,
    ],
  ],
  [
    'Specimen',
    [
      ...patient(),
      status,
      token('type'),
      date('collected', 'collection.collectedDateTime', 'collection.collectedPeriod'),
      identifier,
    ],
  ],
  ['Substance', [substance, token('category'), status, identifier]],
  ['SupplyDelivery', [patientOnly(), status, identifier]],
  [
    'Task',
    [
      patientOnly('for'),
      ofPatient('subject', 'for'),
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
