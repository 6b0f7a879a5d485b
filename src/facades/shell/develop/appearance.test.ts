import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pngBase64 } from '../../../testing/children.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { Browser, type Page } from '../testing/browser.ts';
import { givenSignedIn, type Visitor } from '../testing/visitors.ts';

let server: TestServer;
let dev: Visitor;
let id: string;
beforeAll(async () => {
  server = await startTestServer();
  dev = await givenSignedIn(server, 'Dev Example');
  const page = await send('/develop/new', { name: 'Curves', kind: 'web' });
  id = page.url.pathname.split('/')[2]!;
});
afterAll(() => server?.close());

async function send(path: string, values = {}, from = path): Promise<Page> {
  return dev.browser.submit(await dev.browser.open(from), path, values);
}

/** Uploads as a browser does. */
async function upload(kind: string, file: Blob, language = '', by = dev.browser): Promise<Page> {
  const page = await dev.browser.open(`/develop/${id}/appearance`);
  const body = new FormData();
  body.set('form', page.form(`/develop/${id}/logo`).form as string);
  body.set('kind', kind);
  body.set('language', language);
  body.set(kind, file);
  const { origin } = new URL(server.shellUrl);
  return by.open(`/develop/${id}/logo`, { method: 'POST', body, headers: { origin } });
}

const statement = (kind: string, text: string, type = 'text/plain', language = '') =>
  send(
    `/develop/${id}/statement`,
    { kind, language, [kind]: text, [`${kind}-type`]: type },
    `/develop/${id}/appearance${language && `?language=${language}`}`,
  );

const kept = (kind: 'small-logo' | 'large-logo' | 'privacy-statement') =>
  server.vault.store.read(db => db.applicationTexts.of(id, [kind]));

const picture = (width = 400, height = 300, format: 'png' | 'jpeg' = 'png') =>
  sharp({ create: { width, height, channels: 3, background: '#2266aa' } })
    .withExif({ IFD0: { Copyright: 'where it was taken' } })
    .toFormat(format)
    .toBuffer();

const blob = (bytes: Buffer) => new Blob([new Uint8Array(bytes)]);

test('a logo is drawn anew within its bounds, shown, and removed', async () => {
  const sent = await picture(400, 300, 'jpeg');
  expect(sent.toString('latin1')).toContain('where it was taken');
  for (const [kind, width, height] of [
    ['small-logo', 96, 72],
    ['large-logo', 80, 60],
  ] as const) {
    const page = await upload(kind, blob(sent));
    expect(page.status).toBe(200);
    expect(page.html).toContain(`/develop/${id}/logo/${kind}?language=`);
    const [logo] = await kept(kind);
    expect(logo).toMatchObject({ contentType: 'image/png', language: '' });
    expect(await sharp(logo!.content).metadata()).toMatchObject({ format: 'png', width, height });
    expect(logo!.content.toString('latin1')).not.toContain('where it was taken');
  }
  const guest = new Browser(server);
  const { origin } = new URL(server.shellUrl);
  const shown = await fetch(`${origin}/app-logo/${id}`);
  expect(shown.headers.get('content-type')).toBe('image/png');
  expect((await guest.open(`/develop/${id}/logo/small-logo`)).url.pathname).toBe('/sign-in');
  const removed = await send(`/develop/${id}/logo/remove`, {}, `/develop/${id}/appearance`);
  expect(removed.text).toContain('Removed.');
  expect(await kept('small-logo')).toEqual([]);
  expect((await fetch(`${origin}/app-logo/${id}`)).status).toBe(404);
});

test('what is no picture, or too large, is refused in words', async () => {
  for (const bad of [
    blob(Buffer.alloc(0)),
    blob(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')),
    blob(Buffer.from(pngBase64(300, 200), 'base64').subarray(0, 30)),
  ]) {
    const page = await upload('small-logo', bad);
    expect(page.status).toBe(422);
    expect(page.text).toMatch(/Choose a picture first|This is no PNG, JPEG or WebP picture/);
  }
  const large = await upload('small-logo', blob(Buffer.alloc(5_000_000, 1)));
  expect(large.status).toBe(422);
  expect(large.text).toContain('The file is too large.');
  expect((await upload('nonsense', blob(await picture()))).status).toBe(404);
  expect(await kept('small-logo')).toEqual([]);
});

test('others can neither see nor change them', async () => {
  const other = await givenSignedIn(server, 'Other Example');
  expect((await other.browser.open(`/develop/${id}/appearance`)).status).toBe(404);
  expect((await upload('small-logo', blob(await picture()), '', other.browser)).status).toBe(403);
});

test('a statement is kept for each language, in one form, and told by its bounds', async () => {
  expect((await statement('privacy-statement', '<p>We keep nothing.</p>', 'text/html')).status).toBe(200);
  const other = await statement('privacy-statement', 'Wir behalten nichts.', 'text/plain', 'de');
  expect(other.status).toBe(422);
  expect(other.text).toContain('choose the same');
  expect(other.html).toContain('Wir behalten nichts.');
  await statement('privacy-statement', '<p>Wir behalten nichts.</p>', 'text/html', 'de');
  expect(
    (await kept('privacy-statement')).map(({ language, contentType }) => [language, contentType]),
  ).toEqual([
    ['', 'text/html'],
    ['de', 'text/html'],
  ]);
  const { limits } = server.vault;
  const before = limits.appStatementBytesMax;
  limits.appStatementBytesMax = 100;
  try {
    const long = await statement('privacy-statement', 'x'.repeat(101), 'text/html');
    expect(long.status).toBe(422);
    expect(long.html).toContain('x'.repeat(101));
  } finally {
    limits.appStatementBytesMax = before;
  }
  await statement('privacy-statement', '', 'text/html', 'de');
  expect(await kept('privacy-statement')).toHaveLength(1);
});

test('a language that is none is told', async () => {
  expect((await dev.browser.open(`/develop/${id}/appearance?language=no%20tag`)).status).toBe(422);
});

test('people see the small logo in the directory', async () => {
  await send(`/develop/${id}/directory`, { category: 'weight', listed: 'yes' });
  const without = await new Browser(server).open('/directory');
  expect(without.html).not.toContain('/app-logo/');
  await upload('small-logo', blob(await picture()));
  expect((await new Browser(server).open('/directory')).html).toContain(`src="/app-logo/${id}"`);
});
