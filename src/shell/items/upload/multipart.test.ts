// Forms with a file that are not as browsers send them, to every address that takes one: each gets a page that says so.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
let dev: Visitor;
let logoPath: string;
beforeAll(async () => {
  server = await startTestServer();
  dev = await givenSignedIn(server, 'Dev Example');
  const page = await dev.browser.submit(await dev.browser.open('/develop/new'), '/develop/new', {
    name: 'Curves',
    kind: 'web',
  });
  logoPath = `/develop/${page.url.pathname.split('/')[2]}/logo`;
});
afterAll(() => server.close());

const boundary = '----x';
const type = `multipart/form-data; boundary=${boundary}`;
const part = (head: string, body: string) => `--${boundary}\r\n${head}\r\n\r\n${body}`;
const disposition = (name: string, more = '') => `Content-Disposition: form-data; name="${name}"${more}`;
const field = (name: string, value: string) => `${part(disposition(name), value)}\r\n`;
const file = (head = disposition('file', '; filename="a.txt"')) =>
  part(`${head}\r\nContent-Type: text/plain`, 'hello');
const end = `\r\n--${boundary}--\r\n`;

type Odd = (fields: string) => string;
const broken: Readonly<Record<string, Odd>> = {
  'that ends in its file': fields => fields + file(),
  'that ends in the head of its file': fields =>
    `${fields}--${boundary}\r\n${disposition('file', '; filename="a"')}`,
  'with nothing in it': () => '',
  'that is none': () => 'garbage garbage',
};
const odd: Readonly<Record<string, Odd>> = {
  'without parts': () => `--${boundary}--\r\n`,
  'whose part has no head': () => `--${boundary}\r\n\r\nx${end}`,
  'with a broken head': () => `--${boundary}\r\nContent-Disposition\r\n: x\r\n\r\nx${end}`,
  'with many fields': fields =>
    Array.from({ length: 60 }, (_, i) => field(`a${i}`, 'x')).join('') + fields + file() + end,
  'with names of JavaScript': fields =>
    field('__proto__', 'x') + field('constructor', 'x') + fields + file() + end,
  'in no character set': fields =>
    part(`${disposition('x')}\r\nContent-Type: text/plain; charset=no`, 'v\r\n') + fields + file() + end,
  'in no encoding': fields =>
    fields + file(`${disposition('file', '; filename="a"')}\r\nContent-Transfer-Encoding: no`) + end,
  'with a name that cannot be decoded': fields =>
    fields + file(disposition('file', "; filename*=utf-9''%zz%ff")) + end,
  'with a name of odd characters': fields =>
    fields + file(disposition('file', '; filename="a\0b\u202e.txt"')) + end,
  'with two files': fields => `${fields + file()}\r\n${file()}${end}`,
  'with a long head': fields =>
    fields + file(`X: ${'z'.repeat(200_000)}\r\n${disposition('file', '; filename="a"')}`) + end,
};

async function send(path: string, body: Odd, contentType = type) {
  const { form } = (await dev.browser.open('/upload')).form('/upload') as { form: string };
  const { origin } = new URL(server.shellUrl);
  const fields =
    field('form', form) +
    field('record', dev.record.id) +
    field('kind', 'small-logo') +
    field('language', '');
  return dev.browser.send(path, {
    method: 'POST',
    body: body(fields),
    headers: { origin, 'content-type': contentType },
  });
}

const paths = ['/upload', '/records/photo', 'the logo of an application'];
const pathOf = (named: string) => (named.startsWith('/') ? named : logoPath);

test.each(paths)('a form to %s that breaks off, or is none, is told of in words', async named => {
  for (const [what, body] of Object.entries(broken)) {
    const page = await send(pathOf(named), body);
    expect([what, page.status]).toEqual([what, 400]);
    expect(page.text).toContain('This form did not arrive whole');
  }
  const long = await send(
    pathOf(named),
    fields => fields + file() + end,
    `multipart/form-data; boundary=${'y'.repeat(4000)}`,
  );
  expect(long.status).toBe(400);
  expect(long.text).toContain('This form did not arrive whole');
});

test.each(paths)('a form to %s that is odd is no trouble', async named => {
  for (const [what, body] of Object.entries(odd)) {
    const { status } = await send(pathOf(named), body);
    expect([what, [303, 403, 422].includes(status), status]).toEqual([what, true, status]);
  }
  for (const empty of ['multipart/form-data; boundary=', 'multipart/form-data; boundary=""'])
    expect((await send(pathOf(named), fields => fields + file() + end, empty)).status).toBe(403);
  expect(server.logged.filter(line => line.includes('request failed'))).toEqual([]);
});

test('a file that breaks off leaves nothing behind', async () => {
  await send('/upload', fields => `${fields}${file()}${'hello'.repeat(100_000)}`);
  const left = await server.vault.store.read(db => db.blobs.unattached(`pages ${dev.person.id}`));
  expect(left).toEqual({ count: 0, bytes: 0 });
});

test('a photo that is too large is told of at its field', async () => {
  const large = part(disposition('file', '; filename="a.png"'), 'x'.repeat(9_000_000));
  const page = await send('/records/photo', fields => fields + large + end);
  expect(page.status).toBe(422);
  expect(page.text).toContain('The picture is too large. It may have at most 8.39 MB.');
});
