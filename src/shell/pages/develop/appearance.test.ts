import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pngBase64 } from '../../../testing/children.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { Browser, type Page } from '../../testing/browser.ts';
import { uploadLogo } from '../../testing/logos.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';

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

const upload = (kind: string, file: Buffer) => uploadLogo(dev.browser, id, { kind, file });

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

test('a logo is drawn anew within its bounds, shown, and removed', async () => {
  const sent = await picture(400, 300, 'jpeg');
  expect(sent.toString('latin1')).toContain('where it was taken');
  for (const [kind, width, height] of [
    ['small-logo', 96, 72],
    ['large-logo', 80, 60],
  ] as const) {
    const page = await upload(kind, sent);
    expect(page.status).toBe(200);
    const [logo] = await kept(kind);
    const [, path] = new RegExp(`src="([^"]+)" alt="${kind.replace('-logo', ' logo')}"`, 'i').exec(
      page.html,
    )!;
    expect(path).toMatch(new RegExp(`^/develop/${id}/logo/[0-9a-f]{64}$`));
    expect((await dev.browser.send(path!)).headers.get('content-type')).toBe('image/png');
    expect((await new Browser(server).open(path!)).url.pathname).toBe('/sign-in');
    expect(logo).toMatchObject({ contentType: 'image/png', language: '' });
    expect(await sharp(logo!.content).metadata()).toMatchObject({ format: 'png', width, height });
    expect(logo!.content.toString('latin1')).not.toContain('where it was taken');
  }
  const { origin } = new URL(server.shellUrl);
  const shown = await fetch(`${origin}/app-logo/${id}`);
  expect(shown.headers.get('content-type')).toBe('image/png');
  expect((await dev.browser.open(`/develop/${id}/logo/${'0'.repeat(64)}`)).status).toBe(404);
  const removed = await send(`/develop/${id}/logo/remove`, {}, `/develop/${id}/appearance`);
  expect(removed.text).toContain('Removed.');
  expect(await kept('small-logo')).toEqual([]);
  expect((await fetch(`${origin}/app-logo/${id}`)).status).toBe(404);
});

test('what is no picture, or too large, is refused in words', async () => {
  for (const bad of [
    Buffer.alloc(0),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
    Buffer.from(pngBase64(300, 200), 'base64').subarray(0, 30),
  ]) {
    const page = await upload('small-logo', bad);
    expect(page.status).toBe(422);
    expect(page.text).toMatch(/Choose a picture first|This is no PNG, JPEG or WebP picture/);
  }
  const large = await upload('small-logo', Buffer.alloc(5_000_000, 1));
  expect(large.status).toBe(422);
  expect(large.text).toContain('The file is too large.');
  expect((await upload('nonsense', await picture())).status).toBe(404);
  expect(await kept('small-logo')).toEqual([]);
});

test('others can neither see nor change them', async () => {
  const other = await givenSignedIn(server, 'Other Example');
  expect((await other.browser.open(`/develop/${id}/appearance`)).status).toBe(404);
  const { form } = (await dev.browser.open(`/develop/${id}/appearance`)).form(`/develop/${id}/logo`);
  const file = await picture();
  expect((await uploadLogo(other.browser, id, { file, form: form as string })).status).toBe(403);
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
  expect((await statement('privacy-statement', '')).text).toContain('Removed.');
  expect(await kept('privacy-statement')).toEqual([]);
});

test.each([1_100_000, 20_000_000])('a statement of %i characters is refused in words', async length => {
  const before = await kept('privacy-statement');
  const page = await statement('privacy-statement', 'x'.repeat(length));
  expect(page.status).toBe(413);
  expect(page.text).toContain('A statement may have at most 262 kB');
  expect(page.text).toContain('what you wrote is still there');
  expect(await kept('privacy-statement')).toEqual(before);
});

test('a language that is none is told', async () => {
  expect((await dev.browser.open(`/develop/${id}/appearance?language=no%20tag`)).status).toBe(422);
});

test('people see the small logo in the directory', async () => {
  await send(`/develop/${id}/directory`, { category: 'weight', listed: 'yes' });
  const without = await new Browser(server).open('/directory');
  expect(without.html).not.toContain('/app-logo/');
  await upload('small-logo', await picture());
  expect((await new Browser(server).open('/directory')).html).toContain(`src="/app-logo/${id}"`);
});
