// What holds on every route of the Shell, whoever adds one: forms of others are refused, pages cannot be framed and run
// nothing foreign, addresses lead nowhere else, cookies are guarded, and what is not one's own looks like what is not there.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { assetRoutes } from './assets.ts';
import { routes } from './routes.ts';
import { givenWebApp, redirectTo } from './testing/apps.ts';
import { Browser, type Page, somebody, type Values } from './testing/browser.ts';
import { startProvider, type TestProvider, testClient } from './testing/oidc.ts';
import { authorizeApp, givenSignedIn, type Visitor } from './testing/visitors.ts';

let server: TestServer;
let ada: Visitor;
let app: string;
beforeAll(async () => {
  server = await startTestServer({ limits: { signInTriesMax: 10_000 } });
  ada = await givenSignedIn(server);
  const web = await givenWebApp(server);
  app = web.app.id;
  await authorizeApp(server, web.app, ada);
});
afterAll(() => server.close());

const every = [...assetRoutes, ...routes];
const posts = () => every.filter(({ method }) => method === 'POST').map(({ address }) => address);
const gets = () => every.filter(({ method }) => method === 'GET').map(({ address }) => address);

/** The address of a page about somebody's things. */
function filled(path: string, { record, person }: Pick<Visitor, 'record' | 'person'>, appId = app): string {
  return path
    .replace(':record', record.id)
    .replace(':person', person.id)
    .replace(':app', appId)
    .replace(':code', 'ab'.repeat(32))
    .replace('/calendar/:token', `/calendar/${'ab'.repeat(20)}.ics`)
    .replace(':token', 'ab'.repeat(20))
    .replace(':topic', 'privacy')
    .replace(/:id(\{[^}]*\})?/, randomUUID());
}

const evil = 'https://evil.example/take';

/** What forms and addresses carry on, all of it leading elsewhere. */
const leadingOut = [
  'request',
  'redirect',
  'return',
  'returnurl',
  'next',
  'url',
  'to',
  'invitation',
  'back',
  'page',
];

describe('a form', () => {
  /** Where it was neither refused nor sent to sign in first. @param form the token it carries */
  async function takenAt(browser: Browser, form: string | undefined, origin?: string): Promise<string[]> {
    const taken: string[] = [];
    for (const path of posts()) {
      // That one takes what applications post across sites, and changes nothing.
      if (path === '/redirect.aspx') continue;
      // What an app sends there it may send from anywhere: the address is the secret.
      if (path === '/intake/:token') continue;
      const body = new URLSearchParams({ record: ada.record.id, person: ada.person.id, app, language: 'de' });
      if (form !== undefined) body.set('form', form);
      const page = await browser.send(filled(path, ada), {
        method: 'POST',
        body,
        headers: origin ? { origin } : {},
      });
      const asksFirst = page.location !== undefined && new URL(page.location).pathname === '/sign-in';
      // Nobody but operators is told that there are such pages.
      const isHidden = path.startsWith('/operator') && page.status === 404;
      if (page.status !== 403 && !asksFirst && !isHidden) taken.push(`${path}: ${page.status}`);
    }
    return taken;
  }
  const tokenOf = async (browser: Browser) => (await browser.open('/')).form('/language').form as string;

  test('without the token of the browser is refused on every route', async () => {
    expect(posts().length).toBeGreaterThan(40);
    expect(await takenAt(ada.browser, undefined)).toEqual([]);
    expect(await takenAt(new Browser(server), undefined)).toEqual([]);
  });

  test('with the token of another browser is refused on every route', async () => {
    const other = await givenSignedIn(server);
    expect(await takenAt(ada.browser, await tokenOf(other.browser))).toEqual([]);
    expect(await takenAt(new Browser(server), await tokenOf(new Browser(server)))).toEqual([]);
  });

  test.each(['https://evil.example', 'null'])(
    'from the origin %s is refused on every route',
    async origin => {
      expect(await takenAt(ada.browser, await tokenOf(ada.browser), origin)).toEqual([]);
    },
  );
});

/** What a page's headers lack. */
function unguarded({ headers, url, status, policy }: Page): string[] {
  const at = `${url.pathname} ${status}`;
  const sources = policy
    .split('; ')
    .filter(directive => !directive.startsWith('form-action '))
    .flatMap(directive => directive.split(' ').slice(1));
  const foreign = sources.filter(source => source !== "'self'" && source !== "'none'");
  return [
    ...(policy.includes("default-src 'none'") ? [] : [`${at} lets in by default`]),
    ...(policy.includes("frame-ancestors 'none'") ? [] : [`${at} may be framed`]),
    ...(/form-action |image|text\/(css|javascript)/.test(`${policy}${headers.get('content-type')}`)
      ? []
      : [`${at} lets forms lead anywhere`]),
    ...foreign.map(source => `${at} lets in ${source}`),
    ...(headers.get('x-content-type-options') === 'nosniff' ? [] : [`${at} may be sniffed`]),
    ...(/^(no-referrer|same-origin)$/.test(headers.get('referrer-policy') ?? '')
      ? []
      : [`${at} tells others where the person was`]),
  ];
}

describe('a page', () => {
  test('cannot be framed, runs nothing foreign and nothing inline, whoever looks', async () => {
    const found: string[] = [];
    for (const browser of [ada.browser, new Browser(server)]) {
      for (const path of gets()) {
        const page = await browser.send(filled(path, ada));
        found.push(...unguarded(page));
        if (/<script(?![^>]*\bsrc=)|<style|\son[a-z]+=|\sstyle=/i.test(page.html))
          found.push(`${path} has script or style inside`);
      }
    }
    expect(found).toEqual([]);
  });

  test('that tells of a mistake is guarded as well', async () => {
    const { browser } = ada;
    const told = [
      await browser.send('/nothing-here'),
      await browser.send('/consent', { method: 'PUT' }),
      await browser.send('/language', { method: 'POST', body: new URLSearchParams() }),
      await browser.send('/language', { method: 'POST', body: 'x'.repeat(70_000) }),
      await browser.send('/redirect.aspx?target=AUTH&targetqs=appid%3Dno'),
      await browser.send('/sign-in?request=%00%ff'),
    ];
    expect(told.map(({ status }) => status)).toEqual([404, 405, 403, 413, 400, 400]);
    expect(told.flatMap(unguarded)).toEqual([]);
  });
});

describe('an address', () => {
  const isHere = (page: Page) =>
    page.location === undefined || new URL(page.location).origin === new URL(server.shellUrl).origin;

  test('of any page leads nowhere else, whatever it carries', async () => {
    const out: string[] = [];
    const carried = (value: string) => String(new URLSearchParams(leadingOut.map(name => [name, value])));
    for (const browser of [ada.browser, new Browser(server)])
      for (const path of gets())
        for (const value of [evil, '//evil.example', '/\\evil.example'])
          if (!isHere(await browser.send(`${filled(path, ada)}?${carried(value)}`))) out.push(path);
    for (const path of ['//evil.example', '/%2F/evil.example', '/\\evil.example/', '/https://evil.example'])
      if (!isHere(await new Browser(server).send(`${server.shellUrl}${path}`))) out.push(path);
    expect(out).toEqual([]);
  });

  test('of any form leads nowhere else, whatever it carries', async () => {
    const out: string[] = [];
    for (const path of posts()) {
      const { browser, person, record } = await givenSignedIn(server);
      const form = (await browser.open('/')).form('/language').form as string;
      const body = new URLSearchParams({ form, record: record.id, person: person.id, app });
      for (const name of leadingOut) body.set(name, evil);
      const page = await browser.send(path, { method: 'POST', body });
      if (!isHere(page) || page.status >= 500) out.push(`${path}: ${page.status} ${page.location}`);
      if (page.html.includes(`href="${evil}`) || page.html.includes(`url=${evil}`))
        out.push(`${path}: a link`);
    }
    expect(out).toEqual([]);
  });
});

test('what is somebody else’s looks like what is not there', async () => {
  const bo = await givenSignedIn(server, 'Bo Friend');
  const nobody = { record: { id: randomUUID() }, person: { id: randomUUID() } } as unknown as Visitor;
  const told: string[] = [];
  for (const path of gets().filter(path => /:(record|app|person)/.test(path))) {
    const theirs = await bo.browser.open(filled(path, ada));
    const none = await bo.browser.open(filled(path, nobody, randomUUID()));
    const known = path === '/records/app/:app' ? 200 : 404;
    if (theirs.status !== known || theirs.html.includes(ada.person.name))
      told.push(`${path}: ${theirs.status}`);
    if (known === 404 && (none.status !== theirs.status || none.text !== theirs.text))
      told.push(`${path} differs`);
  }
  expect(told).toEqual([]);
});

describe('a session', () => {
  test('that was planted before signing in is not taken over', async () => {
    const planted = randomUUID();
    const browser = new Browser(server);
    browser.cookies.set('keepwell', planted);
    await browser.signUp();
    expect(browser.cookies.get('keepwell')).not.toBe(planted);
    const attacker = new Browser(server);
    attacker.cookies.set('keepwell', planted);
    expect((await attacker.open('/')).text).not.toContain('Hello');
  });

  test('of an attacker that was planted ends for this browser, and what is done after is not theirs', async () => {
    const attacker = await givenSignedIn(server, 'Eve Evil');
    const planted = attacker.browser.cookies.get('keepwell')!;
    const victim = new Browser(server);
    victim.cookies.set('keepwell', planted);
    const someone = somebody();
    await new Browser(server).signUp(undefined, someone);
    // Signing in is not offered to who is signed in; the form of the page before it still counts as theirs.
    const form = (await victim.open('/')).form('/sign-out').form as string;
    const home = await victim.post('/sign-in', { form, email: someone.email, password: someone.password });
    expect(home.text).toContain('Hello, Ada Example');
    expect(victim.cookies.get('keepwell')).not.toBe(planted);
  });
});

describe('what can be guessed', () => {
  let strict: TestServer;
  beforeAll(async () => {
    strict = await startTestServer({ limits: { signInTriesMax: 3, signUpRefusalsPerAddressMax: 3 } });
  });
  afterAll(() => strict.close());

  /** The statuses of five tries, each from a browser of its own. */
  async function fiveTries(path: string, values: Values): Promise<number[]> {
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) {
      const browser = new Browser(strict);
      statuses.push((await browser.submit(await browser.open(path), path, values)).status);
    }
    return statuses;
  }

  test('recovery codes pause after too many tries', async () => {
    const guess = { email: 'ada@example.org', code: 'AAAA-BBBB-CCCC-DDDD' };
    expect(await fiveTries('/sign-in/recovery', guess)).toEqual([422, 422, 422, 429, 429]);
  });

  test('who has an account is not told for long by signing up', async () => {
    strict.clock.pass(strict.vault.limits.signInTriesWindowMs);
    const someone = somebody();
    await new Browser(strict).signUp(undefined, someone);
    expect(await fiveTries('/sign-up', someone)).toEqual([422, 422, 422, 429, 429]);
  });
});

test('what was sealed for one thing is worth nothing for another', async () => {
  const { browser, record } = await givenSignedIn(server);
  const profile = await browser.open(`/records/${record.id}/edit`);
  await browser.send('/records/edit', {
    method: 'POST',
    body: new URLSearchParams({
      ...(profile.form('/records/edit') as Record<string, string>),
      first: 'A',
      last: 'B',
    }),
  });
  const sealed = browser.cookies.get('keepwell-notice')!;
  expect(sealed.length).toBeGreaterThan(40);
  expect((await browser.open(`/consent?request=${sealed}`)).status).toBe(400);
  const form = (await browser.open('/')).form('/language').form as string;
  const back = await browser.post('/records/sharing/give-back', { form, record: record.id, access: sealed });
  expect(back.status).toBe(404);
});

describe('over https', () => {
  let secure: TestServer;
  let provider: TestProvider;
  beforeAll(async () => {
    provider = await startProvider(() => 'https://vault.example/sign-in/back/example');
    const { issuer } = provider;
    secure = await startTestServer({
      publicUrl: 'https://vault.example',
      identityProviders: [{ name: 'example', label: 'Example ID', issuer, ...testClient }],
    });
  });
  afterAll(async () => {
    await secure.close();
    await provider[Symbol.asyncDispose]();
  });

  /** As behind a proxy that ends TLS. */
  class Proxied extends Browser {
    override post(address: string, values: Values, headers: Record<string, string> = {}): Promise<Page> {
      return super.post(address, values, { origin: 'https://vault.example', ...headers });
    }
  }

  class Noting extends Proxied {
    readonly lines: string[] = [];
    override async send(address: string, init: RequestInit = {}): Promise<Page> {
      this.setCookies = [];
      const page = await super.send(address, init);
      this.lines.push(...this.setCookies);
      return page;
    }
  }

  test('every cookie is bound to the host and to https, and out of reach of scripts and other sites', async () => {
    const here = { ...secure, shellUrl: `http://127.0.0.1:${secure.port}` };
    const browser = new Noting(here);
    await browser.submit(await browser.open('/sign-in'), '/sign-in/with');
    const { app: web } = await givenWebApp(secure);
    const parked: Values = { target: 'CREATERECORD', targetqs: `appid=${web.id}`, CreateRecord: 'True' };
    await browser.post('/redirect.aspx', { ...parked, 'Record.FirstName': 'Kit' });
    await browser.open(redirectTo('AUTH', { appid: web.id, culture: 'de-CH' }));
    await browser.signUp();
    await browser.submit(await browser.open('/records/new'), '/records/new', {
      name: 'Kit',
      relationship: '14',
    });
    const home = await browser.open('/');
    const record = /name="record" value="([^"]+)"/.exec(home.html)![1]!;
    await browser.submit(home, '/records/choose', { record });
    await browser.submit(home, '/language', { language: 'de' });
    await browser.submit(await browser.open('/'), '/sign-out');
    const names = new Set(browser.lines.map(line => /^[^=]+/.exec(line)![0]));
    expect([...names].sort()).toEqual([
      '__Host-keepwell',
      '__Host-keepwell-known',
      '__Host-keepwell-language',
      '__Host-keepwell-mark',
      '__Host-keepwell-notice',
      '__Host-keepwell-parked',
      '__Host-keepwell-provider',
      '__Host-keepwell-record',
      '__Host-keepwell-visitor',
    ]);
    const weak = browser.lines.filter(
      line =>
        !['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/'].every(flag => line.split('; ').includes(flag)) ||
        /domain=/i.test(line),
    );
    expect(weak).toEqual([]);
  });

  test('a form from a page of the same host without TLS is refused', async () => {
    const host = `127.0.0.1:${secure.port}`;
    const browser = new Proxied({ ...secure, shellUrl: `http://${host}` });
    await browser.signUp();
    const post = async (origin: string) => {
      const { form } = (await browser.open('/')).form('/language');
      const body = new URLSearchParams({ form: form as string, language: 'de' });
      return (await browser.send('/language', { method: 'POST', body, headers: { origin } })).status;
    };
    expect([await post(`http://${host}`), await post(`https://${host}`)]).toEqual([403, 303]);
  });

  test('a session cookie without the prefix, as another host of the domain could set it, is worth nothing', async () => {
    const here = { ...secure, shellUrl: `http://127.0.0.1:${secure.port}` };
    const browser = new Proxied(here);
    await browser.signUp();
    const token = browser.cookies.get('__Host-keepwell')!;
    const other = new Browser(here);
    other.cookies.set('keepwell', token);
    expect((await other.open('/')).text).not.toContain('Hello');
    other.cookies.set('__Host-keepwell', token);
    expect((await other.open('/')).text).toContain('Hello');
  });
});
