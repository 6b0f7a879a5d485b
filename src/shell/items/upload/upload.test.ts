import { createHash, randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sweepBlobs } from '../../../core/blobs/sweep.ts';
import { fullRules, givenApp, linkApp } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import type { Browser } from '../../testing/browser.ts';
import { giveAccess, givenSignedIn, signInAs, type Visitor } from '../../testing/visitors.ts';

const fileType = 'bd0403c5-4ae2-4b0e-a8db-1888678e4528';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ limits: { recordQuotaBytes: 12_000_000, uploadsPerPersonMax: 3 } });
});
afterAll(() => server.close());

async function sendForm(browser: Browser, values: Record<string, string | [Blob, string]>, headers = {}) {
  const body = new FormData();
  const page = await browser.open('/upload');
  const fields = { ...(page.form('/upload') as Record<string, string>), ...values };
  delete (fields as Record<string, unknown>).file;
  for (const [name, value] of Object.entries(fields)) if (typeof value === 'string') body.append(name, value);
  const { file } = values;
  if (Array.isArray(file)) body.append('file', file[0], file[1]);
  const { origin } = new URL(server.shellUrl);
  return browser.send('/upload', { method: 'POST', body, headers: { origin, ...headers } });
}

/** The files of a record, as an application reads them. */
async function filesOf({ person, record }: Visitor) {
  const app = await linkApp(server, await givenApp(server.vault, { rules: fullRules() }), { person, record });
  const answer = await app.client.call('GetThings', {
    version: 3,
    info: `<group><filter><type-id>${fileType}</type-id></filter><format><section>core</section><section>blobpayload</section><xml/><blob-payload-request><blob-format><blob-format-spec>inline</blob-format-spec></blob-format></blob-payload-request></format></group>`,
    recordId: app.recordId,
    userToken: app.userToken,
  });
  expect(answer.code).toBe(0);
  return answer;
}

/** As if the record held so much. */
async function fill({ record }: Visitor, bytes: number): Promise<void> {
  await server.vault.store.write(async db => {
    const usage = await db.records.usage(record.id);
    await db.records.setUsage(record.id, { ...usage, bytes, updatedAt: server.clock.now(), isOpen: true });
  });
}

const bytesIn = (base64: string) => Buffer.from(base64, 'base64');
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function steps(browser: Browser, form: string) {
  const { origin } = new URL(server.shellUrl);
  const answer = async (sent: Promise<{ status: number; html: string }>) => {
    const { status, html } = await sent;
    return { status, body: html.startsWith('{') ? JSON.parse(html) : html };
  };
  return {
    post: (address: string, values: Record<string, string>, headers = {}) =>
      answer(
        browser.send(address, {
          method: 'POST',
          body: new URLSearchParams({ form, ...values }),
          headers: { origin, ...headers },
        }),
      ),
    part: (
      upload: string,
      from: number,
      bytes: Uint8Array,
      { last = false, token = form, headers = {} } = {},
    ) =>
      answer(
        browser.send('/upload/part', {
          method: 'POST',
          body: bytes as BodyInit,
          headers: {
            origin,
            'x-keepwell-form': token,
            'x-keepwell-upload': upload,
            'x-keepwell-from': String(from),
            ...(last && { 'x-keepwell-last': '1' }),
            ...headers,
          },
        }),
      ),
  };
}

async function scripted(visitor: Visitor) {
  const form = (await visitor.browser.open('/upload')).form('/upload').form as string;
  return steps(visitor.browser, form);
}

describe('a file sent by the plain form', () => {
  test('becomes an item that applications read, with its bytes as they were', async () => {
    const ada = await givenSignedIn(server);
    const bytes = randomBytes(5_000_000);
    const file = new Blob([bytes], { type: 'application/pdf' });
    const page = await sendForm(ada.browser, { file: [file, 'Brief vom Arzt – ä.pdf'] });
    expect(page.status).toBe(303);
    expect(page.location).toMatch(/\/items\/[0-9a-f-]{36}\/document$/);
    const answer = await filesOf(ada);
    expect(answer.xml).toContain('<name>Brief vom Arzt – ä.pdf</name>');
    expect(answer.xml).toContain('<size>5000000</size>');
    expect(answer.xml).toContain('<content-type>application/pdf</content-type>');
    expect(hash(bytesIn(answer.texts('base64data')[0]!))).toBe(hash(bytes));
  });

  test('is refused at the field when there is none, or nothing in it', async () => {
    const { browser } = await givenSignedIn(server);
    const none = await sendForm(browser, { file: [new Blob([]), ''] });
    expect(none.status).toBe(422);
    expect(none.text).toContain('Choose a file.');
    const empty = await sendForm(browser, { file: [new Blob([]), 'empty.txt'] });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('The file is empty.');
  });

  test('is refused when the record has no room, and nothing of it stays', async () => {
    const ada = await givenSignedIn(server);
    const page = await sendForm(ada.browser, { file: [new Blob([randomBytes(13_000_000)]), 'big.bin'] });
    expect(page.status).toBe(422);
    expect(page.text).toContain('The record has no room for this file');
    const left = await server.vault.store.read(db => db.blobs.unattached(`pages ${ada.person.id}`));
    expect(left).toEqual({ count: 0, bytes: 0 });
  });

  test('is told before how large it may be, and what room the record has', async () => {
    const ada = await givenSignedIn(server);
    expect((await ada.browser.open('/upload')).text).toContain('At most 12 MB: the record has no more room.');
    const { post } = await scripted(ada);
    const begin = (size: number) => post('/upload/begin', { record: ada.record.id, size: String(size) });
    // What is under way holds room.
    await begin(9_000_000);
    expect((await ada.browser.open('/upload')).text).toContain('At most 3 MB: the record has no more room.');
    await fill(ada, 12_000_000);
    expect((await ada.browser.open('/upload')).text).toContain('The record is full. Delete files');
    await using roomy = await startTestServer();
    const bo = await givenSignedIn(roomy);
    expect((await bo.browser.open('/upload')).text).toMatch(
      /At most 2.15 GB. The record has room for 4.29 GB more./,
    );
  });

  test('is stopped in the middle where what else is under way to the record leaves no room', async () => {
    const ada = await givenSignedIn(server);
    const { post, part } = await scripted(ada);
    const record = ada.record.id;
    const { upload, partBytes } = (await post('/upload/begin', { record, size: '9000000' })).body;
    for (let i = 0; i < 3; i++) await part(upload, i * partBytes, randomBytes(partBytes));
    const file: [Blob, string] = [new Blob([randomBytes(7_000_000)]), 'big.bin'];
    const refused = await sendForm(ada.browser, { file });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('The record has no room for this file');
    await post('/upload/stop', { upload });
    expect((await sendForm(ada.browser, { file })).status).toBe(303);
  });

  test('has a name that is no path, and a kind that is one', async () => {
    const ada = await givenSignedIn(server);
    const evil = new Blob(['x'], { type: 'text/html"><script>' });
    await sendForm(ada.browser, { file: [evil, '../../etc/passwd'] });
    const answer = await filesOf(ada);
    expect(answer.texts('name')).toContain('passwd');
    expect(answer.xml).not.toContain('script');
  });

  test.each([
    ['a "b" 50%.txt', 'a "b" 50%.txt'],
    ['a%41%2F%0d.txt', 'a%41%2F%0d.txt'],
    ['a\r\nb.txt', 'ab.txt'],
  ])('has the name %j that it has on disk, but for what is no letter', async (name, kept) => {
    const ada = await givenSignedIn(server);
    await sendForm(ada.browser, { file: [new Blob(['x']), name] });
    expect((await filesOf(ada)).texts('name')).toContain(kept);
  });

  test('is refused without the token of this browser, and from elsewhere', async () => {
    const ada = await givenSignedIn(server);
    const file: [Blob, string] = [new Blob([randomBytes(300_000)]), 'a.bin'];
    expect((await sendForm(ada.browser, { file, form: 'x'.repeat(43) })).status).toBe(403);
    expect((await sendForm(ada.browser, { file }, { origin: 'https://evil.example' })).status).toBe(403);
    const body = new URLSearchParams({ form: 'a' });
    expect((await ada.browser.send('/upload', { method: 'POST', body })).status).toBe(403);
    expect((await filesOf(ada)).xml).not.toContain('a.bin');
  });

  test('cannot go into a record of others', async () => {
    const [ada, bo] = [await givenSignedIn(server), await givenSignedIn(server, 'Bo Example')];
    const file: [Blob, string] = [new Blob(['hello']), 'a.txt'];
    expect((await sendForm(ada.browser, { file, record: bo.record.id })).status).toBe(404);
    expect((await filesOf(bo)).xml).not.toContain('a.txt');
  });

  test('that breaks off leaves nothing, and the server lives on', async () => {
    const ada = await givenSignedIn(server);
    const form = (await ada.browser.open('/upload')).form('/upload') as Record<string, string>;
    const head = Object.entries(form)
      .filter(([name]) => name !== 'file')
      .map(([name, value]) => `--b\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
      .join('');
    const url = new URL('/upload', server.shellUrl);
    await new Promise<void>(resolve => {
      const sending = request(url, {
        method: 'POST',
        headers: {
          origin: url.origin,
          cookie: [...ada.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          'content-type': 'multipart/form-data; boundary=b',
        },
      });
      sending.on('error', () => resolve());
      sending.write(
        `${head}--b\r\ncontent-disposition: form-data; name="file"; filename="half.bin"\r\ncontent-type: application/octet-stream\r\n\r\n`,
      );
      sending.write(randomBytes(3_000_000), () => setTimeout(() => sending.destroy(), 50));
    });
    const gone = async () =>
      (await server.vault.store.read(db => db.blobs.unattached(`pages ${ada.person.id}`))).count === 0;
    for (let tries = 0; tries < 50 && !(await gone()); tries++) await new Promise(r => setTimeout(r, 20));
    expect(await gone()).toBe(true);
    expect((await filesOf(ada)).xml).not.toContain('half.bin');
    expect(server.logged.filter(line => line.includes('request failed'))).toEqual([]);
  });
});

describe('a file sent in parts', () => {
  test('becomes an item; a part that comes twice counts once', async () => {
    const ada = await givenSignedIn(server);
    const { post, part } = await scripted(ada);
    const bytes = randomBytes(5_000_000);
    const begun = await post('/upload/begin', { record: ada.record.id, size: String(bytes.length) });
    const { upload, partBytes } = begun.body;
    for (let from = 0; from < bytes.length; from += partBytes) {
      const piece = bytes.subarray(from, from + partBytes);
      const last = from + piece.length >= bytes.length;
      expect((await part(upload, from, piece, { last })).status).toBe(200);
      if (from === 0) expect((await part(upload, from, piece)).status).toBe(200);
    }
    const end = await post('/upload/end', {
      record: ada.record.id,
      upload,
      name: 'scan.tif',
      type: 'image/tiff',
    });
    expect(end.body.to).toMatch(/^\/items\/[0-9a-f-]{36}\/document$/);
    const answer = await filesOf(ada);
    expect(hash(bytesIn(answer.texts('base64data')[0]!))).toBe(hash(bytes));
  });

  test('ends only when all of it has come, and only once', async () => {
    const ada = await givenSignedIn(server);
    const { post, part } = await scripted(ada);
    const { upload } = (await post('/upload/begin', { record: ada.record.id, size: '5' })).body;
    const values = { record: ada.record.id, upload, name: 'a', type: '' };
    expect((await post('/upload/end', values)).status).toBe(400);
    await part(upload, 0, Buffer.from('hello'), { last: true });
    const [first, meanwhile] = await Promise.all([post('/upload/end', values), post('/upload/end', values)]);
    expect(first.body.to).toMatch(/^\/items\/[0-9a-f-]{36}\/document$/);
    expect([meanwhile, await post('/upload/end', values)]).toEqual([first, first]);
    expect((await filesOf(ada)).texts('thing-id')).toHaveLength(1);
    const bo = await givenSignedIn(server, 'Bo Example');
    await giveAccess(server, { person: bo.person, record: ada.record }, 'custodian');
    expect((await (await scripted(bo)).post('/upload/end', values)).status).toBe(400);
    expect((await part(upload, 0, Buffer.from('hello'))).status).toBe(404);
    const item = await ada.browser.open(first.body.to.replace('/document', ''));
    await ada.browser.submit(item, '/items/chosen', { do: 'delete' });
    expect(await post('/upload/end', values)).toMatchObject({
      status: 400,
      body: { problem: expect.stringContaining('did not arrive') },
    });
  });

  test('is told at once when there is no room, or too much under way', async () => {
    const ada = await givenSignedIn(server);
    const { post } = await scripted(ada);
    const begin = (size: string) => post('/upload/begin', { record: ada.record.id, size });
    expect((await begin('20000000')).body.problem).toContain('The record has no room for this file');
    expect((await begin('3000000000')).body.problem).toContain('larger than a file may be');
    for (let i = 0; i < 3; i++) expect((await begin('10')).status).toBe(200);
    expect((await begin('10')).body.problem).toContain('Too many files');
  });

  test('holds room in the record from its beginning until it is stopped or there, and the next is told what is left', async () => {
    const [ada, bo] = [await givenSignedIn(server), await givenSignedIn(server, 'Bo Example')];
    const { post, part } = await scripted(ada);
    const begin = (record: string) => post('/upload/begin', { record, size: '7000000' });
    const { upload } = (await begin(ada.record.id)).body;
    expect(await begin(ada.record.id)).toMatchObject({
      status: 400,
      body: { problem: expect.stringContaining('no room for this file. It takes 5 MB more') },
    });
    expect(
      (await (await scripted(bo)).post('/upload/begin', { record: bo.record.id, size: '7000000' })).status,
    ).toBe(200);
    await post('/upload/stop', { upload });
    const small = { record: ada.record.id, size: '5' };
    const { upload: whole } = (await post('/upload/begin', small)).body;
    await part(whole, 0, Buffer.from('hello'), { last: true });
    await post('/upload/end', { record: ada.record.id, upload: whole, name: 'a', type: '' });
    expect((await begin(ada.record.id)).status).toBe(200);
  });

  test('holds room for all of itself against others once its first part has come', async () => {
    const [ada, bo] = [await givenSignedIn(server), await givenSignedIn(server, 'Bo Example')];
    await giveAccess(server, { person: bo.person, record: ada.record }, 'modify');
    await signInAs(bo.browser, bo.person);
    const [own, others] = [await scripted(ada), await scripted(bo)];
    const size = { record: ada.record.id, size: '9000000' };
    const { upload, partBytes } = (await others.post('/upload/begin', size)).body;
    for (let i = 0; i < 2; i++) await others.part(upload, i * partBytes, randomBytes(partBytes));
    expect((await own.post('/upload/begin', size)).body.problem).toContain('It takes 3 MB more');
    await others.post('/upload/stop', { upload });
    expect((await own.post('/upload/begin', size)).status).toBe(200);
  });

  test('that was only told of keeps nobody from their room', async () => {
    const [ada, bo] = [await givenSignedIn(server), await givenSignedIn(server, 'Bo Example')];
    await giveAccess(server, { person: bo.person, record: ada.record }, 'modify', [fileType]);
    await signInAs(bo.browser, bo.person);
    const [own, others] = [await scripted(ada), await scripted(bo)];
    const record = ada.record.id;
    // The item that holds the file needs room too.
    const whole = await others.post('/upload/begin', { record, size: '12000000' });
    expect(whole.body.problem).toContain('The record has no room for this file');
    for (let i = 0; i < 3; i++)
      expect((await others.post('/upload/begin', { record, size: '11990000' })).status).toBe(
        i === 0 ? 200 : 400,
      );
    expect((await own.post('/upload/begin', { record, size: '9000000' })).status).toBe(200);
  });

  test('holds none once whoever sends it may not reach the record any more', async () => {
    const [ada, bo] = [await givenSignedIn(server), await givenSignedIn(server, 'Bo Example')];
    await giveAccess(server, { person: bo.person, record: ada.record }, 'modify');
    await signInAs(bo.browser, bo.person);
    const [own, others] = [await scripted(ada), await scripted(bo)];
    const record = ada.record.id;
    const { upload, partBytes } = (await others.post('/upload/begin', { record, size: '11000000' })).body;
    for (let i = 0; i < 3; i++) await others.part(upload, i * partBytes, randomBytes(partBytes));
    const begin = () => own.post('/upload/begin', { record, size: '11000000' });
    expect((await begin()).body.problem).toContain('The record has no room for this file');
    await server.vault.store.write(db => db.records.removeAccess(bo.person.id, record));
    expect((await begin()).status).toBe(200);
  });

  test('holds none, and takes none, when no part has come for a while', async () => {
    const ada = await givenSignedIn(server);
    const { post, part } = await scripted(ada);
    const begin = () => post('/upload/begin', { record: ada.record.id, size: '11000000' });
    const { upload, partBytes } = (await begin()).body;
    const { uploadIdleMs } = server.vault.limits;
    for (let i = 0; i < 3; i++) {
      expect((await part(upload, i * partBytes, randomBytes(partBytes))).status).toBe(200);
      server.clock.pass(uploadIdleMs - 1);
    }
    expect((await begin()).body.problem).toContain('The record has no room for this file');
    server.clock.pass(1);
    expect((await begin()).status).toBe(200);
    const late = await part(upload, 3 * partBytes, randomBytes(partBytes));
    expect(late).toMatchObject({
      status: 404,
      body: { problem: expect.stringContaining('stopped for too long') },
    });
    server.clock.pass(2 * 60 * 60_000);
    await sweepBlobs(server.vault);
    const left = await server.vault.store.read(db => db.blobs.unattached(`pages ${ada.person.id}`));
    expect(left).toEqual({ count: 0, bytes: 0 });
  });

  test('begun many times at once goes no further than one after the other', async () => {
    const ada = await givenSignedIn(server);
    const { post } = await scripted(ada);
    const begin = (size: string) => post('/upload/begin', { record: ada.record.id, size });
    const begun = await Promise.all(Array.from({ length: 8 }, () => begin('10')));
    expect(begun.filter(({ status }) => status === 200)).toHaveLength(3);
    for (const { body } of begun) if (body.upload) await post('/upload/stop', body);
    await fill(ada, 9_000_000);
    const large = await Promise.all(Array.from({ length: 3 }, () => begin('2000000')));
    expect(large.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('has as many bytes as were told at the beginning, no more and no less', async () => {
    const ada = await givenSignedIn(server);
    const { post, part } = await scripted(ada);
    const begin = async (size: string) =>
      (await post('/upload/begin', { record: ada.record.id, size })).body.upload;
    for (const odd of ['1.5', '-1', 'x', '0']) {
      const refused = await post('/upload/begin', { record: ada.record.id, size: odd });
      expect(refused).toMatchObject({ status: 400, body: { problem: 'The file is empty. Choose another.' } });
    }
    const upload = await begin('10');
    for (const [bytes, last] of [
      [randomBytes(1_000_000), false],
      [randomBytes(11), true],
      [randomBytes(9), true],
    ] as const)
      expect(await part(upload, 0, bytes, { last })).toMatchObject({
        status: 400,
        body: { problem: expect.stringContaining('did not arrive as it was to come') },
      });
    const left = await server.vault.store.read(db => db.blobs.unattached(`pages ${ada.person.id}`));
    expect(left).toEqual({ count: 1, bytes: 0 });
    expect((await part(upload, 0, randomBytes(10), { last: true })).status).toBe(200);
  });

  test('takes no more parts once others have filled the record', async () => {
    const ada = await givenSignedIn(server);
    const { post, part } = await scripted(ada);
    const { upload, partBytes } = (await post('/upload/begin', { record: ada.record.id, size: '5000000' }))
      .body;
    expect((await part(upload, 0, randomBytes(partBytes))).status).toBe(200);
    const { person, record } = ada;
    await fill(ada, 8_000_000);
    const refused = await part(upload, partBytes, randomBytes(partBytes));
    expect(refused.body.problem).toContain('The record has no room for this file');
    await giveAccess(server, { person, record }, 'view');
    expect((await part(upload, partBytes, randomBytes(partBytes))).status).toBe(403);
  });

  test('is nobody else’s to go on with, and needs the token of the browser', async () => {
    const [ada, eve] = [await givenSignedIn(server), await givenSignedIn(server, 'Eve Example')];
    const [own, others] = [await scripted(ada), await scripted(eve)];
    const { upload } = (await own.post('/upload/begin', { record: ada.record.id, size: '5' })).body;
    const bytes = Buffer.from('hello');
    expect((await others.part(upload, 0, bytes, { last: true })).status).toBe(404);
    expect((await own.part(upload, 0, bytes, { token: '' })).status).toBe(403);
    expect((await own.part(upload, 0, bytes, { headers: { origin: 'https://evil.example' } })).status).toBe(
      403,
    );
    await own.part(upload, 0, bytes, { last: true });
    const stolen = { record: eve.record.id, upload, name: 'a', type: '' };
    expect((await others.post('/upload/end', stolen)).status).toBe(400);
    expect((await others.post('/upload/begin', { record: ada.record.id, size: '5' })).status).toBe(404);
    expect((await others.post('/upload/begin', { form: 'x', record: eve.record.id, size: '5' })).status).toBe(
      403,
    );
  });

  test('is forgotten when it is cancelled, by whoever began it alone', async () => {
    const [ada, eve] = [await givenSignedIn(server), await givenSignedIn(server, 'Eve Example')];
    const [own, others] = [await scripted(ada), await scripted(eve)];
    const { upload } = (await own.post('/upload/begin', { record: ada.record.id, size: '5' })).body;
    await own.part(upload, 0, Buffer.from('hello'));
    const left = () => server.vault.store.read(db => db.blobs.unattached(`pages ${ada.person.id}`));
    await others.post('/upload/stop', { upload });
    expect((await left()).count).toBe(1);
    await own.post('/upload/stop', { upload });
    expect((await left()).count).toBe(0);
    expect((await own.post('/upload/stop', { upload })).status).toBe(200);
  });

  test('may break off in a part and go on with it again', async () => {
    const ada = await givenSignedIn(server);
    const { post, part } = await scripted(ada);
    const { upload } = (await post('/upload/begin', { record: ada.record.id, size: '1000000' })).body;
    const url = new URL('/upload/part', server.shellUrl);
    const form = (await ada.browser.open('/upload')).form('/upload').form as string;
    await new Promise<void>(resolve => {
      const sending = request(url, {
        method: 'POST',
        headers: {
          origin: url.origin,
          cookie: [...ada.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          'content-length': 1_000_000,
          'x-keepwell-form': form,
          'x-keepwell-upload': upload,
          'x-keepwell-from': '0',
        },
      });
      sending.on('error', () => resolve());
      sending.write(randomBytes(500_000), () => setTimeout(() => sending.destroy(), 50));
    });
    // Its room is held for a short while, in which it may go on.
    const held = (later: number) =>
      server.vault.store.read(db => db.blobs.held(ada.record.id, server.clock.now() + later, ada.person.id));
    await expect.poll(() => held(2 * 60_000)).toBe(0);
    expect(await held(60_000)).toBe(1_000_000);
    expect((await part(upload, 0, randomBytes(1_000_000), { last: true })).status).toBe(200);
    const values = { record: ada.record.id, upload, name: 'a', type: '' };
    expect((await post('/upload/end', values)).status).toBe(200);
    expect(server.logged.filter(line => line.includes('request failed'))).toEqual([]);
  });

  test('is refused to whoever may only look', async () => {
    const [ada, bo] = [await givenSignedIn(server), await givenSignedIn(server, 'Bo Example')];
    await giveAccess(server, { person: bo.person, record: ada.record }, 'view');
    await signInAs(bo.browser, bo.person);
    const { post } = await scripted(bo);
    const begun = await post('/upload/begin', { record: ada.record.id, size: '5' });
    expect(begun.status).toBe(403);
    expect(begun.body.problem).toContain('not add files to it');
    const sent = await sendForm(bo.browser, { record: ada.record.id, file: [new Blob(['x']), 'a.txt'] });
    expect(sent.status).toBe(422);
  });
});
