// What portals and generators give: a bundle with what belongs together, lines, lists, archives, and what is made to harm.
import { expect, test } from 'vitest';
import { isMatched, makeZip, readAll, sourceFile } from '../../../testing/source-files.ts';
import allergy from '../../../things/allergy.ts';
import bloodPressure from '../../../things/blood-pressure.ts';
import { readValue } from '../../../things/data.ts';
import file from '../../../things/file.ts';
import immunization from '../../../things/immunization.ts';
import { getVersion, type ThingType } from '../../../things/index.ts';
import labResults from '../../../things/lab-results.ts';
import medicalAnnotation from '../../../things/medical-annotation.ts';
import medication from '../../../things/medication.ts';
import personal from '../../../things/personal.ts';
import type { Candidate } from '../../format.ts';
import { findFormat } from '../../index.ts';
import { fhir } from './fhir.ts';

const urn = (n: number) => `urn:uuid:00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const subject = { reference: urn(1) };

/** As a generator of synthetic people writes it: what is referred to may stand before or after. */
const resources: readonly (readonly [number, Record<string, unknown>])[] = [
  [
    2,
    {
      resourceType: 'MedicationRequest',
      status: 'active',
      intent: 'order',
      medicationReference: { reference: urn(3) },
      subject,
      authoredOn: '2026-01-02T10:00:00+01:00',
      requester: { reference: urn(4) },
    },
  ],
  [
    1,
    {
      resourceType: 'Patient',
      name: [{ use: 'official', family: 'Turner', given: ['Ada'] }],
      gender: 'female',
      birthDate: '1984-06-07',
      managingOrganization: { reference: urn(5) },
    },
  ],
  [
    3,
    {
      resourceType: 'Medication',
      code: {
        coding: [
          { system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '314076', display: 'Lisinopril' },
        ],
      },
    },
  ],
  [4, { resourceType: 'Practitioner', name: [{ prefix: ['Dr.'], family: 'Example', given: ['Bo'] }] }],
  [5, { resourceType: 'Organization', name: 'Example Clinic' }],
  [
    6,
    {
      resourceType: 'DiagnosticReport',
      status: 'final',
      category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'LAB' }] }],
      code: { text: 'Metabolic panel' },
      subject,
      effectiveDateTime: '2026-02-03T09:00:00Z',
      result: [{ reference: urn(7) }, { reference: urn(8) }],
    },
  ],
  ...([7, 8] as const).map(
    n =>
      [
        n,
        {
          resourceType: 'Observation',
          status: 'final',
          category: [
            {
              coding: [
                { system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' },
              ],
            },
          ],
          code: { coding: [{ system: 'http://loinc.org', code: `2345-${n}` }], text: `Test ${n}` },
          subject,
          effectiveDateTime: '2026-02-03T09:00:00Z',
          valueQuantity: { value: n, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
        },
      ] as const,
  ),
  [
    9,
    {
      resourceType: 'Immunization',
      status: 'not-done',
      vaccineCode: { text: 'Influenza' },
      patient: subject,
      occurrenceDateTime: '2026-01-01',
    },
  ],
  [10, { resourceType: 'AllergyIntolerance', code: { text: 'Nuts' }, patient: subject }],
  [
    11,
    {
      resourceType: 'DocumentReference',
      status: 'current',
      type: { text: 'Scan' },
      date: '2026-01-01T10:00:00Z',
      content: [
        {
          attachment: { contentType: 'application/pdf', data: Buffer.from('%PDF-1.7 x').toString('base64') },
        },
      ],
    },
  ],
  [12, { resourceType: 'Provenance', target: [subject] }],
  [
    13,
    {
      resourceType: 'Coverage',
      status: 'active',
      class: 'wrong',
      type: { text: 'Health' },
      order: 'first',
      period: 3,
    },
  ],
];

const bundle = {
  resourceType: 'Bundle',
  type: 'transaction',
  entry: resources.map(([n, resource]) => ({
    fullUrl: urn(n),
    resource: { ...resource, id: urn(n).slice(9) },
    request: { method: 'POST', url: String(resource.resourceType) },
  })),
};

const read = (content: string | Uint8Array) => readAll(fhir, sourceFile('export.json', content));
const nameOf = ({ typeId }: Candidate) => getVersion(typeId).type.name;

function itemOf<Value>(candidates: readonly Candidate[], type: ThingType<Value>): Value {
  const found = candidates.filter(one => nameOf(one) === type.name);
  expect(found).toHaveLength(1);
  return readValue(type, { typeId: found[0]!.typeId, dataXml: found[0]!.xml });
}

test('a bundle becomes items, with what belongs together in one', async () => {
  const text = JSON.stringify(bundle, undefined, 2);
  expect(await isMatched(fhir, sourceFile('a.json', text))).toBe(true);
  const { candidates, leftOut } = await read(text);
  expect(itemOf(candidates, medication)).toMatchObject({
    name: { text: 'Lisinopril', code: [{ value: '314076', type: 'RxNorm' }] },
    prescription: { prescribedBy: { name: { full: 'Dr. Bo Example' } } },
  });
  const panel = itemOf(candidates, labResults);
  expect(panel.labGroup?.[0]?.results?.map(({ name }) => name)).toEqual(['Test 7', 'Test 8']);
  expect(itemOf(candidates, personal)).toMatchObject({ name: { full: 'Ada Turner' } });
  expect(itemOf(candidates, allergy)).toMatchObject({ name: { text: 'Nuts' } });
  expect(itemOf(candidates, file)).toMatchObject({ name: 'Scan.pdf' });
  expect(candidates.find(one => one.file)?.file?.contentType).toBe('application/pdf');
  expect(candidates.find(one => nameOf(one) === 'Allergy')).toMatchObject({
    source: 'Example Clinic',
    sourceId: `AllergyIntolerance ${urn(10)}`,
  });
  expect(leftOut.map(({ why, what }) => `${why} ${what}`).sort()).toEqual([
    'denied Immunization',
    'no-kind Medication',
    'no-kind Organization',
    'no-kind Practitioner',
    'no-kind Provenance',
  ]);
});

const plain = resources.map(
  ([n, resource]): Record<string, unknown> => ({ ...resource, id: urn(n).slice(9) }),
);

test.each([
  ['lines', plain.map(one => JSON.stringify(one)).join('\n')],
  ['a list', JSON.stringify(plain)],
  [
    'a compact bundle with its kind at its end',
    JSON.stringify({ entry: bundle.entry, resourceType: 'Bundle' }),
  ],
  [
    'bundles in lines',
    `${JSON.stringify(bundle)}\n${JSON.stringify({ resourceType: 'Bundle', type: 'searchset' })}\n`,
  ],
  ['a bundle of bundles', JSON.stringify({ resourceType: 'Bundle', entry: [{ resource: bundle }] })],
])('%s tells the same', async (_, text) => {
  const { candidates } = await read(text);
  const whole = await read(JSON.stringify(bundle));
  expect(candidates.map(nameOf).sort()).toEqual(whole.candidates.map(nameOf).sort());
});

test('files of an archive are read together: who is named in one is known in another', async () => {
  const of = (...types: string[]) =>
    plain
      .filter(one => types.includes(String(one.resourceType)))
      .map(one => JSON.stringify(one))
      .join('\n');
  const zip = await makeZip({
    'export/MedicationRequest.ndjson': of('MedicationRequest')
      .replaceAll('urn:uuid:', 'Medication/')
      .replace(
        /"requester":\{"reference":"Medication/,
        '"requester":{"reference":"https://fhir.example.com/r4/Practitioner',
      ),
    'export/Medication.ndjson': of('Medication'),
    'export/Practitioner.ndjson': of('Practitioner'),
    'export/readme.json': '{"made":"by hand"}',
  });
  expect(await findFormat({ file: sourceFile('a.zip', zip), head: zip.subarray(0, 65_536) })).toBe(fhir);
  const { candidates } = await readAll(fhir, sourceFile('a.zip', zip));
  expect(itemOf(candidates, medication)).toMatchObject({
    name: { text: 'Lisinopril' },
    prescription: { prescribedBy: { name: { full: 'Dr. Bo Example' } } },
  });
});

test('how far a file is read is told in whole bytes', async () => {
  const text = '{"resourceType":"Condition","code":{"text":"Hay fever"}}';
  const file = sourceFile('one.json', text.padEnd(101));
  const told: number[] = [];
  await readAll(fhir, file, { tell: bytes => told.push(bytes) });
  expect(told).toEqual([50, 101]);
});

test('one resource alone is read, and a vaccine in it', async () => {
  const one = {
    id: '1',
    text: { status: 'generated', div: '<div>{"resourceType":"Bundle"}</div>' },
    resourceType: 'Immunization',
    status: 'completed',
    vaccineCode: { text: 'Measles' },
    occurrenceDateTime: '2020-02-03',
  };
  const { candidates } = await read(JSON.stringify(one));
  expect(itemOf(candidates, immunization)).toMatchObject({ name: { text: 'Measles' } });
  // An id of a single digit is every server's.
  expect(candidates[0]!.sourceId).toBeUndefined();
});

test.each([
  ['cut-off', JSON.stringify(bundle).slice(0, -20)],
  ['damaged', '{"resourceType":"Patient",,}'],
  ['damaged', '{"resourceType":"Observation","valueQuantity":{"value":1e400,"unit":"kg"}}'],
  ['damaged', '{"resourceType":"Observation","valueQuantity":{"value":0.5e-400,"unit":"kg"}}'],
  ['damaged', '{"resourceType":"Observation","valueQuantity":{"value":70,"unit":"kg","value":170}}'],
  ['too-deep', `{"resourceType":"Patient","a":${'['.repeat(200)}${']'.repeat(200)}}`],
  [
    'too-deep',
    Array.from({ length: 8 }).reduce<string>(
      inner => `{"resourceType":"Bundle","entry":[{"resource":${inner}}]}`,
      '{"resourceType":"Patient"}',
    ),
  ],
])('what is %s is refused in a word', async (fault, text) => {
  await expect(read(text)).rejects.toMatchObject({ fault });
});

test('of several files those that are broken are left out whole, and named with the line; the others are read', async () => {
  const one = (id: string, text: string) =>
    `{"resourceType":"Condition","id":"${id}","code":{"text":"${text}"}}`;
  const files = {
    'a/good.ndjson': `${one('1', 'Hay fever')}\n${one('2', 'Asthma')}\n`,
    'a/lines.ndjson': `${one('3', 'Gout')}\n\n${one('4', 'Cold').slice(0, -9)}\n${one('5', 'Flu')}\n`,
    'b/bundle.json': `{"resourceType":"Bundle",\n"entry":[\n{"resource":${one('6', 'Mumps')}},\n{"resource":{"resourceType":,}}]}`,
    'b/cut.json': '{"resourceType":"Bundle",\n"entry":[\n',
    'photo.jpg': 'of no concern',
  };
  const { candidates, leftOut } = await readAll(fhir, sourceFile('x.zip', await makeZip(files)));
  const namesOf = candidates.map(({ xml }) => /<text>([^<]*)</.exec(xml)?.[1]);
  expect(namesOf.toSorted()).toEqual(['Asthma', 'Hay fever']);
  expect(leftOut).toEqual([
    { why: 'broken', what: 'a/lines.ndjson:3', count: 1, fault: 'cut-off' },
    { why: 'broken', what: 'b/bundle.json:4', count: 1, fault: 'damaged' },
    { why: 'broken', what: 'b/cut.json:3', count: 1, fault: 'cut-off' },
  ]);
  const { 'a/good.ndjson': _, ...broken } = files;
  await expect(readAll(fhir, sourceFile('x.zip', await makeZip(broken)))).rejects.toMatchObject({
    fault: 'cut-off',
  });
});

const absentSystem = 'http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips';
const absent = (code: string, display: string) => ({ coding: [{ system: absentSystem, code, display }] });
const composition = { resourceType: 'Composition', date: '2026-04-05', title: 'Summary' };
const annotationsOf = (all: readonly Candidate[]) =>
  all.map(one => [
    nameOf(one),
    nameOf(one) === 'Medical annotation' &&
      (readValue(medicalAnnotation, { typeId: one.typeId, dataXml: one.xml }) as { content?: string })
        .content,
  ]);

test('what there is none of is a note in any language, and what nobody knows is left out', async () => {
  const of = (none: string, words: string, info: string) => [
    absent(`no-known-${none}`, words),
    absent(`no-${info}-info`, 'Keine Angaben'),
  ];
  const resources = [
    composition,
    ...of('medications', 'Keine Medikamente', 'medication').map(medicationCodeableConcept => ({
      resourceType: 'MedicationStatement',
      status: 'unknown',
      medicationCodeableConcept,
    })),
    ...of('problems', 'Nessun problema', 'problem').map(code => ({ resourceType: 'Condition', code })),
    ...of('procedures', 'Aucune', 'procedure').map(code => ({
      resourceType: 'Procedure',
      status: 'completed',
      code,
    })),
    ...of('immunizations', 'Ninguna', 'immunization').map(vaccineCode => ({
      resourceType: 'Immunization',
      status: 'completed',
      vaccineCode,
      occurrenceDateTime: '2020-01-01',
    })),
    ...of('devices', 'Geen', 'device').map(type => ({ resourceType: 'Device', type })),
    { resourceType: 'AllergyIntolerance', code: absent('no-allergy-info', 'Keine Angaben') },
  ];
  const { candidates, leftOut } = await read(JSON.stringify(resources));
  expect(annotationsOf(candidates)).toEqual([
    ['Medical annotation', 'Medicines: Keine Medikamente'],
    ['Medical annotation', 'Conditions: Nessun problema'],
    ['Medical annotation', 'Procedures: Aucune'],
    ['Medical annotation', 'Immunizations: Ninguna'],
    ['Medical annotation', 'Devices: Geen'],
  ]);
  expect(candidates.map(one => one.effectiveDate)).toContain('2026-04-05T00:00:00');
  expect(leftOut.map(({ why, what }) => `${why} ${what}`).sort()).toEqual([
    ...['denied AllergyIntolerance', 'denied Condition', 'denied Device', 'denied Immunization'],
    ...['denied MedicationStatement', 'denied Procedure', 'no-kind Composition'],
  ]);
});

test('no known allergies is an allergy that is denied, by a code of the summary or by words', async () => {
  const codes = [absent('no-known-allergies', 'Geen'), { text: 'No known allergies' }];
  const all = codes.map(code => ({ resourceType: 'AllergyIntolerance', code }));
  const { candidates } = await read(JSON.stringify(all));
  const values = candidates.map(one => readValue(allergy, { typeId: one.typeId, dataXml: one.xml }));
  expect(values).toMatchObject([
    { name: { text: 'Geen' }, isNegated: true },
    { name: { text: 'No known allergies' }, isNegated: true },
  ]);
});

test('what is of a status that nobody knows is taken, and its note says so', async () => {
  const all = [
    {
      resourceType: 'MedicationStatement',
      status: 'unknown',
      medicationCodeableConcept: { text: 'Clopidogrel' },
      note: [{ text: 'At night' }],
    },
    {
      resourceType: 'MedicationStatement',
      status: 'entered-in-error',
      medicationCodeableConcept: { text: 'Aspirin' },
    },
  ];
  const { candidates, leftOut } = await read(JSON.stringify(all));
  expect(itemOf(candidates, medication)).toMatchObject({ name: { text: 'Clopidogrel' } });
  expect(candidates[0]!.note).toBe('The file says that the status of this is not known.\nAt night');
  // As a vault gives it out, which says it already.
  const noted = { ...all[0], note: [{ text: candidates[0]!.note }] };
  expect((await read(JSON.stringify(noted))).candidates[0]!.note).toBe(candidates[0]!.note);
  expect(leftOut).toMatchObject([{ why: 'denied', what: 'MedicationStatement', count: 1 }]);
});

test('what an item rounds is in its note as exact as the file says it', async () => {
  const amount = (value: number, unit: string, code: string) => ({
    valueQuantity: { value, unit, system: 'http://unitsofmeasure.org', code },
  });
  const vital = (code: string, rest: object) => ({
    resourceType: 'Observation',
    status: 'final',
    category: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' },
        ],
      },
    ],
    code: { coding: [{ system: 'http://loinc.org', code }] },
    effectiveDateTime: '2024-06-12',
    ...rest,
  });
  const pressure = (systolic: object, diastolic: object) =>
    vital('85354-9', {
      component: [
        { code: { coding: [{ system: 'http://loinc.org', code: '8480-6' }], text: 'Systolic' }, ...systolic },
        {
          code: { coding: [{ system: 'http://loinc.org', code: '8462-4' }], text: 'Diastolic' },
          ...diastolic,
        },
      ],
    });
  const all = [
    pressure(amount(120.5, 'mmHg', 'mm[Hg]'), amount(80, 'mmHg', 'mm[Hg]')),
    pressure(amount(16, 'kPa', 'kPa'), amount(80, 'mm Hg', 'mm[Hg]')),
    vital('8867-4', {
      code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }], text: 'Pulse' },
      ...amount(71.6, 'bpm', '/min'),
    }),
    vital('8310-5', amount(98.6, 'F', '[degF]')),
    vital('2708-6', amount(97.5, '%', '%')),
  ];
  const { candidates } = await read(JSON.stringify(all));
  expect(itemOf(candidates.slice(0, 1), bloodPressure)).toMatchObject({ systolic: 121, diastolic: 80 });
  expect(candidates.map(({ note }) => note)).toEqual([
    'The file also says:\nSystolic: 120.5 mmHg',
    'The file also says:\nSystolic: 16 kPa',
    'The file also says:\nPulse: 71.6 bpm',
    undefined,
    undefined,
  ]);
});

test('when somebody said that they take a medicine is in its note', async () => {
  const taken = {
    resourceType: 'MedicationStatement',
    status: 'active',
    medicationCodeableConcept: { text: 'Clopidogrel' },
    dateAsserted: '2015-03-01',
  };
  const { candidates } = await read(JSON.stringify(taken));
  expect(candidates[0]!.note).toBe('The file also says:\nSaid on: 2015-03-01');
});

test('how somebody lives, and that somebody is pregnant, is kept as a note', async () => {
  const of = (code: string, display: string, rest: object, category = 'social-history') => ({
    resourceType: 'Observation',
    status: 'final',
    category: [
      {
        coding: [
          {
            system: 'http://terminology.hl7.org/CodeSystem/observation-category',
            code: category,
            display: 'Social History',
          },
        ],
      },
    ],
    code: { coding: [{ system: 'http://loinc.org', code, display }] },
    effectiveDateTime: '2024-06-12',
    ...rest,
  });
  const snomed = (code: string, display: string) => ({
    valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code, display }] },
  });
  const all = [
    of('72166-2', 'Tobacco smoking status', snomed('266919005', 'Never smoked')),
    of('74013-4', 'Alcoholic drinks per day', {
      valueQuantity: {
        value: 2,
        unit: '{drinks}/d',
        system: 'http://unitsofmeasure.org',
        code: '{drinks}/d',
      },
    }),
    of('82810-3', 'Pregnancy status', snomed('77386006', 'Pregnant')),
    of('82810-3', 'Pregnancy status', { ...snomed('77386006', 'Pregnant'), category: undefined }),
    of(
      '93025-5',
      'Questions',
      {
        component: [
          { code: { text: 'Lives alone' }, valueBoolean: true },
          { code: { text: 'Work' }, valueString: 'Part time' },
        ],
      },
      'survey',
    ),
    of('72166-2', 'Tobacco smoking status', { dataAbsentReason: { text: 'unknown' } }),
  ];
  const { candidates, leftOut } = await read(JSON.stringify(all));
  expect(annotationsOf(candidates)).toEqual([
    ['Medical annotation', 'Tobacco smoking status: Never smoked'],
    ['Medical annotation', 'Alcoholic drinks per day: 2 {drinks}/d'],
    ['Medical annotation', 'Pregnancy status: Pregnant'],
    ['Medical annotation', 'Pregnancy status: Pregnant'],
    ['Medical annotation', 'Questions: Lives alone: true, Work: Part time'],
  ]);
  expect(candidates[0]!.effectiveDate).toBe('2024-06-12T00:00:00');
  expect(leftOut).toMatchObject([{ why: 'no-kind', what: 'Observation', count: 1 }]);
});

test('what refers to itself, or says what it is in other ways, harms nobody', async () => {
  const strange = [
    {
      resourceType: 'DiagnosticReport',
      id: 'a',
      code: { text: 'x' },
      result: [{ reference: 'DiagnosticReport/a' }],
    },
    { resourceType: 'Observation', id: 'b', hasMember: [{ reference: 'Observation/b' }] },
    { resourceType: 'PractitionerRole', id: 'c', practitioner: { reference: 'PractitionerRole/c' } },
    JSON.parse('{"resourceType":"Patient","__proto__":{"name":1},"name":"x","telecom":5,"address":[null,1]}'),
    {
      resourceType: 'MedicationRequest',
      medicationCodeableConcept: 7,
      dosageInstruction: 'x',
      dispenseRequest: [],
    },
    { resourceType: '../x' },
    { resourceType: 'Constructor', constructor: { name: 'x' } },
  ];
  const { candidates } = await read(JSON.stringify(strange));
  expect(candidates.map(nameOf)).toEqual([]);
});

const concept = (system: string, code: string) => ({
  coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code }],
});

test('what is unsure, planned or over says so in its note, where its item cannot', async () => {
  const day = '2026-01-05';
  const drug = { medicationCodeableConcept: { text: 'Lisinopril' }, authoredOn: day, subject };
  const request = { resourceType: 'MedicationRequest', intent: 'order', status: 'active', ...drug };
  const rate = {
    ...{ resourceType: 'Observation', status: 'preliminary', effectiveDateTime: day, subject },
    code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
    valueQuantity: { value: 72, unit: '/min', system: 'http://unitsofmeasure.org', code: '/min' },
    interpretation: [concept('v3-ObservationInterpretation', 'N')],
  };
  const allergy = { resourceType: 'AllergyIntolerance', patient: subject, code: { text: 'Soy' } };
  const condition = { resourceType: 'Condition', subject, code: { text: 'Gout' } };
  const all: [resource: object, ...said: string[]][] = [
    [rate, 'Status: preliminary', 'Flag: Normal'],
    [{ ...allergy, clinicalStatus: concept('allergyintolerance-clinical', 'resolved') }, 'Status: resolved'],
    [
      {
        ...allergy,
        clinicalStatus: concept('allergyintolerance-clinical', 'active'),
        verificationStatus: concept('allergyintolerance-verification', 'unconfirmed'),
        onsetAge: { value: 5, unit: 'years' },
      },
      'How sure it is: unconfirmed',
      'Began at the age of: 5 years',
    ],
    [
      {
        ...condition,
        clinicalStatus: concept('condition-clinical', 'active'),
        verificationStatus: concept('condition-ver-status', 'differential'),
      },
      'How sure it is: differential',
    ],
    [{ ...condition, clinicalStatus: concept('condition-clinical', 'remission') }, 'Status: remission'],
    [{ ...request, status: 'on-hold' }, 'Status: on-hold'],
    [{ ...request, intent: 'proposal' }, 'Meant as: proposal'],
    [{ ...request }],
    [
      { resourceType: 'MedicationStatement', status: 'intended', effectiveDateTime: day, ...drug },
      'Status: intended',
    ],
    [
      {
        resourceType: 'Procedure',
        status: 'stopped',
        code: { text: 'Colonoscopy' },
        subject,
        performedDateTime: day,
      },
      'Status: stopped',
    ],
    [
      {
        ...{ resourceType: 'Immunization', status: 'completed', vaccineCode: { text: 'Tdap' } },
        ...{ patient: subject, occurrenceDateTime: day, isSubpotent: true },
      },
      'Weaker than it should be: yes',
    ],
  ];
  for (const [resource, ...said] of all) {
    const { candidates } = await read(JSON.stringify(resource));
    const [one] = candidates;
    expect([resource, one?.note?.split('\n') ?? []]).toEqual([
      resource,
      said.length === 0 ? [] : ['The file also says:', ...said],
    ]);
  }
});

test('a result and a dose are shown with the digits that they were written with', async () => {
  const result = `{"resourceType":"Observation","status":"final","category":[${JSON.stringify(concept('observation-category', 'laboratory'))}],"code":{"text":"Potassium"},"effectiveDateTime":"2026-01-05","valueQuantity":{"value":@,"unit":"mmol/L"}}`;
  for (const [written, shown] of [
    ['4.10', '4.10 mmol/L'],
    ['4.0', '4.0 mmol/L'],
    ['4', '4 mmol/L'],
    ['1.50e3', '1500 mmol/L'],
    ['4.10,"comparator":"<"', '<4.10 mmol/L'],
  ] as const) {
    const { candidates } = await read(result.replace('@', written));
    const [group] = itemOf(candidates, labResults).labGroup;
    expect(group?.results?.[0]?.value?.measurement.display).toBe(shown);
  }
  const dose =
    '{"resourceType":"MedicationStatement","status":"active","medicationCodeableConcept":{"text":"Warfarin"},"dosage":[{"doseAndRate":[{"doseQuantity":{"value":2.50,"unit":"mg"}}]}]}';
  const { candidates } = await read(dose);
  expect(itemOf(candidates, medication).dose?.display).toBe('2.50 mg');
});

test('what older versions of FHIR deny in their own ways is no item, and what they say otherwise is told as R4', async () => {
  const named = (text: string) => ({ text });
  const drug = { medicationCodeableConcept: named('Warfarin'), subject, status: 'active' };
  const shot = {
    resourceType: 'Immunization',
    status: 'completed',
    vaccineCode: named('MMR'),
    patient: subject,
  };
  const done = { resourceType: 'Procedure', status: 'completed', code: named('Biopsy'), subject };
  const ill = { resourceType: 'Condition', code: named('Gout'), subject };
  const denied = [
    { resourceType: 'MedicationStatement', ...drug, wasNotTaken: true },
    { resourceType: 'MedicationStatement', ...drug, taken: 'n' },
    {
      resourceType: 'MedicationDispense',
      ...drug,
      status: 'completed',
      notDone: true,
      whenHandedOver: '2016-01-01',
    },
    { ...shot, notGiven: true, date: '2016-01-01' },
    { ...shot, wasNotGiven: true, date: '2015-01-01' },
    { ...done, notPerformed: true, performedDateTime: '2015-01-01' },
    { ...done, notDone: true, performedDateTime: '2015-01-01' },
    { ...ill, clinicalStatus: 'active', verificationStatus: 'refuted' },
    { ...ill, clinicalStatus: 'active', verificationStatus: 'entered-in-error' },
    {
      resourceType: 'AllergyIntolerance',
      status: 'entered-in-error',
      substance: named('Nuts'),
      patient: subject,
    },
    {
      resourceType: 'AllergyIntolerance',
      verificationStatus: 'entered-in-error',
      code: named('Nuts'),
      patient: subject,
    },
    {
      resourceType: 'FamilyMemberHistory',
      status: 'completed',
      notDone: true,
      relationship: named('father'),
      patient: subject,
    },
    {
      resourceType: 'Communication',
      status: 'completed',
      notDone: true,
      payload: [{ contentString: 'x' }],
      sent: '2016-01-01',
    },
  ];
  for (const one of denied) {
    const { candidates, leftOut } = await read(JSON.stringify(one));
    expect([one, candidates, leftOut.length]).toEqual([one, [], 1]);
  }
  for (const status of [
    { status: 'refuted', substance: named('Nuts') },
    { verificationStatus: 'refuted', code: named('Nuts') },
  ]) {
    const { candidates } = await read(
      JSON.stringify({ resourceType: 'AllergyIntolerance', patient: subject, ...status }),
    );
    expect(itemOf(candidates, allergy)).toMatchObject({ name: { text: 'Nuts' }, isNegated: true });
  }
  const given = await read(JSON.stringify({ ...shot, notGiven: false, date: '2016-01-01' }));
  expect(given.candidates[0]?.effectiveDate).toBe('2016-01-01T00:00:00');
  const result = await read(
    JSON.stringify({
      ...{ resourceType: 'Observation', status: 'final', subject, effectiveDateTime: '2015-01-01' },
      category: { coding: [{ system: 'http://hl7.org/fhir/observation-category', code: 'laboratory' }] },
      code: named('Potassium'),
      valueQuantity: { value: 5.5, unit: 'mmol/L' },
      interpretation: { coding: [{ system: 'http://hl7.org/fhir/v2/0078', code: 'H' }] },
      comments: 'Haemolysed',
    }),
  );
  expect(itemOf(result.candidates, labResults).labGroup[0]?.results?.[0]?.value?.flag).toMatchObject([
    { text: 'High', code: [{ value: 'H' }] },
  ]);
  expect(result.candidates[0]?.note).toBe('Haemolysed');
});
