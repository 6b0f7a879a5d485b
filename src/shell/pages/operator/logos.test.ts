// Logos of approved apps wait for the operator, who sees both pictures; people see nothing of those that wait.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { approveApplication, blockApplication } from '../../../core/applications/approval.ts';
import { listProposedLogos } from '../../../core/applications/proposal.ts';
import { openClient } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { givenWebApp } from '../../testing/apps.ts';
import type { Page } from '../../testing/browser.ts';
import { logoPicture, uploadLogo } from '../../testing/logos.ts';
import { makeReady } from '../../testing/ready.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
let operator: Visitor;
let dev: Visitor;
const pictures: Buffer[] = [];
beforeAll(async () => {
  server = await startTestServer({ mode: 'production' });
  operator = await givenSignedIn(server, 'Olga First');
  dev = await givenSignedIn(server, 'Dev Example');
  for (const colour of ['#2266aa', '#aa2222', '#22aa66']) pictures.push(await logoPicture(colour));
});
afterAll(() => server?.close());

async function send(path: string, values = {}, from = path): Promise<Page> {
  return dev.browser.submit(await dev.browser.open(from), path, values);
}

const propose = (id: string, picture: number, language = '') =>
  uploadLogo(dev.browser, id, { file: pictures[picture]!, language });

const kept = (id: string) =>
  server.vault.store.read(async db =>
    (await db.applicationTexts.of(id, ['small-logo'])).map(({ language, content }) => [language, content]),
  );

const waiting = (id: string) => server.vault.store.read(db => listProposedLogos(db, id));

const isProposed = (id: string) =>
  server.vault.store.read(async db => (await db.appAdmins.entry(id)).proposed !== undefined);

/** The bytes of a picture as the vault draws it. */
async function drawn(id: string, picture: number): Promise<Buffer> {
  await propose(id, picture);
  const [logo] = await waiting(id);
  await takeBack(id);
  return logo!.content;
}

const takeBack = (id: string) => send(`/develop/${id}/logo/take-back`, {}, `/develop/${id}/appearance`);
const remove = (id: string) => send(`/develop/${id}/logo/remove`, {}, `/develop/${id}/appearance`);

/** Approved, with a logo of before if there is to be one. */
async function givenApproved(name: string, picture?: number): Promise<string> {
  const { vault } = server;
  const id = (await send('/develop/new', { name, kind: 'web' })).url.pathname.split('/')[2]!;
  if (picture !== undefined) await propose(id, picture);
  await vault.store.write(db => approveApplication(db, vault, { appId: id, operatorId: undefined }));
  return id;
}

/** The pictures of a page, by what they are said to be, as its reader gets them. */
async function picturesOf(page: Page, by: Visitor): Promise<Record<string, Buffer>> {
  const found: Record<string, Buffer> = {};
  for (const [, src, alt] of page.html.matchAll(/<img class="logo" src="([^"]+)" alt="([^"]+)"/g)) {
    const cookie = [...by.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(src!, server.shellUrl), { headers: { cookie } });
    expect(answer.status).toBe(200);
    found[alt!] = Buffer.from(await answer.arrayBuffer());
  }
  return found;
}

const lookAt = (id: string) => operator.browser.open(`/operator/apps/${id}`);
const decide = (page: Page, as: 'approve' | 'refuse') =>
  operator.browser.submit(page, `/operator/apps/${as}`, {
    app: page.url.pathname.split('/')[3]!,
    ...(as === 'refuse' && { reason: 'It looks like another app’s.' }),
  });

const publicLogo = (id: string) => fetch(new URL(`/app-logo/${id}`, server.shellUrl));

describe('a new logo of an approved app', () => {
  test('waits, is shown beside the present one, and is put in its place by the operator', async () => {
    const id = await givenApproved('Curves', 0);
    const before = (await kept(id))[0]![1] as Buffer;
    const after = await drawn(id, 1);
    const told = await propose(id, 1);
    expect(told.text).toContain('The operator decides about the logo. Until then it stays as it is.');
    expect(await kept(id)).toEqual([['', before]]);
    expect(Buffer.from(await (await publicLogo(id)).arrayBuffer())).toEqual(before);
    const both = { 'Small logo: Now': before, 'Small logo: Proposed': after };
    expect(await picturesOf(told, dev)).toEqual(both);
    expect(await picturesOf(await dev.browser.open(`/develop/${id}/live`), dev)).toEqual(both);
    const page = await lookAt(id);
    expect(page.text).toContain('asks for changes');
    expect(await picturesOf(page, operator)).toEqual({ ...both, 'Small logo': before });
    expect((await decide(page, 'approve')).text).toContain('Curves was approved.');
    expect(await kept(id)).toEqual([['', after]]);
    expect([await waiting(id), await isProposed(id)]).toEqual([[], false]);
  });

  test('is seen by nobody while it waits', async () => {
    const id = await givenApproved('Unseen');
    await propose(id, 1);
    expect((await publicLogo(id)).status).toBe(404);
    await send(`/develop/${id}/directory`, { category: 'weight', listed: 'yes' });
    expect((await dev.browser.open('/directory')).html).not.toContain('/app-logo/');
    const [, src] = /<img class="logo" src="([^"]+)"/.exec((await lookAt(id)).html)!;
    expect((await dev.browser.open(src!)).status).toBe(404);
    expect((await operator.browser.open(src!.replace('/operator/apps', '/develop'))).status).toBe(404);
  });

  test('is not told to programs', async () => {
    const app = await givenWebApp(server);
    const { id } = app.app;
    await server.vault.store.write(db =>
      db.appAdmins.add({ appId: id, personId: dev.person.id, addedAt: server.clock.now() }),
    );
    await propose(id, 1);
    expect(await waiting(id)).toHaveLength(1);
    const info = `<all-languages>true</all-languages>`;
    const answer = await (await openClient(server, app)).call('GetApplicationInfo', { version: 2, info });
    expect(answer.xml).not.toContain('logo');
  });

  test('is forgotten when it is refused, taken back, or is what there is', async () => {
    const id = await givenApproved('Back', 0);
    const before = await kept(id);
    const gone = async () => [await kept(id), await waiting(id), await isProposed(id)];
    await propose(id, 1);
    await decide(await operator.browser.open(`/operator/apps/${id}/refuse`), 'refuse');
    expect(await gone()).toEqual([before, [], false]);
    await propose(id, 1);
    expect((await takeBack(id)).text).toContain('The changes are taken back.');
    expect(await gone()).toEqual([before, [], false]);
    await propose(id, 1);
    await send(`/develop/${id}/live/withdraw`, {}, `/develop/${id}/live`);
    expect(await gone()).toEqual([before, [], false]);
    await propose(id, 1);
    await propose(id, 0);
    expect(await gone()).toEqual([before, [], false]);
  });

  test('is decided about as it was shown', async () => {
    const id = await givenApproved('Shifty', 0);
    const before = await kept(id);
    await propose(id, 1);
    const shown = await lookAt(id);
    const [, src] = /Small logo: Now.*<img class="logo" src="([^"]+)" alt="Small logo: Proposed"/.exec(
      shown.html.replace(/\s+/g, ' '),
    )!;
    await propose(id, 2);
    // A picture that comes after the page is the one of the page, or none.
    expect((await operator.browser.open(src!)).status).toBe(404);
    expect((await decide(shown, 'approve')).text).toContain('Nothing was decided.');
    expect(await kept(id)).toEqual(before);
    await decide(await lookAt(id), 'approve');
    expect(await kept(id)).not.toEqual(before);
  });

  test('waits beside other changes, and goes without them', async () => {
    const id = await givenApproved('Several', 0);
    await send(`/develop/${id}/information`, { name: 'Other' });
    await propose(id, 1);
    await propose(id, 1, 'de');
    expect((await lookAt(id)).text).toMatch(/Name Several Other.*Small logo \(de\)/);
    await send(`/develop/${id}/information`, { name: 'Several' });
    expect(await waiting(id)).toHaveLength(2);
    await takeBack(id);
    expect((await waiting(id)).map(({ language }) => language)).toEqual(['de']);
    await send(`/develop/${id}/logo/take-back`, { language: 'de' }, `/develop/${id}/appearance?language=de`);
    expect(await isProposed(id)).toBe(false);
  });
});

test('a logo that is to go stays until the operator agrees', async () => {
  const id = await givenApproved('Going', 0);
  const before = await kept(id);
  const own = await remove(id);
  expect(own.text).toMatch(/Now Proposed none/);
  expect(own.html).not.toContain(`${id}/logo/remove`);
  expect(await kept(id)).toEqual(before);
  const page = await lookAt(id);
  expect(page.text).toMatch(/Small logo none/);
  await decide(page, 'approve');
  expect(await kept(id)).toEqual([]);
});

test('all languages of a logo are of one type, with what waits', async () => {
  const id = await givenApproved('Types');
  const { vault } = server;
  const gif = { kind: 'small-logo' as const, item: '', language: '', contentType: 'image/gif' };
  const content = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
  await vault.store.write(db => db.applicationTexts.replace(id, 'small-logo', [{ ...gif, content }]));
  await propose(id, 1);
  await propose(id, 1, 'de');
  expect((await waiting(id)).map(({ contentType }) => contentType)).toEqual(['image/png', 'image/png']);
  const refused = await takeBack(id);
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('In other languages it is a picture of another kind.');
  expect(await waiting(id)).toHaveLength(2);
});

test('an app that asks to go live has its logos at once, and shows them and its statements to the operator', async () => {
  const id = (await send('/develop/new', { name: 'Early', kind: 'web' })).url.pathname.split('/')[2]!;
  await propose(id, 0);
  const statement = {
    'privacy-statement': '<p>We keep <b>nothing</b>.</p>',
    'privacy-statement-type': 'text/html',
  };
  await send(`/develop/${id}/statement`, statement, `/develop/${id}/appearance`);
  await makeReady(server, id);
  await send(`/develop/${id}/live`);
  expect(await isProposed(id)).toBe(false);
  const page = await lookAt(id);
  expect(await picturesOf(page, operator)).toEqual({ 'Small logo': (await kept(id))[0]![1] });
  expect(page.text).toContain('Privacy statement We keep nothing.');
  await send(
    `/develop/${id}/statement`,
    { ...statement, 'privacy-statement': 'All.' },
    `/develop/${id}/appearance`,
  );
  expect((await decide(page, 'approve')).text).toContain('Nothing was decided.');
});

test('the logo of an app that nobody approved is shown to who configures it and to the operator alone', async () => {
  const { vault } = server;
  const id = (await send('/develop/new', { name: 'Not yet', kind: 'web' })).url.pathname.split('/')[2]!;
  const own = await picturesOf(await propose(id, 0), dev);
  expect(Object.keys(own)).toHaveLength(1);
  expect((await publicLogo(id)).status).toBe(404);
  await makeReady(server, id);
  await send(`/develop/${id}/live`);
  expect(Object.values(await picturesOf(await lookAt(id), operator))).toEqual(Object.values(own));
  await decide(await lookAt(id), 'approve');
  expect((await publicLogo(id)).status).toBe(200);
  await vault.store.write(db => blockApplication(db, vault, { appId: id, operatorId: undefined }));
  expect((await publicLogo(id)).status).toBe(404);
});
