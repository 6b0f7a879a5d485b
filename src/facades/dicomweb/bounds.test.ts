// What is asked or sent beyond measure, to find out what one may not know, or goes on when who sends it may not any more.
import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Rule } from '../../core/authorization/rules.ts';
import { studyTypeIds } from '../../core/imaging/study-type.ts';
import { makeDicom } from '../../testing/dicom-files.ts';
import { packInstances, partsType, readAnswer } from '../../testing/dicom-web.ts';
import { fullRules } from '../../testing/given.ts';
import { givenSmartToken, type SmartGiven } from '../../testing/given-smart.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { dicomWebFramesMax: 3, recordQuotaBytes: 3_000_000 } });
});
afterAll(() => server.close());

async function given(of: Partial<SmartGiven> = {}) {
  const token = await givenSmartToken(server, { scopes: 'patient/ImagingStudy.cruds', ...of });
  const send = (path: string, init: RequestInit = {}) =>
    fetch(`${server.shellUrl}/dicomweb${path}`, {
      ...init,
      headers: { ...token.headers, ...(init.headers as Record<string, string>) },
    });
  const store = (files: readonly Buffer[]) =>
    send('/studies', { method: 'POST', headers: { 'content-type': partsType }, body: packInstances(files) });
  const find = async (path: string) => (await send(path)).json() as Promise<Record<string, unknown>[]>;
  return { ...token, send, store, find };
}

const ofStudies = (rule: Partial<Rule> = {}): Rule => ({
  ...(fullRules()[0] as Rule),
  targets: [{ typeIds: [...studyTypeIds] }],
  ...rule,
});

test('a frame that is named many times is answered once, and so many are named at once', async () => {
  const { store, send } = await given();
  await store([makeDicom({ study: '1.2.60' })]);
  const frames = (named: string) =>
    send(`/studies/1.2.60/series/1.2.60.1/instances/1.2.60.1.1/frames/${named}`);
  expect(await readAnswer(await frames(Array(2000).fill('1').join(',')))).toHaveLength(1);
  const many = await frames('1,2,3,4');
  expect([many.status, await many.text()]).toEqual([400, 'Name at most 3 frames at once.\n']);
  for (const named of ['0x1', '1e0', '1e300', '+1', '%201', '1,', '01', '1.0'])
    expect([named, (await frames(named)).status]).toEqual([named, 400]);
});

test('of what is only asked about no bytes are read', async () => {
  const { store, send } = await given();
  await store([makeDicom({ study: '1.2.61' })]);
  const read = vi.spyOn(server.vault.blobs, 'read');
  try {
    for (const accept of ['*/*', 'application/zip', 'application/dicom']) {
      const answer = await send('/studies/1.2.61', { method: 'HEAD', headers: { accept } });
      expect([answer.status, read.mock.calls.length]).toEqual([200, 0]);
    }
    expect((await send('/studies/1.2.61/metadata', { method: 'HEAD' })).status).toBe(200);
    expect(read).not.toHaveBeenCalled();
    await (await send('/studies/1.2.61')).arrayBuffer();
    expect(read).toHaveBeenCalled();
  } finally {
    read.mockRestore();
  }
});

test('a study that two items hold is found as one, with the instances of both', async () => {
  const owner = await given();
  const { person, record } = owner;
  await owner.store([1, 2].map(number => makeDicom({ study: '1.2.62', number, date: '20200101' })));
  const rules = [ofStudies({ targets: [{ typeIds: [...studyTypeIds], from: '2025-01-01' }] })];
  const late = await given({ of: { person, record }, rules });
  expect((await late.store([2, 3].map(number => makeDicom({ study: '1.2.62', number })))).status).toBe(200);
  expect(await owner.find('/studies')).toMatchObject([{ '00201208': { Value: [3] } }]);
  expect(await owner.find('/series')).toHaveLength(1);
  expect(await owner.find('/studies/1.2.62/instances')).toHaveLength(3);
  expect(await owner.find('/instances?offset=2')).toHaveLength(1);
  expect(await late.find('/studies')).toMatchObject([{ '00201208': { Value: [2] } }]);
});

test('who may not read what the person is called does not learn it by trying names', async () => {
  const files = [makeDicom({ study: '1.2.63', patientName: 'Somebody^Else' })];
  const { person, record, store } = await given();
  expect((await store(files)).status).toBe(409);
  const blind = await given({ of: { person, record }, rules: [ofStudies()] });
  expect((await blind.store(files)).status).toBe(200);
});

test('a record that is full is told while instances come, and those that fit are taken', async () => {
  const { store, find, app } = await given();
  const large = (number: number) =>
    makeDicom({ study: '1.2.64', number, rows: 800, columns: 1000, pixels: Buffer.alloc(1_600_000, number) });
  const put = vi.spyOn(server.vault.blobs, 'put');
  const answer = await store([large(1), large(2), large(3), makeDicom({ study: '1.2.64', number: 4 })]);
  const kept = put.mock.calls.length;
  put.mockRestore();
  expect([answer.status, answer.headers.get('warning')]).toEqual([202, expect.stringContaining('no room')]);
  expect(await find('/studies/1.2.64/instances')).toHaveLength(2);
  // Of those that found no room no part that was too much was written.
  expect(kept).toBeLessThanOrEqual(2);
  expect((await server.vault.store.read(async db => db.blobs.unattached(app.id))).count).toBe(0);
});

test.each(['DICOMweb', 'FHIR'])(
  'what comes by %s is refused where its person is suspended while it comes',
  async door => {
    const scopes = 'patient/ImagingStudy.cruds patient/Observation.cruds';
    const { headers, person, record, recordId } = await given({ scopes });
    const observation = {
      resourceType: 'Observation',
      status: 'final',
      subject: { reference: `Patient/${recordId}` },
      code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
      valueQuantity: { value: 70, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
      effectiveDateTime: '2026-01-01',
    };
    const [path, type, body] =
      door === 'FHIR'
        ? ['/fhir/r4/Observation', 'application/fhir+json', Buffer.from(JSON.stringify(observation))]
        : ['/dicomweb/studies', partsType, Buffer.from(packInstances([makeDicom({ study: '1.2.65' })]))];
    const send = async (halfWay: () => Promise<unknown>) => {
      const sending = request(`${server.shellUrl}${path}`, {
        method: 'POST',
        headers: { ...headers, 'content-type': type },
      });
      const begun = vi.spyOn(server.vault.store, 'read');
      sending.write(body.subarray(0, 100));
      await vi.waitFor(() => expect(begun).toHaveBeenCalled());
      begun.mockRestore();
      await new Promise(done => setTimeout(done, 100));
      await halfWay();
      sending.end(body.subarray(100));
      const [answer] = await once(sending, 'response');
      answer.resume();
      return answer.statusCode;
    };
    const count = () => server.vault.store.read(async db => (await db.records.usage(record.id)).sequence);
    const before = await count();
    const suspend = () => server.vault.store.write(db => db.people.update({ ...person, state: 'suspended' }));
    expect([await send(suspend), await count()]).toEqual([door === 'FHIR' ? 403 : 409, before]);
    await server.vault.store.write(db => db.people.update(person));
    expect(await send(async () => {})).toBe(door === 'FHIR' ? 201 : 200);
  },
);
