// A bundle of FHIR goes the whole way: known, read by the thread, compared, written; again it changes nothing, and one of somebody
// else says so.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenSignedIn, type Visitor } from '../../shell/testing/visitors.ts';
import { givenFhirClient } from '../../testing/fhir-client.ts';
import { givenImport, grantOf, runUntilDone } from '../../testing/imports/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { listThings } from '../things/list.ts';
import { startWriting } from './choose.ts';
import type { Import } from './import.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function write(one: Import): Promise<Import> {
  await startWriting(server.vault, one, { typeIds: [], sources: [], lines: [] });
  return runUntilDone(server, one);
}

async function listXml(of: Visitor): Promise<string[]> {
  const asked = { after: undefined, limit: 500, withWriters: true };
  const { things } = await listThings(server.vault, await grantOf(server, of), asked);
  return things.map(({ dataXml }) => dataXml).sort();
}

const subject = { reference: 'https://fhir.example.com/Patient/p1' };

interface Some {
  readonly resourceType: string;
  readonly id: string;
}

const bundle = (family: string, ...others: readonly Some[]) =>
  JSON.stringify({
    resourceType: 'Bundle',
    type: 'searchset',
    entry: [
      { resourceType: 'Patient', id: 'p1', name: [{ family, given: ['Ada'] }], birthDate: '1984-06-07' },
      {
        resourceType: 'MedicationRequest',
        id: 'm1',
        status: 'active',
        intent: 'order',
        medicationReference: { reference: 'Medication/d1' },
        subject,
        authoredOn: '2026-01-02',
      },
      { resourceType: 'Medication', id: 'd1', code: { text: 'Lisinopril 10 mg' } },
      ...others,
    ].map(resource => ({
      fullUrl: `https://fhir.example.com/${resource.resourceType}/${resource.id}`,
      resource,
    })),
  });

test('a bundle is added once; another of the same server adds what is new', async () => {
  const ada = await givenSignedIn(server);
  const one = await givenImport(server, ada, bundle('Turner'), { name: 'portal.json' });
  expect(one).toMatchObject({
    state: 'ready',
    about: {
      format: 'fhir',
      found: { people: ['Ada Turner'], leftOut: [{ why: 'no-kind', what: 'Medication' }] },
    },
  });
  expect(await write(one)).toMatchObject({ state: 'done', tally: { new: 2 } });
  expect((await listXml(ada)).some(xml => xml.includes('<text>Lisinopril 10 mg</text>'))).toBe(true);
  const more = {
    resourceType: 'AllergyIntolerance',
    id: 'a1',
    code: { text: 'Nuts' },
    patient: subject,
  } as const;
  const again = await givenImport(server, ada, bundle('Turner', more), { name: 'portal.json' });
  expect(await write(again)).toMatchObject({ state: 'done', tally: { new: 1, same: 2 } });
});

/** Everything that people are told by, as a hospital has it: sure and unsure, done and not done, with the digits that it measured. */
function makeMixed(): string {
  const coded = (system: string, code: string) => ({
    coding: [{ system: `http://terminology.hl7.org/CodeSystem/${system}`, code }],
  });
  const lab = [coded('observation-category', 'laboratory')];
  const day = '2026-03-01';
  const test = (id: string, status: string, value: string, more = {}) => ({
    ...{ resourceType: 'Observation', id, status, category: lab, code: { text: `Test ${id}` }, subject },
    ...{ effectiveDateTime: `${day}T08:05:00+02:00`, valueQuantity: { value, unit: 'mg/dL' }, ...more },
  });
  const vital = (code: string, value: string, unit: string, more = {}) => ({
    ...{ resourceType: 'Observation', status: 'final', subject, effectiveDateTime: day, ...more },
    code: { coding: [{ system: 'http://loinc.org', code }] },
    valueQuantity: { value, unit, code: unit, system: 'http://unitsofmeasure.org' },
  });
  const flag = [coded('v3-ObservationInterpretation', 'H')];
  const resources = [
    {
      ...{
        resourceType: 'DiagnosticReport',
        id: 'r',
        status: 'preliminary',
        code: { text: 'Panel' },
        subject,
      },
      ...{ category: [coded('v2-0074', 'LAB')], effectiveDateTime: day },
      result: ['t1', 't2', 't3', 't4'].map(id => ({ reference: `Observation/${id}` })),
    },
    test('t1', 'final', '@1.90'),
    test('t2', 'entered-in-error', '@222'),
    test('t3', 'corrected', '@4.0', { interpretation: flag }),
    test('t4', 'unknown', '@7.25'),
    test('t5', 'final', '@5.0', { valueQuantity: { value: '@5.0', comparator: '<', unit: 'mg/dL' } }),
    vital('8867-4', '@72.6', '/min', { interpretation: flag, status: 'preliminary' }),
    vital('29463-7', '@154.30', '[lb_av]'),
    vital('8310-5', '@38.50', 'Cel'),
    {
      ...{ resourceType: 'AllergyIntolerance', code: { text: 'Penicillin' }, patient: subject },
      verificationStatus: coded('allergyintolerance-verification', 'refuted'),
    },
    {
      ...{ resourceType: 'AllergyIntolerance', code: { text: 'Soy' }, patient: subject },
      clinicalStatus: coded('allergyintolerance-clinical', 'resolved'),
    },
    {
      ...{ resourceType: 'Condition', code: { text: 'Gout' }, subject },
      clinicalStatus: coded('condition-clinical', 'active'),
      verificationStatus: coded('condition-ver-status', 'differential'),
    },
    ...['active', 'on-hold', 'unknown', 'stopped'].map(status => ({
      ...{ resourceType: 'MedicationRequest', status, intent: 'order', subject, authoredOn: day },
      medicationCodeableConcept: { text: `Medicine ${status}` },
      dosageInstruction: [{ doseAndRate: [{ doseQuantity: { value: '@2.50', unit: 'mg' } }] }],
    })),
  ];
  return JSON.stringify(resources).replace(/"@([\d.]+)"/g, '$1');
}

test('what a record gives out by FHIR is the same in another: digits, units, moments, statuses, notes', async () => {
  const [ada, bo] = [await givenSignedIn(server), await givenSignedIn(server, 'Bo Example')];
  expect(await write(await givenImport(server, ada, makeMixed(), { name: 'mixed.json' }))).toMatchObject({
    state: 'done',
  });
  const { person, record } = ada;
  const client = await givenFhirClient(server, { of: { person, record } });
  const { text } = await client.get(`Patient/${client.recordId}/$everything?_count=240`);
  for (const digits of ['1.90', '4.0', '5.0', '2.50']) expect(text).toContain(`"value":${digits},`);
  const told = (xml: string, note = '') => `${xml} ${note}`;
  const listOf = async (of: Visitor) => {
    const asked = { after: undefined, limit: 500, withWriters: true };
    const { things } = await listThings(server.vault, await grantOf(server, of), asked);
    return things
      .map(({ dataXml, commonXml }) => told(dataXml, /<note>.*<\/note>/s.exec(commonXml)?.[0]))
      .sort();
  };
  expect(await write(await givenImport(server, bo, text, { name: 'everything.json' }))).toMatchObject({
    state: 'done',
  });
  const [given, taken] = [await listOf(ada), await listOf(bo)];
  // Whose record it is comes along.
  expect(taken.filter(xml => !xml.startsWith('<personal>'))).toEqual(given);
  expect(given.filter(xml => /222|Test t2 [\d]/.test(xml))).toEqual([]);
});
