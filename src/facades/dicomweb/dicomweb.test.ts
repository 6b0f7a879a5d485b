// DICOMweb as viewers and archives speak it: stored, found, retrieved; and no further than what was granted and the scopes of the
// token.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissions, type Rule } from '../../core/authorization/rules.ts';
import { askOfDicom } from '../../core/imaging/dicom-thread.ts';
import { studyTypeId, studyTypeIds } from '../../core/imaging/study-type.ts';
import { type MadeInstance, makeDicom } from '../../testing/dicom-files.ts';
import { packInstances, partsType, readAnswer } from '../../testing/dicom-web.ts';
import { fullRules, givenPerson } from '../../testing/given.ts';
import { givenSmartToken, type SmartGiven } from '../../testing/given-smart.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { serveDicomWeb } from './endpoint.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { imageStoreInstancesMax: 20, dicomWebRowsMax: 50 } });
});
afterAll(() => server.close());

const all = 'patient/ImagingStudy.cruds';

async function given(of: Partial<SmartGiven> = {}) {
  const token = await givenSmartToken(server, { scopes: all, ...of });
  const send = (path: string, init: RequestInit = {}) =>
    fetch(`${server.shellUrl}/dicomweb${path}`, {
      ...init,
      headers: { ...token.headers, ...(init.headers as Record<string, string>) },
    });
  const store = (files: readonly Buffer[], path = '/studies') =>
    send(path, { method: 'POST', headers: { 'content-type': partsType }, body: packInstances(files) });
  const find = async (path: string) => {
    const answer = await send(path);
    return answer.status === 200
      ? ((await answer.json()) as Record<string, { Value?: unknown[] }>[])
      : answer.status;
  };
  return { ...token, send, store, find };
}

const slices = (study: string, count: number, more: Partial<MadeInstance> = {}) =>
  Array.from({ length: count }, (_, at) => makeDicom({ study, number: at + 1, ...more }));

describe('stored, found and retrieved', () => {
  test('what was sent comes back byte for byte, as a study, a series, an instance and a zip', async () => {
    const { store, send, find } = await given();
    const files = slices('1.2.10', 3);
    const stored = await store(files);
    expect(stored.status).toBe(200);
    const said = (await stored.json()) as Record<string, { Value: Record<string, { Value: unknown[] }>[] }>;
    expect(said['00081199']?.Value).toHaveLength(3);
    expect(said['00081199']?.Value[0]?.['00081190']?.Value[0]).toMatch(
      /\/studies\/1\.2\.10\/series\/1\.2\.10\.1\/instances\/1\.2\.10\.1\.1$/,
    );
    const [line] = (await find('/studies?StudyInstanceUID=1.2.10')) as Record<
      string,
      { Value?: unknown[] }
    >[];
    expect(line).toMatchObject({
      '00080020': { vr: 'DA', Value: ['20260301'] },
      '00080061': { Value: ['CT'] },
      '00100020': { Value: ['P1'] },
      '00201206': { Value: [1] },
      '00201208': { Value: [3] },
    });
    for (const path of ['/studies/1.2.10', '/studies/1.2.10/series/1.2.10.1']) {
      const answer = await send(path, {
        headers: { accept: 'multipart/related; type="application/dicom"; transfer-syntax=*' },
      });
      const parts = await readAnswer(answer);
      expect(parts.map(({ bytes }) => bytes.toString('hex'))).toEqual(
        files.map(file => file.toString('hex')),
      );
      expect(parts[0]?.head).toContain('application/dicom; transfer-syntax=1.2.840.10008.1.2.1');
    }
    const one = await send('/studies/1.2.10/series/1.2.10.1/instances/1.2.10.1.2', {
      headers: { accept: 'application/dicom' },
    });
    expect(Buffer.from(await one.arrayBuffer()).equals(files[1] as Buffer)).toBe(true);
    const zip = await send('/studies/1.2.10', { headers: { accept: 'application/zip' } });
    expect([zip.status, zip.headers.get('content-type')]).toEqual([200, 'application/zip']);
    const zipped = Buffer.from(await zip.arrayBuffer());
    expect(zipped.subarray(0, 2).toString()).toBe('PK');
    expect(zipped.includes('DICOMDIR')).toBe(true);
  });

  test('metadata says all but the pixels, which have an address, and frames lie where it says', async () => {
    const { store, send, find } = await given();
    const pixels = Buffer.from(Array.from({ length: 64 }, (_, at) => at));
    await store(
      [makeDicom({ study: '1.2.11', pixels, patientName: 'Müller^Jörg=山田^太郎' })],
      '/studies?anyway=true',
    );
    const [data] = (await find('/studies/1.2.11/metadata')) as Record<
      string,
      { vr: string; Value?: unknown[]; BulkDataURI?: string }
    >[];
    expect(data).toMatchObject({
      '00100010': { vr: 'PN', Value: [{ Alphabetic: 'Müller^Jörg', Ideographic: '山田^太郎' }] },
      '0020000D': { vr: 'UI', Value: ['1.2.11'] },
      '00200013': { vr: 'IS', Value: [1] },
      '00280010': { vr: 'US', Value: [4] },
    });
    expect(data?.['00020010']).toBeUndefined();
    const url = new URL(data?.['7FE00010']?.BulkDataURI ?? '').pathname.replace('/dicomweb', '');
    const [bulk] = await readAnswer(await send(url));
    expect(bulk?.bytes.equals(pixels)).toBe(true);
    const [frame] = await readAnswer(
      await send('/studies/1.2.11/series/1.2.11.1/instances/1.2.11.1.1/frames/1'),
    );
    expect(frame?.bytes.equals(pixels)).toBe(true);
    expect(frame?.head).toContain('application/octet-stream; transfer-syntax=1.2.840.10008.1.2.1');
    const more = await send('/studies/1.2.11/series/1.2.11.1/instances/1.2.11.1.1/frames/2');
    expect([more.status, await more.text()]).toEqual([404, 'The instance has 1 frames.\n']);
    const other = await send('/studies/1.2.11/series/1.2.11.1/instances/1.2.11.1.1/frames/1', {
      headers: {
        accept: 'multipart/related; type="application/octet-stream"; transfer-syntax=1.2.840.10008.1.2.4.50',
      },
    });
    expect(other.status).toBe(406);
    const drawn = await send('/studies/1.2.11/rendered', { headers: { accept: 'image/png' } });
    expect([drawn.status, drawn.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(Buffer.from(await drawn.arrayBuffer()).toString('latin1', 1, 4)).toBe('PNG');
    const small = '/studies/1.2.11/series/1.2.11.1/instances/1.2.11.1.1/frames/1/thumbnail';
    expect((await send(small)).headers.get('content-type')).toBe('image/jpeg');
    expect((await send(`${small}?window=x`)).status).toBe(400);
    expect((await send(small, { headers: { accept: 'video/mpeg' } })).status).toBe(406);
  });

  test('found by what headers say, page by page', async () => {
    const { store, find } = await given();
    await store(slices('1.2.12', 3, { date: '20260105', description: 'Head first' }));
    await store(slices('1.2.13', 2, { date: '20260601', modality: 'MR', description: 'Knee' }));
    const uids = async (query: string) => {
      const lines = (await find(`/studies?${query}`)) as Record<string, { Value?: unknown[] }>[];
      return lines.map(line => line['0020000D']?.Value?.[0]);
    };
    expect(await uids('')).toEqual(['1.2.13', '1.2.12']);
    expect(await uids('StudyDate=20260101-20260131')).toEqual(['1.2.12']);
    expect(await uids('StudyDate=20260601-')).toEqual(['1.2.13']);
    expect(await uids('ModalitiesInStudy=MR')).toEqual(['1.2.13']);
    expect(await uids('StudyDescription=*first')).toEqual(['1.2.12']);
    expect(await uids('00081030=kne%3F')).toEqual(['1.2.13']);
    expect(await uids('StudyInstanceUID=1.2.12,1.2.13')).toHaveLength(2);
    expect(await uids('limit=1&offset=1')).toEqual(['1.2.12']);
    expect(await find('/studies/1.2.12/series')).toHaveLength(1);
    expect(await find('/studies/1.2.12/instances?limit=2')).toHaveLength(2);
    expect(await find('/instances?InstanceNumber=2&Modality=CT')).toHaveLength(1);
    expect(await find('/studies/1.2.12/series/9.9/instances')).toEqual([]);
    expect(await find('/studies?Wombat=1')).toBe(400);
    await store(slices('1.2.15', 1, { date: '20250101', description: `A-7 ${'a'.repeat(900)}` }));
    expect(await uids('StudyDescription=a-7*')).toEqual(['1.2.15']);
    // An expression that is gone through in every way there is would take for ever.
    expect(await uids(`StudyDescription=${'*a'.repeat(30)}*b`)).toEqual([]);
    expect(await uids(`StudyDescription=${'*a'.repeat(30)}*`)).toEqual(['1.2.15']);
    expect(await find('/studies?limit=x')).toBe(400);
  });

  test('each instance is told what became of it', async () => {
    const { store, find } = await given();
    const good = makeDicom({ study: '1.2.14' });
    await store([good]);
    const other = makeDicom({ study: '1.2.14', pixels: Buffer.alloc(32, 7) });
    const answer = await store(
      [good, other, Buffer.from('nothing'), makeDicom({ study: '1.2.15' })],
      '/studies/1.2.14',
    );
    expect(answer.status).toBe(202);
    const said = (await answer.json()) as Record<string, { Value: Record<string, { Value: number[] }>[] }>;
    expect(said['00081199']?.Value).toHaveLength(1);
    expect(said['00081198']?.Value.map(one => one['00081197']?.Value[0]).sort()).toEqual(
      [0x0111, 0xa900, 0xc000].sort(),
    );
    expect(answer.headers.get('warning')).toContain('is no DICOM file');
    expect(await find('/studies?StudyInstanceUID=1.2.15')).toEqual([]);
    expect((await store([Buffer.from('nothing')])).status).toBe(409);
  });

  test('another patient is told of, and taken only where that is said', async () => {
    const { store } = await given();
    const file = makeDicom({ study: '1.2.16', patientName: 'Somebody^Else' });
    const refused = await store([file]);
    expect([refused.status, refused.headers.get('warning')]).toEqual([
      409,
      expect.stringContaining('anyway=true'),
    ]);
    expect((await store([file], '/studies?anyway=true')).status).toBe(200);
  });
});

const rule = (given: Partial<Rule> = {}): Rule => ({
  name: 'some',
  reason: 'testing',
  permissions,
  targets: [{ typeIds: [...studyTypeIds] }],
  exceptions: [],
  mode: 'online',
  optional: undefined,
  ...given,
});

describe('rights', () => {
  test('nobody without a good token; another record has none of it', async () => {
    const owner = await given();
    await owner.store(slices('1.2.20', 1));
    const challenges = { '': 'Bearer', 'Bearer made-up': 'Bearer error="invalid_token"' };
    for (const [authorization, challenge] of Object.entries(challenges)) {
      const answer = await fetch(`${server.shellUrl}/dicomweb/studies`, { headers: { authorization } });
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, challenge]);
    }
    const stranger = await given();
    expect(await stranger.find('/studies?StudyInstanceUID=1.2.20')).toEqual([]);
    expect((await stranger.send('/studies/1.2.20')).status).toBe(404);
    expect((await stranger.send('/studies/1.2.20/metadata')).status).toBe(404);
  });

  test('a token is good until it ends', async () => {
    const own = await startTestServer();
    try {
      const token = await givenSmartToken(own, { scopes: all });
      const ask = () => fetch(`${own.shellUrl}/dicomweb/studies`, { headers: token.headers });
      expect((await ask()).status).toBe(200);
      own.clock.pass(own.vault.limits.smartTokenTtlMs + 1);
      expect((await ask()).status).toBe(401);
    } finally {
      await own.close();
    }
  });

  test('scopes open searching, reading and storing each by itself', async () => {
    const of = await givenPerson(server.vault);
    const owner = await given({ of });
    await owner.store(slices('1.2.21', 1));
    const status = async (scopes: string) => {
      const one = await given({ of, scopes });
      return [
        (await one.send('/studies')).status,
        (await one.send('/studies/1.2.21')).status,
        (await one.store(slices('1.2.22', 1))).status,
      ];
    };
    expect(await status('patient/ImagingStudy.s')).toEqual([200, 403, 403]);
    expect(await status('patient/ImagingStudy.r')).toEqual([403, 200, 403]);
    expect(await status('patient/Observation.cruds')).toEqual([403, 403, 403]);
    expect(await status('patient/ImagingStudy.c')).toEqual([403, 403, 200]);
  });

  test('rules bound by type, date and what may be done', async () => {
    const of = await givenPerson(server.vault);
    const owner = await given({ of });
    await owner.store(slices('1.2.23', 1, { date: '20200101' }));
    await owner.store(slices('1.2.24', 1, { date: '20260101' }));
    const late = await given({
      of,
      rules: [rule({ targets: [{ typeIds: [studyTypeId], from: '2025-01-01' }] })],
    });
    expect(await late.find('/studies')).toHaveLength(1);
    expect((await late.send('/studies/1.2.23')).status).toBe(404);
    expect((await late.send('/studies/1.2.23/series/1.2.23.1/instances/1.2.23.1.1/frames/1')).status).toBe(
      404,
    );
    const refused = await late.store(slices('1.2.25', 1, { date: '20200202' }));
    expect([refused.status, refused.headers.get('warning')]).toEqual([
      409,
      expect.stringContaining('not allowed'),
    ]);
    const reader = await given({ of, rules: [rule({ permissions: ['Read'] })] });
    expect((await reader.store(slices('1.2.26', 1))).status).toBe(409);
    expect(await owner.find('/studies?StudyInstanceUID=1.2.25,1.2.26')).toEqual([]);
    const other = await given({
      of,
      rules: fullRules().map(one => ({ ...one, exceptions: [{ typeIds: [...studyTypeIds] }] })),
    });
    expect(await other.find('/studies')).not.toHaveLength(2);
  });
});

test('storing is answered, however long the work takes after the last byte came', async () => {
  const { headers } = await given();
  const { vault } = server;
  const onError = (error: unknown) => {
    throw error;
  };
  const impatient = createServer((request, response) =>
    serveDicomWeb({ vault, addressOf: () => '127.0.0.1', onError }, request, response),
  ).setTimeout(100);
  await once(impatient.listen(0, '127.0.0.1'), 'listening');
  const read = async () => {
    await setTimeout(500);
    return Uint8Array.from(makeDicom({ study: '1.2.40' }));
  };
  // Others have the thread that reads.
  const reading = askOfDicom(vault.limits, 'bo', { want: 'header', isCut: false, isLast: true }, read);
  const { port } = impatient.address() as AddressInfo;
  const answer = await fetch(`http://127.0.0.1:${port}/dicomweb/studies`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'multipart/related; type="application/dicom"; boundary=x' },
    body: Buffer.concat([
      Buffer.from('--x\r\n\r\n'),
      makeDicom({ study: '1.2.40' }),
      Buffer.from('\r\n--x\r\n\r\n\r\n--x--\r\n'),
    ]),
  });
  // The second part has no bytes.
  expect([answer.status, answer.headers.get('warning')]).toEqual([
    202,
    expect.stringContaining('An instance is no DICOM file.'),
  ]);
  await reading;
  impatient.close();
});

describe('what is not as it must be', () => {
  test('is told in words, never as a failure of ours', async () => {
    const { send, store } = await given();
    const statuses = async (paths: readonly string[]) =>
      Promise.all(paths.map(async path => (await send(path)).status));
    expect(
      await statuses([
        '',
        '/',
        '/wombats',
        '/studies/..%2f',
        '/studies/1.2/series/x',
        '/studies/1.2/series/1/instances/1/frames/0',
        '/studies/1.2/series/1/instances/1/frames/a',
        '/studies/1.2/series/1/instances/1/bulkdata/xyz',
        `/studies/${'1.'.repeat(500)}1`,
        '/studies?%E0%A4%A',
      ]),
    ).toEqual([404, 404, 404, 404, 404, 400, 400, 404, 404, 400]);
    const put = await send('/studies', { method: 'PUT', body: 'x' });
    const methods = 'GET, HEAD, POST, OPTIONS';
    expect([put.status, put.headers.get('allow')]).toEqual([405, methods]);
    expect((await send('/studies', { method: 'POST', body: 'x' })).status).toBe(415);
    const broken = await send('/studies', {
      method: 'POST',
      headers: { 'content-type': 'multipart/related; type="application/dicom"; boundary=x' },
      body: 'nothing of the kind',
    });
    expect(broken.status).toBe(400);
    expect(
      (await store(Array.from({ length: 21 }, (_, at) => makeDicom({ study: '1.2.30', number: at })))).status,
    ).toBe(429);
    const preflight = await send('/studies', {
      method: 'OPTIONS',
      headers: { origin: 'https://viewer.example' },
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
    expect(preflight.headers.get('access-control-allow-methods')).toBe(methods);
  });
});
