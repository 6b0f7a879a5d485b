// The least that a resource of each kind must say to be taken, about the person of a record.
type Elements = Readonly<Record<string, unknown>>;

const word = { text: 'x' };
const somebody = { display: 'x' };
const day = '2026-05-01';
const plan = { status: 'active', intent: 'plan' };
const order = { status: 'active', intent: 'order' };
const medicine = { medicationCodeableConcept: word };

const leasts: Readonly<Record<string, (subject: object) => Elements>> = {
  AllergyIntolerance: patient => ({ patient, code: word }),
  Appointment: actor => ({
    status: 'booked',
    start: `${day}T10:00:00Z`,
    participant: [{ actor, status: 'accepted' }],
  }),
  Basic: subject => ({ subject, code: word }),
  CarePlan: subject => ({ ...plan, subject }),
  Communication: subject => ({ status: 'completed', subject, payload: [{ contentString: 'x' }] }),
  Condition: subject => ({ subject, code: word }),
  Consent: patient => ({ status: 'active', scope: word, category: [word], patient, policyRule: word }),
  Coverage: beneficiary => ({ status: 'active', beneficiary, payor: [somebody] }),
  Device: patient => ({ patient, type: word }),
  DeviceUseStatement: subject => ({ status: 'active', subject, device: somebody }),
  DiagnosticReport: subject => ({ status: 'final', subject, code: word, effectiveDateTime: day }),
  DocumentReference: subject => ({
    status: 'current',
    subject,
    content: [{ attachment: { contentType: 'text/plain', data: 'eA==' } }],
  }),
  Encounter: subject => ({ status: 'finished', class: { code: 'AMB' }, subject, period: { start: day } }),
  ExplanationOfBenefit: patient => ({
    status: 'active',
    type: word,
    use: 'claim',
    patient,
    created: day,
    insurer: somebody,
    provider: somebody,
    outcome: 'complete',
    insurance: [{ focal: true, coverage: somebody }],
  }),
  FamilyMemberHistory: patient => ({ status: 'completed', patient, relationship: word }),
  Flag: subject => ({ status: 'active', code: word, subject }),
  Goal: subject => ({ lifecycleStatus: 'active', description: word, subject }),
  ImagingStudy: subject => ({ status: 'available', subject, started: day }),
  Immunization: patient => ({ status: 'completed', vaccineCode: word, patient, occurrenceDateTime: day }),
  MedicationAdministration: subject => ({
    status: 'completed',
    ...medicine,
    subject,
    effectiveDateTime: day,
  }),
  MedicationDispense: subject => ({ status: 'completed', ...medicine, subject, whenHandedOver: day }),
  MedicationRequest: subject => ({ ...order, ...medicine, subject }),
  MedicationStatement: subject => ({ status: 'active', ...medicine, subject }),
  Observation: subject => ({
    status: 'final',
    code: word,
    subject,
    effectiveDateTime: day,
    valueString: 'x',
  }),
  Patient: () => ({ gender: 'female' }),
  Procedure: subject => ({ status: 'completed', code: word, subject, performedDateTime: day }),
  QuestionnaireResponse: subject => ({ status: 'completed', subject }),
  RelatedPerson: patient => ({ patient, name: [word] }),
  ServiceRequest: subject => ({ ...order, subject }),
  Task: subject => ({ status: 'requested', intent: 'plan', for: subject }),
};

/** A kind that is not here need say nothing. */
export function makeLeast(resourceType: string, subject: object): object {
  return { resourceType, ...leasts[resourceType]?.(subject) };
}
