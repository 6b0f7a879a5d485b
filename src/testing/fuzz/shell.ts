// Hostile visits to the Shell: redirect.aspx in every spelling, forms with anything in them. No page may fail, lead to a
// place that nobody registered, or repeat markup that was sent to it.
import { Agent, request } from 'node:http';
import { prepareChild } from '../../core/healthvault/soda/soda.ts';
import { shellTargets } from '../../methods/parts/shell-targets.ts';
import { Browser } from '../../shell/testing/browser.ts';
import { givenApp, type TestApp } from '../given.ts';
import { typeIds } from '../type-ids.ts';
import { Random } from './random.ts';
import { openStage, type Stage } from './stage.ts';
import { dates, guids, numbers, texts } from './words.ts';

export interface ShellFinding {
  readonly index: number;
  readonly problem: string;
  readonly visit: string;
}

export interface ShellReport {
  readonly visits: number;
  readonly statuses: Readonly<Record<number, number>>;
  readonly findings: readonly ShellFinding[];
}

const appOrigin = 'https://app.example';

interface Scenery {
  readonly stage: Stage;
  readonly app: TestApp;
  /** Nobody, and somebody with a record; each with what its forms carry. */
  readonly browsers: readonly { readonly browser: Browser; readonly formToken: string }[];
  /** Requests on their way through sign-in and consent. */
  readonly sealed: readonly string[];
  readonly creationToken: string;
}

const findingsMax = 20;

export async function runShell({ seed, count }: { seed: number; count: number }): Promise<ShellReport> {
  await using stage = await openStage();
  const scenery = await openScenery(stage);
  const agent = new Agent({ keepAlive: true });
  const statuses: Record<number, number> = {};
  const findings: ShellFinding[] = [];
  for (let index = 0; index < count && findings.length < findingsMax; index++) {
    const visit = visitOf(scenery, new Random(seed, index));
    const page = await send(stage, agent, visit);
    statuses[page.status] = (statuses[page.status] ?? 0) + 1;
    const problem = problemIn(stage, page);
    if (problem) findings.push({ index, problem, visit: JSON.stringify(visit).slice(0, 3000) });
  }
  agent.destroy();
  return { visits: count, statuses, findings };
}

async function openScenery(stage: Stage): Promise<Scenery> {
  const { server, masterId } = stage;
  const app = await givenApp(server.vault, {
    name: 'Curves <b>&amp;"',
    actionUrl: `${appOrigin}/action?from=shell`,
  });
  const nobody = new Browser(server);
  const somebody = new Browser(server);
  await somebody.signUp();
  const asked = `/redirect.aspx?target=APPAUTH&targetqs=${encodeURIComponent(`appid=${app.app.id}`)}`;
  const sealedOf = async (browser: Browser) =>
    new URL((await browser.send(asked)).location!).searchParams.get('request')!;
  const { creationToken } = await prepareChild(server.vault, masterId);
  return {
    stage,
    app,
    browsers: [await withToken(nobody, '/sign-in'), await withToken(somebody, '/records/new')],
    sealed: [await sealedOf(nobody), await sealedOf(somebody)],
    creationToken,
  };
}

async function withToken(browser: Browser, path: string) {
  const page = await browser.open(path);
  return { browser, formToken: String(page.form(path).form) };
}

interface Visit {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string;
}

const paths = [
  '/redirect.aspx',
  '/redirect.aspx',
  '/redirect.aspx',
  '/redirect.aspx',
  '/return',
  '/records/add',
  '/go',
  '/consent',
  '/sign-in',
  '/sign-up',
  '/sign-out',
  '/',
  '/records/new',
  '/application/complete',
];

function visitOf(scenery: Scenery, r: Random): Visit {
  const { browsers, stage } = scenery;
  const { browser, formToken } = r.pick(browsers);
  const path = r.pick(paths);
  const method = r.chance(0.4) ? 'POST' : r.weighted({ GET: 20, HEAD: 1, PUT: 1, OPTIONS: 1, DELETE: 1 });
  const cookies = r.chance(0.9)
    ? [...browser.cookies].map(
        ([name, value]) =>
          `${name}=${r.chance(0.97) ? value : encodeURIComponent(r.pick(texts)).slice(0, 500)}`,
      )
    : [];
  const query = path === '/redirect.aspx' ? redirectQuery(scenery, r) : fields(scenery, r, formNames);
  const body =
    method === 'POST'
      ? r.chance(0.5) && path === '/redirect.aspx'
        ? redirectQuery(scenery, r)
        : fields(scenery, r, formNames, formToken)
      : '';
  const headers: Record<string, string> = {
    'content-type': r.pick([
      'application/x-www-form-urlencoded',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=a',
      'application/json',
      '',
    ]),
    ...(cookies.length > 0 && { cookie: cookies.join('; ') }),
    ...(r.chance(0.5) && {
      origin: r.pick([new URL(stage.server.shellUrl).origin, 'https://evil.example', 'null', 'x']),
    }),
    ...(r.chance(0.3) && { 'sec-fetch-mode': 'navigate' }),
    ...(r.chance(0.1) && { host: r.pick(['evil.example', 'localhost', 'a b', '[::1', '', 'x'.repeat(300)]) }),
  };
  const spelled = r.chance(0.1) ? r.pick([path.toUpperCase(), `/${path}`, `${path}/`]) : path;
  return {
    method,
    path: `${spelled}?${query.replace(/[^\x21-\x7e]+/gu, encode)}`.slice(0, 14_000),
    headers,
    body: body.slice(0, 200_000),
  };
}

const redirectNames = (
  'appid redirect actionqs extrecordid ismra onopt1 offopt1 trm lcid culture aib credtoken ' +
  'forceappauth appCreationToken instanceName mobile packageid target targetqs request ' +
  'refappid sappid thingid typeid topicid flow signupcode additem CreateRecord ' +
  'CreateAccountAndRecord Account.FirstName Account.Email Record.FirstName Record.CountryCode'
).split(' ');
const formNames = [
  'request',
  'form',
  'decision',
  'shown',
  'record',
  'optional',
  'email',
  'password',
  'name',
  'birth-date',
  'country',
  'target',
  'relationship',
  'appid',
  'instanceid',
];

function redirectQuery(scenery: Scenery, r: Random): string {
  if (r.chance(0.05)) return r.pick(texts);
  const target = r.chance(0.5)
    ? r.pick(['AUTH', 'APPAUTH', 'APPAUTH', 'CREATEAPPLICATION', 'APPSIGNOUT'])
    : r.pick([...shellTargets.map(({ token }) => token), ...texts]);
  const parts = [
    ...(r.chance(0.9) ? [`appid=${appId(scenery, target, r)}`] : []),
    // Where it leads in the end is what matters most.
    ...(r.chance(0.6) ? [`redirect=${encode(r.pick(redirects))}`] : []),
    ...(r.chance(0.3) ? [`trm=${r.pick(['post', 'get'])}`] : []),
  ];
  const parameters = [...parts, fields(scenery, r, redirectNames)].join('&');
  const name = r.pick(['target', 'Target', 'TARGET']);
  if (r.chance(0.3)) return `${name}=${encode(target)}&${parameters}`;
  const inner = `${r.pick(['', '', '?', '&', '??'])}${parameters}`;
  return `${name}=${encode(target)}&targetqs=${r.chance(0.1) ? encode(encode(inner)) : encode(inner)}`;
}

function appId({ stage, app }: Scenery, target: string, r: Random): string {
  if (r.chance(0.1)) return encode(r.pick([...guids, ...texts, `${app.app.id},${stage.own.app.id}`]));
  return target === 'CREATEAPPLICATION' ? stage.masterId : r.pick([app.app.id, app.app.id, stage.own.app.id]);
}

function fields(scenery: Scenery, r: Random, names: readonly string[], formToken?: string): string {
  const parts = formToken && r.chance(0.9) ? [`form=${encode(formToken)}`] : [];
  if (formToken && r.chance(0.7))
    parts.push(`request=${r.pick(scenery.sealed)}`, `decision=${r.pick(['allow', 'deny', 'x'])}`);
  for (let i = r.between(0, 6); i > 0; i--) {
    const name = r.pick(names);
    const cased = r.chance(0.2) ? name.toUpperCase() : name;
    parts.push(
      `${cased}=${r.chance(0.05) ? r.pick(['%', '%ff', '%zz', '%00', '%0d%0aSet-Cookie:%20a=b']) : encode(valueFor(scenery, name, r))}`,
    );
  }
  return parts.join('&');
}

function valueFor(scenery: Scenery, name: string, r: Random): string {
  const { stage, sealed, creationToken } = scenery;
  if (r.chance(0.3)) return r.pick([...texts, ...numbers, ...dates, ...guids, ...markup]);
  switch (name) {
    case 'redirect':
      return r.pick(redirects);
    case 'actionqs':
      return r.pick([...markup, '?a=b&c=%20', '/path?x=1#y', 'a'.repeat(4097), 'é☃', '\r\nSet-Cookie: a=b']);
    case 'request':
      return r.pick([...sealed, `${r.pick(sealed)}"<zq7>`, r.pick(sealed).slice(0, -3)]);
    case 'refappid':
    case 'sappid':
      return r.pick([stage.own.app.id, ...guids]);
    case 'thingid':
      return r.pick(guids);
    case 'typeid':
      return typeIds.weight;
    case 'trm':
      return r.pick(['post', 'get', 'POST', 'x']);
    case 'extrecordid':
      return r.pick([stage.own.recordId, stage.stranger.recordId, stage.own.record.id]);
    case 'appCreationToken':
      return r.pick([creationToken, `${creationToken}x`, creationToken.slice(1)]);
    case 'credtoken':
      return r.pick([stage.stranger.userToken, 'AiAAA', 'x']);
    case 'instanceName':
      return r.pick([...markup, 'n'.repeat(300), 'My phone']);
    case 'password':
      // A real one would be hashed each time, which takes its time on purpose.
      return r.pick(['', 'short', ' ']);
    default:
      return r.pick([...markup, 'true', 'false', '1', 'CH']);
  }
}

/** Must never come back as markup. */
const markup = [
  '<zq7>',
  '"><zq7 x="',
  "'><zq7 x='",
  '</title><zq7>',
  '" onmouseover="zq7()',
  "' autofocus onfocus='zq7()",
  '<!--<zq7>-->',
  ']]><zq7>',
  '&lt;zq7&gt;<zq7>',
  '<svg/onload=zq7()>',
  'javascript:zq7()',
  '\u003czq7\u003e',
];
const redirects = [
  'https://evil.example/',
  '//evil.example/',
  'https:evil.example',
  'https:/evil.example',
  '\\\\evil.example',
  '/\\evil.example',
  'javascript:zq7()',
  'JaVaScRiPt:zq7()//http://localhost/',
  'data:text/html,<zq7>',
  'vbscript:zq7',
  'http://localhost.evil.example/',
  'http://localhost@evil.example/',
  'http://localhost:80@evil.example/',
  'http://evil.example#@localhost/',
  'http://evil.example\\@localhost/',
  'http://127.0.0.1.evil.example/',
  'http://0x7f.1/',
  'http://2130706433/',
  'http://[::1]/',
  'http://localhost/',
  'http://localhost/\r\nSet-Cookie: a=b',
  'http://localhost/\u2028☃é',
  'http://localhost/"><zq7>',
  'http://localhost/;x',
  "http://localhost/';x",
  'http://localhost/?a=b#c',
  'http://user:pass@localhost/',
  'http://localhost:99999/',
  'http://LOCALHOST/',
  ' http://localhost/',
  'http://app.example/',
  'https://app.example.evil.example/',
  `${appOrigin}/other`,
  'https://app.example@evil.example/',
  'https://xn--/',
  'http://lоcalhost/',
  'ftp://localhost/',
  'http:',
  'http://',
  `http://localhost/${'a'.repeat(9000)}`,
];

function encode(text: string): string {
  return encodeURIComponent(text);
}

interface VisitedPage {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly html: string;
  readonly host: string | undefined;
}

function send({ server }: Stage, agent: Agent, { method, path, headers, body }: Visit): Promise<VisitedPage> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port: server.port,
        agent,
        maxHeaderSize: 1_000_000,
        method,
        path,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      },
      incoming => {
        const parts: Buffer[] = [];
        incoming.on('data', (part: Buffer) => parts.push(part));
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode!,
            headers: incoming.headers,
            html: Buffer.concat(parts).toString(),
            host: headers.host,
          }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const allowedOrigins =
  /^(?:https?:\/\/app\.example|http:\/\/(?:[^/@]*@)?(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?)(?:[/?#]|$)/i;

function problemIn(stage: Stage, { status, headers, html, host }: VisitedPage): string | undefined {
  const errors = stage.errors();
  if (errors.length > 0) return `error: ${errors[0]!.slice(0, 1500)}`;
  if (status >= 500 && status !== 501) return `status ${status}`;
  const { location } = headers;
  // The server itself takes no longer one.
  if (location !== undefined && location.length > 12_000) return 'leads to an address that is too long';
  if (location !== undefined && !leadsWell(stage, String(location), host)) return `leads to ${location}`;
  for (const cookie of headers['set-cookie'] ?? []) {
    if (!/^keepwell/.test(cookie) || !/; HttpOnly/i.test(cookie)) return `cookie ${cookie}`;
  }
  if (!/^text\/html/.test(String(headers['content-type'] ?? ''))) return undefined;
  if (!/default-src 'none'/.test(String(headers['content-security-policy'])))
    return 'no content security policy';
  return markupProblem(stage, html);
}

function leadsWell({ server }: Stage, location: string, host: string | undefined): boolean {
  if (location.startsWith(server.shellUrl)) return true;
  // A browser sends the name it went to, so a made-up one leads only whoever made it up.
  if (host !== undefined && location.startsWith(`http://${host}/`)) return true;
  const { href, origin } = new URL(location, server.shellUrl);
  return origin === new URL(server.shellUrl).origin || allowedOrigins.test(href);
}

function markupProblem(stage: Stage, html: string): string | undefined {
  if (/<\s*\/?\s*zq7/i.test(html)) return 'repeats an element';
  if (/<[^>]*\son\w+\s*=/i.test(html.replace(/="[^"]*"/g, '=""'))) return 'has a handler';
  for (const [, name, value] of html.matchAll(/\s(href|src|action|formaction)="([^"]*)"/g)) {
    if (!leadsWell(stage, value!.replaceAll('&amp;', '&'), undefined)) return `${name} leads to ${value}`;
  }
  return /node_modules|\.[cm]?[tj]sx?:\d|\n\s+at |SQLITE/.test(html) ? 'tells of the code' : undefined;
}
