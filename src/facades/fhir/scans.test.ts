// Reports that were scanned are documents, too, at the same address; and what is newly recorded claims no profile of US Core that its code
// does not bear out.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judge } from '../../testing/fhir/judge.ts';
import { makeCondition, makeReport } from '../../testing/fhir/us-core-samples.ts';
import { type AnyResource, type FhirClient, givenFhirClient } from '../../testing/fhir-client.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
let client: FhirClient;
beforeAll(async () => {
  // It reads its definitions first, which takes longer than a connection waits.
  judge({ resourceType: 'Basic' });
  server = await startTestServer();
  client = await givenFhirClient(server);
});
afterAll(() => server.close());

const coding = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });
const section = (code: string) => ({
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code }],
});

async function sendScan(): Promise<string> {
  const reply = await fetch(`${client.base}/Binary`, {
    method: 'POST',
    headers: { ...client.headers, 'content-type': 'application/pdf' },
    body: '%PDF-1.4 scan',
  });
  return reply.headers.get('location') ?? '';
}

describe('a scanned report', () => {
  test.each([
    ['laboratory', section('LAB'), '11502-2'],
    ['microbiology', section('MB'), '11502-2'],
    ['radiology', coding('LP29684-5'), '18748-4'],
    ['pathology', coding('LP7839-6'), '11526-1'],
    ['cardiology', coding('LP29708-2'), 'UNK'],
  ])(
    'of %s is a document at the same address, found by category, type and patient',
    async (_, category, type) => {
      const url = await sendScan();
      const report = await client.add({
        ...makeReport(client.patient, category, { ...coding('24323-8'), text: 'Panel' }),
        presentedForm: [{ contentType: 'application/pdf', url, title: 'Scan' }],
      });
      const address = report.presentedForm[0].url;
      expect(address).toBe(`Binary/${url.split('/').pop()}`);
      const query = `DocumentReference?patient=${client.recordId}&category=clinical-note&type=${type}&_count=100`;
      const document = (await client.find(query)).find(({ id }) => id === `${report.id}.document`);
      expect(document).toMatchObject({
        status: 'current',
        docStatus: 'final',
        subject: client.patient,
        date: '2026-01-05T12:00:00Z',
        content: [{ attachment: { contentType: 'application/pdf', url: address, title: 'Scan' } }],
        context: { period: { start: '2026-01-05T09:00:00Z' } },
      });
      expect(judge(document)).toEqual([]);
      expect((await client.get(`DocumentReference/${document.id}`)).body).toEqual(document);
      const only = await givenFhirClient(server, { of: client, scopes: 'patient/DocumentReference.rs' });
      const read = await only.get(address);
      expect([read.status, read.text]).toEqual([200, '%PDF-1.4 scan']);
      expect((await only.get(`DiagnosticReport/${report.id}`)).status).toBe(403);
      const changed = await client.send('PUT', `DocumentReference/${document.id}`, document);
      expect([changed.status, changed.body.issue[0].code]).toEqual([422, 'business-rule']);
      expect((await client.send('DELETE', `DiagnosticReport/${report.id}`)).status).toBe(204);
      expect((await client.get(`DocumentReference/${document.id}`)).status).toBe(410);
    },
  );

  test('that is written out has its words in the document, and one that presents nothing is none', async () => {
    const written = await client.add({
      ...makeReport(client.patient, section('LAB'), coding('11502-2')),
      presentedForm: [{ contentType: 'text/plain', data: 'QWxsIGlzIHdlbGw=' }],
    });
    const { presentedForm: _, ...silent } = makeReport(client.patient, section('LAB'), coding('11502-2'));
    const { id } = await client.add(silent);
    const found = await client.find(`DocumentReference?category=${encodeURIComponent('LAB')}&_count=100`);
    const ids = found.map(one => one.id);
    expect([ids.includes(`${written.id}.document`), ids.includes(`${id}.document`)]).toEqual([true, false]);
    expect(found.find(one => one.id === `${written.id}.document`).content).toEqual([
      { attachment: written.presentedForm[0] },
    ]);
  });
});

describe('what is newly recorded claims to be of US Core', () => {
  const profile = 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-condition-encounter-diagnosis';
  const category = {
    coding: [
      { system: 'http://terminology.hl7.org/CodeSystem/condition-category', code: 'encounter-diagnosis' },
    ],
  };
  const add = (code: object): Promise<AnyResource> =>
    client.add({ ...makeCondition(client.patient, category, { code }), meta: { profile: [profile] } });

  test.each([
    [
      'with a code of the current list',
      { coding: [{ system: 'http://snomed.info/sct', code: '195662009' }] },
    ],
    ['in words alone', { text: 'Sore throat' }],
  ])('%s, where that is a Condition', async (_, code) => {
    expect((await add(code)).meta.profile).toContain(profile);
  });

  test('not with codes of others alone', async () => {
    const made = await add({ coding: [{ system: 'urn:example:codes', code: 'st' }], text: 'Sore throat' });
    expect(made.meta.profile).toBeUndefined();
    expect(made.code.coding).toEqual([{ system: 'urn:example:codes', code: 'st' }]);
    const procedure = await client.add({
      resourceType: 'Procedure',
      status: 'completed',
      subject: client.patient,
      code: { coding: [{ system: 'urn:example:codes', code: 'x' }] },
      performedDateTime: '2026-01-05',
    });
    expect(procedure.meta.profile).toBeUndefined();
  });
});

test('a record that is too long to be summed up at once is refused, and a long one lets others on', async () => {
  const small = await startTestServer({ limits: { fhirSummaryBytesMax: 20_000 } });
  const own = await givenFhirClient(small);
  const add = (text: string) =>
    own.add({ resourceType: 'Condition', code: { text }, subject: own.patient, note: [{ text: 'x' }] });
  await add('Cold');
  expect((await own.get(`Patient/${own.recordId}/$summary`)).status).toBe(200);
  for (let i = 0; i < 30; i++) await add(`Cold ${i} ${'x'.repeat(700)}`);
  const refused = await own.get(`Patient/${own.recordId}/$summary`);
  expect([refused.status, refused.body.issue[0].code]).toEqual([413, 'too-costly']);
  await small.close();
});
