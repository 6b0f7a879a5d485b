import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openClient, type TestApp } from '../../testing/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { actionUrl, allow, givenVisitor, givenWebApp, redirectTo } from '../testing/apps.ts';
import { Browser } from '../testing/browser.ts';
import { isTrue, listNumbered, redirectParameters } from './redirect-query.ts';

let server: TestServer;
let app: TestApp;
let browser: Browser;
beforeAll(async () => {
  server = await startTestServer();
  app = await givenWebApp(server, { redirectHosts: ['dev.example'] });
  browser = await givenVisitor(server);
  await allow(browser, await browser.open(redirectTo('AUTH', { appid: app.app.id })));
});
afterAll(() => server.close());

describe('clients spell the address in many ways', () => {
  const id = () => app.app.id;
  const spellings: Record<string, () => string> = {
    plain: () => `/redirect.aspx?target=AUTH&targetqs=appid%3d${id()}%26actionqs%3d%252Fa%253Fb%253Dc`,
    'a doubled slash': () =>
      `//redirect.aspx?target=AUTH&targetqs=appid%3d${id()}%26actionqs%3d%252Fa%253Fb%253Dc`,
    'mixed case': () =>
      `/Redirect.aspx?Target=Auth&targetQS=AppId%3D${id().toUpperCase()}%26ActionQs%3D%252Fa%253Fb%253Dc`,
    'a question mark inside': () =>
      `/redirect.aspx?target=AUTH&targetqs=%3Fappid%3D${id()}%26actionqs%3D%252Fa%253Fb%253Dc`,
    'parameters beside targetqs': () =>
      `/redirect.aspx?target=AUTH&targetqs=appid%3d${id()}&actionqs=%2Fa%3Fb%3Dc`,
    'nothing encoded': () => `/redirect.aspx?target=AUTH&targetqs=?appid=${id()}&actionqs=/a?b=c`,
    'a stray null': () =>
      `/redirect.aspx?target=AUTH&targetqs=%3Fappid%3D${id()}%26actionqs%3D%252Fa%253Fb%253Dc%26null&null`,
    'encoded once too often': () =>
      `/redirect.aspx?target=AUTH&targetqs=appid%253d${id()}%2526actionqs%253d%25252Fa%25253Fb%25253Dc`,
  };
  test.each(Object.entries(spellings))('%s', async (_, address) => {
    // fetch would mend doubled slashes in a relative address.
    const back = await browser.open(server.shellUrl + address());
    expect(back.returned('target')).toBe('AppAuthSuccess');
    expect(back.returned('actionqs')).toBe('/a?b=c');
  });

  test('actionqs comes back as it came, encoded twice if it was', async () => {
    const back = await browser.open(redirectTo('AUTH', { appid: id(), actionqs: '%2Fa%3Fb' }));
    expect(back.returned('actionqs')).toBe('%2Fa%3Fb');
  });

  test('a POST of another site goes on as a GET that has the cookies', async () => {
    const foreign = new Browser(server);
    const body = new URLSearchParams({ target: 'AUTH', targetqs: `appid=${id()}&actionqs=x` });
    const sent = await foreign.send('/redirect.aspx', {
      method: 'POST',
      body,
      headers: { origin: 'https://app.example' },
    });
    expect(sent.status).toBe(303);
    expect((await browser.open(sent.location!)).returned('actionqs')).toBe('x');
    expect((await foreign.open(sent.location!)).url.pathname).toBe('/sign-in');
  });

  test('the pure part: first of two, inside before beside, numbers in order', () => {
    const parameters = redirectParameters(
      'a=1&A=2&b=3&targetqs=b%3d4%26onopt2%3dy%26onopt10%3dz%26onopt1%3dx%26onoptx%3dq',
    );
    expect(parameters.get('a')).toBe('1');
    expect(parameters.get('b')).toBe('4');
    expect(listNumbered(parameters, 'onopt')).toEqual(['x', 'y', 'z']);
    expect(redirectParameters('targetqs=100%25').size).toBe(2);
    expect([isTrue('TRUE'), isTrue('1'), isTrue('no'), isTrue(undefined)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('wrong requests are told on a page, and lead nowhere', () => {
  const wrong: Record<string, [() => string, string]> = {
    'no target': [() => '/redirect.aspx', 'The parameter target is missing'],
    'an unknown target': [() => redirectTo('NOWHERE', {}), 'There is no such target'],
    'no appid': [() => redirectTo('AUTH', {}), 'The parameter appid is missing'],
    'an appid that is none': [() => redirectTo('AUTH', { appid: '42' }), 'not a GUID'],
    'an unknown application': [
      () => redirectTo('AUTH', { appid: '11111111-1111-4111-8111-111111111111' }),
      'There is no application',
    ],
    'several applications': [
      () => redirectTo('AUTH', { appid: `${app.app.id},11111111-1111-4111-8111-111111111111` }),
      'Only the target APPAUTH',
    ],
    'a long actionqs': [
      () => redirectTo('AUTH', { appid: app.app.id, actionqs: 'x'.repeat(4097) }),
      'longer than',
    ],
  };
  test.each(Object.entries(wrong))('%s', async (_, [address, words]) => {
    const page = await browser.open(address());
    expect(page.status).toBe(400);
    expect(page.text).toContain('This app made a mistake');
    expect(page.text).toContain(words);
  });

  test('a disabled application', async () => {
    const disabled = await givenWebApp(server, { state: 'disabled' });
    expect((await browser.open(redirectTo('AUTH', { appid: disabled.app.id }))).text).toContain(
      'is not active here',
    );
  });

  test.each(['notaurl', 'javascript:alert(1)'])(
    'an application registered with the action URL %s',
    async url => {
      const broken = await givenWebApp(server, { actionUrl: url });
      const page = await browser.open(redirectTo('APPSIGNOUT', { appid: broken.app.id, trm: 'post' }));
      expect(page.status).toBe(400);
      expect(page.text).toContain('The action URL it is registered with');
    },
  );

  test('a request that was changed, or is too old, is refused', async () => {
    const fresh = new Browser(server);
    const signIn = await fresh.open(redirectTo('AUTH', { appid: app.app.id }));
    const sealed = signIn.url.searchParams.get('request')!;
    const changed = sealed.slice(0, 40) + (sealed[40] === 'A' ? 'B' : 'A') + sealed.slice(41);
    expect((await fresh.open(`/sign-in?request=${changed}`)).status).toBe(400);
    expect((await fresh.open(`/sign-in?request=${sealed}`)).status).toBe(200);
    await using other = await startTestServer();
    const later = new Browser(other);
    const otherApp = await givenWebApp(other);
    const address = (await later.open(redirectTo('AUTH', { appid: otherApp.app.id }))).url.href;
    other.clock.pass(2 * 3_600_000);
    expect((await later.open(address)).text).toContain('This page is too old');
  });
});

describe('the way back is never open to anywhere', () => {
  const auth = (redirect: string) => redirectTo('AUTH', { appid: app.app.id, redirect });
  const findPerson = async (userToken: string) =>
    (await openClient(server, app)).call('GetPersonInfo', { userToken });

  test.each([
    'http://localhost:3000/back',
    'http://127.0.0.1:3000/back',
    'http://[::1]:3000/back',
    'https://dev.example/back',
    'https://app.example/other',
  ])('redirect may be %s', async redirect => {
    const back = await browser.open(auth(redirect));
    expect(back.location).toMatch(`${redirect}?target=AppAuthSuccess`);
  });

  test.each([
    'https://evil.example/',
    'https://evil.example/?dev.example',
    'https://dev.example@evil.example/',
    'https://localhost.evil.example/',
    '//evil.example/',
    'javascript:alert(1)',
    '/records/new',
    'ftp://localhost/',
    'http:localhost',
    'http://localhost\\@evil.example/',
    'http://evil.example@localhost/',
    'http://localhost/\r\nSet-Cookie: a=b',
    'http://localhost/\tback',
  ])('redirect may not be %s', async redirect => {
    const page = await browser.open(auth(redirect));
    expect(page.status).toBe(400);
    expect(page.location).toBeUndefined();
    expect(page.text).toContain('The parameter redirect must');
  });

  test('an address with other letters than ASCII comes to be encoded, and what it carries not twice', async () => {
    const back = await browser.open(auth('http://localhost:3000/zurück/ключ?a=%20'));
    expect(back.location).toMatch(
      'http://localhost:3000/zur%C3%BCck/%D0%BA%D0%BB%D1%8E%D1%87?a=%20&target=AppAuthSuccess',
    );
    const { code } = await findPerson(back.returned('wctoken')!);
    expect(code).toBe(0);
  });

  test('what stands in request is not an address to go to', async () => {
    for (const request of ['https://evil.example/', '//evil.example', '/apps/remove']) {
      expect((await browser.open(`/sign-in?request=${encodeURIComponent(request)}`)).status).toBe(400);
    }
  });

  test('a fragment of the action URL does not swallow what is returned', async () => {
    const back = await browser.open(auth('http://localhost:3000/back#top'));
    expect(back.returned('target')).toBe('AppAuthSuccess');
  });

  test('a production vault goes by the action URL alone', async () => {
    await using production = await startTestServer({ mode: 'production' });
    const other = await givenWebApp(production);
    const visitor = await givenVisitor(production);
    const consent = await visitor.open(
      redirectTo('AUTH', { appid: other.app.id, redirect: 'http://localhost:3000/' }),
    );
    expect((await allow(visitor, consent)).location).toContain(actionUrl);
  });

  test('a production vault sends no token to an address without https', async () => {
    await using production = await startTestServer({ mode: 'production' });
    const other = await givenWebApp(production, { actionUrl: 'http://app.example/' });
    const visitor = await givenVisitor(production);
    const page = await visitor.open(redirectTo('AUTH', { appid: other.app.id }));
    expect(page.status).toBe(400);
    expect(page.text).toContain('is not an https address');
  });

  test('without an action URL the Shell has a last page, which carries no secrets on', async () => {
    const local = await givenWebApp(server, { actionUrl: undefined });
    const page = await allow(
      browser,
      await browser.open(redirectTo('AUTH', { appid: local.app.id, trm: 'post' })),
    );
    expect(page.url.pathname).toBe('/application/complete');
    expect(page.url.search).toMatch(`?appid=${local.app.id}&target=AppAuthSuccess&`);
    expect(page.url.searchParams.get('instanceid')).toBe('1');
    expect(page.text).toContain('All done');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
  });
});

test('no other address of the Shell holds the word that Java takes for the end', async () => {
  const visited: string[] = [];
  const fresh = new Browser(server);
  const send = fresh.send.bind(fresh);
  fresh.send = async (address, init) => {
    const page = await send(address, init);
    visited.push(
      page.url.href,
      ...[...page.html.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, url]) => url!),
    );
    return page;
  };
  const local = await givenWebApp(server, { actionUrl: undefined });
  const signIn = await fresh.open(redirectTo('AUTH', { appid: local.app.id }));
  const consent = await fresh.signUp(await fresh.open(signIn.html.match(/href="(\/sign-up[^"]*)"/)![1]!));
  await allow(fresh, consent);
  await fresh.open('/');
  expect(visited.length).toBeGreaterThan(10);
  expect(
    visited.filter(url => /complete/i.test(url)).map(url => new URL(url, server.shellUrl).pathname),
  ).toEqual(['/application/complete']);
});
