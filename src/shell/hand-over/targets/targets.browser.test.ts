import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import { prepareChild } from '../../../core/healthvault/soda/soda.ts';
import { openShellSession } from '../../../core/people/sessions.ts';
import { makeThing } from '../../../core/things/typed.ts';
import { writeThings } from '../../../core/things/write.ts';
import { hasChromium, launchChromium } from '../../../testing/chromium.ts';
import { givenApp, givenPerson, type TestApp } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import ccrType from '../../../things/ccr.ts';
import { givenWebApp, redirectTo } from '../../testing/apps.ts';
import { goodPassword } from '../../testing/browser.ts';
import { Site } from '../../testing/site.ts';
import { authorizeApp } from '../../testing/visitors.ts';

describe.skipIf(!hasChromium)('the targets in a browser (needs chromium)', () => {
  let server: TestServer;
  let site: Site;
  let browser: Browser;
  let app: TestApp;
  beforeAll(async () => {
    server = await startTestServer();
    site = await new Site().open();
    browser = await launchChromium();
    app = await givenWebApp(server, { actionUrl: `${site.origin}/action` });
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
    await server?.close();
  });

  interface Walker {
    readonly context: BrowserContext;
    readonly page: Page;
    readonly recordId: string;
    readonly personId: string;
    /** The application's id for the record, where it has one. */
    readonly alias: string;
  }

  /** Somebody at a browser without script, signed in, with or without the application authorised. */
  async function walker({ isLinked = true } = {}): Promise<Walker> {
    const owner = await givenPerson(server.vault, 'Ada Example');
    const alias = isLinked ? await authorizeApp(server, app.app, owner) : '';
    const place = { address: '127.0.0.1', browser: 'Chromium', system: 'Linux' };
    const { token } = await server.vault.store.write(db =>
      openShellSession(db, server.vault, owner.person, place),
    );
    const context = await browser.newContext({ javaScriptEnabled: false });
    context.setDefaultTimeout(5000);
    const { hostname } = new URL(server.shellUrl);
    await context.addCookies([
      { name: 'keepwell', value: token, domain: hostname, path: '/', sameSite: 'Lax', httpOnly: true },
    ]);
    const page = await context.newPage();
    return { context, page, recordId: owner.record.id, personId: owner.person.id, alias };
  }

  const go = (page: Page, target: string, parameters: Record<string, string> = {}) =>
    page.goto(server.shellUrl + redirectTo(target, { appid: app.app.id, actionqs: 'day=1', ...parameters }));

  async function returned(page: Page): Promise<URLSearchParams> {
    await page.waitForURL(url => url.pathname === '/action');
    return site.returns.at(-1)!;
  }

  const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();
  const click = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

  test('AUTH: allowed, allowed before, and denied', async () => {
    const { page } = await walker({ isLinked: false });
    await go(page, 'AUTH');
    await click(page, 'Don’t allow');
    expect((await returned(page)).get('target')).toBe('AppAuthReject');
    await go(page, 'AUTH');
    await click(page, 'Allow');
    expect((await returned(page)).get('target')).toBe('AppAuthSuccess');
    await go(page, 'AUTH');
    const again = await returned(page);
    expect([again.get('actionqs'), again.get('wctoken')]).toEqual(['day=1', expect.stringMatching(/^AiAAA/)]);
  });

  test('APPAUTH: allowed, denied, and for a record that is not there', async () => {
    const { page, alias } = await walker();
    await go(page, 'APPAUTH', { extrecordid: alias });
    await click(page, 'Allow');
    expect((await returned(page)).get('target')).toBe('AppAuthSuccess');
    await go(page, 'APPAUTH');
    await click(page, 'Don’t allow');
    expect((await returned(page)).get('target')).toBe('AppAuthReject');
    await go(page, 'APPAUTH', { extrecordid: app.app.id });
    expect((await returned(page)).get('target')).toBe('AppAuthInvalidRecord');
    await page.goto(`${server.shellUrl}/records/new`);
    await page.locator('[name=name]').fill('Kit Other');
    await page.locator('[name=relationship]').selectOption('5');
    await click(page, 'Create the record');
    await go(page, 'APPAUTH');
    await page.getByRole('radio', { name: 'Kit Other' }).check();
    await click(page, 'Allow');
    expect((await returned(page)).get('target')).toBe('SelectedRecordChanged');
  });

  test('APPREDIRECT: on to the other application, and not to an unknown one', async () => {
    const { page } = await walker();
    await go(page, 'APPREDIRECT', { refappid: app.app.id, target: 'Home', targetqs: 'x=1' });
    const { target, targetqs } = Object.fromEntries(await returned(page));
    expect([target, targetqs]).toEqual(['Home', 'x=1']);
    await go(page, 'APPREDIRECT', { appid: '11111111-1111-4111-8111-111111111111', target: 'Home' });
    expect(await heading(page)).toBe('This app made a mistake');
  });

  test('APPSIGNOUT: signed out', async () => {
    const { page } = await walker();
    await go(page, 'AUTH');
    const credtoken = (await returned(page)).get('wctoken')!;
    await go(page, 'APPSIGNOUT', { credtoken });
    expect((await returned(page)).get('target')).toBe('SignOut');
    await page.goto(`${server.shellUrl}/records`);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
  });

  test.each(['get', 'post'])('APPSIGNOUT by a link of anybody’s: asks first, then back by %s', async trm => {
    const { page } = await walker();
    await go(page, 'APPSIGNOUT', { trm });
    expect(await heading(page)).toBe('Sign out of your health records?');
    await page.getByRole('link', { name: 'Stay signed in' }).click();
    expect(await heading(page)).toContain('Hello');
    await go(page, 'APPSIGNOUT', { trm });
    await click(page, 'Sign out');
    if (trm === 'post') await page.getByRole('button').click();
    const back = await returned(page);
    expect([back.get('target'), back.get('actionqs')]).toEqual(['SignOut', 'day=1']);
    await page.goto(`${server.shellUrl}/records`);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
  });

  test.each(['CONNECT', 'PICKUP'])('%s: asks for the code, and knows no other', async target => {
    const { page } = await walker();
    await go(page, target);
    await page.getByRole('textbox').first().fill('JKYZ-QNMN-VHRX-ZGNR-GZNH');
    await click(page, 'Continue');
    expect(await page.getByRole('alert').count()).toBe(1);
  });

  test('CREATEAPPLICATION: the device’s own application, and not twice', async () => {
    const { page } = await walker();
    const master = await givenApp(server.vault, { kind: 'soda-master', actionUrl: undefined, name: 'Phone' });
    const child = await prepareChild(server.vault, master.app.id);
    const parameters = {
      appid: master.app.id,
      appCreationToken: child.creationToken,
      instanceName: 'Phone',
      ismra: 'true',
      mobile: 'true',
    };
    await go(page, 'CREATEAPPLICATION', parameters);
    await click(page, 'Allow');
    await page.waitForURL(url => url.pathname === '/application/complete');
    expect(new URL(page.url()).searchParams.get('target')).toBe('AppAuthSuccess');
    await go(page, 'CREATEAPPLICATION', parameters);
    expect(await heading(page)).toBe('This link no longer works');
  });

  /** The application's own page sends what it knows to the Shell. */
  async function postFromSite(page: Page, target: string, fields: Record<string, string>): Promise<void> {
    const inputs = Object.entries({ target, targetqs: `appid=${app.app.id}`, ...fields })
      .map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`)
      .join('');
    site.form = `<form method="post" action="${server.shellUrl}/redirect.aspx">${inputs}<button>Send</button></form>`;
    await page.goto(`${site.origin}/form`);
    await click(page, 'Send');
  }

  const kit = {
    'Record.Relationship': '14',
    'Record.FirstName': 'Kit',
    'Record.LastName': 'Example',
    'Record.BirthDate': '2015-06-07',
    'Record.Gender': 'M',
    'Record.PostalCode': '8000',
    'Record.CountryCode': 'CH',
  };

  const zoe = {
    CreateAccountAndRecord: 'True',
    'Account.FirstName': 'Zoe',
    'Account.LastName': 'Example',
    'Account.BirthDate': '1984-05-31',
    'Account.PostalCode': '8000',
    'Account.CountryCode': 'CH',
    'Account.LanguageCode': 'en',
    'Account.Gender': 'F',
  };

  test('CREATEACCOUNT: filled in across sites, account and record made, and allowed; and not wanted', async () => {
    const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    page.setDefaultTimeout(5000);
    await postFromSite(page, 'CREATEACCOUNT', { ...zoe, 'Account.Email': 'zoe', ...kit });
    expect(await page.getByLabel('Your name').inputValue()).toBe('Zoe Example');
    expect(await page.getByLabel('E-mail address').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('E-mail address').fill('zoe@example.org');
    await page.getByLabel('Password').fill(goodPassword);
    await page.getByRole('button', { name: 'Create my account' }).last().click();
    expect(await page.getByLabel('First name').inputValue()).toBe('Kit');
    await click(page, 'Create the record');
    await click(page, 'Allow');
    const { target, targetdetails } = Object.fromEntries(await returned(page));
    expect([target, targetdetails]).toEqual(['AppAuthSuccess', 'CreateAccountSuccess']);
    const other = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    await go(other, 'CREATEACCOUNT');
    await click(other, 'Back to Curves');
    expect((await returned(other)).get('targetdetails')).toBe('CreateAccountFailure');
  });

  test('CREATERECORD: filled in by the application’s form across sites, made and allowed; and cancelled', async () => {
    const { page } = await walker();
    await postFromSite(page, 'CREATERECORD', { CreateRecord: 'True', ...kit, 'Record.BirthDate': 'soon' });
    expect(await page.getByLabel('First name').inputValue()).toBe('Kit');
    expect(await page.getByLabel('Date of birth').getAttribute('aria-invalid')).toBe('true');
    await page.getByLabel('Date of birth').fill('2015-06-07');
    await click(page, 'Create the record');
    expect(await page.getByRole('radio', { name: 'Kit Example' }).isChecked()).toBe(true);
    await click(page, 'Allow');
    expect((await returned(page)).get('target')).toBe('AppAuthSuccess');
    await go(page, 'CREATERECORD');
    await click(page, 'Cancel');
    expect((await returned(page)).get('target')).toBe('AppAuthReject');
  });

  test('EDITRECORD: saved, and cancelled', async () => {
    const { page } = await walker();
    await go(page, 'EDITRECORD');
    await page.getByLabel('First name').fill('Ada');
    await page.getByLabel('Last name').fill('Changed');
    await click(page, 'Save');
    expect((await returned(page)).get('target')).toBe('EditRecordComplete');
    await go(page, 'EDITRECORD');
    await page.locator('button[value="cancel"]').click();
    expect((await returned(page)).get('target')).toBe('EditRecordCancel');
  });

  test('HELP: the privacy statement', async () => {
    const { page } = await walker();
    await go(page, 'HELP', { topicid: 'PrivacyPolicy' });
    expect(new URL(page.url()).pathname).toBe('/help/privacy');
  });

  test('MANAGEACCOUNT: the account', async () => {
    const { page } = await walker();
    await go(page, 'MANAGEACCOUNT');
    expect(new URL(page.url()).pathname).toBe('/account');
  });

  test('RECONCILE: no such document, and one that is chosen from', async () => {
    const { page, alias, recordId, personId } = await walker();
    await go(page, 'RECONCILE', { extrecordid: alias, thingid: app.app.id });
    expect(await heading(page)).toBe('This document is not here');
    await click(page, 'Back to Curves');
    expect((await returned(page)).get('target')).toBe('ReconcileFailure');
    const problem = (id: string, name: string) =>
      `<Problem><CCRDataObjectID>${id}</CCRDataObjectID><Description><Text>${name}</Text></Description></Problem>`;
    const document = makeThing(
      ccrType,
      `<ContinuityOfCareRecord xmlns="urn:astm-org:CCR"><Body><Problems>${problem('1', 'Asthma')}${problem('2', 'Gout')}</Problems></Body></ContinuityOfCareRecord>`,
    );
    const grant = makeSystemGrant('tests', recordId, personId);
    const [key] = await writeThings(server.vault, grant, [document], { overwrite: false });
    await go(page, 'RECONCILE', { extrecordid: alias, thingid: key!.id });
    await click(page, 'Take over into the record');
    await server.background.run('imports');
    await page.getByRole('link', { name: 'See how far it is' }).click();
    await page.getByText('Choose one by one').click();
    await page.getByLabel('Gout').uncheck();
    await click(page, 'Add to the record');
    await server.background.run('imports');
    await page.getByRole('link', { name: 'See how far it is' }).click();
    expect(await page.getByText('1 item added').isVisible()).toBe(true);
    await click(page, 'Back to Curves');
    const back = await returned(page);
    expect([back.get('target'), back.get('actionqs')]).toEqual(['ReconcileComplete', 'day=1']);
  });

  test('RECORDLIST: the records that the application may see', async () => {
    const { page } = await walker();
    await go(page, 'RECORDLIST');
    expect(await page.getByRole('main').textContent()).toContain('Ada Example');
    const other = await walker({ isLinked: false });
    await go(other.page, 'RECORDLIST');
    expect(await other.page.getByRole('main').textContent()).not.toContain('Ada Example');
  });

  test('SHAREDAPPDETAILS: what the application may do, and that it may do nothing', async () => {
    const { page, recordId, alias } = await walker();
    await go(page, 'SHAREDAPPDETAILS', { extrecordid: alias });
    expect(new URL(page.url()).pathname).toBe(`/apps/${app.app.id}/${recordId}`);
    const other = await walker({ isLinked: false });
    await go(other.page, 'SHAREDAPPDETAILS');
    expect(await heading(other.page)).toBe('No access');
  });

  test('SHARERECORD: invited, and nobody invited', async () => {
    const { page, alias } = await walker();
    await go(page, 'SHARERECORD', { extrecordid: alias });
    await page.getByLabel('E-mail address').fill('friend@example.org');
    await page.locator('button[value="send"]').click();
    await page.locator('form[action="/records/sharing/done"] button').click();
    expect((await returned(page)).get('target')).toBe('ShareRecordSuccess');
    await go(page, 'SHARERECORD', { extrecordid: alias });
    await page.locator('button[value="cancel"]').click();
    expect((await returned(page)).get('target')).toBe('ShareRecordFailed');
  });

  test('VIEWITEMS: the items of a type, or that there are none', async () => {
    const { page, alias } = await walker();
    await go(page, 'VIEWITEMS', { typeid: typeIds.weight, extrecordid: alias });
    expect(await heading(page)).toBe('Weight');
    expect(await page.getByRole('main').textContent()).toContain('Nothing here yet');
  });

  test('with script, trm=post returns from a page of the Shell by itself', async () => {
    const { context } = await walker();
    const scripted = await browser.newContext({ storageState: await context.storageState() });
    const page = await scripted.newPage();
    await page.goto(server.shellUrl + redirectTo('EDITRECORD', { appid: app.app.id }, { trm: 'post' }));
    await page.locator('button[value="cancel"]').click();
    expect((await returned(page)).get('target')).toBe('EditRecordCancel');
  });
});
