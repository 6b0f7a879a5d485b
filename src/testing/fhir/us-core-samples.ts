// Resources with all that profiles of US Core 7 must support, of our own making: one for each profile, about the person of a record.
import { makeObservations } from './us-core-observations.ts';
import {
  address,
  categories,
  coded,
  coding,
  encounter,
  extensionOf,
  hl7,
  loinc,
  narrative,
  npi,
  organization,
  period,
  practitioner,
  quantity,
  rxnorm,
  sample,
  snomed,
  type UsCoreSample,
  usCore,
} from './us-core-parts.ts';

/** @param subject the reference to the Patient of the record */
export function makeUsCoreSamples(subject: object): UsCoreSample[] {
  return [...ofCare(subject), ...ofMedicines(subject), ...ofReports(subject), ...ofOthers(subject)].concat(
    makeObservations(subject),
  );
}

export function makeCondition(subject: object, category: object, more: object = {}) {
  return {
    resourceType: 'Condition',
    clinicalStatus: coding(`${hl7}/condition-clinical`, 'resolved'),
    verificationStatus: coding(`${hl7}/condition-ver-status`, 'confirmed'),
    category: [category],
    code: coded(snomed, '195662009', 'Sore throat'),
    subject,
    onsetDateTime: '2026-01-02',
    abatementDateTime: '2026-01-20',
    recordedDate: '2026-01-05',
    ...more,
  };
}

function ofCare(subject: object): UsCoreSample[] {
  return [
    sample('allergyintolerance', 'AllergyIntolerance', {
      clinicalStatus: coding(`${hl7}/allergyintolerance-clinical`, 'active'),
      verificationStatus: coding(`${hl7}/allergyintolerance-verification`, 'confirmed'),
      code: coded(snomed, '91935009', 'Allergy to peanuts'),
      patient: subject,
      reaction: [{ manifestation: [coded(snomed, '247472004', 'Hives')] }],
    }),
    sample('careplan', 'CarePlan', {
      text: narrative,
      status: 'active',
      intent: 'plan',
      category: [coding(`${usCore}/careplan-category`, 'assess-plan')],
      subject,
    }),
    sample('careteam', 'CareTeam', {
      status: 'active',
      subject,
      participant: [
        { role: [coded(snomed, '17561000', 'Cardiologist')], member: practitioner },
        { role: [coded(snomed, '116154003', 'Patient')], member: subject },
        { role: [coded(snomed, '133932002', 'Caregiver')], member: { reference: 'RelatedPerson/r1' } },
      ],
    }),
    {
      profile: 'us-core-condition-encounter-diagnosis',
      resource: makeCondition(subject, categories.diagnosis, {
        encounter,
        extension: [
          {
            url: 'http://hl7.org/fhir/StructureDefinition/condition-assertedDate',
            valueDateTime: '2026-01-04',
          },
        ],
      }),
    },
    {
      profile: 'us-core-condition-problems-health-concerns',
      resource: makeCondition(subject, categories.problem, {
        category: [categories.problem, categories.sdoh],
        encounter,
      }),
    },
    sample('coverage', 'Coverage', {
      identifier: [{ type: coding(`${hl7}/v2-0203`, 'MB'), system: 'urn:example:members', value: '8000' }],
      status: 'active',
      type: coding('https://nahdo.org/sopt', '3712', 'PPO'),
      subscriberId: '8000',
      beneficiary: subject,
      relationship: coding(`${hl7}/subscriber-relationship`, 'self'),
      period: { start: '2026-01-01', end: '2026-12-31' },
      payor: [organization],
      class: [
        { type: coding(`${hl7}/coverage-class`, 'group'), value: '12', name: 'Workers' },
        { type: coding(`${hl7}/coverage-class`, 'plan'), value: '34', name: 'Gold' },
      ],
    }),
    sample('implantable-device', 'Device', {
      udiCarrier: [
        { deviceIdentifier: '09504000059118', carrierHRF: '(01)09504000059118(17)141120(10)7654321D' },
      ],
      status: 'active',
      distinctIdentifier: 'D-1',
      manufactureDate: '2025-01-01',
      expirationDate: '2030-01-01',
      lotNumber: '7654321D',
      serialNumber: 'S-9',
      type: coded(snomed, '468063009', 'Coated femoral stem'),
      patient: subject,
    }),
    sample('encounter', 'Encounter', {
      identifier: [{ system: 'urn:example:visits', value: '1' }],
      status: 'finished',
      class: { system: `${hl7}/v3-ActCode`, code: 'AMB' },
      type: [coded(snomed, '185349003', 'Check-up')],
      subject,
      participant: [
        { type: [coding(`${hl7}/v3-ParticipationType`, 'PPRF')], period, individual: practitioner },
      ],
      period,
      reasonCode: [coded(snomed, '195662009', 'Sore throat')],
      reasonReference: [{ reference: 'Condition/c1' }],
      hospitalization: { dischargeDisposition: coding(`${hl7}/discharge-disposition`, 'home') },
      location: [{ location: { reference: 'Location/l1' } }],
      serviceProvider: organization,
    }),
    sample('goal', 'Goal', {
      lifecycleStatus: 'active',
      description: { text: 'Walk each day' },
      subject,
      startDate: '2026-01-01',
      target: [{ measure: coding(loinc, '55423-8'), detailString: '8000 steps', dueDate: '2026-06-01' }],
    }),
    sample('immunization', 'Immunization', {
      status: 'not-done',
      statusReason: coding(`${hl7}/v3-ActReason`, 'PATOBJ'),
      vaccineCode: coded('http://hl7.org/fhir/sid/cvx', '140', 'Influenza'),
      patient: subject,
      encounter,
      occurrenceDateTime: '2026-01-05',
      primarySource: true,
      location: { reference: 'Location/l1' },
    }),
    sample('procedure', 'Procedure', {
      basedOn: [{ reference: 'ServiceRequest/s1' }],
      status: 'completed',
      code: coded(snomed, '35637008', 'Alcohol rehabilitation'),
      subject,
      encounter,
      performedPeriod: period,
      reasonCode: [coded(snomed, '195662009', 'Sore throat')],
      reasonReference: [{ reference: 'Condition/c1' }],
    }),
    sample('servicerequest', 'ServiceRequest', {
      status: 'active',
      intent: 'order',
      category: [coding(snomed, '103693007'), categories.sdoh],
      code: coded(snomed, '467771000124109', 'Assistance with food'),
      subject,
      encounter,
      occurrencePeriod: period,
      authoredOn: '2026-01-05',
      requester: practitioner,
      reasonCode: [coded(snomed, '733423003', 'Food insecurity')],
      reasonReference: [{ reference: 'Condition/c1' }],
    }),
  ];
}

const dosage = {
  text: 'One each morning',
  timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } },
  route: coding('http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl', 'C38288'),
  doseAndRate: [{ doseQuantity: quantity(1, 'tablet', '{tablet}') }],
};
const medicine = coded(rxnorm, '617314', 'Atorvastatin 20 mg');

function ofMedicines(subject: object): UsCoreSample[] {
  const request = {
    extension: [
      extensionOf('us-core-medication-adherence', {
        extension: [
          { url: 'medicationAdherence', valueCodeableConcept: coding(snomed, '1156699004') },
          { url: 'dateAsserted', valueDateTime: '2026-01-05' },
        ],
      }),
    ],
    status: 'active',
    category: [coding(`${hl7}/medicationrequest-category`, 'community')],
    subject,
    encounter,
    authoredOn: '2026-01-05',
    reasonCode: [coded(snomed, '55822004', 'Hyperlipidaemia')],
    reasonReference: [{ reference: 'Condition/c1' }],
    dosageInstruction: [dosage],
    dispenseRequest: { numberOfRepeatsAllowed: 3, quantity: quantity(90, 'tablet', '{tablet}') },
  };
  return [
    sample('medicationrequest', 'MedicationRequest', {
      ...request,
      intent: 'order',
      medicationCodeableConcept: medicine,
      requester: practitioner,
    }),
    sample('medicationrequest', 'MedicationRequest', {
      ...request,
      intent: 'plan',
      reportedBoolean: true,
      medicationReference: { reference: 'Medication/m1' },
    }),
    sample('medication', 'Medication', { code: medicine }),
    sample('medicationdispense', 'MedicationDispense', {
      status: 'completed',
      medicationCodeableConcept: medicine,
      subject,
      context: encounter,
      performer: [{ actor: organization }],
      authorizingPrescription: [{ reference: 'MedicationRequest/m2' }],
      type: coding(`${hl7}/v3-ActCode`, 'FF'),
      quantity: quantity(90, 'tablet', '{tablet}'),
      whenHandedOver: '2026-01-06T09:00:00Z',
      dosageInstruction: [dosage],
    }),
  ];
}

const scan = { contentType: 'application/pdf', url: 'https://scans.example/1.pdf', title: 'Scan' };

export function makeReport(subject: object, category: object, code: object) {
  return {
    resourceType: 'DiagnosticReport',
    status: 'final',
    category: [category],
    code,
    subject,
    encounter,
    effectiveDateTime: '2026-01-05T09:00:00Z',
    issued: '2026-01-05T12:00:00Z',
    performer: [organization],
    resultsInterpreter: [practitioner],
    media: [{ link: { reference: 'Media/m1' } }],
    presentedForm: [scan],
  };
}

export function makeNote(subject: object, type: object) {
  return {
    resourceType: 'DocumentReference',
    identifier: [{ system: 'urn:example:notes', value: '1' }],
    status: 'current',
    type,
    category: [coding(`${usCore}/us-core-documentreference-category`, 'clinical-note')],
    subject,
    date: '2026-01-05T09:00:00Z',
    author: [practitioner],
    custodian: organization,
    content: [
      {
        attachment: scan,
        format: {
          system: 'http://ihe.net/fhir/ihe.formatcode.fhir/CodeSystem/formatcode',
          code: 'urn:ihe:iti:xds:2017:mimeTypeSufficient',
        },
      },
      { attachment: { contentType: 'text/plain', data: 'QSBub3Rl' } },
    ],
    context: { encounter: [encounter], period },
  };
}

function ofReports(subject: object): UsCoreSample[] {
  const {
    category: _,
    media: __,
    ...report
  } = makeReport(subject, coding(`${hl7}/v2-0074`, 'LAB'), coded(loinc, '24323-8', 'Metabolic panel'));
  return [
    {
      profile: 'us-core-diagnosticreport-lab',
      resource: {
        ...report,
        category: [coding(`${hl7}/v2-0074`, 'LAB')],
        result: [{ reference: 'Observation/b1' }],
      },
    },
    {
      profile: 'us-core-diagnosticreport-note',
      resource: makeReport(subject, coding(loinc, 'LP29684-5'), coded(loinc, '18748-4', 'Imaging')),
    },
    { profile: 'us-core-documentreference', resource: makeNote(subject, coding(loinc, '11488-4')) },
  ];
}

function ofOthers(subject: object): UsCoreSample[] {
  const name = [{ family: 'Sample', given: ['Alex'] }];
  const telecom = [{ system: 'phone', value: '555-0100', use: 'work' }];
  return [
    sample('organization', 'Organization', {
      identifier: [npi('1144221847')],
      active: true,
      name: 'Sample Clinic',
      telecom,
      address: [{ ...address, use: 'work' }],
    }),
    sample('practitioner', 'Practitioner', {
      identifier: [npi('9941339100')],
      name,
      telecom,
      address: [address],
    }),
    sample('practitionerrole', 'PractitionerRole', {
      practitioner,
      organization,
      code: [coding('http://nucc.org/provider-taxonomy', '207R00000X')],
      specialty: [coding('http://nucc.org/provider-taxonomy', '207R00000X')],
      location: [{ reference: 'Location/l1' }],
      telecom,
      endpoint: [{ reference: 'Endpoint/n1' }],
    }),
    sample('location', 'Location', {
      identifier: [{ system: 'urn:example:places', value: '1' }],
      status: 'active',
      name: 'Sample Clinic, room 1',
      type: [coding(`${hl7}/v3-RoleCode`, 'OF')],
      telecom,
      address,
      managingOrganization: organization,
    }),
    sample('relatedperson', 'RelatedPerson', {
      active: true,
      patient: subject,
      relationship: [coding(`${hl7}/v3-RoleCode`, 'MTH')],
      name,
      telecom,
      address: [address],
    }),
    sample('questionnaireresponse', 'QuestionnaireResponse', {
      questionnaire: 'https://forms.example/phq-2|1.0',
      _questionnaire: {
        extension: [
          { url: 'http://hl7.org/fhir/StructureDefinition/display', valueString: 'PHQ-2' },
          extensionOf('us-core-extension-questionnaire-uri', { valueUri: 'https://forms.example/paper/7' }),
        ],
      },
      identifier: { system: 'urn:example:answers', value: '1' },
      status: 'completed',
      subject,
      authored: '2026-01-05T09:00:00Z',
      author: practitioner,
      item: [{ linkId: '1', text: 'How often?', answer: [{ valueString: 'rarely' }] }],
    }),
    sample('specimen', 'Specimen', {
      identifier: [{ system: 'urn:example:specimens', value: '1' }],
      accessionIdentifier: { system: 'urn:example:accessions', value: '2' },
      type: coding(snomed, '122555007'),
      subject,
      collection: { bodySite: coding(snomed, '368208006') },
      condition: [coding(`${hl7}/v2-0493`, 'COOL')],
    }),
  ];
}
