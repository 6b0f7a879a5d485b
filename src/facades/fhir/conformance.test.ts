// What US Core and SMART demand at the FHIR interface, for docs/fhir-conformance.tsv: all that a profile must support comes back, each
// kind has its scopes, searches and Provenance, and what is refused is refused as it must be.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judge } from '../../testing/fhir/judge.ts';
import { makeObservation, samplePatient } from '../../testing/fhir/us-core-observations.ts';
import { categories, type UsCoreSample } from '../../testing/fhir/us-core-parts.ts';
import {
  makeCondition,
  makeNote,
  makeReport,
  makeUsCoreSamples,
} from '../../testing/fhir/us-core-samples.ts';
import { type AnyResource, type FhirClient, givenFhirClient } from '../../testing/fhir-client.ts';
import { givenBackendToken, givenSmartToken } from '../../testing/given-smart.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
let client: FhirClient;
let samples: readonly UsCoreSample[];
let made: AnyResource[];
beforeAll(async () => {
  server = await startTestServer();
  client = await givenFhirClient(server);
  samples = makeUsCoreSamples(client.patient);
  const patient = await client.send('PUT', `Patient/${client.recordId}`, {
    ...samplePatient,
    id: client.recordId,
  });
  expect(patient.status).toBe(200);
  made = [];
  for (const { resource } of samples) made.push(await client.add(resource));
});
afterAll(() => server.close());

const names = makeUsCoreSamples({ reference: 'Patient/x' }).map(({ profile }, at) => ({ profile, at }));
const own = () => ({ person: client.person, record: client.record });
const canonical = (profile: string) => `http://hl7.org/fhir/us/core/StructureDefinition/${profile}`;

test.each(names)('all that $profile must support comes back (sample $at)', ({ at }) => {
  const { id: _, meta: __, ...said } = made[at];
  expect(said).toMatchObject(JSON.parse(JSON.stringify(samples[at]!.resource)));
});

test('all that a Patient must support comes back', async () => {
  const { body } = await client.get(`Patient/${client.recordId}`);
  const { extension, ...rest } = samplePatient;
  expect(body).toMatchObject(rest);
  expect(body.extension).toEqual(expect.arrayContaining(extension));
});

test('what nobody said is left out', async () => {
  const { id } = await client.add(
    makeObservation(client.patient, categories.survey, { text: 'Mood' }, { valueString: 'good' }),
  );
  const { body } = await client.get(`Observation/${id}`);
  for (const name of ['encounter', 'performer', 'interpretation', 'note', 'dataAbsentReason', 'component'])
    expect(body).not.toHaveProperty(name);
});

describe('Provenance', () => {
  const kinds = [
    'AllergyIntolerance',
    'CarePlan',
    'CareTeam',
    'Condition',
    'Coverage',
    'Device',
    'DiagnosticReport',
    'DocumentReference',
    'Encounter',
    'Goal',
    'Immunization',
    'MedicationDispense',
    'MedicationRequest',
    'Observation',
    'Patient',
    'Procedure',
    'QuestionnaireResponse',
    'RelatedPerson',
    'ServiceRequest',
  ];
  test.each(kinds)('tells where a %s is from', async kind => {
    const id =
      kind === 'Patient' ? client.recordId : made.find(({ resourceType }) => resourceType === kind).id;
    const [first, ...others] = await client.find(`${kind}?_id=${id}&_revinclude=Provenance:target`);
    expect(first.id).toBe(id);
    expect(others).toMatchObject([
      { resourceType: 'Provenance', target: [{ reference: `${kind}/${id}` }], recorded: expect.any(String) },
    ]);
    expect(others[0].agent.map((agent: AnyResource) => agent.type.coding[0].code)).toEqual([
      'author',
      'transmitter',
    ]);
  });
});

const scoped = [
  'AllergyIntolerance',
  'CarePlan',
  'CareTeam',
  'Condition',
  'Coverage',
  'Device',
  'DiagnosticReport',
  'DocumentReference',
  'Encounter',
  'Goal',
  'Immunization',
  'MedicationDispense',
  'MedicationRequest',
  'Observation',
  'Organization',
  'Patient',
  'Practitioner',
  'PractitionerRole',
  'Procedure',
  'Provenance',
  'QuestionnaireResponse',
  'RelatedPerson',
  'ServiceRequest',
  'Specimen',
];

/** Who may do what a scope says, with the person there or by itself. */
async function headersFor(scopes: string): Promise<{ authorization: string }> {
  if (!scopes.startsWith('system/')) return (await givenSmartToken(server, { of: own(), scopes })).headers;
  const token = await givenBackendToken(server, { app: client.app, scopes });
  return { authorization: `Bearer ${token}` };
}

describe('a scope of one kind opens it and no other', () => {
  test.each(scoped)('%s', async kind => {
    const goal = made.find(({ resourceType }) => resourceType === 'Goal');
    for (const context of ['patient', 'user', 'system']) {
      const headers = await headersFor(`${context}/${kind}.rs`);
      const ask = async (of: string) => {
        const patient = context === 'system' ? `?patient=${client.recordId}` : '';
        const named =
          of === 'Provenance'
            ? `?target=Goal/${goal.id}&patient=${client.recordId}`
            : of === 'Patient' && patient !== ''
              ? `?_id=${client.recordId}`
              : patient;
        const reply = await fetch(`${client.base}/${of}${named}`, { headers });
        return [reply.status, await reply.json()];
      };
      const [status, bundle] = await ask(kind);
      expect([context, status, bundle.resourceType]).toEqual([context, 200, 'Bundle']);
      expect((await ask(kind === 'Observation' ? 'Condition' : 'Observation'))[0]).toBe(403);
    }
  });
});

describe('a scope of a category opens that category', () => {
  const condition = Object.entries({
    'health-concern': categories.concern,
    'encounter-diagnosis': categories.diagnosis,
    'problem-list-item': categories.problem,
  }).map(([code, category]) => [`Condition ${code}`, code, category] as const);
  const observation = Object.entries({
    sdoh: categories.sdoh,
    'social-history': categories.socialHistory,
    laboratory: categories.laboratory,
    survey: categories.survey,
    'vital-signs': categories.vitalSigns,
  }).map(([code, category]) => [`Observation ${code}`, code, category] as const);

  test.each([...condition, ...observation])('%s', async (name, code, category) => {
    const [kind = ''] = name.split(' ');
    const there = await client.add(
      kind === 'Condition'
        ? makeCondition(client.patient, category)
        : makeObservation(client.patient, category, { text: 'Something' }, { valueString: 'x' }),
    );
    const { system } = category.coding[0]!;
    const token = await givenSmartToken(server, {
      of: own(),
      scopes: `patient/${kind}.rs?category=${system}|${code}`,
    });
    const reply = await fetch(`${client.base}/${kind}?_count=100`, { headers: token.headers });
    const found: AnyResource[] = (await reply.json()).entry.map((entry: AnyResource) => entry.resource);
    expect(found.map(({ id }) => id)).toContain(there.id);
    const other = found.filter(
      one => !one.category.some((any: AnyResource) => any.coding?.some((c: AnyResource) => c.code === code)),
    );
    expect(other).toEqual([]);
  });
});

describe('clinical notes', () => {
  const loinc = 'http://loinc.org';
  const coding = (code: string) => ({ coding: [{ system: loinc, code }] });

  test.each([
    ['consultation', '11488-4'],
    ['discharge summary', '18842-5'],
    ['history and physical', '34117-2'],
    ['procedures', '28570-0'],
    ['progress', '11506-3'],
    ['imaging narrative', '18748-4'],
    ['laboratory narrative', '11502-2'],
    ['pathology narrative', '11526-1'],
  ])('of %s are kept and found by type', async (_, code) => {
    const { id } = await client.add(makeNote(client.patient, coding(code)));
    const found = await client.find(
      `DocumentReference?patient=${client.recordId}&type=${loinc}|${code}&category=clinical-note`,
    );
    expect(found.map(one => one.id)).toContain(id);
    expect(found[0].content[0].attachment).toMatchObject({ contentType: 'application/pdf' });
  });

  test.each([
    ['cardiology', 'LP29708-2'],
    ['pathology', 'LP7839-6'],
    ['radiology', 'LP29684-5'],
  ])('reports of %s are found by category', async (_, code) => {
    const { id } = await client.add(makeReport(client.patient, coding(code), coding('11502-2')));
    const found = await client.find(`DiagnosticReport?patient=${client.recordId}&category=${loinc}|${code}`);
    expect(found.map(one => one.id)).toContain(id);
    expect(found[0].presentedForm).toHaveLength(1);
  });
});

test('all medicines come by one search, ordered and reported, with what they refer to', async () => {
  const medicine = await client.add({ resourceType: 'Medication', code: { text: 'Own mixture' } });
  const reported = await client.add({
    resourceType: 'MedicationRequest',
    status: 'active',
    intent: 'plan',
    reportedBoolean: true,
    subject: client.patient,
    medicationReference: { reference: `Medication/${medicine.id}` },
  });
  const found = await client.find(`MedicationRequest?patient=${client.recordId}&_count=100`);
  const intents = new Set(found.map(({ intent }) => intent));
  expect([...intents].sort()).toEqual(['order', 'plan']);
  expect(found.filter(({ intent }) => intent === 'plan').every(one => one.reportedBoolean)).toBe(true);
  const along = await client.find(
    `MedicationRequest?_id=${reported.id}&_include=MedicationRequest:medication`,
  );
  expect(along.map(({ resourceType }) => resourceType)).toEqual(['MedicationRequest', 'Medication']);
});

test('that there are no allergies is an allergy that says so', async () => {
  const none = {
    resourceType: 'AllergyIntolerance',
    clinicalStatus: {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical', code: 'active' },
      ],
    },
    verificationStatus: {
      coding: [
        {
          system: 'http://terminology.hl7.org/CodeSystem/allergyintolerance-verification',
          code: 'confirmed',
        },
      ],
    },
    code: { coding: [{ system: 'http://snomed.info/sct', code: '716186003' }], text: 'No known allergies' },
    patient: client.patient,
  };
  const { id } = await client.add(none);
  expect(await client.find('AllergyIntolerance?code=http://snomed.info/sct|716186003')).toMatchObject([
    { ...none, id },
  ]);
});

test('an occupation alone has no industry', async () => {
  const code = { coding: [{ system: 'http://loinc.org', code: '11341-5' }] };
  const said = { effectivePeriod: { start: '2020' }, effectiveDateTime: undefined };
  const { id } = await client.add(
    makeObservation(client.patient, categories.socialHistory, code, {
      ...said,
      valueCodeableConcept: { text: 'Baker' },
    }),
  );
  const { body } = await client.get(`Observation/${id}`);
  expect(body.valueCodeableConcept.text).toBe('Baker');
  expect(body).not.toHaveProperty('component');
});

test.each([
  ['a code', { status: 'nonsense' }, 'Observation.status'],
  [
    'a code within',
    { valueQuantity: { value: 70, comparator: 'about' } },
    'Observation.valueQuantity.comparator',
  ],
  [
    'no code where there must be one',
    { resourceType: 'Condition', clinicalStatus: { text: 'active' } },
    'Condition.clinicalStatus',
  ],
])('%s that is of no list of FHIR is refused', async (_, said, place) => {
  const { status, body } = await client.send('POST', (said as AnyResource).resourceType ?? 'Observation', {
    ...((said as AnyResource).resourceType
      ? makeCondition(client.patient, categories.problem)
      : makeObservation(client.patient, categories.vitalSigns, { text: 'x' }, {})),
    ...said,
  });
  expect([status, body.issue[0].expression]).toEqual([422, [place]]);
});

describe('who may not is told so', () => {
  test('with a token whose time is over', async () => {
    const of = await startTestServer();
    const { headers } = await givenSmartToken(of, { scopes: 'patient/*.rs' });
    const ask = () => fetch(`${of.shellUrl}/fhir/r4/Observation`, { headers });
    expect((await ask()).status).toBe(200);
    of.clock.pass(of.vault.limits.smartTokenTtlMs + 1);
    expect((await ask()).status).toBe(401);
    await of.close();
  });

  test.each([
    ['a parameter that is wrong', 'Observation?date=soon', 400],
    ['a kind that the scope does not open', 'Condition', 403],
    ['a resource that is not there', 'Observation/nothing', 404],
  ])('%s', async (_, path, status) => {
    const { headers } = await givenSmartToken(server, { of: own(), scopes: 'patient/Observation.rs' });
    const reply = await fetch(`${client.base}/${path}`, { headers });
    expect([reply.status, (await reply.json()).resourceType]).toEqual([status, 'OperationOutcome']);
  });

  test('in a batch, entry by entry', async () => {
    const { headers } = await givenSmartToken(server, { of: own(), scopes: 'patient/Observation.rs' });
    const entry = ['Observation?_count=1', 'Condition'].map(url => ({ request: { method: 'GET', url } }));
    const reply = await fetch(client.base, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/fhir+json' },
      body: JSON.stringify({ resourceType: 'Bundle', type: 'batch', entry }),
    });
    const body = await reply.json();
    expect(body.entry.map((one: AnyResource) => one.response.status)).toEqual(['200', '403']);
  });
});

test.each([
  ['AllergyIntolerance', 'patient'],
  ['CarePlan', 'patient category'],
  ['CareTeam', 'patient status'],
  ['Condition', 'patient category'],
  ['Coverage', 'patient'],
  ['Device', 'patient'],
  ['DiagnosticReport', 'patient category code date'],
  ['DocumentReference', '_id patient category type date'],
  ['Encounter', '_id patient date'],
  ['Goal', 'patient'],
  ['Immunization', 'patient'],
  ['Location', 'name address'],
  ['MedicationDispense', 'patient'],
  ['MedicationRequest', 'patient intent status'],
  ['Observation', 'patient category code date'],
  ['Organization', 'name address'],
  ['Patient', '_id identifier name birthdate gender'],
  ['Practitioner', '_id name identifier'],
  ['PractitionerRole', 'specialty practitioner'],
  ['Procedure', 'patient date'],
  ['QuestionnaireResponse', 'patient'],
  ['RelatedPerson', '_id'],
  ['ServiceRequest', '_id patient category code authored'],
  ['Specimen', '_id'],
])('searches of %s are told and known by %s', async (type, wanted) => {
  const statement: AnyResource = await (await fetch(`${client.base}/metadata`)).json();
  const kind = statement.rest[0].resource.find((one: AnyResource) => one.type === type);
  const known = kind.searchParam.map(({ name }: AnyResource) => name);
  expect(known).toEqual(expect.arrayContaining(wanted.split(' ')));
  expect(kind.searchRevInclude).toContain('Provenance:target');
  const values: Record<string, string> = { date: '2026', birthdate: '2026', authored: '2026' };
  const query = wanted.split(' ').map(name => `${name}=${values[name] ?? 'x'}`);
  const reply = await client.get(`${type}?${query.join('&')}`, { prefer: 'handling=strict' });
  expect(reply.status).toBe(200);
});

test('the CapabilityStatement tells profiles, interactions and what _lastUpdated sees', async () => {
  const statement: AnyResource = await (await fetch(`${client.base}/metadata`)).json();
  const kinds = new Map<string, AnyResource>(
    statement.rest[0].resource.map((one: AnyResource) => [one.type, one]),
  );
  const told = samples.map(({ profile, resource }) => ({ profile, type: resource.resourceType }));
  for (const { profile, type } of [
    ...told,
    { profile: 'us-core-patient', type: 'Patient' },
    { profile: 'us-core-provenance', type: 'Provenance' },
  ]) {
    const kind = kinds.get(type);
    expect([profile, kind?.supportedProfile]).toEqual([
      profile,
      expect.arrayContaining([canonical(profile)]),
    ]);
    const codes = kind.interaction.map(({ code }: AnyResource) => code);
    expect(codes).toEqual(expect.arrayContaining(['read', 'search-type']));
    const updated = kind.searchParam.find(({ name }: AnyResource) => name === '_lastUpdated');
    expect(updated.documentation.length).toBeGreaterThan(20);
  }
});

// Last, as the validator takes long to begin.
test.each(names)('what $profile is as it comes back is valid (sample $at)', ({ profile, at }) => {
  expect(judge({ ...made[at], meta: { profile: [canonical(profile)] } })).toEqual([]);
});
