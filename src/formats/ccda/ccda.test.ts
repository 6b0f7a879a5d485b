// C-CDA as clinics write it, read into items. The documents are made up here; those of others are in corpus.test.ts.
import { describe, expect, test } from 'vitest';
import { readXml } from '../../schema/xml-reader.ts';
import { findVersion, fromXml } from '../../things/index.ts';
import type { LabResults } from '../../things/lab-results.ts';
import { clinicalLimits } from '../clinical/limits.ts';
import { openBytes, openText } from '../clinical/testing/corpus.ts';
import { type Candidate, type Finding, UnreadableFile } from '../format.ts';
import { ccda, readCcda } from './ccda.ts';

const header = (inside: string) =>
  `<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:sdtc="urn:hl7-org:sdtc"><realmCode code="US"/><title>Summary</title><effectiveTime value="20260301"/>${inside}</ClinicalDocument>`;
const section = (code: string, title: string, inside: string) =>
  header(
    `<component><structuredBody><component><section><code code="${code}" codeSystem="2.16.840.1.113883.6.1"/><title>${title}</title>${inside}</section></component></structuredBody></component>`,
  );
const read = (text: string) => readCcda(readXml(text));
const itemsOf = (findings: readonly Finding[]) =>
  findings.flatMap(one =>
    'candidate' in one ? [[findVersion(one.candidate.typeId)?.type.name, dataOf(one.candidate)]] : [],
  );
const dataOf = ({ typeId, xml }: Candidate) => fromXml(typeId, xml) as unknown;
const leftOut = (findings: readonly Finding[]) =>
  findings.flatMap(one => ('leftOut' in one ? [one.leftOut] : []));
const candidates = (findings: readonly Finding[]) =>
  findings.flatMap(one => ('candidate' in one ? [one.candidate] : []));
const T = (id: string) => `<templateId root="2.16.840.1.113883.10.20.22.4.${id}"/>`;

const problem = (inside: string, act = '', observation = '') =>
  `<entry><act classCode="ACT" moodCode="EVN">${T('3')}<code code="CONC" codeSystem="2.16.840.1.113883.5.6"/>${act}<entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN" ${observation}>${T('4')}<id root="1.2.3" extension="p1"/>${inside}</observation></entryRelationship></act></entry>`;

test('a problem has its codes, its dates as far as they are known, whether it is over, and who says so', () => {
  const findings = read(
    section(
      '11450-4',
      'Problems',
      `<text><content ID="n1">Broken wrist, left</content></text>${problem(
        `<effectiveTime><low value="2020"/><high value="202103"/></effectiveTime>
        <value xsi:type="CD" code="263102004" codeSystem="2.16.840.1.113883.6.96"><originalText><reference value="#n1"/></originalText>
        <translation code="S52.502A" codeSystem="2.16.840.1.113883.6.90" displayName="Fracture"/></value>
        <author><time value="20210301"/><assignedAuthor><assignedPerson><name><given>Ada</given><family>Roe</family></name></assignedPerson><representedOrganization><name>Clinic</name></representedOrganization></assignedAuthor></author>
        <entryRelationship typeCode="SUBJ"><act classCode="ACT" moodCode="EVN">${T('64')}<code code="48767-8"/><text>Fell from a horse</text></act></entryRelationship>`,
      )}`,
    ),
  );
  expect(itemsOf(findings)).toEqual([
    [
      'Condition',
      {
        name: {
          text: 'Broken wrist, left',
          code: [
            { value: '263102004', family: 'Snomed', type: 'SnomedCT' },
            { value: 'S52.502A', family: 'icd', type: 'icd10cm' },
          ],
        },
        onsetDate: { structured: { date: { y: 2020 } } },
        status: {
          text: 'Past: No longer has this',
          code: [{ value: 'inactive', family: 'wc', type: 'condition-occurrence', version: '1' }],
        },
        stopDate: { structured: { date: { y: 2021, m: 3 } } },
      },
    ],
  ]);
  expect(candidates(findings)[0]).toMatchObject({
    sourceId: '1.2.3/p1',
    source: 'Ada Roe, Clinic',
    note: 'Fell from a horse',
    of: 1,
  });
});

test.each([
  [
    'a negation',
    problem(
      '<value xsi:type="CD" code="55607006" codeSystem="2.16.840.1.113883.6.96" displayName="Problem"/>',
      '',
      'negationInd="true"',
    ),
  ],
  [
    'a code that says so',
    problem('<value xsi:type="CD" code="160245001" codeSystem="2.16.840.1.113883.6.96"/>'),
  ],
])('that there is no problem is a note that says so and when, by %s', (_, entry) => {
  expect(itemsOf(read(section('11450-4', 'Problems', entry)))).toEqual([
    [
      'Medical annotation',
      {
        when: { date: { y: 2026, m: 3, d: 1 } },
        content: 'Problems: No known problems',
        classification: 'Problems',
      },
    ],
  ]);
});

test.each([
  ['is named by the words beside it', 'Knee pain', ['Condition', { name: { text: 'Knee pain' } }]],
  [
    'is none where the words beside it say so',
    'No problems recorded',
    ['Medical annotation', { content: 'Problems: No problems recorded' }],
  ],
])('a code that says no more than that it is a problem %s', (_, words, item) => {
  const value = `<value xsi:type="CD" code="55607006" codeSystem="2.16.840.1.113883.6.96" displayName="Problem"><originalText>${words}</originalText></value>`;
  expect(itemsOf(read(section('11450-4', 'Problems', problem(value))))).toMatchObject([item]);
});

test.each([
  ['a null', problem('<value xsi:type="CD" nullFlavor="UNK"/>')],
  [
    'a code for what is unknown',
    problem(
      '<value xsi:type="CD" code="no-problem-info" codeSystem="2.16.840.1.113883.5.1150.1" displayName="Pas d\u2019information"/>',
    ),
  ],
  [
    'one that is denied by name',
    problem(
      '<value xsi:type="CD" code="73211009" codeSystem="2.16.840.1.113883.6.96" displayName="Diabetes"/>',
      '',
      'negationInd="true"',
    ),
  ],
])('a problem that nobody has is told as denied, by %s', (_, entry) => {
  expect(read(section('11450-4', 'Problems', entry))).toEqual([
    { leftOut: { why: 'denied', what: 'Problems', count: 1 } },
  ]);
});

const absent = (code: string, name: string) =>
  `code="${code}" codeSystem="2.16.840.1.113883.5.1150.1" displayName="${name}"`;
const material = (code: string) =>
  `<consumable><manufacturedProduct><manufacturedMaterial><code ${code}/></manufacturedMaterial></manufacturedProduct></consumable>`;

test.each([
  [
    '10160-0',
    `<substanceAdministration classCode="SBADM" moodCode="EVN">${T('16')}${material(absent('no-known-medications', 'Nessuna terapia'))}</substanceAdministration>`,
    'Nessuna terapia',
  ],
  [
    '11369-6',
    `<substanceAdministration classCode="SBADM" moodCode="EVN">${T('52')}${material(absent('no-known-immunizations', 'Keine'))}</substanceAdministration>`,
    'Keine',
  ],
  [
    '47519-4',
    `<procedure classCode="PROC" moodCode="EVN">${T('14')}<code ${absent('no-known-procedures', 'no-known-procedures')}/></procedure>`,
    'No known procedures',
  ],
  [
    '46264-8',
    `<supply classCode="SPLY" moodCode="EVN">${T('50')}<code code="787483001" codeSystem="2.16.840.1.113883.6.96" displayName="Pas de dispositif"/></supply>`,
    'Pas de dispositif',
  ],
  [
    '10160-0',
    `<substanceAdministration classCode="SBADM" moodCode="EVN" negationInd="true">${T('16')}<text>Aspirin</text>${material('nullFlavor="NI"')}</substanceAdministration>`,
    undefined,
  ],
  [
    '10160-0',
    `<substanceAdministration classCode="SBADM" moodCode="EVN" negationInd="true">${T('16')}${material('code="410942007" codeSystem="2.16.840.1.113883.6.96" displayName="Drug or medicament"')}</substanceAdministration>`,
    'No known medicines',
  ],
])(
  'that there is none of a section (%s) is a note in the words of the document, in any language',
  (code, entry, words) => {
    const findings = read(section(code, 'Title', `<entry>${entry}</entry>`));
    expect(itemsOf(findings).map(([type, value]) => [type, (value as { content: string }).content])).toEqual(
      words === undefined ? [] : [['Medical annotation', `Title: ${words}`]],
    );
    expect(leftOut(findings)).toHaveLength(words === undefined ? 1 : 0);
  },
);

test('a reference that leads nowhere is no name, though it stands where words should', () => {
  const entry = (id: string) =>
    `<entry><substanceAdministration classCode="SBADM" moodCode="EVN">${T('16')}<consumable><manufacturedProduct><manufacturedMaterial><code nullFlavor="NI"><originalText>${id}</originalText></code></manufacturedMaterial></manufacturedProduct></consumable></substanceAdministration></entry>`;
  const words = '<text><content ID="m1">Aspirin</content></text>';
  const findings = read(section('10160-0', 'Medications', `${words}${entry('#nomeds')}${entry('#m1')}`));
  expect(itemsOf(findings)).toEqual([['Medication', { name: { text: 'Aspirin' } }]]);
  expect(leftOut(findings)).toEqual([{ why: 'denied', what: 'Medications', count: 1 }]);
});

const agent = (inside: string) =>
  `<participant typeCode="CSM"><participantRole classCode="MANU"><playingEntity classCode="MMAT">${inside}</playingEntity></participantRole></participant>`;
const penicillin = agent('<code code="70618" codeSystem="2.16.840.1.113883.6.88" displayName="Penicillin"/>');
const ofActs = (act: string, observation: string, attributes = '') =>
  `<entry><act classCode="ACT" moodCode="EVN">${act}<entryRelationship typeCode="SUBJ" ${attributes}><observation classCode="OBS" moodCode="EVN">${observation}</observation></entryRelationship></act></entry>`;

test('that there are no allergies is an item that says so', () => {
  const none = `<entry><act classCode="ACT" moodCode="EVN">${T('30')}<entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN" negationInd="true">${T('7')}<value xsi:type="CD" code="416098002" codeSystem="2.16.840.1.113883.6.96" displayName="Drug allergy"/></observation></entryRelationship></act></entry>`;
  expect(itemsOf(read(section('48765-2', 'Allergies', none)))).toMatchObject([
    [
      'Allergy',
      { name: { text: 'No known drug allergies', code: [{ value: '409137002' }] }, isNegated: true },
    ],
  ]);
  const nobodys = agent('<code nullFlavor="NA"/>');
  const substance =
    '<value xsi:type="CD" code="419199007" codeSystem="2.16.840.1.113883.6.96" displayName="Allergy to substance"/>';
  const byRelation = ofActs(T('30'), `${T('7')}${substance}${nobodys}`, 'negationInd="true"');
  expect(itemsOf(read(section('48765-2', 'Allergies', byRelation)))).toEqual([
    [
      'Allergy',
      {
        name: {
          text: 'No known allergies',
          code: [{ value: '716186003', family: 'Snomed', type: 'SnomedCT' }],
        },
        isNegated: true,
      },
    ],
  ]);
});

test('an allergy that is denied by its kind keeps the substance that is named', () => {
  const none =
    '<value xsi:type="CD" code="716186003" codeSystem="2.16.840.1.113883.6.96" displayName="No known allergy"/>';
  expect(
    itemsOf(read(section('48765-2', 'Allergies', ofActs(T('30'), `${T('7')}${none}${penicillin}`)))),
  ).toMatchObject([['Allergy', { name: { text: 'Penicillin' }, isNegated: true }]]);
});

test('no allergy in the words of another language is known by its code, and what nobody knows is no allergy', () => {
  const of = (code: string) => ofActs(T('30'), `${T('7')}<value xsi:type="CD" ${code}/>`);
  const none = of(absent('no-known-allergies', 'Geen allergieën'));
  expect(itemsOf(read(section('48765-2', 'Allergies', none)))).toMatchObject([
    [
      'Allergy',
      {
        name: { text: 'Geen allergieën', code: [{ value: 'no-known-allergies' }, { value: '716186003' }] },
        isNegated: true,
      },
    ],
  ]);
  expect(read(section('48765-2', 'Allergies', of(absent('no-allergy-info', 'Onbekend'))))).toEqual([
    { leftOut: { why: 'denied', what: 'Allergies', count: 1 } },
  ]);
});

test('an allergy names the substance, its kind, the reaction, and in its note how bad it was', () => {
  const entry = `<entry><act classCode="ACT" moodCode="EVN">${T('30')}<entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN">${T('7')}
    <effectiveTime><low value="19990501"/></effectiveTime><value xsi:type="CD" code="416098002" codeSystem="2.16.840.1.113883.6.96"/>
    <participant typeCode="CSM"><participantRole><playingEntity><code code="733" codeSystem="2.16.840.1.113883.6.88" displayName="Ampicillin"/></playingEntity></participantRole></participant>
    <entryRelationship typeCode="MFST" inversionInd="true"><observation classCode="OBS" moodCode="EVN">${T('9')}<value xsi:type="CD" code="247472004" codeSystem="2.16.840.1.113883.6.96" displayName="Hives"/>
    <entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN">${T('8')}<code code="SEV"/><value xsi:type="CD" code="6736007" codeSystem="2.16.840.1.113883.6.96" displayName="Moderate"/></observation></entryRelationship></observation></entryRelationship>
    </observation></entryRelationship></act></entry>`;
  const findings = read(section('48765-2', 'Allergies', entry));
  expect(itemsOf(findings)).toMatchObject([
    [
      'Allergy',
      {
        name: { text: 'Ampicillin' },
        reaction: { text: 'Hives' },
        allergenType: { text: 'medication' },
        firstObserved: { structured: { date: { y: 1999, m: 5, d: 1 } } },
      },
    ],
  ]);
  expect(candidates(findings)[0]?.note).toBe('Severity: Moderate');
});

const adverse =
  '<value xsi:type="CD" code="282100009" codeSystem="2.16.840.1.113883.6.96" displayName="Adverse reaction to substance"/>';
const old = (...ids: string[]) => ids.map(id => `<templateId root="${id}"/>`).join('');
const ccdAct = old('2.16.840.1.113883.10.20.1.27');

test.each([
  [
    'the CCD, by its alert',
    '48765-2',
    ofActs(
      ccdAct,
      `${old('2.16.840.1.113883.10.20.1.18')}${adverse}${penicillin}<entryRelationship typeCode="MFST" inversionInd="true"><observation classCode="OBS" moodCode="EVN">${old('2.16.840.1.113883.10.20.1.54')}<value xsi:type="CD" code="247472004" codeSystem="2.16.840.1.113883.6.96" displayName="Hives"/></observation></entryRelationship>`,
    ),
    { name: { text: 'Penicillin', code: [{ value: '70618' }] }, reaction: { text: 'Hives' } },
  ],
  [
    'IHE in a section of another code',
    '11450-4',
    ofActs(
      ccdAct,
      `${old('2.16.840.1.113883.10.20.1.28', '1.3.6.1.4.1.19376.1.5.3.1.4.6')}${adverse}${penicillin}`,
    ),
    { name: { text: 'Penicillin' } },
  ],
  [
    'what was consumed alone',
    '11450-4',
    ofActs(T('3'), `${T('4')}${adverse}${penicillin}`),
    { name: { text: 'Penicillin' } },
  ],
  [
    'IHE, whose value says what it looks like',
    '48765-2',
    ofActs(
      ccdAct,
      `${old('2.16.840.1.113883.10.20.1.28')}<code code="DALG" codeSystem="2.16.840.1.113883.5.4"/><value xsi:type="CD" code="T78.3" codeSystem="2.16.840.1.113883.6.3" displayName="Urticaire"/>${penicillin}`,
    ),
    { name: { text: 'Penicillin' }, allergenType: { text: 'medication' } },
    'Described as: Urticaire',
  ],
  [
    'IHE without a substance',
    '48765-2',
    ofActs(
      ccdAct,
      `${old('2.16.840.1.113883.10.20.1.28')}<code code="FALG" codeSystem="2.16.840.1.113883.5.4"/><value xsi:type="CD" code="G1" codeSystem="1.2.3" displayName="Gluten"/>`,
    ),
    { name: { text: 'Gluten' }, allergenType: { text: 'food' } },
  ],
])('an allergy in the act of a problem keeps its substance: %s', (_, code, entry, value, note?: string) => {
  const findings = read(section(code, 'Allergies', entry));
  expect(itemsOf(findings)).toMatchObject([['Allergy', value]]);
  expect(candidates(findings)[0]?.note).toBe(note);
});

const medicine = (inside: string, attributes = '') =>
  `<entry><substanceAdministration classCode="SBADM" moodCode="EVN" ${attributes}>${T('16')}<id root="1.2.3" extension="m1"/>${inside}</substanceAdministration></entry>`;
const product =
  '<consumable><manufacturedProduct><manufacturedMaterial><code code="197361" codeSystem="2.16.840.1.113883.6.88" displayName="Amlodipine 5 MG"/></manufacturedMaterial></manufacturedProduct></consumable>';

test.each([
  ['of nothing countable stands in the note', 'value="0.0" unit=""', undefined, 'Dose: 0.0'],
  ['in a unit is the dose', 'value="0" unit="mg"', '0 mg', undefined],
  ['of what is counted is the dose', 'value="0"', '0 Tablet', undefined, 'displayName="Tablet"'],
])('a dose of 0 %s', (_, dose, shown, note, form = '') => {
  const counted = `<administrationUnitCode code="C42998" codeSystem="2.16.840.1.113883.3.26.1.1" ${form}/>`;
  const entry = medicine(`<doseQuantity ${dose}/>${counted}${product}`);
  const findings = read(section('10160-0', 'Medications', entry));
  const [[, value]] = itemsOf(findings) as [[string, { dose?: { display: string } }]];
  expect([value.dose?.display, candidates(findings)[0]?.note]).toEqual([shown, note]);
});

test('a dose that begins with 0 keeps both its ends', () => {
  const dose = '<doseQuantity><low value="0"/><high value="2"/></doseQuantity>';
  const findings = read(section('10160-0', 'Medications', medicine(`${dose}${product}`)));
  expect(itemsOf(findings)).toMatchObject([['Medication', { dose: { display: '0–2' } }]]);
});

test('a medicine has dose, schedule, route, reason, prescriber and refills; what was handed out is an item of its own', () => {
  const findings = read(
    section(
      '10160-0',
      'Medications',
      medicine(`<effectiveTime xsi:type="IVL_TS"><low value="20250110"/></effectiveTime><effectiveTime xsi:type="PIVL_TS" institutionSpecified="true" operator="A"><period value="12" unit="h"/></effectiveTime>
      <routeCode code="C38288" codeSystem="2.16.840.1.113883.3.26.1.1" displayName="ORAL"/><doseQuantity value="5" unit="mg"/>${product}
      <entryRelationship typeCode="RSON"><observation classCode="OBS" moodCode="EVN">${T('19')}<value xsi:type="CD" code="38341003" codeSystem="2.16.840.1.113883.6.96" displayName="Hypertension"/></observation></entryRelationship>
      <entryRelationship typeCode="REFR"><supply classCode="SPLY" moodCode="INT">${T('17')}<repeatNumber value="3"/><quantity value="60" unit="{tablet}"/>
      <author><time value="20250109"/><assignedAuthor><assignedPerson><name>Dr. Roe</name></assignedPerson></assignedAuthor></author></supply></entryRelationship>
      <entryRelationship typeCode="REFR"><supply classCode="SPLY" moodCode="EVN">${T('18')}<id root="1.2.3" extension="f1"/><effectiveTime value="20250111"/><performer><assignedEntity><representedOrganization><name>Corner Pharmacy</name></representedOrganization></assignedEntity></performer></supply></entryRelationship>
      <precondition><criterion><value xsi:type="CD" displayName="if dizzy"/></criterion></precondition>`),
    ),
  );
  expect(itemsOf(findings)).toMatchObject([
    [
      'Medication',
      {
        name: { text: 'Amlodipine 5 MG', code: [{ value: '197361', family: 'RxNorm', type: 'RxNorm' }] },
        dose: { display: '5 mg', structured: [{ value: 5, units: { text: 'mg' } }] },
        frequency: { display: 'every 12 hours, if dizzy', structured: [{ value: 12 }] },
        route: { text: 'ORAL', code: [{ value: 'C38288' }, { value: 'po', type: 'medication-routes' }] },
        indication: { text: 'Hypertension' },
        dateStarted: { structured: { date: { y: 2025, m: 1, d: 10 } } },
        prescription: {
          prescribedBy: { name: { full: 'Dr. Roe' } },
          refills: 2,
          amountPrescribed: { display: '60 tablet' },
          datePrescribed: { structured: { date: { y: 2025, m: 1, d: 9 } } },
        },
      },
    ],
    [
      'Medication fill',
      {
        name: { text: 'Amlodipine 5 MG' },
        pharmacy: { name: 'Corner Pharmacy' },
        dateFilled: { structured: { date: { y: 2025, m: 1, d: 11 } } },
      },
    ],
  ]);
});

const sig = (text: string, template = T('147')) =>
  `<entryRelationship typeCode="COMP"><substanceAdministration classCode="SBADM" moodCode="EVN">${template}<code code="76662-6" codeSystem="2.16.840.1.113883.6.1"/><text>${text}</text></substanceAdministration></entryRelationship>`;

test('how a medicine is taken, in words of their own, is how often, or stands in the note beside that', () => {
  const every =
    '<effectiveTime xsi:type="PIVL_TS" operator="A"><period value="12" unit="h"/></effectiveTime>';
  const entries = `${medicine(product + sig('Every 6 hours'))}${medicine(every + product + sig('With food')).replace('m1', 'm2')}`;
  const findings = read(section('10160-0', 'Medications', entries));
  expect(itemsOf(findings)).toMatchObject([
    ['Medication', { frequency: { display: 'Every 6 hours' } }],
    ['Medication', { frequency: { display: 'every 12 hours' } }],
  ]);
  expect(candidates(findings).map(({ note }) => note)).toEqual([undefined, 'Instructions: With food']);
});

test('an administration within one that is no such words is told as left out', () => {
  const findings = read(section('10160-0', 'Medications', medicine(product + sig('Then half', ''))));
  expect(itemsOf(findings)).toHaveLength(1);
  expect(leftOut(findings)).toEqual([{ why: 'no-kind', what: 'Medications', count: 1 }]);
});

test('how fast an infusion runs, and how much of a medicine is the most, stand in the note', () => {
  const most =
    '<maxDoseQuantity><numerator value="4" unit="{tablet}"/><denominator value="1" unit="d"/></maxDoseQuantity>';
  const entry = medicine(`<rateQuantity value="90" unit="ml/min"/>${most}${product}`);
  const [found] = candidates(read(section('10160-0', 'Medications', entry)));
  expect(found?.note).toBe('Rate: 90 ml/min\nAt most: 4 tablet / 1 d');
});

test('a vaccine that was refused is told as denied', () => {
  const refused = medicine(product, 'negationInd="true"').replace(T('16'), T('52'));
  expect(leftOut(read(section('11369-6', 'Immunizations', refused)))).toEqual([
    { why: 'denied', what: 'Immunizations', count: 1 },
  ]);
});

test('a vaccine that is marked as a medicine is a vaccine among the vaccines', () => {
  const given = medicine(`<statusCode code="completed"/><effectiveTime value="20250110"/>${product}`);
  const types = ['11369-6', '10160-0'].map(code => itemsOf(read(section(code, 'Given', given)))[0]?.[0]);
  expect(types).toEqual(['Immunization', 'Medication']);
});

const observation = (code: string, value: string, more = '') =>
  `<component><observation classCode="OBS" moodCode="EVN">${T('2')}<code code="${code}" codeSystem="2.16.840.1.113883.6.1" displayName="${code}"/><effectiveTime value="20260105081500-0500"/>${value}${more}</observation></component>`;
const organizer = (template: string, inside: string) =>
  `<entry><organizer classCode="CLUSTER" moodCode="EVN">${T(template)}<code code="24321-2" codeSystem="2.16.840.1.113883.6.1" displayName="Panel"/><statusCode code="completed"/><effectiveTime value="20260105"/>${inside}</organizer></entry>`;
const quantity = (value: string, unit: string) => `<value xsi:type="PQ" value="${value}" unit="${unit}"/>`;

test('a panel is one item of as many tests, with ranges and flags', () => {
  const range =
    '<referenceRange><observationRange><value xsi:type="IVL_PQ"><low value="3.5" unit="mmol/L"/><high value="5.1" unit="mmol/L"/></value></observationRange></referenceRange>';
  const findings = read(
    section(
      '30954-2',
      'Results',
      organizer(
        '1',
        observation(
          '2823-3',
          quantity('5.6', 'mmol/L'),
          `<interpretationCode code="H" codeSystem="2.16.840.1.113883.5.83"/>${range}`,
        ) +
          observation('5778-6', '<value xsi:type="ST">yellow</value>') +
          observation('2951-2', '<value xsi:type="PQ" nullFlavor="UNK"/>'),
      ),
    ),
  );
  expect(candidates(findings)[0]?.of).toBe(2);
  expect(leftOut(findings)).toEqual([{ why: 'denied', what: 'Results', count: 1 }]);
  expect(itemsOf(findings)[0]?.[1]).toMatchObject({
    labGroup: [
      {
        groupName: { text: 'Panel' },
        status: { text: 'Complete' },
        results: [
          {
            name: '2823-3',
            value: {
              measurement: { display: '5.6 mmol/L', structured: [{ value: 5.6 }] },
              ranges: [{ text: { text: '3.5 - 5.1' }, value: { minimumRange: 3.5, maximumRange: 5.1 } }],
              flag: [{ text: 'High' }],
            },
          },
          { name: '5778-6', value: { measurement: { display: 'yellow' } } },
        ],
      },
    ],
  });
});

test('a result is shown with the digits that it was written with', () => {
  const tests = [
    ['1', quantity('1.90', 'mg/dL')],
    ['2', quantity('5.0', 'mmol/L')],
    ['3', quantity('70', 'mg/dL')],
    ['4', quantity('007.50', 'mg/dL')],
  ];
  const inside = tests.map(([code = '', value = '']) => observation(code, value)).join('');
  const findings = read(section('30954-2', 'Results', organizer('1', inside)));
  const [[, value] = []] = itemsOf(findings);
  const [group] = (value as LabResults).labGroup;
  expect(group?.results?.map(({ value }) => value?.measurement.display)).toEqual([
    '1.90 mg/dL',
    '5.0 mmol/L',
    '70 mg/dL',
    '7.5 mg/dL',
  ]);
});

test('a result whose code is named by the word null is named by its code', () => {
  const tests = observation('5803-2', quantity('5', '[pH]')).replace(
    /displayName="[^"]*"/,
    'displayName="null"',
  );
  const findings = read(section('30954-2', 'Results', organizer('1', tests)));
  expect(itemsOf(findings)[0]?.[1]).toMatchObject({
    labGroup: [{ results: [{ name: '5803-2', value: { measurement: { display: '5 [pH]' } } }] }],
  });
});

test('a medicine that stands twice in other words is one, and its note has both', () => {
  const [first, second] = ['Inhaler', 'Inhale 2 puffs once'].map(words =>
    medicine(`<text>${words}</text>${product}`),
  );
  const found = candidates(read(section('10160-0', 'Medications', `${first}${second}`)));
  expect(found.map(({ note, of }) => [note, of])).toEqual([['Inhaler\nInhale 2 puffs once', 2]]);
});

test('a problem that is marked as an allergy too, and is of no substance, is a problem', () => {
  const marked = `${old('2.16.840.1.113883.10.20.1.18', '1.3.6.1.4.1.19376.1.5.3.1.4.6', '2.16.840.1.113883.10.20.1.28')}<code code="55607006" codeSystem="2.16.840.1.113883.6.96" displayName="Problem"/><value xsi:type="CD" code="40930008" codeSystem="2.16.840.1.113883.6.96" displayName="Hypothyroidism"/>`;
  expect(itemsOf(read(section('11450-4', 'Problems', ofActs(ccdAct, marked))))).toMatchObject([
    ['Condition', { name: { text: 'Hypothyroidism' } }],
  ]);
});

test('what the item of a measurement rounds or has no field for stands in its note: digits, range, what stands out', () => {
  const range =
    '<referenceRange><observationRange><value xsi:type="IVL_PQ"><low value="90" unit="mm[Hg]"/><high value="140" unit="mm[Hg]"/></value></observationRange></referenceRange>';
  const flag = (code: string) => `<interpretationCode code="${code}" codeSystem="2.16.840.1.113883.5.83"/>`;
  const findings = read(
    section(
      '8716-3',
      'Vital signs',
      organizer(
        '26',
        observation('8480-6', quantity('120.5', 'mm[Hg]'), `${flag('HH')}${range}`) +
          observation('8462-4', quantity('80', 'mm[Hg]')) +
          observation('8867-4', quantity('71.6', '/min')) +
          observation('29463-7', quantity('70.5', 'kg'), flag('H')),
      ),
    ),
  );
  expect(candidates(findings).map(({ note }) => note)).toEqual([
    '8480-6: 120.5 mmHg, range 90–140, High, Critical',
    '8867-4: 71.6 /min',
    '29463-7: High',
  ]);
});

test('vital signs become the items that such measurements have, a pair of pressures one', () => {
  const findings = read(
    section(
      '8716-3',
      'Vital signs',
      organizer(
        '26',
        observation('8480-6', quantity('132', 'mm[Hg]')) +
          observation('8462-4', quantity('86', 'mm[Hg]')) +
          observation('29463-7', quantity('185', '[lb_av]')) +
          observation('8302-2', quantity('177', 'cm')) +
          observation('59408-5', quantity('97', '%')) +
          observation('8867-4', quantity('72', '/min')) +
          observation('8310-5', quantity('36.8', 'Cel')) +
          observation('39156-5', quantity('26.8', 'kg/m2')),
      ),
    ),
  );
  const when = { date: { y: 2026, m: 1, d: 5 }, time: { h: 8, m: 15, s: 0 }, tz: { text: '-05:00' } };
  expect(itemsOf(findings)).toMatchObject([
    ['Blood pressure', { when, systolic: 132, diastolic: 86 }],
    ['Weight', { when, value: { kg: 83.91458845, display: { value: 185, units: 'lb' } } }],
    ['Height', { value: { m: 1.77, display: { value: 177, units: 'cm' } } }],
    ['Blood oxygen saturation', { value: 0.97 }],
    ['Heart rate', { value: 72 }],
    [
      'Vital signs',
      {
        vitalSignsResults: [
          { title: { text: 'Temperature' }, value: 36.8 },
          { title: { text: '39156-5' }, value: 26.8 },
        ],
      },
    ],
  ]);
  expect(candidates(findings).map(({ of }) => of)).toEqual([2, 1, 1, 1, 1, 2]);
});

test('the words of a section without entries are kept as a note, unless they say that there is nothing', () => {
  const told =
    '<text><table><thead><tr><th>What</th><th>When</th></tr></thead><tbody><tr><td>Stopped smoking</td><td>2019</td></tr></tbody></table></text>';
  expect(itemsOf(read(section('29762-2', 'Social history', told)))).toEqual([
    [
      'Medical annotation',
      {
        when: { date: { y: 2026, m: 3, d: 1 } },
        content: 'What | When\nStopped smoking | 2019',
        classification: 'Social history',
      },
    ],
  ]);
  expect(read(section('29762-2', 'Social history', '<text>No information available</text>'))).toEqual([]);
});

test('what no kind of item is for is told by the title of its section', () => {
  const entry =
    '<entry><act classCode="ACT" moodCode="EVN"><templateId root="1.2.3.4"/><code code="x"/></act></entry>';
  expect(read(section('99999-9', 'Care team', entry))).toEqual([
    { leftOut: { why: 'no-kind', what: 'Care team', count: 1 } },
  ]);
});

test('an id that stands for different things identifies none; what is said twice is found once', () => {
  const named = (name: string) =>
    problem(
      `<value xsi:type="CD" code="${name}" codeSystem="2.16.840.1.113883.6.96" displayName="${name}"/>`,
    );
  const different = candidates(read(section('11450-4', 'Problems', named('Asthma') + named('Gout'))));
  expect(different.map(({ sourceId }) => sourceId)).toEqual([undefined, undefined]);
  const same = candidates(read(section('11450-4', 'Problems', named('Asthma') + named('Asthma'))));
  expect(same).toMatchObject([{ sourceId: '1.2.3/p1', of: 2 }]);
});

describe('files', () => {
  const small = section(
    '11450-4',
    'Problems',
    problem('<value xsi:type="CD" code="1" codeSystem="2.16.840.1.113883.6.96" displayName="Müdigkeit"/>'),
  );
  const findings = async (bytes: Uint8Array) => {
    const all: Finding[] = [];
    for await (const one of ccda.read(openBytes(bytes), {
      zone: 'UTC',
      language: 'en',
      keepsRaw: false,
      tell() {},
    }))
      all.push(one);
    return all;
  };
  const faultOf = async (bytes: Uint8Array) => {
    try {
      await findings(bytes);
    } catch (error) {
      if (error instanceof UnreadableFile) return error.fault;
      throw error;
    }
    return undefined;
  };
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const latin1 = (text: string) => Uint8Array.from(text, character => character.charCodeAt(0));
  const utf16 = (text: string) =>
    new Uint8Array(Uint16Array.from(`\ufeff${text}`, character => character.charCodeAt(0)).buffer);

  test.each([
    ['UTF-8', utf8(`<?xml version="1.0" encoding="UTF-8"?>${small}`)],
    ['ISO-8859-1', latin1(`<?xml version="1.0" encoding="ISO-8859-1"?>${small}`)],
    ['UTF-16', utf16(`<?xml version="1.0" encoding="UTF-16"?>${small}`)],
  ])('in %s are told by their root, and read', async (_, bytes) => {
    expect(await ccda.matches({ file: openBytes(bytes), head: bytes })).toBe(true);
    // The document itself comes first.
    expect(itemsOf(await findings(bytes)).slice(1)).toMatchObject([
      ['Condition', { name: { text: 'Müdigkeit' } }],
    ]);
  });

  test.each([
    ['another root', '<Bundle xmlns="http://hl7.org/fhir"/>'],
    ['another namespace', '<ClinicalDocument xmlns="urn:other"/>'],
    ['text', 'ClinicalDocument urn:hl7-org:v3'],
    ['an open comment', `<!-- ${'x'.repeat(60_000)} <ClinicalDocument xmlns="urn:hl7-org:v3"/>`],
  ])('that are %s are not taken for one', async (_, text) => {
    const bytes = utf8(text);
    expect(await ccda.matches({ file: openText(text), head: bytes.subarray(0, 65_536) })).toBe(false);
  });

  const { clinicalDocumentDepthMax: depth, clinicalDocumentNodesMax: nodes } = clinicalLimits;
  test.each([
    ['cut off', 'cut-off', utf8(small.slice(0, -40))],
    ['broken', 'damaged', utf8(small.replace('</act>', ''))],
    ['declaring entities', 'damaged', utf8(`<!DOCTYPE ClinicalDocument [<!ENTITY a "aaaa">]>${small}`)],
    ['too deep', 'too-deep', utf8(header('<component>'.repeat(depth) + '</component>'.repeat(depth)))],
    ['of too many elements', 'too-large', utf8(header('<id/>'.repeat(nodes)))],
    [
      'in another encoding than they say',
      'wrong-encoding',
      latin1(`<?xml version="1.0" encoding="UTF-8"?>${small}`),
    ],
    [
      'in an unknown encoding',
      'wrong-encoding',
      utf8(`<?xml version="1.0" encoding="EBCDIC-CP-US"?>${small}`),
    ],
    ['another document', 'not-this-format', utf8('<Bundle xmlns="http://hl7.org/fhir"/>')],
  ])('that are %s are refused: %s', async (_, fault, bytes) => {
    expect(await faultOf(bytes)).toBe(fault);
  });

  test('that are too large are refused before a byte is read', async () => {
    const file = {
      name: 'x',
      size: clinicalLimits.clinicalDocumentBytesMax + 1,
      read: () => Promise.reject(new Error('was read')),
    };
    await expect(
      ccda
        .read(file, { zone: 'UTC', language: 'en', keepsRaw: false, tell() {} })
        [Symbol.asyncIterator]()
        .next(),
    ).rejects.toMatchObject({ fault: 'too-large' });
  });

  test('of which each entry refers to all the words there are are read in no time', async () => {
    const entries = problem(
      '<value xsi:type="CD" nullFlavor="OTH"><originalText><reference value="#all"/></originalText></value>',
    ).repeat(3000);
    const text = section(
      '11450-4',
      'Problems',
      `<text ID="all">${'<br/>'.repeat(200_000)}${'word '.repeat(100_000)}</text>${entries}`,
    );
    const before = process.cpuUsage();
    const found = await findings(utf8(text));
    const { user, system } = process.cpuUsage(before);
    expect(found.length).toBeGreaterThan(0);
    expect((user + system) / 1e6).toBeLessThan(5);
  });
});

test.each([
  [
    'what the value says, not the question',
    '',
    '304251008',
    'Resuscitation',
    ['304253006', 'Do not resuscitate'],
    'Resuscitation: Do not resuscitate',
    false,
  ],
  [
    'words of the value',
    '',
    '304251008',
    'Resuscitation',
    ['x', 'Full code'],
    'Resuscitation: Full code',
    true,
  ],
  [
    'a value that nobody knows',
    '',
    '304251008',
    'Resuscitation',
    ['1', 'Cardioversion only'],
    'Resuscitation: Cardioversion only',
    undefined,
  ],
  ['a code alone', '', '304253006', 'Do not resuscitate', undefined, 'Do not resuscitate', false],
  [
    'a code that is denied',
    'negationInd="true"',
    '304251008',
    'Resuscitation',
    undefined,
    'Resuscitation: no',
    false,
  ],
  [
    'a value that is denied',
    'negationInd="true"',
    '304251008',
    'Resuscitation',
    ['304253006', 'Do not resuscitate'],
    'Resuscitation: Do not resuscitate: no',
    undefined,
  ],
  [
    'another code that is denied',
    'negationInd="true"',
    '52765003',
    'Intubation',
    undefined,
    'Intubation: no',
    undefined,
  ],
] as const)('an advance directive: %s', (_, denied, code, name, value, description, fullResuscitation) => {
  const coded =
    value &&
    `<value xsi:type="CD" code="${value[0]}" codeSystem="2.16.840.1.113883.6.96" displayName="${value[1]}"/>`;
  const findings = read(
    section(
      '42348-3',
      'Advance directives',
      `<entry><observation classCode="OBS" moodCode="EVN" ${denied}>${T('48')}<code code="${code}" codeSystem="2.16.840.1.113883.6.96" displayName="${name}"/><statusCode code="completed"/><effectiveTime><low value="20110213"/></effectiveTime>${coded ?? ''}</observation></entry>`,
    ),
  );
  expect(itemsOf(findings)).toEqual([
    [
      'Advance directive',
      {
        startDate: { structured: { date: { y: 2011, m: 2, d: 13 } } },
        stopDate: { descriptive: 'Unknown' },
        description,
        ...(fullResuscitation !== undefined && { fullResuscitation }),
      },
    ],
  ]);
});

test('an allergy tells how severe each reaction was, its criticality, until when it lasted, and how its act stands', () => {
  const severity = (code: string, name: string) =>
    `<entryRelationship typeCode="SUBJ" inversionInd="true"><observation classCode="OBS" moodCode="EVN">${T('8')}<code code="SEV" codeSystem="2.16.840.1.113883.5.4"/><value xsi:type="CD" code="${code}" codeSystem="2.16.840.1.113883.6.96" displayName="${name}"/></observation></entryRelationship>`;
  const allergyTo = (name: string, status: string, inside: string, beside = '') =>
    `<entry><act classCode="ACT" moodCode="EVN">${T('30')}<code code="CONC" codeSystem="2.16.840.1.113883.5.6"/><statusCode code="${status}"/><entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN">${T('7')}<code code="ASSERTION"/><effectiveTime><low value="19990405"/><high value="201003"/></effectiveTime><value xsi:type="CD" code="419199007" codeSystem="2.16.840.1.113883.6.96" displayName="Allergy to substance"/><participant typeCode="CSM"><participantRole><playingEntity><code code="1" codeSystem="2.16.840.1.113883.6.88" displayName="${name}"/></playingEntity></participantRole></participant>${inside}</observation></entryRelationship>${beside}</act></entry>`;
  const reaction = (name: string, inside: string) =>
    `<entryRelationship typeCode="MFST" inversionInd="true"><observation classCode="OBS" moodCode="EVN">${T('9')}<code code="ASSERTION"/><value xsi:type="CD" code="2" codeSystem="2.16.840.1.113883.6.96" displayName="${name}"/>${inside}</observation></entryRelationship>`;
  const criticality = `<entryRelationship typeCode="SUBJ" inversionInd="true"><observation classCode="OBS" moodCode="EVN">${T('145')}<code code="82606-5" codeSystem="2.16.840.1.113883.6.1"/><value xsi:type="CD" code="CRITH" codeSystem="2.16.840.1.113883.5.1063" displayName="High criticality"/></observation></entryRelationship>`;
  const severe = severity('24484000', 'Severe');
  const mild = severity('255604002', 'Mild');
  const findings = read(
    section(
      '48765-2',
      'Allergies',
      allergyTo(
        'Peanut',
        'active',
        `${mild}${reaction('Rash', severe)}${reaction('Hives', mild)}${criticality}`,
      ) +
        allergyTo('Latex', 'suspended', reaction('Hives', severe)) +
        allergyTo('Codeine', 'active', '', severity('371924009', 'Moderate to severe')),
    ),
  );
  expect(candidates(findings).map(({ note }) => note?.split('\n'))).toEqual([
    ['Severity: Mild', 'Severity of Rash: Severe', 'Criticality: High criticality', 'Until: 2010-03'],
    ['Severity: Severe', 'Status: suspended', 'Until: 2010-03'],
    ['Severity: Moderate to severe', 'Until: 2010-03'],
  ]);
});

const status = (code: string, name: string) =>
  `<entryRelationship typeCode="REFR"><observation classCode="OBS" moodCode="EVN"><code code="33999-4" codeSystem="2.16.840.1.113883.6.1"/><value xsi:type="CD" code="${code}" codeSystem="2.16.840.1.113883.6.96" displayName="${name}"/></observation></entryRelationship>`;

test.each([
  ['completed', '', '', 'Status: completed'],
  ['completed', '<high value="20130101"/>', '', undefined],
  ['completed', '', status('73425007', 'No longer active'), 'Status: No longer active'],
  [
    'completed',
    '<high value="20990101"/>',
    status('73425007', 'No longer active'),
    'Status: No longer active',
  ],
  ['active', '', status('73425007', 'Inactive'), 'Status: Inactive'],
  ['completed', '', status('55561003', 'Active'), undefined],
  ['suspended', '<high value="20130101"/>', '', 'Status: suspended'],
  ['active', '', '', undefined],
])('a medicine that is %s with the end “%s” tells how it stands: %#', (code, high, inside, note) => {
  const findings = read(
    section(
      '10160-0',
      'Medications',
      `<entry><substanceAdministration classCode="SBADM" moodCode="EVN">${T('16')}<statusCode code="${code}"/><effectiveTime xsi:type="IVL_TS"><low value="20120101"/>${high}</effectiveTime><consumable><manufacturedProduct><manufacturedMaterial><code code="1" codeSystem="2.16.840.1.113883.6.88" displayName="Aspirin"/></manufacturedMaterial></manufacturedProduct></consumable>${inside}</substanceAdministration></entry>`,
    ),
  );
  expect(candidates(findings).map(one => one.note)).toEqual([note]);
});

test('a problem tells its age at onset and that its act is suspended; a code and a word that differ decide nothing', () => {
  const age = `<entryRelationship typeCode="SUBJ" inversionInd="true"><observation classCode="OBS" moodCode="EVN">${T('31')}<code code="445518008" codeSystem="2.16.840.1.113883.6.96"/><value xsi:type="PQ" value="57" unit="a"/></observation></entryRelationship>`;
  const named = `<value xsi:type="CD" code="195967001" codeSystem="2.16.840.1.113883.6.96" displayName="Asthma"/>`;
  const findings = read(
    section(
      '11450-4',
      'Problems',
      problem(`${named}${age}`, '<statusCode code="suspended"/>') +
        problem(`${named}${status('55561003', 'Resolved')}`, '<statusCode code="active"/>') +
        problem(
          `<effectiveTime><low value="2006"/><high value="2007"/></effectiveTime>${named}${status('55561003', 'Completed')}`,
          '<statusCode code="completed"/>',
        ),
    ),
  );
  expect(candidates(findings).map(({ note }) => note)).toEqual([
    'Age at onset: 57\nStatus: suspended',
    undefined,
    undefined,
  ]);
  expect(
    candidates(findings).map(one => (dataOf(one) as { status?: { text: string } }).status?.text),
  ).toEqual([undefined, 'Resolved', 'Past: No longer has this']);
});

test('a concern tells since when it is one, and is over where it is no longer active', () => {
  const concernOf = (code: string, time: string) =>
    `<entry><act classCode="ACT" moodCode="EVN">${T('132')}<code code="75310-3" codeSystem="2.16.840.1.113883.6.1"/><text>Falls</text><statusCode code="${code}"/><effectiveTime>${time}</effectiveTime></act></entry>`;
  const findings = read(
    section(
      '75310-3',
      'Concerns',
      concernOf('active', '<low value="20160906"/>') +
        concernOf('aborted', '<low value="2016"/><high value="201802"/>'),
    ),
  );
  expect(candidates(findings).map(one => [dataOf(one), one.note])).toEqual([
    [expect.objectContaining({ status: expect.objectContaining({ text: 'Active' }) }), 'Since: 2016-09-06'],
    [
      expect.objectContaining({ status: expect.objectContaining({ text: 'Inactive' }) }),
      'Status: aborted\nSince: 2016\nUntil: 2018-02',
    ],
  ]);
});

test('a note of a habit tells since when and until when it was one', () => {
  const habit = (time: string) =>
    `<entry><observation classCode="OBS" moodCode="EVN">${T('38')}<code code="230056004" codeSystem="2.16.840.1.113883.6.96" displayName="Cigarettes"/><effectiveTime ${time.startsWith('<') ? `>${time}</effectiveTime>` : `value="${time}"/>`}<value xsi:type="ST">1 pack per day</value></observation></entry>`;
  const findings = read(
    section(
      '29762-2',
      'Social history',
      habit('<low value="1947"/><high value="1972"/>') +
        habit('<low value="20050501"/><high value="20110227"/>') +
        habit('2012') +
        habit('20120203'),
    ),
  );
  expect(candidates(findings).map(({ note }) => note)).toEqual([
    'Since: 1947\nUntil: 1972',
    'Until: 2011-02-27',
    'When: 2012',
    undefined,
  ]);
});

test('results beyond an end tell whether it is in them, and ratios keep their units', () => {
  const of = (value: string) =>
    `<component><observation classCode="OBS" moodCode="EVN">${T('2')}<code code="1" codeSystem="2.16.840.1.113883.6.1" displayName="Test"/><statusCode code="completed"/><effectiveTime value="20120203"/>${value}</observation></component>`;
  const findings = read(
    section(
      '30954-2',
      'Results',
      `<entry><organizer classCode="BATTERY" moodCode="EVN">${T('1')}<code code="2" displayName="Panel"/><statusCode code="completed"/>${[
        '<value xsi:type="IVL_PQ"><high value="5" unit="mg" inclusive="false"/></value>',
        '<value xsi:type="IVL_PQ"><high value="5" unit="mg"/></value>',
        '<value xsi:type="IVL_PQ"><low value="5" unit="mg" inclusive="false"/><high value="7" unit="mg"/></value>',
        '<value xsi:type="IVL_PQ"><low value="5" unit="mg"/><high value="7" unit="mg"/></value>',
        '<value xsi:type="RTO_PQ_PQ"><numerator value="1.50" unit="mg"/><denominator value="2" unit="mL"/></value>',
        '<value xsi:type="RTO"><numerator value="1"/><denominator value="128"/></value>',
      ]
        .map(of)
        .join('')}</organizer></entry>`,
    ),
  );
  const [found] = itemsOf(findings) as [[string, LabResults]];
  expect(found[1].labGroup[0]?.results?.map(({ value }) => value?.measurement.display)).toEqual([
    '< 5 mg',
    '≤ 5 mg',
    '> 5 mg, ≤ 7 mg',
    '5–7 mg',
    '1.50 mg / 2 mL',
    '1:128',
  ]);
});

test('a visit is not for what its diagnosis denies, and no vaccine is any medicine', () => {
  const visit = read(
    section(
      '46240-8',
      'Encounters',
      `<entry><encounter classCode="ENC" moodCode="EVN">${T('49')}<code code="99213" displayName="Visit"/><effectiveTime value="20171110"/><entryRelationship typeCode="REFR"><act classCode="ACT" moodCode="EVN" negationInd="true">${T('80')}<code code="29308-4"/><entryRelationship typeCode="SUBJ"><observation classCode="OBS" moodCode="EVN">${T('4')}<value xsi:type="CD" code="64572001" codeSystem="2.16.840.1.113883.6.96" displayName="Disease"/></observation></entryRelationship></act></entryRelationship></encounter></entry>`,
    ),
  );
  expect(itemsOf(visit).map(([, data]) => (data as { reason?: string }).reason)).toEqual([undefined]);
  const vaccine = read(
    section(
      '11369-6',
      'Immunizations',
      `<entry><substanceAdministration classCode="SBADM" moodCode="EVN">${T('52')}<statusCode code="completed"/><consumable><manufacturedProduct><manufacturedMaterial><code nullFlavor="OTH"><translation code="410942007" codeSystem="2.16.840.1.113883.6.96" displayName="drug or medication"/></code></manufacturedMaterial></manufacturedProduct></consumable></substanceAdministration></entry>`,
    ),
  );
  expect(vaccine).toEqual([{ leftOut: { why: 'denied', what: 'Immunizations', count: 1 } }]);
});

test('a range of a vital sign in words alone, and the cause of a death without its template, stand in notes', () => {
  const vital = read(
    section(
      '8716-3',
      'Vital signs',
      `<entry><observation classCode="OBS" moodCode="EVN">${T('27')}<code code="8867-4" codeSystem="2.16.840.1.113883.6.1" displayName="Pulse"/><effectiveTime value="20120203"/><value xsi:type="PQ" value="71" unit="/min"/><referenceRange><observationRange><text>60-100 bpm</text></observationRange></referenceRange></observation></entry>`,
    ),
  );
  expect(candidates(vital).map(({ note }) => note)).toEqual(['Pulse, range: 60-100 bpm']);
  const family = read(
    section(
      '10157-6',
      'Family',
      `<entry><organizer classCode="CLUSTER" moodCode="EVN">${T('45')}<subject><relatedSubject classCode="PRS"><code code="FTH" codeSystem="2.16.840.1.113883.5.111" displayName="Father"/></relatedSubject></subject><component><observation classCode="OBS" moodCode="EVN">${T('46')}<value xsi:type="CD" code="22298006" codeSystem="2.16.840.1.113883.6.96" displayName="MI"/><entryRelationship typeCode="CAUS"><observation classCode="OBS" moodCode="EVN"><code code="ASSERTION"/><value xsi:type="CD" code="419099009" codeSystem="2.16.840.1.113883.6.96" displayName="Dead"/></observation></entryRelationship></observation></component></organizer></entry>`,
    ),
  );
  expect(candidates(family).map(({ note }) => note)).toEqual(['MI: cause of death']);
});

test('a procedure names each device, each place on the body and when it ended; a device without a name is known by its number', () => {
  const device = (name: string) =>
    `<participant typeCode="DEV"><participantRole classCode="MANU">${T('37')}<id root="2.16.840.1.113883.3.3719" extension="(01)0064(21)X1"/><playingDevice><code ${name}/></playingDevice><scopingEntity><desc>Maker Inc.</desc></scopingEntity></participantRole></participant>`;
  const site = (code: string, name: string) =>
    `<targetSiteCode code="${code}" codeSystem="2.16.840.1.113883.6.96" displayName="${name}"/>`;
  const put = (code: string, inside: string) =>
    `<entry><procedure classCode="PROC" moodCode="EVN">${T('14')}<code ${code}/><statusCode code="completed"/><effectiveTime><low value="20111005"/><high value="20111006"/></effectiveTime>${inside}</procedure></entry>`;
  const pacemaker = `code="175135009" codeSystem="2.16.840.1.113883.6.96" displayName="Pacemaker put in"`;
  const done = read(
    section(
      '47519-4',
      'Procedures',
      put(
        pacemaker,
        `${site('1', 'Heart')}${site('2', 'Chest')}${device('code="704708004" displayName="Implantable pacemaker"')}`,
      ),
    ),
  );
  expect(candidates(done).map(({ note }) => note)).toEqual([
    'Also on the body: Chest\nUntil: 2011-10-06\nDevice: Implantable pacemaker, (01)0064(21)X1, Maker Inc.',
  ]);
  const devices = read(section('46264-8', 'Implants', put('nullFlavor="UNK"', device('nullFlavor="UNK"'))));
  const since = put('nullFlavor="UNK"', device('nullFlavor="UNK"')).replace('20111005', '199911');
  expect(candidates(read(section('46264-8', 'Implants', since))).map(({ note }) => note)).toEqual([
    'Since: 1999-11',
  ]);
  expect(itemsOf(devices)).toEqual([
    [
      'Medical device',
      expect.objectContaining({ deviceName: '(01)0064(21)X1', serialNumber: '(01)0064(21)X1' }),
    ],
  ]);
});

test('a medicine that is planned tells its dose, how often and in which case', () => {
  const findings = read(
    section(
      '18776-5',
      'Plan',
      `<entry><substanceAdministration classCode="SBADM" moodCode="INT">${T('42')}<text>For the fever</text><statusCode code="active"/><effectiveTime value="20150723"/><effectiveTime xsi:type="PIVL_TS" operator="A"><period value="8" unit="h"/></effectiveTime><routeCode code="C38288" codeSystem="2.16.840.1.113883.3.26.1.1" displayName="Oral"/><doseQuantity value="500" unit="mg"/><consumable><manufacturedProduct><manufacturedMaterial><code code="1" codeSystem="2.16.840.1.113883.6.88" displayName="Acetaminophen"/></manufacturedMaterial></manufacturedProduct></consumable><precondition><criterion><text>fever</text></criterion></precondition></substanceAdministration></entry>`,
    ),
  );
  expect(
    itemsOf(findings).map(
      ([, data]) => (data as { tasks: { task: { description: string }[] } }).tasks.task[0]?.description,
    ),
  ).toEqual(['For the fever\nDose: 500 mg\nHow often: every 8 hours, fever\nRoute: Oral']);
});

test('what was entered in error is no item, wherever it stands', () => {
  const value =
    '<value xsi:type="CD" code="195967001" codeSystem="2.16.840.1.113883.6.96" displayName="Asthma"/>';
  const takenBack = '<statusCode code="nullified"/>';
  const test = (status: string) =>
    `<component><observation classCode="OBS" moodCode="EVN">${T('2')}<code code="1" displayName="Test"/>${status}<effectiveTime value="20120203"/><value xsi:type="PQ" value="5" unit="mg"/></observation></component>`;
  const panel = (status: string, inside: string) =>
    `<entry><organizer classCode="BATTERY" moodCode="EVN">${T('1')}<code code="2" displayName="Panel"/>${status}${inside}</organizer></entry>`;
  const denied = (what: string, count = 1) => ({ leftOut: { why: 'denied', what, count } });
  expect(
    read(section('11450-4', 'Problems', problem(value, takenBack) + problem(`${takenBack}${value}`))),
  ).toEqual([denied('Problems'), denied('Problems')]);
  const results = read(
    section(
      '30954-2',
      'Results',
      panel(takenBack, test('') + test('')) + panel('', test(takenBack) + test('')),
    ),
  );
  expect(results).toEqual([denied('Results', 2), denied('Results'), { candidate: expect.anything() }]);
});
