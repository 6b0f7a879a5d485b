// Clinical documents of little, for tests: an organization, a patient, and statements whose ids the test chooses.
export interface Vital {
  readonly id?: string;
  /** LOINC: 29463-7 is a weight, 8302-2 a height, 39156-5 a body mass index. */
  readonly code: string;
  readonly value: number;
  readonly unit: string;
  readonly day: string;
}

export interface Problem {
  readonly id?: string;
  readonly code: string;
  readonly name: string;
  readonly onset?: string | undefined;
  readonly ended?: string;
}

export interface Summary {
  readonly custodian?: string;
  readonly set?: string;
  readonly patient?: string;
  readonly authority?: string;
  readonly vitals?: readonly Vital[];
  readonly problems?: readonly Problem[];
  readonly allergies?: readonly Allergy[];
  readonly results?: readonly Result[];
  readonly documentId?: string;
}

/** Of a laboratory, as it is written. */
export interface Result {
  readonly code: string;
  readonly value: string;
  readonly unit: string;
  readonly day: string;
}

export interface Allergy {
  readonly id?: string;
  readonly code: string;
  readonly name: string;
  readonly since?: string | undefined;
  readonly reaction?: string | undefined;
}

const example = 'ab1791b0-5c71-11db-b0de-0800200c9a66';
const loinc = '2.16.840.1.113883.6.1';
const snomed = '2.16.840.1.113883.6.96';

export function printSummary({
  custodian = 'Hill Hospital',
  set,
  patient = 'Ada',
  authority,
  vitals = [],
  problems = [],
  allergies = [],
  results = [],
  documentId = 'TT988',
}: Summary): string {
  const id = (root = example) =>
    `<id root="${root}"${authority === undefined ? '' : ` assigningAuthorityName="${authority}"`}/>`;
  const section = (template: string, code: string, entries: readonly string[]) =>
    entries.length === 0
      ? ''
      : `<component><section><templateId root="2.16.840.1.113883.10.20.22.2.${template}"/><code code="${code}" codeSystem="${loinc}"/><title>Section</title><text/>${entries.map(entry => `<entry>${entry}</entry>`).join('')}</section></component>`;
  const vital = ({ id: own, code, value, unit, day }: Vital) =>
    `<observation classCode="OBS" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.27"/>${id(own)}<code code="${code}" codeSystem="${loinc}" displayName="${code}"/><statusCode code="completed"/><effectiveTime value="${day}"/><value xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="PQ" value="${value}" unit="${unit}"/></observation>`;
  const problem = ({ id: own, code, name, onset, ended }: Problem) =>
    `<act classCode="ACT" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.3"/><id nullFlavor="NI"/><code code="CONC" codeSystem="2.16.840.1.113883.5.6"/><statusCode code="active"/><entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.4"/>${id(own)}<code code="55607006" codeSystem="${snomed}"/><statusCode code="completed"/><effectiveTime>${onset === undefined ? '<low nullFlavor="UNK"/>' : `<low value="${onset}"/>`}${ended === undefined ? '' : `<high value="${ended}"/>`}</effectiveTime><value xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CD" code="${code}" codeSystem="${snomed}" displayName="${name}"/></observation></entryRelationship></act>`;
  const allergy = ({ id: own, code, name, since, reaction }: Allergy) =>
    `<act classCode="ACT" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.30"/><id nullFlavor="NI"/><code code="CONC" codeSystem="2.16.840.1.113883.5.6"/><statusCode code="active"/><entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.7"/>${id(own)}<code code="ASSERTION" codeSystem="2.16.840.1.113883.5.4"/><statusCode code="completed"/><effectiveTime>${since === undefined ? '<low nullFlavor="UNK"/>' : `<low value="${since}"/>`}</effectiveTime><value xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CD" code="419511003" codeSystem="${snomed}" displayName="Propensity to adverse reactions to drug"/><participant typeCode="CSM"><participantRole classCode="MANU"><playingEntity classCode="MMAT"><code code="${code}" codeSystem="2.16.840.1.113883.6.88" displayName="${name}"/></playingEntity></participantRole></participant>${reaction === undefined ? '' : `<entryRelationship typeCode="MFST" inversionInd="true"><observation classCode="OBS" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.9"/><id nullFlavor="NI"/><code code="ASSERTION" codeSystem="2.16.840.1.113883.5.4"/><statusCode code="completed"/><value xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CD" code="${reaction.length}" codeSystem="${snomed}" displayName="${reaction}"/></observation></entryRelationship>`}</observation></entryRelationship></act>`;
  const result = ({ code, value, unit, day }: Result) =>
    `<organizer classCode="BATTERY" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.1"/>${id(`${example}-${code}`)}<code code="24321-2" codeSystem="${loinc}" displayName="Panel"/><statusCode code="completed"/><effectiveTime value="${day}"/><component><observation classCode="OBS" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.2"/><id nullFlavor="NI"/><code code="${code}" codeSystem="${loinc}" displayName="Test ${code}"/><statusCode code="completed"/><effectiveTime value="${day}"/><value xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="PQ" value="${value}" unit="${unit}"/></observation></component></organizer>`;
  const organizer =
    vitals.length === 0
      ? []
      : [
          `<organizer classCode="CLUSTER" moodCode="EVN"><templateId root="2.16.840.1.113883.10.20.22.4.26"/><id nullFlavor="NI"/><code code="46680005" codeSystem="${snomed}"/><statusCode code="completed"/>${vitals.map(one => `<component>${vital(one)}</component>`).join('')}</organizer>`,
        ];
  return `<ClinicalDocument xmlns="urn:hl7-org:v3"><typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/><id root="1.2.3" extension="${documentId}"/><code code="34133-9" codeSystem="${loinc}"/><title>Summary</title><effectiveTime value="20260301"/>${set === undefined ? '' : `<setId root="1.2.4" extension="${set}"/>`}<recordTarget><patientRole><id nullFlavor="NI"/><patient><name><given>${patient}</given><family>Doe</family></name></patient></patientRole></recordTarget><author><time value="20260301"/><assignedAuthor><id nullFlavor="NI"/></assignedAuthor></author><custodian><assignedCustodian><representedCustodianOrganization><id nullFlavor="NI"/><name>${custodian}</name></representedCustodianOrganization></assignedCustodian></custodian><component><structuredBody>${section('4', '8716-3', organizer)}${section('5', '11450-4', problems.map(problem))}${section('6.1', '48765-2', allergies.map(allergy))}${section('3.1', '30954-2', results.map(result))}</structuredBody></component></ClinicalDocument>`;
}

/** The same as FHIR R4, each statement at the address that its id has on the server of the organization. */
export function printBundle({
  custodian = 'Hill Hospital',
  patient = 'Ada',
  vitals = [],
  problems = [],
  allergies = [],
}: Summary): string {
  const base = `https://${custodian.toLowerCase().replace(/\W+/g, '-')}.example/fhir`;
  const subject = { reference: `${base}/Patient/p` };
  const coded = (system: string, code: string, display: string) => ({
    coding: [{ system, code, display }],
    text: display,
  });
  const resources = [
    ...vitals.map(({ id = example, code, value, unit, day }) => ({
      ...{ resourceType: 'Observation', id, subject, status: 'final', effectiveDateTime: day },
      code: coded('http://loinc.org', code, code),
      valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code: unit },
    })),
    ...problems.map(({ id = example, code, name, onset }) => ({
      ...{ resourceType: 'Condition', id, subject, onsetDateTime: onset },
      code: coded('http://snomed.info/sct', code, name),
    })),
    ...allergies.map(({ id = example, code, name, since, reaction }) => ({
      ...{ resourceType: 'AllergyIntolerance', id, patient: subject, onsetDateTime: since },
      code: coded('http://www.nlm.nih.gov/research/umls/rxnorm', code, name),
      ...(reaction !== undefined && { reaction: [{ manifestation: [{ text: reaction }] }] }),
    })),
  ];
  const person = { resourceType: 'Patient', id: 'p', name: [{ given: [patient], family: 'Doe' }] };
  return JSON.stringify({
    resourceType: 'Bundle',
    type: 'collection',
    entry: [person, ...resources].map(resource => ({
      fullUrl: `${base}/${resource.resourceType}/${resource.id}`,
      resource,
    })),
  });
}
