import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NewApplication } from '../../../core/applications/register.ts';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import { createRecord, relationship } from '../../../core/records/create.ts';
import { makeThing } from '../../../core/things/typed.ts';
import { writeThings } from '../../../core/things/write.ts';
import { shellTargets } from '../../../methods/parts/shell-targets.ts';
import { givenApp, givenPerson, type TestApp } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import weightType from '../../../things/weight.ts';
import { allow, givenWebApp, redirectTo, rule } from '../../testing/apps.ts';
import { Browser, type Page, somebody } from '../../testing/browser.ts';
import { authorizeApp, giveAccess, givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
let app: TestApp;
beforeAll(async () => {
  server = await startTestServer();
  app = await givenWebApp(server);
});
afterAll(() => server.close());

/** Somebody who has authorised the application, and the application's id for the record. */
async function givenUser(
  given: Partial<NewApplication> = {},
): Promise<Visitor & { alias: string; id: string }> {
  const visitor = await givenSignedIn(server);
  const own = Object.keys(given).length > 0 ? await givenWebApp(server, given) : app;
  const alias = await authorizeApp(server, own.app, visitor);
  return { ...visitor, alias, id: own.app.id };
}

const stranger = '11111111-1111-4111-8111-111111111111';

/** What a page for looking only shows when somebody else shares it. */
async function shareWith(visitor: Visitor, level: 'view' | 'modify'): Promise<string> {
  const owner = await givenPerson(server.vault, 'Bo Owner');
  await giveAccess(server, { person: visitor.person, record: owner.record }, level);
  return authorizeApp(server, app.app, { person: visitor.person, record: owner.record });
}

describe('every target', () => {
  test('is served: none says that it is still to be built, and each is told with its parameters', async () => {
    expect(shellTargets.map(({ token }) => token)).toHaveLength(17);
    const { browser, alias, id } = await givenUser();
    const everything = {
      appid: id,
      extrecordid: alias,
      thingid: stranger,
      typeid: typeIds.weight,
      packageid: 'JKYZ-QNMN-VHRX-ZGNR-GZNH',
      target: 'Home',
      refappid: id,
    };
    for (const { token } of shellTargets.filter(({ token }) => token !== 'CREATEAPPLICATION')) {
      const page = await browser.send(redirectTo(token, everything));
      // There is no such document; and what asks first.
      const isPage = ['RECONCILE', 'APPSIGNOUT'].includes(token);
      expect([token, page.status]).toEqual([token, isPage ? 200 : 302]);
    }
  });

  test('takes its name and its parameters in any case', async () => {
    const { browser, record, alias, id } = await givenUser();
    const page = await browser.open(
      `/redirect.aspx?TARGET=editRecord&TargetQS=AppId%3D${id}%26ExtRecordId%3D${alias.toUpperCase()}`,
    );
    expect(page.url.pathname).toBe(`/records/${record.id}/edit`);
  });

  test.each(['true', 'false'])('takes aib=%s', async aib => {
    const { browser, id } = await givenUser();
    expect((await browser.open(redirectTo('AUTH', { appid: id, aib }))).returned('target')).toBe(
      'AppAuthSuccess',
    );
  });
});

describe('the language that an application asks for', () => {
  const titles = { en: 'Help', es: 'Ayuda', de: 'Hilfe', fr: 'Aide' };
  test.each([
    ['lcid', '1031', titles.de],
    ['lcid', '3082', titles.es],
    ['culture', 'de-CH', titles.de],
    ['Culture', 'ES-mx', titles.es],
    ['culture', 'fr-FR', titles.fr],
    ['culture', 'nl-NL', titles.en],
    ['lcid', 'x', titles.en],
  ])('%s=%s', async (name, value, title) => {
    const page = await new Browser(server).open(redirectTo('HELP', { [name]: value }));
    expect(page.html).toContain(`<h1>${title}</h1>`);
  });

  test('holds for the visit, its mistakes included, and leaves the account as it is', async () => {
    const { browser, person } = await givenSignedIn(server);
    const wrong = await browser.open(redirectTo('AUTH', { culture: 'de-DE' }));
    expect(wrong.text).toContain('Diese App hat einen Fehler gemacht');
    expect(wrong.text).toContain('The parameter appid is missing.');
    expect(browser.setCookies.find(line => line.startsWith('keepwell-language'))).not.toContain('Max-Age');
    expect((await browser.open('/records')).html).toContain('lang="de"');
    const after = await server.vault.store.read(db => db.people.byId(person.id));
    expect(after!.culture).toBe(person.culture);
  });
});

describe('what is returned', () => {
  test('with a token, how long it lasts, where people may stay signed in', async () => {
    const persistentTokens = { enabled: true, ttlSeconds: 600 };
    const { browser, id } = await givenUser({ persistentTokens });
    const back = await browser.open(redirectTo('AUTH', { appid: id, actionqs: 'a=1' }));
    expect(back.returned('wctoken')).toMatch(/^AiAAA/);
    expect(back.returned('suggestedtokenttl')).toBe('600');
    expect(back.returned('actionqs')).toBe('a=1');
    expect(back.returned('instanceid')).toBe(server.vault.instance.id);
  });

  test('never longer than the token is good for, and not at all where it is not asked for', async () => {
    const { browser, id } = await givenUser({ persistentTokens: { enabled: true } });
    const back = await browser.open(redirectTo('AUTH', { appid: id }));
    expect(back.returned('suggestedtokenttl')).toBe(String(server.vault.limits.userTokenTtlMs / 1000));
    const plain = await givenUser();
    const without = await plain.browser.open(redirectTo('AUTH', { appid: plain.id }));
    expect(without.returned('wctoken')).not.toBeNull();
    expect(without.returned('suggestedtokenttl')).toBeNull();
  });

  test.each([
    ['es', 'Volver a Curves', 'Continuar a Curves', 'Todo listo'],
    ['de', 'Zurück zu Curves', 'Weiter zu Curves', 'Alles erledigt'],
  ])('on pages in the language of the visit: %s', async (culture, title, button, done) => {
    const { browser, id } = await givenUser();
    const page = await browser.open(redirectTo('AUTH', { appid: id, culture, trm: 'post' }));
    expect(page.text).toBe(`${title} ${button}`);
    expect((await browser.open('/application/complete?target=AppAuthSuccess')).text).toContain(done);
  });

  test('trm=post is read beside targetqs too, and the form leads to that address only', async () => {
    const { browser, id } = await givenUser();
    const page = await browser.open(redirectTo('EDITRECORD', { appid: id }, { trm: 'POST' }));
    const back = await browser.submit(page, '/records/edit', { decision: 'cancel' });
    expect(back.status).toBe(200);
    expect(back.policy).toContain('form-action https://app.example/action;');
    expect(back.form('https://app.example/action?from=shell').target).toBe('EditRecordCancel');
    expect(back.text).toContain('Continue to Curves');
  });
});

describe('the way back is never open to anywhere', () => {
  const returning = shellTargets
    .filter(({ parameters }) => parameters.includes('redirect'))
    .map(({ token }) => token);
  const parameters = { extrecordid: stranger, thingid: stranger, target: 'Home' };

  test('ten targets return', () => {
    expect(returning).toHaveLength(10);
  });

  test.each(returning.filter(token => token !== 'CREATEAPPLICATION'))('of %s', async token => {
    const { browser, id } = await givenUser();
    for (const redirect of ['https://evil.example/', '//evil.example', 'javascript:alert(1)']) {
      const page = await browser.open(redirectTo(token, { appid: id, redirect, ...parameters }));
      expect([token, page.status, page.location]).toEqual([token, 400, undefined]);
      expect(page.text).toContain('The parameter redirect must');
    }
  });

  test('and those that do not return take no notice of it', async () => {
    const page = await new Browser(server).open(redirectTo('HELP', { redirect: 'https://evil.example/' }));
    expect([page.url.pathname, page.location]).toEqual(['/help', undefined]);
  });

  test('of a page of ours in production: by the action URL alone', async () => {
    await using production = await startTestServer({ mode: 'production' });
    const web = await givenWebApp(production);
    const visitor = await givenSignedIn(production);
    const extrecordid = await authorizeApp(production, web.app, visitor);
    const given = { appid: web.app.id, redirect: 'http://localhost:3000/', ...parameters, extrecordid };
    const page = await visitor.browser.open(redirectTo('RECONCILE', given));
    expect(page.policy).toContain("form-action 'self' https://app.example");
    expect(page.policy).not.toContain('localhost');
  });
});

describe('APPREDIRECT', () => {
  test('sends the person on to the other application, signed in or not', async () => {
    const other = await givenWebApp(server, { name: 'Other', actionUrl: 'https://other.example/act' });
    const passed = { appid: other.app.id, refappid: app.app.id, target: 'Home', targetqs: '?day=1&x=a b' };
    const page = await new Browser(server).open(redirectTo('APPREDIRECT', passed));
    expect(page.location).toMatch('https://other.example/act?target=Home&targetqs=');
    expect(page.returned('targetqs')).toBe('?day=1&x=a b');
    expect(page.returned('wctoken')).toBeNull();
    const posted = await new Browser(server).open(redirectTo('APPREDIRECT', { ...passed, trm: 'post' }));
    expect(posted.form('https://other.example/act')).toEqual({ target: 'Home', targetqs: '?day=1&x=a b' });
  });

  test('also where nothing was encoded', async () => {
    const address = `/redirect.aspx?target=APPREDIRECT&targetqs=?appid=${app.app.id}&target=Privacy&targetqs=a`;
    const page = await new Browser(server).open(address);
    expect(page.returned('target')).toBe('Privacy');
    expect(page.returned('targetqs')).toBe('a');
  });

  test.each([
    [{ target: 'Home', refappid: stranger }, 'refappid names no application'],
    [{ target: 'Home', refappid: 'x' }, 'refappid is not a GUID'],
    [{}, 'needs a parameter target within targetqs'],
    [{ target: 'x'.repeat(5000) }, 'longer than 4096'],
    [{ target: 'Home', redirect: 'https://evil.example/' }, 'The parameter redirect must'],
  ])('refuses %j', async (given, words) => {
    const page = await new Browser(server).open(
      redirectTo('APPREDIRECT', { appid: app.app.id, ...(given as Record<string, string>) }),
    );
    expect(page.status).toBe(400);
    expect(page.text).toContain(words);
  });

  test('refuses an application without an action URL', async () => {
    const local = await givenWebApp(server, { actionUrl: undefined });
    const page = await new Browser(server).open(
      redirectTo('APPREDIRECT', { appid: local.app.id, target: 'Home' }),
    );
    expect(page.text).toContain('has no action URL');
  });
});

describe('EDITRECORD', () => {
  const edit = async (values: Record<string, string>) => {
    const user = await givenUser();
    const page = await user.browser.open(
      redirectTo('EDITRECORD', { appid: user.id, extrecordid: user.alias, actionqs: 'q' }),
    );
    expect(page.url.pathname).toBe(`/records/${user.record.id}/edit`);
    return user.browser.submit(page, '/records/edit', values);
  };

  test('returns EditRecordComplete after the profile was saved', async () => {
    const back = await edit({ first: 'Ada', last: 'Newname', relationship: '1', decision: 'save' });
    expect([back.returned('target'), back.returned('actionqs')]).toEqual(['EditRecordComplete', 'q']);
  });

  test('returns EditRecordCancel when the person goes back', async () => {
    expect((await edit({ decision: 'cancel' })).returned('target')).toBe('EditRecordCancel');
  });

  test('returns AppAuthInvalidRecord for a record that is not the person’s', async () => {
    const other = await givenUser();
    const { browser, id } = await givenUser();
    for (const extrecordid of [other.alias, other.record.id, 'x']) {
      const back = await browser.open(redirectTo('EDITRECORD', { appid: id, extrecordid }));
      expect(back.returned('target')).toBe('AppAuthInvalidRecord');
    }
  });

  test('tells who may only look, and returns EditRecordCancel', async () => {
    const visitor = await givenSignedIn(server);
    const extrecordid = await shareWith(visitor, 'view');
    const page = await visitor.browser.open(redirectTo('EDITRECORD', { appid: app.app.id, extrecordid }));
    expect(page.text).toContain('You cannot change this record');
    const back = await visitor.browser.submit(page, '/return');
    expect(back.returned('target')).toBe('EditRecordCancel');
  });

  test('without a record says so, and returns EditRecordCancel', async () => {
    const { browser, person, record } = await givenSignedIn(server);
    await server.vault.store.write(db => db.records.removeAccess(person.id, record.id));
    const page = await browser.open(redirectTo('EDITRECORD', { appid: app.app.id }));
    expect(page.text).toContain('You have no health record yet');
    expect((await browser.submit(page, '/return')).returned('target')).toBe('EditRecordCancel');
  });

  test('without a record goes back after signing in for it too', async () => {
    const someone = { ...somebody(), record: undefined };
    await new Browser(server).signUp(undefined, someone);
    const browser = new Browser(server);
    const form = await browser.open(redirectTo('EDITRECORD', { appid: app.app.id }));
    const page = await browser.submit(form, '/sign-in', { email: someone.email, password: someone.password });
    expect(page.text).toContain('You have no health record yet');
    expect((await browser.submit(page, '/return')).returned('target')).toBe('EditRecordCancel');
  });

  test('asks to sign in first, and names the application', async () => {
    const page = await new Browser(server).open(redirectTo('EDITRECORD', { appid: app.app.id }));
    expect(page.url.pathname).toBe('/sign-in');
    expect(page.text).toContain('Curves');
  });
});

describe('SHARERECORD', () => {
  test('returns ShareRecordSuccess after the invitation; the types of the application were ticked', async () => {
    const { browser, alias, id } = await givenUser({ rules: [rule(), rule({ mode: 'offline' })] });
    const page = await browser.open(redirectTo('SHARERECORD', { appid: id, extrecordid: alias }));
    expect(page.tag(new RegExp(`value="${typeIds.weight}"`))).toHaveProperty('checked');
    const sent = await browser.submit(page, '/records/sharing', {
      email: 'friend@example.org',
      level: 'view',
      decision: 'send',
    });
    const back = await browser.submit(sent, '/records/sharing/done');
    expect(back.returned('target')).toBe('ShareRecordSuccess');
  });

  test('takes the default record, and returns ShareRecordFailed when nobody was invited', async () => {
    const { browser, record, id } = await givenUser();
    const page = await browser.open(redirectTo('SHARERECORD', { appid: id }));
    expect(page.url.pathname).toBe(`/records/${record.id}/sharing`);
    const back = await browser.submit(page, '/records/sharing', { decision: 'cancel' });
    expect(back.returned('target')).toBe('ShareRecordFailed');
  });

  test('is for custodians only: others are told, and return with ShareRecordFailed', async () => {
    const visitor = await givenSignedIn(server);
    const extrecordid = await shareWith(visitor, 'modify');
    const page = await visitor.browser.open(redirectTo('SHARERECORD', { appid: app.app.id, extrecordid }));
    expect(page.text).toContain('You cannot share this record');
    expect((await visitor.browser.submit(page, '/return')).returned('target')).toBe('ShareRecordFailed');
  });

  test('returns AppAuthInvalidRecord for a wrong record', async () => {
    const { browser, id } = await givenUser();
    const back = await browser.open(redirectTo('SHARERECORD', { appid: id, extrecordid: stranger }));
    expect(back.returned('target')).toBe('AppAuthInvalidRecord');
  });
});

describe('RECONCILE', () => {
  test('of a document that is not there says so, and returns ReconcileFailure', async () => {
    const { browser, alias, id } = await givenUser();
    const parameters = { appid: id, extrecordid: alias, thingid: stranger, actionqs: 'q' };
    const page = await browser.open(redirectTo('RECONCILE', parameters));
    expect(page.text).toContain('This document is not here');
    const back = await browser.submit(page, '/return');
    expect([back.returned('target'), back.returned('actionqs')]).toEqual(['ReconcileFailure', 'q']);
  });

  test.each(['extrecordid', 'thingid'])('needs %s', async missing => {
    const parameters = { appid: app.app.id, extrecordid: stranger, thingid: stranger, [missing]: '' };
    const page = await new Browser(server).open(redirectTo('RECONCILE', parameters));
    expect(page.text).toContain(`The parameter ${missing} is missing.`);
  });
});

describe('the way back from a page of ours', () => {
  test('takes only forms of this browser', async () => {
    const { browser, alias, id } = await givenUser();
    const parameters = { appid: id, extrecordid: alias, thingid: stranger };
    const page = await browser.open(redirectTo('RECONCILE', parameters));
    const foreign = await browser.post('/return', page.form('/return'), { origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    const hidden = { origin: 'null', 'sec-fetch-site': 'cross-site' };
    expect((await browser.post('/return', page.form('/return'), hidden)).status).toBe(403);
    // Browsers hide the origin of pages that send no referrer, and still say that it is the same.
    const own = { ...hidden, 'sec-fetch-site': 'same-origin' };
    expect((await browser.post('/return', page.form('/return'), own)).returned('target')).toBe(
      'ReconcileFailure',
    );
    const { form: _, ...without } = page.form('/return');
    expect((await browser.post('/return', without)).status).toBe(403);
    expect(page.policy).toContain("frame-ancestors 'none'");
  });

  test('leads nowhere without a request that was sealed here', async () => {
    const { browser } = await givenSignedIn(server);
    const page = await browser.open('/');
    for (const request of ['', 'https://evil.example/', 'x']) {
      const back = await browser.post('/return', { form: page.form('/sign-out').form, request });
      expect([back.status, back.location]).toEqual([400, undefined]);
    }
  });
});

describe('HELP', () => {
  test.each([
    [{}, '/help'],
    [{ topicid: 'PrivacyPolicy' }, '/help/privacy'],
    [{ topicid: 'serviceagreement' }, '/help/terms'],
    [{ topicid: 'nobody-knows' }, '/help'],
    [{ topicid: '//evil.example' }, '/help'],
  ])('%j leads to %s, signed out', async (parameters, path) => {
    const page = await new Browser(server).open(redirectTo('HELP', parameters as Record<string, string>));
    expect([page.url.pathname, page.status]).toEqual([path, 200]);
  });
});

describe('MANAGEACCOUNT', () => {
  test('leads to the account, after signing in', async () => {
    const { browser } = await givenSignedIn(server);
    const page = await browser.send(redirectTo('MANAGEACCOUNT', { appid: app.app.id }));
    expect(new URL(page.location!).pathname).toBe('/account');
    const signIn = await new Browser(server).open(redirectTo('MANAGEACCOUNT', {}));
    expect(signIn.url.pathname).toBe('/sign-in');
    expect(signIn.url.searchParams.get('request')).not.toBeNull();
  });

  test('refuses an unknown application', async () => {
    const page = await new Browser(server).open(redirectTo('MANAGEACCOUNT', { appid: stranger }));
    expect([page.status, page.text]).toEqual([400, expect.stringContaining('There is no application')]);
  });
});

describe('RECORDLIST', () => {
  test('shows only the records that the application may see, and all without one', async () => {
    const { browser, person, id } = await givenUser();
    await server.vault.store.write(db =>
      createRecord(db, server.vault, {
        personId: person.id,
        name: 'Hidden Child',
        relationship: relationship.child,
      }),
    );
    const page = await browser.open(redirectTo('RECORDLIST', { appid: id }));
    const main = page.text;
    expect(main).toContain('Ada Example');
    expect(main).not.toContain('Hidden Child');
    expect((await browser.open(redirectTo('RECORDLIST', {}))).text).toContain('Hidden Child');
  });
});

describe('SHAREDAPPDETAILS', () => {
  test.each(['appid', 'sappid'])('shows what the application of %s may do with a record', async name => {
    const { browser, record, alias, id } = await givenUser();
    const page = await browser.open(redirectTo('SHAREDAPPDETAILS', { [name]: id, extrecordid: alias }));
    expect(page.url.pathname).toBe(`/apps/${id}/${record.id}`);
    expect(page.status).toBe(200);
  });

  test('takes the caller’s id for the record, and the record it works with where none is named', async () => {
    const user = await givenUser();
    const other = await givenWebApp(server, { name: 'Other' });
    await authorizeApp(server, other.app, user);
    const named = { appid: user.id, sappid: other.app.id, extrecordid: user.alias };
    for (const parameters of [named, { sappid: other.app.id }]) {
      const page = await user.browser.open(
        redirectTo('SHAREDAPPDETAILS', parameters as Record<string, string>),
      );
      expect(page.url.pathname).toBe(`/apps/${other.app.id}/${user.record.id}`);
    }
  });

  test('tells when the application has no access, whosever the record', async () => {
    const { browser } = await givenSignedIn(server);
    const other = await givenUser();
    for (const extrecordid of ['', other.alias]) {
      const page = await browser.open(redirectTo('SHAREDAPPDETAILS', { appid: app.app.id, extrecordid }));
      expect([page.status, page.text]).toEqual([404, expect.stringContaining('Curves has no access')]);
    }
  });
});

describe('VIEWITEMS', () => {
  async function givenWeights(visitor: Visitor, count: number): Promise<void> {
    const { vault } = server;
    const grant = makeSystemGrant('tests', visitor.record.id, visitor.person.id);
    const writes = Array.from({ length: count }, (_, index) =>
      makeThing(weightType, {
        when: { date: { y: 2020, m: 1, d: 1 + (index % 28) } },
        value: { kg: 60 + index },
      } as never),
    );
    await writeThings(vault, grant, writes, { overwrite: true });
  }

  test('shows the items of the named types, newest first, a page at a time', async () => {
    const user = await givenUser();
    await givenWeights(user, 27);
    const parameters = {
      appid: user.id,
      typeid: `${typeIds.weight},${typeIds.height}`,
      extrecordid: user.alias,
    };
    const page = await user.browser.open(redirectTo('VIEWITEMS', parameters));
    expect(page.url.pathname).toBe('/items');
    expect([...page.html.matchAll(/<th scope="row">/g)]).toHaveLength(25);
    expect(page.text).toMatch(/27 January 2020.*26 January 2020/);
    expect(page.text).toContain('kg');
    const older = await user.browser.open(page.tag(/after=/)!.href!);
    expect([...older.html.matchAll(/<th scope="row">/g)]).toHaveLength(2);
    expect(older.tag(/after=/)).toBeUndefined();
    expect(older.url.href).not.toMatch(/2020/);
  });

  test('leads to the form that adds an item where the application asks for it, and says that there is nothing to show', async () => {
    const { browser, id } = await givenUser();
    const parameters = { appid: id, typeid: typeIds.height };
    const form = await browser.open(redirectTo('VIEWITEMS', { ...parameters, additem: 'True' }));
    expect(form.url.pathname).toBe('/items/new/height');
    const list = await browser.open(redirectTo('VIEWITEMS', parameters));
    expect(list.text).toContain('Nothing here yet');
    expect(list.html).toContain('href="/items/new/height"');
  });

  test('shows nothing of what is not shared with the person', async () => {
    const owner = await givenUser();
    await givenWeights(owner, 1);
    const visitor = await givenSignedIn(server);
    await giveAccess(server, { person: visitor.person, record: owner.record }, 'view', [typeIds.height]);
    const address = `/records/${owner.record.id}/items?typeid=${typeIds.weight}`;
    expect((await visitor.browser.open(address)).text).toContain('Nothing here yet');
    const other = await givenSignedIn(server);
    expect((await other.browser.open(address)).status).toBe(404);
  });

  test.each([
    [{}, 'The parameter typeid is missing'],
    [{ typeid: 'x' }, 'The parameter typeid is not a GUID'],
    [{ typeid: stranger }, 'names a type that is not known here'],
    [{ typeid: typeIds.weight, extrecordid: stranger }, 'extrecordid names no record of this person'],
  ])('refuses %j', async (given, words) => {
    const { browser, id } = await givenUser();
    const page = await browser.open(
      redirectTo('VIEWITEMS', { appid: id, ...(given as Record<string, string>) }),
    );
    expect([page.status, page.text]).toEqual([400, expect.stringContaining(words)]);
  });

  test('takes no place to go on from but its own', async () => {
    const { browser, record } = await givenSignedIn(server);
    const page = await browser.open(`/records/${record.id}/items?typeid=${typeIds.weight}&after=x`);
    expect(page.status).toBe(404);
  });
});

describe('CREATERECORD', () => {
  const address = () => redirectTo('CREATERECORD', { appid: app.app.id });
  const names = { 'Record.FirstName': 'Kit', 'Record.LastName': 'Example', 'Record.Relationship': '5' };

  async function addPage(visitor: Visitor): Promise<Page> {
    const page = await visitor.browser.open(address());
    expect(page.url.pathname).toBe('/records/add');
    return page;
  }

  test('makes a record, asks for consent with it chosen, and returns AppAuthSuccess', async () => {
    const visitor = await givenSignedIn(server);
    const consent = await visitor.browser.submit(await addPage(visitor), '/records/add', {
      ...names,
      decision: 'create',
    });
    expect(consent.url.pathname).toBe('/consent');
    const records = await server.vault.store.read(db => db.records.ofPerson(visitor.person.id));
    const made = records.find(({ record }) => record.name === 'Kit Example')!;
    expect(consent.form('/consent').record).toBe(made.record.id);
    expect(made.access.relationship).toBe(5);
    const back = await allow(visitor.browser, consent, { record: made.record.id });
    expect(back.returned('target')).toBe('AppAuthSuccess');
    expect(back.returned('targetdetails')).toBeNull();
  });

  test('returns AppAuthReject when no record is made, and when it is not allowed', async () => {
    const visitor = await givenSignedIn(server);
    const cancelled = await visitor.browser.submit(await addPage(visitor), '/records/add', {
      decision: 'cancel',
    });
    expect(cancelled.returned('target')).toBe('AppAuthReject');
    const consent = await visitor.browser.submit(await addPage(visitor), '/records/add', {
      ...names,
      decision: 'create',
    });
    expect((await visitor.browser.submit(consent, '/consent', { decision: 'deny' })).returned('target')).toBe(
      'AppAuthReject',
    );
  });

  test('makes one record though its form is sent twice', async () => {
    const visitor = await givenSignedIn(server);
    const page = await addPage(visitor);
    await visitor.browser.submit(page, '/records/add', { ...names, decision: 'create' });
    const again = await visitor.browser.submit(page, '/records/add', { ...names, decision: 'create' });
    expect(again.url.pathname).toBe('/consent');
    const records = await server.vault.store.read(db => db.records.ofPerson(visitor.person.id));
    expect(records.filter(({ record }) => record.name === 'Kit Example')).toHaveLength(1);
  });

  test('makes a record for each person who sends a request, and none of their others', async () => {
    const [first, second] = [await givenSignedIn(server), await givenSignedIn(server)];
    const page = await addPage(first);
    const values = { ...names, decision: 'create', request: page.form('/records/add').request };
    await first.browser.submit(page, '/records/add', values);
    await second.browser.submit(await addPage(second), '/records/add', values);
    const records = await server.vault.store.read(db => db.records.ofPerson(second.person.id));
    expect(records.filter(({ record }) => record.name === 'Kit Example')).toHaveLength(1);
  });

  test('asks for no more than the name and whose record it is, where nothing was posted', async () => {
    const visitor = await givenSignedIn(server);
    const page = await visitor.browser.submit(await addPage(visitor), '/records/add', { decision: 'create' });
    expect(page.status).toBe(422);
    expect([...page.html.matchAll(/class="error"/g)]).toHaveLength(3);
    expect(page.text).toContain('Fill in: First name.');
  });

  test('tells who has too many records', async () => {
    const visitor = await givenSignedIn(server);
    const page = await addPage(visitor);
    const { recordsPerPersonMax } = server.vault.limits;
    server.vault.limits.recordsPerPersonMax = 1;
    const again = await visitor.browser.submit(page, '/records/add', { ...names, decision: 'create' });
    server.vault.limits.recordsPerPersonMax = recordsPerPersonMax;
    expect(again.status).toBe(422);
  });
});

test('a SODA master cannot be sent through targets of applications', async () => {
  const master = await givenApp(server.vault, { kind: 'soda-master', actionUrl: undefined });
  for (const target of ['CREATEACCOUNT', 'CREATERECORD', 'EDITRECORD', 'SHARERECORD']) {
    const page = await new Browser(server).open(redirectTo(target, { appid: master.app.id }));
    expect([target, page.status]).toEqual([target, 400]);
  }
});
