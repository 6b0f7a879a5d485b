// Searches: what they find, in which order, page by page, and what comes along.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AnyResource, type FhirClient, givenFhirClient, makeWeight } from '../../testing/fhir-client.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
let client: FhirClient;
beforeAll(async () => {
  server = await startTestServer();
  client = await givenFhirClient(server);
  for (const [i, day] of ['2026-01-01', '2026-01-03', '2026-01-02'].entries())
    await client.add(makeWeight(day, 70 + i));
  await client.add(makePressure('2026-01-04'));
  await client.add(makeCondition('J45', 'Asthma', '2019-04-01'));
  await client.add({ ...makeCondition('I10', 'Hypertension', '2021'), clinicalStatus: statusOf('resolved') });
  await client.add(makeOther('2026-01-05'));
  await client.add({ ...makeWeight('2026-01-06', 80), status: 'amended' });
});
afterAll(() => server.close());

const statusOf = (code: string) => ({
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code }],
});

function makeCondition(code: string, text: string, onset: string): AnyResource {
  return {
    resourceType: 'Condition',
    clinicalStatus: statusOf('active'),
    category: [
      {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'problem-list-item' },
        ],
      },
    ],
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code }], text },
    subject: client.patient,
    onsetDateTime: onset,
  };
}

function makePressure(day: string): AnyResource {
  const component = (code: string, value: number) => ({
    code: { coding: [{ system: 'http://loinc.org', code }] },
    valueQuantity: { value, unit: 'mmHg', system: 'http://unitsofmeasure.org', code: 'mm[Hg]' },
  });
  return {
    ...makeWeight(day),
    code: { coding: [{ system: 'http://loinc.org', code: '85354-9' }], text: 'Blood pressure' },
    valueQuantity: undefined,
    component: [component('8480-6', 120), component('8462-4', 80)],
  };
}

/** Of which no type of item is. */
function makeOther(day: string): AnyResource {
  return {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '99999-1' }], text: 'Other' },
    effectivePeriod: { start: `${day}T10:00:00Z`, end: `${day}T12:00:00Z` },
    valueString: 'so',
    encounter: { reference: 'Encounter/nowhere' },
  };
}

const daysOf = (found: AnyResource[]) =>
  found.map(one => (one.effectiveDateTime ?? one.effectivePeriod.start).slice(8, 10)).join(' ');

describe('Observation', () => {
  test.each([
    ['', '06 05 04 03 02 01'],
    ['_sort=date', '01 02 03 04 05 06'],
    ['code=http://loinc.org|29463-7', '06 03 02 01'],
    ['code=29463-7', '06 03 02 01'],
    ['code=http://loinc.org|', '06 05 04 03 02 01'],
    ['code=|29463-7', ''],
    ['code=http://snomed.info/sct|29463-7', ''],
    ['code=29463-7,85354-9', '06 04 03 02 01'],
    ['code=99999-1', '05'],
    ['code:not=29463-7', '05 04'],
    ['category=vital-signs', '06 04 03 02 01'],
    ['category=laboratory', ''],
    ['category=vital-signs&code=85354-9', '04'],
    ['status=final', '05 04 03 02 01'],
    ['status=amended', '06'],
    ['status=http://hl7.org/fhir/observation-status|amended', '06'],
    ['status:not=final', '06'],
    ['component-code=8480-6', '04'],
    ['combo-code=8480-6,99999-1', '05 04'],
    ['date=2026-01-03', '03'],
    ['date=ge2026-01-04', '06 05 04'],
    ['date=gt2026-01-04', '06 05'],
    ['date=lt2026-01-02', '01'],
    ['date=le2026-01-02&date=ge2026-01-02', '02'],
    ['date=sa2026-01-04', '06 05'],
    ['date=eb2026-01-03', '02 01'],
    ['date=ne2026-01-03', '06 05 04 02 01'],
    ['date=ap2026-01-02', '06 05 04 03 02 01'],
    ['date=2026', '06 05 04 03 02 01'],
    ['date=2026-01-01,2026-01-06', '06 01'],
    ['date=2026-01-05T10:00:00Z', ''],
    ['date=ge2026-01-05T11:00:00Z', '06 05'],
    ['value-quantity=71', '03'],
    ['value-quantity=gt71||kg', '06 02'],
    ['value-quantity=le71', '03 01'],
    ['component-value-quantity=80', '04'],
    ['encounter=nowhere', '05'],
    ['encounter=Encounter/nowhere', '05'],
    ['encounter:missing=false', '05'],
    ['encounter:missing=true', '06 04 03 02 01'],
    ['subject=Patient/other', ''],
    ['patient.name=Ada', '06 05 04 03 02 01'],
    ['subject:Patient.gender=male', ''],
    ['unknown=1', '06 05 04 03 02 01'],
  ])('%s', async (query, days) => {
    const found = (await client.find(`Observation?${query}`)).filter(
      one => one.resourceType === 'Observation',
    );
    expect(daysOf(found)).toBe(days);
    const posted = await client.send('POST', 'Observation/_search', query, {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(
      posted.body.entry
        ?.filter((e: AnyResource) => e.search.mode === 'match')
        .map((e: AnyResource) => e.resource) ?? [],
    ).toEqual(found);
    const counted = await client.get(`Observation?${query}&_summary=count`);
    expect(counted.body.total).toBe(found.length);
    expect(counted.body.entry?.some((entry: AnyResource) => entry.search.mode === 'match') ?? false).toBe(
      false,
    );
  });

  test('by its own subject, in whatever form', async () => {
    const { recordId, base } = client;
    for (const one of [
      `patient=${recordId}`,
      `patient=Patient/${recordId}`,
      `subject=${base}/Patient/${recordId}`,
    ])
      expect(await client.find(`Observation?${one}`)).toHaveLength(6);
    expect(await client.find(`Patient/${recordId}/Observation?code=85354-9`)).toHaveLength(1);
  });

  test('by ids and by when it changed', async () => {
    const all = await client.find('Observation');
    const ids = all.slice(0, 2).map(({ id }) => id);
    expect((await client.find(`Observation?_id=${ids.join(',')}`)).map(({ id }) => id)).toEqual(ids);
    expect(await client.find(`Observation?_id=${ids[0]}&code=1`)).toEqual([]);
    const changed = await client.find('Observation?_sort=-_lastUpdated');
    expect(daysOf(changed)).toBe('06 05 04 02 03 01');
    expect(daysOf(await client.find('Observation?_sort=_lastUpdated&category=vital-signs'))).toBe(
      '01 03 02 04 06',
    );
    const { lastUpdated } = changed[0].meta;
    expect(await client.find(`Observation?_lastUpdated=gt${lastUpdated}`)).toEqual([]);
    expect((await client.find(`Observation?_lastUpdated=${lastUpdated}`)).length).toBeGreaterThan(0);
  });
});

describe('Condition', () => {
  test.each([
    ['code=J45', 1],
    ['code=http://hl7.org/fhir/sid/icd-10-cm|I10', 1],
    ['clinical-status=active', 1],
    ['clinical-status=http://terminology.hl7.org/CodeSystem/condition-clinical|resolved', 1],
    ['clinical-status:not=active', 1],
    ['category=problem-list-item', 2],
    ['onset-date=2019', 1],
    ['onset-date=ge2020', 1],
    ['onset-date=lt2020&clinical-status=active', 1],
    ['recorded-date:missing=true', 2],
  ])('%s', async (query, count) => {
    expect(await client.find(`Condition?${query}`)).toHaveLength(count);
  });
});

test.each([
  '_sort=-date',
  '_sort=date',
  '_sort=_lastUpdated',
  'code=29463-7',
  'category=vital-signs',
  'value-quantity=gt1',
  'date=ge2020',
])('pages of %s survive what is written meanwhile', async query => {
  const whole = await client.find(`Observation?${query}&_count=100`);
  const seen: string[] = [];
  let next: string | undefined = `Observation?${query}&_count=2`;
  let added: AnyResource;
  while (next !== undefined) {
    const { body } = await client.get(next);
    seen.push(...(body.entry ?? []).map((entry: AnyResource) => entry.resource.id));
    next = body.link.find((link: AnyResource) => link.relation === 'next')?.url;
    // Newer than all, and changed last: it may come, and moves nothing.
    added ??= await client.add(makeWeight('2026-02-01', 99));
  }
  await client.send('DELETE', `Observation/${added.id}`);
  expect(seen.filter(id => id !== added.id)).toEqual(whole.map(({ id }) => id));
});

test('a cursor is good for its own search alone, and for an hour', async () => {
  const { body } = await client.get('Observation?_count=1');
  const next = body.link.find((link: AnyResource) => link.relation === 'next').url;
  expect((await client.get(next.replace('Observation?', 'Condition?'))).status).toBe(410);
  const other = await givenFhirClient(server);
  expect((await other.get(next)).status).toBe(410);
  expect((await client.get(next.slice(0, -4))).status).toBe(410);
  expect(next).not.toContain('2026');
});

test('what is not known is told, or refused where a client asks for that', async () => {
  const { body } = await client.get('Observation?colour=blue');
  const outcome = body.entry.find((entry: AnyResource) => entry.search.mode === 'outcome').resource;
  expect(outcome.issue[0]).toMatchObject({ severity: 'warning', code: 'not-supported' });
  expect(body.link[0].url).toBe(`${client.base}/Observation`);
  const included = await client.get('Observation?_include=Observation:nope&_include=Observation:encounter');
  expect(included.body.entry.at(-1).resource.issue[0].diagnostics).toContain('_include=Observation:nope');
  expect(included.body.link[0].url).toBe(`${client.base}/Observation?_include=Observation%3Aencounter`);
  const strict = await client.get('Observation?colour=blue', { prefer: 'handling=strict' });
  expect([strict.status, strict.body.issue[0].code]).toEqual([400, 'not-supported']);
  for (const bad of [
    'date=soon',
    'code:above=1',
    '_count=x',
    '_total=many',
    '_include=x',
    '_summary=y',
    'value-quantity=z',
    'date:missing=2',
  ])
    expect((await client.get(`Observation?${bad}`)).status, bad).toBe(400);
  const many = Array.from({ length: 300 }, (_, i) => i).join(',');
  expect((await client.get(`Observation?code=${many}`)).status).toBe(400);
});

test('a part of a resource is told where a part is asked for', async () => {
  const [one] = await client.find('Observation?code=85354-9&_elements=component');
  expect(Object.keys(one).sort()).toEqual([
    'code',
    'component',
    'id',
    'meta',
    'resourceType',
    'status',
    'subject',
  ]);
  expect(one.meta.tag[0].code).toBe('SUBSETTED');
  const [short] = await client.find('Observation?code=85354-9&_summary=true');
  expect(short.component).toBe(undefined);
});

test('where a resource is from comes along', async () => {
  const { body } = await client.get(
    'Observation?code=85354-9&_revinclude=Provenance:target&_include=Observation:subject',
  );
  const [match, ...others] = body.entry;
  expect(match.search.mode).toBe('match');
  expect(others.map((one: AnyResource) => one.resource.resourceType).sort()).toEqual([
    'Patient',
    'Provenance',
  ]);
  const provenance = others.find((one: AnyResource) => one.resource.resourceType === 'Provenance').resource;
  expect(provenance.target).toEqual([{ reference: `Observation/${match.resource.id}` }]);
  expect((await client.get(`Provenance/${provenance.id}`)).body).toEqual(provenance);
  expect(await client.find(`Provenance?target=Observation/${match.resource.id}`)).toEqual([provenance]);
});

test('a Provenance is found by its target, the Patient too', async () => {
  const own = await givenFhirClient(server);
  const [patient] = await own.find('Patient');
  await own.send('PUT', `Patient/${patient.id}`, { ...patient, birthDate: '1984-05-31' });
  const found = await own.find(`Provenance?target=Patient/${patient.id}`);
  expect(found.map(({ target }) => target[0].reference)).toEqual([`Patient/${patient.id}`]);
  expect(await own.find(`Provenance?patient=${patient.id}`)).toEqual(found);
  const { id } = await own.add(makeWeight('2026-01-01'));
  for (const query of [`target=${id}`, `patient=${patient.id}&target=Observation/${id}`])
    expect(await own.find(`Provenance?${query}`)).toHaveLength(1);
  expect(await own.find('Provenance?target=Observation/nowhere')).toEqual([]);
});

test('what is changed and deleted is found as it is', async () => {
  const { id } = await client.add({
    ...makeOther('2026-03-01'),
    code: { coding: [{ system: 'urn:x', code: 'first' }] },
  });
  expect(await client.find('Observation?code=first')).toHaveLength(1);
  await client.send('PUT', `Observation/${id}`, {
    ...makeOther('2026-03-01'),
    id,
    code: { coding: [{ system: 'urn:x', code: 'second' }] },
  });
  expect(await client.find('Observation?code=first')).toHaveLength(0);
  expect(await client.find('Observation?code=second')).toHaveLength(1);
  await client.send('DELETE', `Observation/${id}`);
  expect(await client.find('Observation?code=second')).toHaveLength(0);
});

describe('a date finds what lasts, and what is said to a year alone', () => {
  const times: Readonly<Record<string, { start?: string; end?: string } | string>> = {
    both: { start: '2021-01-01', end: '2021-12-31' },
    start: { start: '2021-03-01' },
    end: { end: '2021-06-30' },
    year: '2021',
    day: '2021-06-15',
  };
  const text = (words: string) => ({ text: words });
  const radiology = [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'RAD' }] }];
  /** Each with the parameter that asks for its date, and the element, of which a Period has another name. */
  const kinds: [kind: string, parameter: string, period: string, moment: string | undefined, rest: object][] =
    [
      [
        'DiagnosticReport',
        'date',
        'effectivePeriod',
        'effectiveDateTime',
        { status: 'final', code: text('Report') },
      ],
      [
        ...(['DiagnosticReport', 'date', 'effectivePeriod', 'effectiveDateTime'] as const),
        { status: 'final', code: text('X-ray'), category: radiology, issued: '2024-01-01T00:00:00Z' },
      ],
      [
        ...(['MedicationStatement', 'effective', 'effectivePeriod', 'effectiveDateTime'] as const),
        { status: 'active', medicationReference: { reference: 'Medication/1' } },
      ],
      [
        ...(['ServiceRequest', 'occurrence', 'occurrencePeriod', 'occurrenceDateTime'] as const),
        { status: 'active', intent: 'order', code: text('Visit'), authoredOn: '2024-01-01' },
      ],
      [
        ...(['Encounter', 'date', 'period', undefined] as const),
        { status: 'finished', class: { code: 'AMB' } },
      ],
      ['CarePlan', 'date', 'period', undefined, { status: 'active', intent: 'plan' }],
      ['CareTeam', 'date', 'period', undefined, { status: 'active' }],
      [
        ...(['Observation', 'date', 'effectivePeriod', 'effectiveDateTime'] as const),
        { status: 'final', code: text('Mood'), valueString: 'good' },
      ],
      [
        ...(['Observation', 'date', 'effectivePeriod', 'effectiveDateTime'] as const),
        { ...makeWeight('2021-01-01'), effectiveDateTime: undefined },
      ],
      [
        ...(['Procedure', 'date', 'performedPeriod', 'performedDateTime'] as const),
        { status: 'completed', code: text('Cast') },
      ],
      [
        ...(['Condition', 'onset-date', 'onsetPeriod', 'onsetDateTime'] as const),
        { code: text('Asthma'), clinicalStatus: statusOf('active') },
      ],
    ];
  test.each(kinds)('%s?%s of %s', async (resourceType, parameter, period, moment, rest) => {
    const own = await givenFhirClient(server);
    const subject = own.patient;
    const names = new Map<string, string>();
    for (const [name, time] of Object.entries(times)) {
      if (typeof time === 'string' && moment === undefined) continue;
      const element = typeof time === 'string' ? moment : period;
      const { id } = await own.add({ resourceType, subject, ...rest, [element ?? '']: time });
      names.set(id, name);
    }
    const asked: [query: string, expected: string][] = [
      ['2021', 'both day year'],
      ['2021-06', 'day'],
      ['ne2021', 'end start'],
      ['ge2021-06-01', 'both day end start year'],
      ['gt2021-06-30', 'both start year'],
      ['ge2022', 'start'],
      ['sa2020', 'both day start year'],
      ['sa2021-01-15', 'day start'],
      ['lt2021-01-01', 'end'],
      ['le2021-01-01', 'end'],
      ['le2021-01-02', 'both end year'],
      ['lt2021-06-16', 'both day end start year'],
      ['eb2021-07-01', 'day end'],
      ['eb2022', 'both day end year'],
      ['eb2021-06-16', 'day'],
    ];
    for (const [value, expected] of asked) {
      const found = await own.find(`${resourceType}?${parameter}=${value}`);
      const there = new Set(names.values());
      expect([
        value,
        found
          .map(({ id }) => names.get(id))
          .sort()
          .join(' '),
      ]).toEqual([
        value,
        expected
          .split(' ')
          .filter(name => there.has(name))
          .join(' '),
      ]);
    }
    const both = `${resourceType}?${parameter}=ge2021-06-01&${parameter}=le2021-06-30&_summary=count`;
    expect((await own.get(both)).body.total).toBe(names.size);
  });
});

describe('what a parameter is about is what R4 says', () => {
  let own: FhirClient;
  let me: string;
  beforeAll(async () => {
    own = await givenFhirClient(server);
    me = own.patient.reference;
    const performed = (reference: string) => ({ ...makeWeight('2026-01-01'), performer: [{ reference }] });
    for (const reference of [me, 'PractitionerRole/1', 'CareTeam/2']) await own.add(performed(reference));
    const told = {
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'Mood' },
      valueString: 'good',
    };
    await own.add({ ...told, performer: [own.patient] });
    const task = { resourceType: 'Task', status: 'requested', intent: 'order', executionPeriod: {} };
    await own.add({ ...task, for: own.patient, executionPeriod: { start: '2026-01-01' } });
    const allergy = { resourceType: 'AllergyIntolerance', patient: own.patient, onsetDateTime: '2019-01-05' };
    await own.add({ ...allergy, code: { text: 'Pollen' } });
    const reaction = [{ manifestation: [{ text: 'Rash' }], onset: '2020-02-03' }];
    await own.add({ ...allergy, code: { text: 'Nuts' }, reaction });
    const practitioner = { resourceType: 'Practitioner', name: [{ family: 'Vogel' }] };
    const telecom = (system: string, value: string) => ({ telecom: [{ system, value }] });
    await own.add({ ...practitioner, ...telecom('email', 'doc@example.org') });
    await own.add({ ...practitioner, ...telecom('phone', '555-0100') });
    await own.add({
      resourceType: 'Device',
      status: 'active',
      type: { text: 'Hip joint' },
      patient: own.patient,
    });
    await own.add({ resourceType: 'Device', modifierExtension: [{ url: 'urn:x', valueCode: 'y' }] });
    const document = {
      resourceType: 'DocumentReference',
      status: 'current',
      masterIdentifier: { value: 'm-1' },
    };
    await own.add({ ...document, content: [{ attachment: { title: 'Letter', contentType: 'text/plain' } }] });
    await own.add({ resourceType: 'Organization', name: 'Clinic', alias: ['Old mill'] });
    const event = ['2026-05-01', '2026-05-03'];
    const request = {
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'order',
      subject: own.patient,
    };
    await own.add({ ...request, occurrenceTiming: { event } });
    await own.add({ ...request, occurrenceTiming: { repeat: { boundsPeriod: { start: '2026-06-01' } } } });
  });
  test.each([
    ['Observation?performer=Patient/{me}', 2],
    ['Observation?performer={me}', 2],
    ['Observation?performer:Patient={me}', 2],
    ['Observation?performer={base}/Patient/{me}', 2],
    ['Observation?performer=Patient/other', 0],
    ['Observation?performer=1', 1],
    ['Observation?performer=2', 1],
    ['Patient?_has:Observation:performer:code=29463-7', 1],
    ['Patient?_revinclude=Observation:performer', 3],
    ['Task?subject=Patient/{me}', 1],
    ['Task?patient={me}', 1],
    ['AllergyIntolerance?onset=2020-02-03', 1],
    ['AllergyIntolerance?onset=ne2019-01-05', 1],
    ['AllergyIntolerance?onset:missing=true', 1],
    ['Practitioner?email=doc@example.org', 1],
    ['Practitioner?phone=doc@example.org', 0],
    ['Practitioner?email=555-0100', 0],
    ['Practitioner?phone=555-0100', 1],
    ['Practitioner?email:missing=true', 1],
    ['Practitioner?telecom=555-0100,doc@example.org', 2],
    ['Patient?deceased=false', 1],
    ['Patient?deceased=true', 0],
    ['Patient?deceased:not=true', 1],
    ['Device?device-name=hip', 1],
    ['Device?patient={me}', 1],
    ['Device?patient:missing=true', 1],
    ['Device?patient:missing=false', 1],
    ['Device', 2],
    ['DocumentReference?identifier=m-1', 1],
    ['Organization?name=old', 1],
    ['ServiceRequest?occurrence=ge2026-05-02&occurrence=lt2026-05-10', 1],
    ['ServiceRequest?occurrence=ge2026-06-15', 1],
  ])('%s finds %i', async (query, count) => {
    const found = await own.find(query.replace('{me}', own.recordId).replace('{base}', own.base));
    expect(found).toHaveLength(count);
  });

  test('whoever has died is found as such', async () => {
    const late = await givenFhirClient(server);
    const [patient] = await late.find('Patient');
    await late.send('PUT', `Patient/${patient.id}`, { ...patient, deceasedDateTime: '2026-01-01' });
    expect(await late.find('Patient?deceased=true')).toHaveLength(1);
    expect(await late.find('Patient?deceased=false')).toHaveLength(0);
  });
});
