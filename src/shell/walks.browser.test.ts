// Whole walks of people through the Shell in a real browser, by the labels they see: each without script, and again with it.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../core/people/person.ts';
import { openShellSession } from '../core/people/sessions.ts';
import { createRecord } from '../core/records/create.ts';
import { hasChromium, launchChromium } from '../testing/chromium.ts';
import { givenPerson, openClient, type TestApp, type TestClient } from '../testing/given.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { thingXml, weightXml } from '../testing/things.ts';
import { typeIds } from '../testing/type-ids.ts';
import { givenWebApp, redirectTo, rule } from './testing/apps.ts';
import { goodPassword } from './testing/browser.ts';
import { Site } from './testing/site.ts';

const day = 24 * 3_600_000;
const optional = { displayFirst: true, checkedFirst: false, checkedByDefault: false };

describe.skipIf(!hasChromium)('people in a browser (needs chromium)', () => {
  let server: TestServer;
  let site: Site;
  let browser: Browser;
  beforeAll(async () => {
    server = await startTestServer();
    // The browser's forms begin with the day it is.
    server.clock.pass(Date.now() - server.clock.now());
    site = await new Site().open();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
    await server?.close();
  });

  describe.each([
    ['without script', false],
    ['with script', true],
  ])('%s', (_, javaScriptEnabled) => {
    /** A browser of one's own. */
    async function newPage(locale = 'en-GB'): Promise<Page> {
      const context = await browser.newContext({ javaScriptEnabled, locale });
      context.setDefaultTimeout(10_000);
      return context.newPage();
    }

    interface Walker {
      readonly page: Page;
      readonly person: Person;
      readonly recordId: string;
    }

    /** Somebody with a record, signed in. */
    async function walker(name: string): Promise<Walker> {
      const { person, record } = await givenPerson(server.vault, name);
      const page = await newPage();
      await signIn(page.context(), person);
      return { page, person, recordId: record.id };
    }

    async function signIn(context: BrowserContext, person: Person): Promise<void> {
      const place = { address: '127.0.0.1', browser: 'Chromium', system: 'Linux' };
      const { token } = await server.vault.store.write(db =>
        openShellSession(db, server.vault, person, place),
      );
      const { hostname: domain } = new URL(server.shellUrl);
      await context.addCookies([
        { name: 'keepwell', value: token, domain, path: '/', sameSite: 'Lax', httpOnly: true },
      ]);
    }

    const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();
    const told = (page: Page) => page.getByRole('status').textContent();
    const click = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
    const follow = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click();
    const seen = (page: Page) => page.getByRole('main').textContent();

    async function returned(page: Page): Promise<URLSearchParams> {
      await page.waitForURL(url => url.pathname === '/action');
      return site.returns.at(-1)!;
    }

    /** The application sends somebody here. */
    const send = (page: Page, { app }: TestApp, target = 'APPAUTH', more: Record<string, string> = {}) =>
      page.goto(server.shellUrl + redirectTo(target, { appid: app.id, ...more }));

    const givenApp = (rules: ReturnType<typeof rule>[], name = 'Curves') =>
      givenWebApp(server, { name, rules, actionUrl: `${site.origin}/action` });

    /** What an application finds after somebody came back to it. */
    async function reach(app: TestApp, back: URLSearchParams) {
      const client = await openClient(server, app);
      const userToken = back.get('wctoken')!;
      const info = await client.call('GetPersonInfo', { userToken });
      const records = info
        .elements('record')
        .map(at => ({ id: at.attribute('id')!, name: at.attribute('display-name') ?? at.text() }));
      return { client, userToken, records, code: info.code };
    }

    async function permissions(
      { client, userToken }: { client: TestClient; userToken: string },
      recordId: string,
      typeId: string,
    ): Promise<string[]> {
      const info = `<thing-type-id>${typeId}</thing-type-id>`;
      return (await client.call('QueryPermissions', { info, userToken, recordId })).texts('permission');
    }

    test('first run: the first account, the first record, its details', async () => {
      await using fresh = await startTestServer();
      const page = await newPage();
      await page.goto(fresh.shellUrl);
      await page.getByRole('heading', { name: 'This vault is new' }).waitFor();
      await follow(page, 'Create the first account');
      await page.getByLabel('Your name').fill('Ada Example');
      await page.getByLabel('E-mail address').fill('ada@example.org');
      await page.getByLabel('Date of birth').fill('1984-05-31');
      await page.getByLabel('Country').selectOption({ label: 'Switzerland' });
      await page.getByLabel('Create my own health record').uncheck();
      await page.getByLabel('Password').fill(goodPassword);
      await click(page, 'Create my account');
      expect(await heading(page)).toBe('Hello, Ada Example');
      expect(await seen(page)).toContain('You have no record yet');
      await follow(page, 'Create a record');
      await page.getByLabel('Name of the person').fill('Emil');
      await click(page, 'Create the record');
      expect(await page.getByRole('alert').textContent()).toContain('Choose who it is to you.');
      expect(await page.getByLabel('Name of the person').inputValue()).toBe('Emil');
      await page.getByLabel('Who is it?').selectOption({ label: 'My child' });
      await click(page, 'Create the record');
      expect(await told(page)).toContain('The record of Emil is there.');
      await follow(page, 'Settings of the record of Emil');
      await follow(page, 'Edit details');
      await page.getByLabel('First name').fill('Emil');
      await page.getByLabel('Last name').fill('Example');
      await page.getByLabel('Date of birth').fill('2019-02-03');
      await page.getByLabel('City').fill('Bern');
      await click(page, 'Save');
      expect(await told(page)).toContain('Saved.');
      const text = await seen(page);
      expect(text).toContain('3 February 2019');
      expect(text).toContain('Bern');
      await click(page, 'Sign out');
      await page.getByRole('main').getByRole('link', { name: 'Sign in' }).waitFor();
      expect(await seen(page)).not.toContain('This vault is new');
      await page.context().close();
    });

    test('consent: what is optional is given only where it is ticked, and what was ticked is what the app has', async () => {
      const { page } = await walker('Ada Example');
      const app = await givenApp([
        rule(),
        rule({ name: 'pulse', reason: 'To see.', targets: [{ typeIds: [typeIds.bloodPressure] }], optional }),
        rule({ name: 'ills', reason: 'To know.', targets: [{ typeIds: [typeIds.condition] }], optional }),
      ]);
      await send(page, app);
      expect(await heading(page)).toBe('Curves asks to use health data');
      await page.getByLabel('To see.').check();
      await click(page, 'Allow');
      const back = await returned(page);
      expect(back.get('target')).toBe('AppAuthSuccess');
      const has = await reach(app, back);
      expect(has.records).toHaveLength(1);
      const { id } = has.records[0]!;
      expect(await permissions(has, id, typeIds.weight)).toEqual(['Read', 'Create']);
      expect(await permissions(has, id, typeIds.bloodPressure)).toEqual(['Read', 'Create']);
      expect(await permissions(has, id, typeIds.condition)).toEqual([]);
      const put = thingXml(typeIds.weight, { data: weightXml(70) });
      const { userToken, client } = has;
      expect((await client.call('PutThings', { version: 2, info: put, userToken, recordId: id })).code).toBe(
        0,
      );
      await page.context().close();
    });

    test('consent for several records: the app has those that were ticked, and no other', async () => {
      const { page, person } = await walker('Ada Example');
      for (const name of ['Emil', 'Old']) {
        const record = { personId: person.id, name, relationship: 14 };
        await server.vault.store.write(db => createRecord(db, server.vault, record));
      }
      const app = await givenApp([rule()]);
      await send(page, app, 'APPAUTH', { ismra: 'true' });
      await page.getByRole('checkbox', { name: 'Ada Example' }).uncheck();
      await click(page, 'Allow');
      expect(await page.getByRole('alert').textContent()).toContain('Choose a record.');
      await page.getByRole('checkbox', { name: 'Ada Example' }).check();
      await page.getByRole('checkbox', { name: 'Emil' }).check();
      await click(page, 'Show what it would see of the records chosen');
      expect(await seen(page)).toContain('of the record of Emil');
      expect(await seen(page)).not.toContain('of the record of Old');
      await click(page, 'Allow');
      const has = await reach(app, await returned(page));
      expect(has.records.map(({ name }) => name).sort()).toEqual(['Ada Example', 'Emil']);
      for (const { id } of has.records)
        expect(await permissions(has, id, typeIds.weight)).toEqual(['Read', 'Create']);
      await page.context().close();
    });

    test('a rule grew: only the new part stands out, and the app has it once it is allowed', async () => {
      const { page } = await walker('Ada Example');
      const app = await givenApp([rule()]);
      await send(page, app);
      await click(page, 'Allow');
      const before = await reach(app, await returned(page));
      const grown = [
        rule(),
        rule({ name: 'pulse', reason: 'New here.', targets: [{ typeIds: [typeIds.bloodPressure] }] }),
      ];
      await server.vault.store.write(db => db.applications.put({ ...app.app, rules: grown }));
      await send(page, app, 'AUTH');
      expect(await seen(page)).toContain('It asks for more than it has.');
      const kind = (name: string) => page.getByText(name, { exact: true });
      expect([await kind('Blood pressure').isVisible(), await kind('Weight').isVisible()]).toEqual([
        true,
        false,
      ]);
      await page.getByText('What it has already').click();
      expect(await kind('Weight').isVisible()).toBe(true);
      await click(page, 'Don’t allow');
      expect((await returned(page)).get('target')).toBe('AppAuthReject');
      const { id } = before.records[0]!;
      expect(await permissions(before, id, typeIds.bloodPressure)).toEqual([]);
      expect(await permissions(before, id, typeIds.weight)).toEqual(['Read', 'Create']);
      await send(page, app, 'AUTH');
      await click(page, 'Allow');
      const after = await reach(app, await returned(page));
      expect(await permissions(after, id, typeIds.bloodPressure)).toEqual(['Read', 'Create']);
      await send(page, app, 'AUTH');
      expect((await returned(page)).get('target')).toBe('AppAuthSuccess');
      await page.context().close();
    });

    test('consent without any record: one is made on the way, or nothing is shared', async () => {
      const page = await newPage();
      const app = await givenApp([rule()]);
      await send(page, app);
      await click(page, 'Back to Curves');
      expect((await returned(page)).get('target')).toBe('AppAuthReject');
      await send(page, app);
      await follow(page, 'Create an account');
      await page.getByLabel('Your name').fill('Ada Example');
      await page.getByLabel('E-mail address').fill(`ada-${javaScriptEnabled}@example.org`);
      await page.getByLabel('Date of birth').fill('1984-05-31');
      await page.getByLabel('Country').selectOption({ label: 'Switzerland' });
      await page.getByLabel('Create my own health record').uncheck();
      await page.getByLabel('Password').fill(goodPassword);
      await click(page, 'Create my account');
      expect(await seen(page)).toContain('You have no health record yet.');
      await click(page, 'Don’t allow');
      expect((await returned(page)).get('target')).toBe('AppAuthReject');
      await send(page, app);
      await follow(page, 'Create a record');
      await page.getByLabel('Name of the person').fill('Emil');
      await page.getByLabel('Who is it?').selectOption({ label: 'My child' });
      await click(page, 'Create the record');
      await click(page, 'Allow');
      expect((await returned(page)).get('target')).toBe('AppAuthSuccess');
      await page.context().close();
    });

    /** Ada invites somebody; answers with the PIN she is shown. */
    async function invite(page: Page, recordId: string, email: string, end = ''): Promise<string> {
      // The newest mail is the first in the mailbox.
      server.clock.pass(1);
      await page.goto(`${server.shellUrl}/records/${recordId}`);
      await follow(page, 'Share this record');
      await page.getByLabel('E-mail address of the person').fill(email);
      await page.getByRole('radio', { name: /^Look, add and change/ }).check();
      if (end) await page.getByLabel('Until when?').fill(end);
      await click(page, 'Send the invitation');
      expect(await heading(page)).toBe('The invitation is on its way');
      return (await page.getByText(/^\d{6}$/).textContent())!;
    }

    /** Opens the newest mail and follows the link in it. */
    async function openInvitation(page: Page): Promise<void> {
      await page.goto(`${server.shellUrl}/mailbox`);
      await page.getByRole('rowheader').first().getByRole('link').click();
      await page.getByRole('link', { name: /\/invitations\// }).click();
      expect(await heading(page)).toBe('Ada Example shares a health record with you');
    }

    async function answer(page: Page, pin: string): Promise<void> {
      await page.getByLabel('PIN').fill(pin);
      await page.getByLabel('Who is Ada Example to you?').selectOption({ label: 'My parent' });
      await click(page, 'Accept');
    }

    const inDays = (days: number) => new Date(server.clock.now() + days * day).toISOString().slice(0, 10);

    test('sharing: invited, accepted after a wrong PIN, changed, ended, given back', async () => {
      const ada = await walker('Ada Example');
      const bo = await walker('Bo Friend');
      const pin = await invite(ada.page, ada.recordId, 'bo@example.org');
      await openInvitation(bo.page);
      await answer(bo.page, pin === '123456' ? '123457' : '123456');
      expect(await bo.page.getByRole('alert').textContent()).toContain('The PIN is wrong. 4 tries are left.');
      await answer(bo.page, pin);
      expect(await told(bo.page)).toContain('You now have access to the record of Ada Example.');
      expect(bo.page.url()).toContain(`/records/${ada.recordId}/health`);
      await bo.page.goto(`${server.shellUrl}/records/${ada.recordId}`);
      await follow(bo.page, 'Edit details');
      expect(await heading(bo.page)).toBe('Details of Ada Example');

      const sharing = `${server.shellUrl}/records/${ada.recordId}/sharing`;
      await ada.page.goto(sharing);
      await follow(ada.page, 'Change the access of Bo Friend');
      await ada.page.getByRole('radio', { name: /^Look Nothing/ }).check();
      await click(ada.page, 'Save');
      expect(await told(ada.page)).toContain('Saved.');
      await bo.page.goto(`${server.shellUrl}/records/${ada.recordId}`);
      expect(await heading(bo.page)).toBe('Ada Example');
      expect(await bo.page.getByRole('link', { name: 'Edit details' }).count()).toBe(0);

      await follow(ada.page, 'Change the access of Bo Friend');
      await follow(ada.page, 'End this access');
      await click(ada.page, 'End this access');
      expect(await told(ada.page)).toContain('Bo Friend has no access any more.');
      await bo.page.reload();
      expect(await bo.page.getByRole('main').textContent()).not.toContain('Ada Example');
      await click(ada.page, 'Undo');
      expect(await told(ada.page)).toContain('Bo Friend has access again.');
      await bo.page.reload();
      expect(await heading(bo.page)).toBe('Ada Example');
      await ada.page.context().close();
      await bo.page.context().close();
    });

    test('sharing: until a day, that day included', async () => {
      const ada = await walker('Ada Example');
      const bo = await walker('Bo Friend');
      const pin = await invite(ada.page, ada.recordId, 'bo@example.org', inDays(3));
      await openInvitation(bo.page);
      await answer(bo.page, pin);
      const record = `${server.shellUrl}/records/${ada.recordId}`;
      server.clock.pass(3 * day);
      await signIn(bo.page.context(), bo.person);
      expect((await bo.page.goto(record))!.status()).toBe(200);
      server.clock.pass(day);
      await signIn(bo.page.context(), bo.person);
      expect((await bo.page.goto(record))!.status()).toBe(404);
      await bo.page.goto(`${server.shellUrl}/records`);
      expect(await seen(bo.page)).not.toContain('Ada Example');
      await ada.page.context().close();
      await bo.page.context().close();
    });

    test('the bin: deleted after a question, undone, deleted again and restored from the bin', async () => {
      const { page, recordId } = await walker('Ada Example');
      const remove = async () => {
        await page.goto(`${server.shellUrl}/records/${recordId}`);
        await follow(page, 'Delete this record');
        expect(await heading(page)).toBe('Delete the record of Ada Example?');
        await click(page, 'Delete this record');
        expect(await told(page)).toContain('The record of Ada Example is in the bin.');
      };
      await remove();
      expect(await page.getByRole('main').textContent()).toContain('You have no record yet');
      await click(page, 'Undo');
      expect(await told(page)).toContain('The record of Ada Example is back.');
      await remove();
      await follow(page, 'Bin');
      await click(page, 'Restore');
      expect(await heading(page)).toBe('Ada Example');
      await page.context().close();
    });

    test('an app: what it has is shown, and ended', async () => {
      const { page } = await walker('Ada Example');
      const app = await givenApp([rule()], 'Grapher');
      await send(page, app);
      await click(page, 'Allow');
      const has = await reach(app, await returned(page));
      await page.goto(server.shellUrl);
      await follow(page, 'Apps');
      await follow(page, 'Details of Grapher on the record of Ada Example');
      expect(await seen(page)).toContain('To draw your weight as a curve.');
      await follow(page, 'End its access');
      await click(page, 'End its access');
      expect(await told(page)).toContain('Grapher has no access to the record of Ada Example any more.');
      const { client, userToken } = has;
      const again = await client.call('GetPersonInfo', { userToken });
      expect(again.elements('record')).toEqual([]);
      await page.context().close();
    });

    test('the language: the browser’s at first, then as chosen, on every page after', async () => {
      const { page } = await walker('Ada Example');
      await page.goto(server.shellUrl);
      expect(await heading(page)).toBe('Hello, Ada Example');
      await click(page, 'Deutsch');
      expect(await heading(page)).toBe('Hallo, Ada Example');
      expect(await page.locator('html').getAttribute('lang')).toBe('de');
      await follow(page, 'Akten');
      expect(await heading(page)).toBe('Akten');
      await click(page, 'Español');
      expect(await heading(page)).toBe('Historiales');
      const spanish = await newPage('es-ES');
      await spanish.goto(server.shellUrl);
      expect(await spanish.locator('html').getAttribute('lang')).toBe('es');
      await spanish.context().close();
      await page.context().close();
    });
  });
});
