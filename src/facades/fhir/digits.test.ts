// Decimals keep the digits that they were written with, whatever they are kept as and in whatever form they come and go.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import { makeThing } from '../../core/things/typed.ts';
import { writeThings } from '../../core/things/write.ts';
import { type AnyResource, type FhirClient, givenFhirClient, makeWeight } from '../../testing/fhir-client.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import labResults from '../../things/lab-results.ts';
import medication from '../../things/medication.ts';

let server: TestServer;
let client: FhirClient;
beforeAll(async () => {
  server = await startTestServer();
  client = await givenFhirClient(server);
});
afterAll(() => server.close());

/** JSON with numbers in it as they are to be written. */
const write = (resource: object, digits: Record<string, string>) =>
  JSON.stringify(resource).replace(/"@(\w+)"/g, (_, name) => digits[name] ?? '');
const quantity = (value: unknown) => ({
  ...{ value, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
});
const weight = { ...makeWeight('2026-01-01'), valueQuantity: quantity('@a') };
const numbersIn = (text: string) => [...text.matchAll(/"value":([^,}]+)/g)].map(([, digits]) => digits);

const kinds: [what: string, resource: object][] = [
  ['a weight', weight],
  [
    'what is measured and has no type of its own',
    {
      ...weight,
      code: { text: 'Serum something' },
      referenceRange: [{ low: quantity('@b'), high: quantity('@c') }],
    },
  ],
  [
    'a laboratory report with its tests',
    {
      ...{
        resourceType: 'DiagnosticReport',
        status: 'final',
        code: { text: 'Panel' },
        effectiveDateTime: '2026-01-01',
      },
      category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'LAB' }] }],
      contained: [
        {
          ...{ resourceType: 'Observation', id: 'one', status: 'final', code: { text: 'Glucose' } },
          ...{
            valueQuantity: quantity('@a'),
            referenceRange: [{ low: quantity('@b'), high: quantity('@c') }],
          },
        },
      ],
      result: [{ reference: '#one' }],
    },
  ],
  [
    'what is held whole',
    {
      ...{
        resourceType: 'Observation',
        status: 'entered-in-error',
        code: { text: 'x' },
        valueQuantity: quantity('@a'),
      },
      referenceRange: [{ low: quantity('@b'), high: quantity('@c') }],
    },
  ],
];
const digits = { a: '70.50', b: '1.230', c: '0.0000001' };
const listed = (resource: object) =>
  [...JSON.stringify(resource).matchAll(/"@(\w)"/g)].map(([, name]) => digits[name as 'a']);

describe.each(kinds)('%s', (_, resource) => {
  const subject = () => ({ ...resource, subject: client.patient });
  const { resourceType: type } = resource as { resourceType: string };

  test('keeps its digits in JSON, in a search, a history, a Bundle and an export', async () => {
    const made = await client.send('POST', type, write(subject(), digits));
    expect([made.status, numbersIn(made.text)]).toEqual([201, listed(resource)]);
    const { id } = made.body;
    for (const path of [`${type}/${id}`, `${type}?_id=${id}`, `${type}/${id}/_history`])
      expect(numbersIn((await client.get(path)).text)).toEqual(listed(resource));
    const batch = {
      resourceType: 'Bundle',
      type: 'batch',
      entry: [{ request: { method: 'GET', url: `${type}/${id}` } }],
    };
    const answered = await client.send('POST', '', batch);
    expect(numbersIn(answered.text)).toEqual(listed(resource));
    expect(answered.text).not.toContain('urn:keepwell:fhir:digits');
    expect(await readExported(type, id)).toEqual(listed(resource));
  });

  test('keeps its digits in XML, in and out', async () => {
    const made = await client.send('POST', type, write(subject(), digits));
    const xml = await client.get(`${type}/${made.body.id}`, { accept: 'application/fhir+xml' });
    const values = [...xml.text.matchAll(/<value value="([^"]+)"/g)].map(([, value]) => value);
    expect(values).toEqual(listed(resource));
    expect(xml.text).not.toContain('digits');
    const again = await client.send('POST', type, xml.text.replace(/<id value="[^"]{36}"\/>/, ''), {
      'content-type': 'application/fhir+xml',
    });
    expect([again.status, numbersIn(again.text)]).toEqual([201, listed(resource)]);
  });
});

async function readExported(type: string, id: string): Promise<(string | undefined)[]> {
  const headers = { ...client.headers, prefer: 'respond-async' };
  const begun = await fetch(`${client.base}/$export?_type=${type}`, { headers });
  const at = begun.headers.get('content-location') ?? '';
  let manifest = await client.get(at);
  while (manifest.status === 202) manifest = await client.get(at);
  const { text } = await client.get(manifest.body.output[0].url);
  await client.send('DELETE', at);
  return numbersIn(text.split('\n').find(line => line.includes(`"id":"${id}"`)) ?? '');
}

test('a patch brings its digits, and takes those of the number before', async () => {
  const { body } = await client.send(
    'POST',
    'Observation',
    write({ ...weight, subject: client.patient }, digits),
  );
  const at = `Observation/${body.id}`;
  const patch = (value: string) =>
    client.send('PATCH', at, `[{"op":"replace","path":"/valueQuantity/value","value":${value}}]`, {
      'content-type': 'application/json-patch+json',
    });
  expect(numbersIn((await patch('71.10')).text)).toEqual(['71.10']);
  expect(numbersIn((await patch('72')).text)).toEqual(['72']);
  const part = `{"name":"type","valueCode":"replace"},{"name":"path","valueString":"Observation.valueQuantity.value"}`;
  const parameters = `{"resourceType":"Parameters","parameter":[{"name":"operation","part":[${part},{"name":"value","valueDecimal":73.00}]}]}`;
  expect(numbersIn((await client.send('PATCH', at, parameters)).text)).toEqual(['73.00']);
  expect(numbersIn((await client.get(`Observation?value-quantity=73&_id=${body.id}`)).text)).toEqual([
    '73.00',
  ]);
});

test('what an item shows of a result and a dose has its digits, however it came', async () => {
  const { vault } = server;
  const grant = makeSystemGrant('tests', client.record.id, client.person.id);
  const shown = (value: number, digits: string, unit: string) => ({
    display: `${digits} ${unit}`,
    structured: [{ value, units: { text: unit } }],
  });
  const results = [
    { name: 'Creatinine', value: { measurement: shown(1.9, '1.90', 'mg/dL') } },
    { name: 'PSA', value: { measurement: { display: '<5.0 ng/mL' } } },
    { name: 'Sodium', value: { measurement: shown(140, '140', 'mmol/L') } },
  ];
  const labs = { labGroup: [{ groupName: { text: 'Blood' }, results }] };
  const taken = { name: { text: 'Warfarin' }, dose: shown(2.5, '2.50', 'mg') };
  const writes = [makeThing(labResults, labs), makeThing(medication, taken)];
  await writeThings(vault, grant, writes, { overwrite: false });
  const reports = await client.find('DiagnosticReport');
  const found: AnyResource = reports.find(({ code }) => code.text === 'Blood');
  expect(numbersIn((await client.get(`DiagnosticReport/${found.id}`)).text)).toEqual(['1.90', '5.0', '140']);
  expect(numbersIn((await client.get('MedicationRequest')).text)).toEqual(['2.50']);
  const put = await client.send(
    'PUT',
    `DiagnosticReport/${found.id}`,
    (await client.get(`DiagnosticReport/${found.id}`)).text,
  );
  expect([put.status, numbersIn(put.text)]).toEqual([200, ['1.90', '5.0', '140']]);
});

test('a number that is changed has no digits from before', async () => {
  const { body } = await client.send(
    'POST',
    'Observation',
    write({ ...weight, subject: client.patient }, digits),
  );
  const changed = await client.send('PUT', `Observation/${body.id}`, {
    ...body,
    valueQuantity: quantity(71),
  });
  expect(numbersIn(changed.text)).toEqual(['71']);
});

test.each([
  ['a text that looks as if it were marked', { text: '#70.50' }],
  ['an extension of its own beside the number', {}],
])('%s comes back as it was', async (_, more) => {
  const own = { extension: [{ url: 'urn:x', valueString: '70.50' }] };
  const resource = {
    ...weight,
    code: { text: 'x', ...more },
    valueQuantity: { ...quantity('@a'), _value: own },
  };
  const { body, text } = await client.send(
    'POST',
    'Observation',
    write({ ...resource, subject: client.patient }, digits),
  );
  expect(body.valueQuantity._value).toEqual(own);
  expect(body.code).toEqual(resource.code);
  expect(numbersIn(text)[0]).toBe('70.50');
});

test.each([
  ['a number that JSON does not have', '01.50', 400],
  ['a number as a name', '{1.50:1}', 400],
  ['more digits in a row than there may be', `1.${'0'.repeat(200)}`, 400],
  ['a number that is larger than any', '1e400', 400],
  ['a number that would be 0', '-0.05e-400', 400],
  ['a value that stands twice', '70,"value":170', 400],
  ['a value that stands twice, once in other characters', '70,"v\\u0061lue" :170', 400],
])('%s is refused', async (_, value, status) => {
  const { valueQuantity, ...rest } = weight;
  const text = write({ ...rest, subject: client.patient, valueQuantity }, { a: value });
  expect((await client.send('POST', 'Observation', text)).status).toBe(status);
});

test.each([
  ['1e400', 400],
  ['1e-400', 400],
  ['0e-400', 201],
])('in XML %s is answered %i', async (value, status) => {
  const xml = `<Observation xmlns="http://hl7.org/fhir"><status value="final"/><code><text value="x"/></code><subject><reference value="${client.patient.reference}"/></subject><effectiveDateTime value="2026-01-01"/><valueQuantity><value value="${value}"/></valueQuantity></Observation>`;
  const headers = { 'content-type': 'application/fhir+xml' };
  expect((await client.send('POST', 'Observation', xml, headers)).status).toBe(status);
});

test('names are told apart by the object that they are in, also within a Bundle', async () => {
  const entry = (value: string) =>
    `{"resource":${write({ ...weight, subject: client.patient }, { a: value })},"request":{"method":"POST","url":"Observation"}}`;
  const send = (...values: string[]) =>
    client.send('POST', '', `{"resourceType":"Bundle","type":"batch","entry":[${values.map(entry).join()}]}`);
  expect((await send('70', '71')).status).toBe(200);
  expect((await send('70', '71,"value":72')).status).toBe(400);
});

test('a whole number has no point', async () => {
  const { valueQuantity: _, ...rest } = weight;
  const whole = (digits: string) =>
    client.send(
      'POST',
      'Observation',
      write({ ...rest, code: { text: 'x' }, valueInteger: '@a' }, { a: digits }),
    );
  expect((await whole('3')).status).toBe(201);
  const refused = await whole('3.0');
  expect([refused.status, refused.body.issue[0].expression]).toEqual([422, ['Observation.valueInteger']]);
});
