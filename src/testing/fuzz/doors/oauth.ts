// What is asked of the OAuth doors: requests that are right but for a thing or two, and requests of anything. None opens anything
// that was not granted, and none leads out of here.
import { createHash } from 'node:crypto';
import type { Application } from '../../../core/applications/application.ts';
import { getFhirUrl } from '../../../core/instance.ts';
import { agree, givenClient, redirectUri, symmetric } from '../../../facades/oauth/testing/clients.ts';
import { givenVisitor } from '../../../shell/testing/apps.ts';
import type { Random } from '../random.ts';
import { openFuzzServer } from '../stage.ts';
import type { Asked, Door, Reply } from './run.ts';
import { makeText } from './texts.ts';

interface Scenery {
  readonly shellUrl: string;
  readonly fhirUrl: string;
  readonly clients: readonly Application[];
  /** A code and tokens that there are, as long as no request ends them. */
  code: string;
  refreshToken: string;
  accessToken: string;
}

const granted = ['launch/patient', 'offline_access', 'patient/Observation.rs'];
const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');

export async function openOauthDoor(): Promise<Door> {
  const { server } = await openFuzzServer({
    signUp: 'open',
    smartRegistration: 'open',
  });
  const scenery = await openScenery(server);
  return {
    server,
    ask: random => ask(random, scenery),
    judge: (asked, reply) => judge(scenery, asked, reply),
    [Symbol.asyncDispose]: () => server.close(),
  };
}

async function openScenery(server: Door['server']): Promise<Scenery> {
  const clients = [await givenClient(server), await givenClient(server, symmetric)];
  const empty = { code: '', refreshToken: '', accessToken: '' };
  const scenery: Scenery = {
    ...{ shellUrl: server.shellUrl, fhirUrl: getFhirUrl(server.vault.instance), clients },
    ...empty,
  };
  const browser = await givenVisitor(server);
  const askCode = async () => {
    const address = `/oauth/authorize?${new URLSearchParams(rightOf(scenery, 'authorize'))}`;
    return (await agree(browser, address)).searchParams.get('code') ?? '';
  };
  scenery.code = await askCode();
  const answer = await fetch(`${server.shellUrl}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams(rightOf(scenery, 'token')),
  });
  const { refresh_token: refreshToken, access_token: accessToken } = await answer.json();
  return Object.assign(scenery, { refreshToken, accessToken, code: await askCode() });
}

type Fields = Record<string, string>;

/** What an application would send. */
function rightOf({ clients, fhirUrl, code, refreshToken, accessToken }: Scenery, door: string): Fields {
  const client_id = clients[0]?.id ?? '';
  const right: Record<string, Fields> = {
    authorize: {
      ...{ client_id, response_type: 'code', redirect_uri: redirectUri, scope: granted.join(' ') },
      ...{ state: 'a state', aud: fhirUrl, code_challenge: challenge, code_challenge_method: 'S256' },
    },
    token: {
      ...{ grant_type: 'authorization_code', code, redirect_uri: redirectUri, client_id },
      code_verifier: verifier,
    },
    refresh: { grant_type: 'refresh_token', refresh_token: refreshToken, client_id },
    revoke: { token: refreshToken, token_type_hint: 'refresh_token', client_id },
    introspect: { token: accessToken, client_id },
    register: { redirect_uris: '["https://a.example/"]', client_name: 'App', scope: 'patient/*.rs' },
  };
  return right[door] ?? {};
}

const odd = [
  ...[
    '',
    ' ',
    '\u0000',
    '%',
    '%00',
    '../..',
    '[object Object]',
    '__proto__',
    'constructor',
    '{"a":1}',
    '[]',
    'null',
  ],
  ...[
    'a'.repeat(3000),
    '🩺',
    "' OR 1=1",
    'eyJhbGciOiJub25lIn0.e30.',
    'https://evil.example/',
    '-1',
    '9'.repeat(30),
  ],
  ...[
    'patient/*.rs',
    'patient/Observation.rs?category=x|y',
    'patient/Observation.rs?a='.repeat(30),
    'launch',
    'none',
  ],
  ...[
    '//evil.example/',
    'https://app.example/callback@evil.example',
    'javascript:alert(1)',
    'com.example:/x',
  ],
];

/** Values that mean something to somebody. */
const fields: Readonly<Record<string, readonly string[]>> = {
  client_id: ['nobody', 'https://client.example/'],
  response_type: ['code', 'token', 'id_token', 'none', 'code token'],
  grant_type: ['authorization_code', 'refresh_token', 'client_credentials', 'password', 'implicit'],
  scope: [
    'openid',
    'openid fhirUser',
    'patient/*.cruds',
    'user/*.rs',
    'system/*.rs',
    'launch launch/patient',
  ],
  prompt: ['none', 'login', 'consent', 'create', 'none login'],
  max_age: ['0', '1'],
  nonce: ['nonce'],
  claims: ['{"id_token":{"sub":{"value":"x"}}}'],
  response_mode: ['query', 'fragment', 'form_post', 'jwt', 'web_message'],
  request: ['eyJhbGciOiJub25lIn0.e30.'],
  request_uri: ['https://client.example/request', 'urn:ietf:params:oauth:request_uri:x'],
  resource: ['https://other.example/'],
  registration: ['{}'],
  code_challenge_method: ['S256', 'plain'],
  code: ['a'.repeat(43)],
  code_verifier: ['a'.repeat(43)],
  refresh_token: ['a'.repeat(43)],
  token: ['a'.repeat(43)],
  token_type_hint: ['access_token', 'refresh_token'],
  client_secret: ['x'],
  client_assertion: ['eyJhbGciOiJFUzM4NCJ9.eyJpc3MiOiJ4In0.x', 'a.b.c'],
  client_assertion_type: ['urn:ietf:params:oauth:client-assertion-type:jwt-bearer'],
  launch: ['x'],
  redirect_uri: ['com.example:/x', redirectUri, `${redirectUri}?x`, `${redirectUri}/../x`],
  redirect_uris: ['["https://a.example/"]', '["http://a.example/"]', '["javascript:x"]', '"x"'],
  jwks: ['{"keys":[]}', '{"keys":[{"kty":"oct","k":"AA"}]}', '[]'],
  jwks_uri: ['http://127.0.0.1/', 'https://a.example/keys'],
  token_endpoint_auth_method: ['none', 'private_key_jwt', 'client_secret_basic', 'x'],
  ui_locales: ['de', 'x-y-z'],
  id_token_hint: ['a.b.c'],
  post_logout_redirect_uri: ['https://evil.example/'],
};
const names = Object.keys(fields);

const doors = [
  ...['authorize', 'authorize', 'authorize', 'token', 'token', 'refresh', 'revoke', 'introspect', 'register'],
  ...['jwks', 'interaction/x', 'authorize/x', 'nothing', '', '../x', '%2e%2e/x', 'session/end', 'device'],
];
const form = 'application/x-www-form-urlencoded';
const types = [form, 'application/json', 'text/plain', 'multipart/form-data', ''];

function ask(random: Random, scenery: Scenery): Asked {
  const door = random.pick(doors);
  const right = rightOf(scenery, door);
  const parameters = drawParameters(random, right);
  const isPost = random.chance(['authorize', 'jwks'].includes(door) ? 0.1 : 0.8);
  const type = door === 'register' && random.chance(0.7) ? 'application/json' : pickType(random);
  const sent = Object.fromEntries(parameters);
  const headers: Record<string, string> = {};
  const some = (chance: number, name: string, values: readonly string[]) => {
    if (random.chance(chance)) headers[name] = random.pick(values);
  };
  if (type !== '' && isPost) headers['content-type'] = type;
  some(0.15, 'authorization', [
    'Basic eDp5',
    'Basic !',
    'Bearer x',
    'Basic',
    `Bearer ${scenery.accessToken}`,
  ]);
  some(0.15, 'origin', ['https://app.example', 'null', 'x']);
  some(0.3, 'accept', ['text/html', 'application/json', ',', '*/*']);
  some(0.15, 'cookie', ['keepwell-oauth-step=x; keepwell-oauth-back=y; keepwell-oauth=z', '=', 'a=%']);
  some(0.05, 'content-encoding', ['gzip', 'x']);
  some(0.05, 'x-forwarded-host', ['evil.example']);
  const path = `/oauth/${door === 'refresh' ? 'token' : door}`;
  if (!isPost) {
    const method = random.pick(['GET', 'GET', 'GET', 'HEAD', 'OPTIONS', 'DELETE', 'PUT']);
    return { method, path: `${path}?${parameters}`, headers };
  }
  const body = type === 'application/json' ? JSON.stringify(asMetadata(sent)) : String(parameters);
  return { method: 'POST', path, headers, body };
}

const pickType = (random: Random): string => (random.chance(0.8) ? form : random.pick(types));

/** Half of the time what is right, but for up to three parameters; else anything. */
function drawParameters(random: Random, right: Fields): URLSearchParams {
  const isNear = random.chance(0.6);
  const drawn = new URLSearchParams(isNear ? right : {});
  for (let left = random.between(0, isNear ? 3 : 10); left > 0; left--) {
    const name =
      isNear && random.chance(0.5) ? random.pick([...Object.keys(right), 'scope']) : random.pick(names);
    const kept = drawn.get(name) ?? '';
    const value = random.chance(0.6) ? random.pick([...(fields[name] ?? []), kept]) : oddOf(random, kept);
    const how = random.below(6);
    if (how === 0) drawn.delete(name);
    else if (how === 1) drawn.append(name, value);
    else if (how === 2) drawn.set(random.pick([makeText(random), '__proto__', `${name}[]`]), value);
    else drawn.set(name, value);
  }
  return drawn;
}

function oddOf(random: Random, kept: string): string {
  return random.pick([
    ...odd,
    makeText(random),
    `${kept}${makeText(random)}`,
    kept.slice(1),
    kept.toUpperCase(),
  ]);
}

/** As a registration has them: lists and objects, not texts of them. */
function asMetadata(fields: Fields): object {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      try {
        return [name, JSON.parse(value)];
      } catch {
        return [name, value];
      }
    }),
  );
}

function judge(scenery: Scenery, { body = '' }: Asked, { status, headers, text }: Reply): string | undefined {
  const location = String(headers.location ?? '');
  const isOut = /^[a-z][a-z0-9+.-]*:|^\/\//i.test(location);
  if (isOut && !isOwn(scenery, location)) return `leads to ${location}`;
  if (!text.includes('"access_token":')) return undefined;
  const told = JSON.parse(text) as { scope?: string; refresh_token?: string; access_token: string };
  // Only what was there already opens something, and no more than it did.
  const isKnown = body.includes(scenery.code) || body.includes(scenery.refreshToken);
  const more = (told.scope ?? '').split(' ').filter(scope => !granted.includes(scope));
  if (status !== 200 || !isKnown || more.length > 0) return `gives tokens: ${told.scope}`;
  Object.assign(scenery, {
    refreshToken: told.refresh_token ?? scenery.refreshToken,
    accessToken: told.access_token,
  });
  return undefined;
}

function isOwn({ shellUrl }: Scenery, location: string): boolean {
  const { origin, pathname } = new URL(location);
  return origin === shellUrl || (origin === new URL(redirectUri).origin && pathname === '/callback');
}
