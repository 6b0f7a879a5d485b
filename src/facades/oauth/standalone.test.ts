// A SMART application that people open by themselves, with the client library `openid-client`: authorisation, tokens, refresh,
// introspection, revocation.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as oauth from 'openid-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Application } from '../../core/applications/application.ts';
import { revoke } from '../../core/authorization/consent.ts';
import { findAppGrant } from '../../core/authorization/grants.ts';
import { getFhirUrl } from '../../core/instance.ts';
import { openRecord, relationship } from '../../core/records/create.ts';
import { findSmartAccess } from '../../core/smart/access.ts';
import { parseScopes } from '../../core/smart/scopes.ts';
import { actionUrl, allow, givenVisitor, redirectTo, rule } from '../../shell/testing/apps.ts';
import type { Browser, Page } from '../../shell/testing/browser.ts';
import { makeWeight } from '../../testing/fhir-client.ts';
import { givenApp, openClient } from '../../testing/given.ts';
import { givenSmartToken } from '../../testing/given-smart.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { aWeight } from '../../testing/things.ts';
import { typeIds } from '../../testing/type-ids.ts';
import { agree, givenClient, leading, redirectUri, symmetric, testSecret } from './testing/clients.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

interface Flow {
  readonly config: oauth.Configuration;
  readonly verifier: string;
  readonly state: string;
  readonly address: string;
}

async function begin(
  app: Application,
  scope: string,
  parameters: Record<string, string> = {},
): Promise<Flow> {
  const auth = app.smart?.clientType === 'public' ? oauth.None() : oauth.ClientSecretBasic(testSecret);
  const config = await oauth.discovery(new URL(server.shellUrl), app.id, undefined, auth, {
    execute: [oauth.allowInsecureRequests],
  });
  const verifier = oauth.randomPKCECodeVerifier();
  const state = oauth.randomState();
  const address = oauth.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope,
    state,
    aud: getFhirUrl(server.vault.instance),
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...parameters,
  });
  return { config, verifier, state, address: address.href };
}

const exchange = ({ config, verifier, state }: Flow, back: URL) =>
  oauth.authorizationCodeGrant(config, back, { pkceCodeVerifier: verifier, expectedState: state });

async function connect(browser: Browser, app: Application, scope: string, values = {}) {
  const flow = await begin(app, scope);
  const back = await agree(browser, flow.address, values);
  return { ...flow, tokens: await exchange(flow, back) };
}

const scopes = 'openid fhirUser launch/patient offline_access patient/Observation.rs patient/Condition.rs';

test('a person signs in, agrees, and the application has what was asked for', async () => {
  const browser = await givenVisitor(server);
  const app = await givenClient(server);
  const { tokens } = await connect(browser, app, scopes);
  expect(tokens.token_type).toBe('bearer');
  expect(tokens.expires_in).toBe(3600);
  expect(tokens.scope?.split(' ').toSorted()).toEqual(scopes.split(' ').toSorted());
  expect(tokens.refresh_token).toBeDefined();
  const access = await findSmartAccess(server.vault, tokens.access_token);
  expect(access).toMatchObject({ app: { id: app.id }, avenue: 'Online' });
  const alias = await server.vault.store.read(db =>
    db.aliases.ofRecord(app.id, access!.personId!, access!.recordId!),
  );
  expect(tokens.patient).toBe(alias);
  const claims = tokens.claims()!;
  expect(claims.fhirUser).toBe(`${getFhirUrl(server.vault.instance)}/Patient/${alias}`);
  expect(claims.aud).toBe(app.id);
  expect(claims.sub).not.toBe(access!.personId);
});

test('what a person leaves out is not granted, neither in the scopes nor in the rules', async () => {
  const browser = await givenVisitor(server);
  const app = await givenClient(server);
  const flow = await begin(app, scopes);
  const page = await browser.open(flow.address);
  expect(page.text).toContain('Measurements and findings');
  const { optional } = page.form('/consent');
  const back = await browser.submit(page, '/consent', {
    decision: 'allow',
    optional: (optional as string[]).slice(0, 1),
    away: undefined,
    from: '2020-01-01',
    'left-out': ['fitness'],
  });
  const tokens = await exchange(flow, new URL(leading(back)));
  expect(tokens.scope?.split(' ').toSorted()).toEqual(
    ['openid', 'fhirUser', 'launch/patient', 'patient/Observation.rs'].toSorted(),
  );
  expect(tokens.refresh_token).toBeUndefined();
  const access = (await findSmartAccess(server.vault, tokens.access_token))!;
  const grant = (await server.vault.store.read(db =>
    findAppGrant(
      db,
      access.app,
      { id: access.personId!, avenue: access.avenue, withScopes: parseScopes('') },
      access.recordId!,
      server.clock.now(),
    ),
  ))!;
  expect(grant.permits('Read', typeIds.weight, '2021-01-01T00:00:00')).toBe(true);
  expect(grant.permits('Read', typeIds.weight, '2019-01-01T00:00:00')).toBe(false);
  expect(grant.permits('Create', typeIds.weight, '2021-01-01T00:00:00')).toBe(false);
  expect(grant.permits('Read', typeIds.condition, '2021-01-01T00:00:00')).toBe(false);
});

test('who does not agree is sent back, and the application is told so', async () => {
  const browser = await givenVisitor(server);
  const app = await givenClient(server);
  const flow = await begin(app, scopes);
  const back = await browser.submit(await browser.open(flow.address), '/consent', { decision: 'deny' });
  const address = new URL(leading(back));
  expect(address.searchParams.get('error')).toBe('access_denied');
  expect(address.searchParams.get('state')).toBe(flow.state);
  expect(address.searchParams.get('iss')).toBe(server.shellUrl);
});

test('a refreshed token works for a person who is away; the one before is worth nothing, and never more scopes are given', async () => {
  const browser = await givenVisitor(server);
  const app = await givenClient(server, symmetric);
  const { config, tokens } = await connect(browser, app, scopes);
  const fresh = await oauth.refreshTokenGrant(config, tokens.refresh_token!);
  expect(fresh.scope?.split(' ').toSorted()).toEqual(scopes.split(' ').toSorted());
  expect(fresh.patient).toBe(tokens.patient);
  expect(await findSmartAccess(server.vault, fresh.access_token)).toMatchObject({ avenue: 'Offline' });
  const less = await oauth.refreshTokenGrant(config, fresh.refresh_token!, {
    scope: 'patient/Observation.rs',
  });
  const access = await findSmartAccess(server.vault, less.access_token);
  expect(access?.scopes.resources.map(({ text }) => text)).toEqual(['patient/Observation.rs']);
  await expect(
    oauth.refreshTokenGrant(config, less.refresh_token!, { scope: 'patient/*.cruds' }),
  ).rejects.toMatchObject({ error: 'invalid_scope' });
  server.clock.pass(server.vault.limits.smartRefreshAgainMs);
  await expect(oauth.refreshTokenGrant(config, tokens.refresh_token!)).rejects.toMatchObject({
    error: 'invalid_grant',
  });
  // A refresh token that comes twice was stolen from somebody: all of the grant ends.
  expect(await findSmartAccess(server.vault, less.access_token)).toBeUndefined();
});

test('a code that comes several times at the same moment gives tokens at most once, and they are good for nothing', async () => {
  const browser = await givenVisitor(server);
  const app = await givenClient(server);
  const flow = await begin(app, scopes);
  const page = await browser.open(flow.address);
  const back = new URL(leading(await browser.submit(page, '/consent', { decision: 'allow' })));
  const all = await Promise.allSettled(Array.from({ length: 12 }, () => exchange(flow, back)));
  const given = all.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []));
  expect(given.length).toBeLessThanOrEqual(1);
  for (const { access_token, refresh_token } of given) {
    expect(await findSmartAccess(server.vault, access_token)).toBeUndefined();
    await expect(oauth.refreshTokenGrant(flow.config, refresh_token!)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  }
});

test('windows that refresh at once go on with the same token; whoever comes with the old one later ends all', async () => {
  const browser = await givenVisitor(server);
  const app = await givenClient(server);
  const { config, tokens } = await connect(browser, app, scopes);
  const refresh = (token: string) => oauth.refreshTokenGrant(config, token);
  const opens = async ({ access_token }: { readonly access_token: string }) =>
    (await findSmartAccess(server.vault, access_token)) !== undefined;
  const windows = await Promise.all(Array.from({ length: 4 }, () => refresh(tokens.refresh_token!)));
  expect(new Set(windows.map(({ access_token }) => access_token)).size).toBe(4);
  const [next, ...others] = new Set(windows.map(({ refresh_token }) => refresh_token));
  expect(others).toEqual([]);
  expect(next).toMatch(/^[\w-]{43}$/);
  expect(next).not.toBe(tokens.refresh_token);
  server.clock.pass(server.vault.limits.smartRefreshAgainMs - 1);
  expect((await refresh(tokens.refresh_token!)).refresh_token).toBe(next);
  const last = await refresh(next!);
  expect(await Promise.all([...windows, last].map(opens))).toEqual(Array(5).fill(true));
  server.clock.pass(1);
  await expect(refresh(tokens.refresh_token!)).rejects.toMatchObject({ error: 'invalid_grant' });
  expect(await Promise.all([...windows, last].map(opens))).toEqual(Array(5).fill(false));
  await expect(refresh(last.refresh_token!)).rejects.toMatchObject({ error: 'invalid_grant' });
});

test('a thief and the owner of a refresh token have the same next one: who comes with it second ends all', async () => {
  const browser = await givenVisitor(server);
  const app = await givenClient(server);
  const { config, tokens } = await connect(browser, app, scopes);
  const [own, stolen] = await Promise.all(
    [1, 2].map(() => oauth.refreshTokenGrant(config, tokens.refresh_token!)),
  );
  const last = await oauth.refreshTokenGrant(config, own!.refresh_token!);
  server.clock.pass(server.vault.limits.smartRefreshAgainMs);
  await expect(oauth.refreshTokenGrant(config, stolen!.refresh_token!)).rejects.toMatchObject({
    error: 'invalid_grant',
  });
  expect(await findSmartAccess(server.vault, last.access_token)).toBeUndefined();
});

test('a public application refreshes without its id, as fhirclient does; one with a secret does not', async () => {
  const browser = await givenVisitor(server);
  const app = await givenClient(server);
  const { tokens } = await connect(browser, app, scopes);
  const refresh = (token: string) =>
    fetch(`${server.shellUrl}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token }),
    });
  const answer = await refresh(tokens.refresh_token!);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('pragma')).toBe('no-cache');
  const secret = await connect(browser, await givenClient(server, symmetric), scopes);
  expect((await refresh(secret.tokens.refresh_token!)).status).toBe(400);
});

test('introspection tells the application of its own tokens, and nobody else', async () => {
  const browser = await givenVisitor(server);
  const app = await givenClient(server, symmetric);
  const { config, tokens } = await connect(browser, app, scopes);
  const told = await oauth.tokenIntrospection(config, tokens.access_token);
  expect(told).toMatchObject({
    active: true,
    client_id: app.id,
    patient: tokens.patient,
    iss: server.shellUrl,
    sub: tokens.claims()!.sub,
    scope: expect.stringContaining('patient/Observation.rs'),
    exp: expect.any(Number),
  });
  expect(await oauth.tokenIntrospection(config, 'nothing')).toEqual({ active: false });
  const other = await begin(await givenClient(server, symmetric), scopes);
  expect(await oauth.tokenIntrospection(other.config, tokens.access_token)).toEqual({ active: false });
});

test('what the application gives back opens nothing any more, nor does what the person takes away', async () => {
  const browser = await givenVisitor(server);
  const app = await givenClient(server, symmetric);
  const { config, tokens } = await connect(browser, app, scopes);
  await oauth.tokenRevocation(config, tokens.refresh_token!);
  expect(await findSmartAccess(server.vault, tokens.access_token)).toBeUndefined();
  const again = await connect(browser, app, scopes);
  const access = (await findSmartAccess(server.vault, again.tokens.access_token))!;
  const of = { appId: app.id, personId: access.personId!, recordId: access.recordId! };
  await server.vault.store.write(db => revoke(db, server.vault, of));
  expect(await findSmartAccess(server.vault, again.tokens.access_token)).toBeUndefined();
  await expect(oauth.refreshTokenGrant(config, again.tokens.refresh_token!)).rejects.toMatchObject({
    error: 'invalid_grant',
  });
});

const contentUrl =
  'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-payload-content';

test('with the last refresh token a subscription ends, and its receiver is told nothing more', async () => {
  let posts = 0;
  const receiver = createServer((request, response) => {
    posts++;
    request.resume().on('end', () => response.writeHead(204).end());
  });
  await new Promise<void>(resolve => receiver.listen(0, '127.0.0.1', resolve));
  const browser = await givenVisitor(server);
  const app = await givenClient(server, symmetric);
  const all = 'launch/patient offline_access patient/*.cruds';
  const { config, tokens } = await connect(browser, app, all);
  const base = getFhirUrl(server.vault.instance);
  const send = async (token: string, method: string, path: string, resource?: object) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/fhir+json' };
    const body = resource && JSON.stringify(resource);
    return (await fetch(`${base}/${path}`, { method, headers, ...(body && { body }) })).json();
  };
  const asked = {
    resourceType: 'Subscription',
    status: 'requested',
    reason: 'To follow weights',
    criteria: `${base}/SubscriptionTopic/Observation`,
    channel: {
      type: 'rest-hook',
      endpoint: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/told`,
      payload: 'application/fhir+json',
      _payload: { extension: [{ url: contentUrl, valueCode: 'empty' }] },
    },
  };
  const notify = async () => {
    await server.background.run('deliver events');
    await server.background.run('notify subscribers');
  };
  const online = await connect(browser, await givenClient(server), 'launch/patient patient/*.cruds');
  const refused = await send(online.tokens.access_token, 'POST', 'Subscription', asked);
  expect(refused.issue[0].diagnostics).toContain('offline_access');
  const { id } = await send(tokens.access_token, 'POST', 'Subscription', asked);
  await send(tokens.access_token, 'POST', 'Observation', makeWeight('2026-03-01'));
  await notify();
  expect(posts).toBe(2);
  await oauth.tokenRevocation(config, tokens.refresh_token!);
  await notify();
  const again = await connect(browser, app, all);
  expect(await send(again.tokens.access_token, 'GET', `Subscription/${id}`)).toMatchObject({
    status: 'off',
    error: expect.stringContaining('while the person is away'),
  });
  await send(again.tokens.access_token, 'POST', 'Observation', makeWeight('2026-03-02'));
  await notify();
  expect(posts).toBe(2);
  receiver.close();
});

test('what was granted at one door stays when the other asks, and the page says so', async () => {
  const browser = await givenVisitor(server);
  const own = await givenApp(server.vault, {
    name: 'Curves',
    actionUrl,
    smart: { clientType: 'public', redirectUris: [redirectUri], scopes: 'launch/patient patient/*.cruds' },
    rules: [rule()],
  });
  const appid = own.app.id;
  const first = await allow(browser, await browser.open(redirectTo('AUTH', { appid })));
  const userToken = first.returned('wctoken')!;
  const put = async () => {
    const client = await openClient(server, own);
    const person = await client.call('GetPersonInfo', { userToken });
    const [recordId] = person.elements('record').map(at => at.attribute('id')!);
    const info = aWeight();
    return (await client.call('PutThings', { version: 2, info, userToken, recordId: recordId! })).code;
  };
  expect(await put()).toBe(0);
  const stays = 'What it got in another way, and keeps';
  const flow = await begin(own.app, 'launch/patient patient/Condition.rs');
  const page = await browser.open(flow.address);
  expect(page.text).toContain(`${stays} You allowed it this before`);
  const tokens = await exchange(flow, new URL(leading(await allow(browser, page))));
  expect(tokens.scope).toContain('patient/Condition.rs');
  expect(await put()).toBe(0);
  const again = await browser.open(redirectTo('APPAUTH', { appid }));
  expect(again.text).toContain(stays);
  await allow(browser, again);
  const found = await fetch(`${getFhirUrl(server.vault.instance)}/Condition`, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  });
  expect(found.status).toBe(200);
  expect(await put()).toBe(0);
});

test('who let an application in by SMART alone is asked for its rules of HealthVault, as at the first time', async () => {
  const browser = await givenVisitor(server);
  const own = await givenApp(server.vault, {
    actionUrl,
    smart: { clientType: 'public', redirectUris: [redirectUri], scopes: 'launch/patient patient/*.cruds' },
    rules: [rule()],
  });
  await connect(browser, own.app, 'launch/patient patient/*.cruds');
  const page = await browser.open(redirectTo('AUTH', { appid: own.app.id }));
  expect(page.url.pathname).toBe('/consent');
  expect(page.text).toContain('all of it or none');
});

test('a scope within one that was granted before is ticked, and one that was left out is not', async () => {
  const browser = await givenVisitor(server);
  // At an address on the very computer a person is asked each time.
  const redirect_uri = 'http://localhost:9650/callback';
  const app = await givenClient(server, { redirectUris: [redirect_uri] });
  const open = async (scope: string) =>
    browser.open((await begin(app, `launch/patient ${scope}`, { redirect_uri })).address);
  const ticks = ({ html }: Page) =>
    [...html.matchAll(/<input[^>]*name="optional"[^>]*>/g)].map(([box]) => /\schecked/.test(box));
  const first = await open('patient/Observation.cruds');
  await allow(browser, first);
  expect(ticks(await open('patient/Observation.rs patient/Condition.rs'))).toEqual([true, false]);
});

test('without offline_access all ends when the person signs out', async () => {
  const browser = await givenVisitor(server);
  const app = await givenClient(server);
  const { config, tokens } = await connect(
    browser,
    app,
    'launch/patient online_access patient/Observation.rs',
  );
  const fresh = await oauth.refreshTokenGrant(config, tokens.refresh_token!);
  expect(await findSmartAccess(server.vault, fresh.access_token)).toMatchObject({ avenue: 'Online' });
  await browser.submit(await browser.open('/account'), '/sign-out');
  expect(await findSmartAccess(server.vault, fresh.access_token)).toBeUndefined();
  await expect(oauth.refreshTokenGrant(config, fresh.refresh_token!)).rejects.toMatchObject({
    error: 'invalid_grant',
  });
});

test('the request may come as a form, and what it is led by is led on', async () => {
  const browser = await givenVisitor(server);
  const flow = await begin(await givenClient(server), scopes);
  const { searchParams, pathname } = new URL(flow.address);
  const page = await browser.open(pathname, { method: 'POST', body: searchParams });
  const back = await browser.submit(page, '/consent', { decision: 'allow' });
  const tokens = await exchange(flow, new URL(leading(back)));
  expect(tokens.patient).toBeDefined();
});

test('who granted all of it is not asked again; who gave less, or is asked for more, is', async () => {
  const browser = await givenVisitor(server);
  const app = await givenClient(server);
  await connect(browser, app, scopes);
  const again = await begin(app, scopes);
  const back = await browser.open(again.address);
  const tokens = await exchange(again, new URL(leading(back)));
  expect(tokens.scope?.split(' ').toSorted()).toEqual(scopes.split(' ').toSorted());
  const more = await begin(app, `${scopes} patient/Immunization.rs`);
  const page = await browser.open(more.address);
  expect(page.url.pathname).toBe('/consent');
  // What is new is not ticked for somebody who decided before.
  expect(page.form('/consent').optional).toHaveLength(2);
  const onDevice = await givenClient(server, { redirectUris: ['com.example.app:/back'] });
  const address = async () =>
    (await begin(onDevice, scopes, { redirect_uri: 'com.example.app:/back' })).address;
  await browser.submit(await browser.open(await address()), '/consent', { decision: 'allow' });
  expect((await browser.open(await address())).url.pathname).toBe('/consent');
});

test.each([
  'patient/Observation.rs',
  'patient/Practitioner.rs',
  'patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|vital-signs',
])('who granted one category is asked for %s', async wider => {
  const browser = await givenVisitor(server);
  const app = await givenClient(server);
  const narrow =
    'launch/patient patient/Observation.rs?category=http://terminology.hl7.org/CodeSystem/observation-category|laboratory';
  await connect(browser, app, narrow);
  expect((await browser.open((await begin(app, `launch/patient ${wider}`)).address)).url.pathname).toBe(
    '/consent',
  );
  expect(leading(await browser.open((await begin(app, narrow)).address))).toContain('code=');
});

test('before a person agrees to one category, the page shows what that category opens and nothing else', async () => {
  const browser = await givenVisitor(server);
  const writer = await connect(
    browser,
    await givenClient(server),
    'launch/patient patient/Observation.cruds',
  );
  const category = 'http://terminology.hl7.org/CodeSystem/observation-category';
  const test = {
    resourceType: 'Observation',
    status: 'final',
    category: [{ coding: [{ system: category, code: 'laboratory' }] }],
    code: { coding: [{ system: 'http://loinc.org', code: '75622-1' }], text: 'HIV 1 and 2 tests' },
    effectiveDateTime: '2026-05-01',
    valueString: 'Not detected',
  };
  for (const resource of [test, makeWeight('2026-05-01', 71)]) {
    const answer = await fetch(`${getFhirUrl(server.vault.instance)}/Observation`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${writer.tokens.access_token}`,
        'content-type': 'application/fhir+json',
      },
      body: JSON.stringify(resource),
    });
    expect(answer.status).toBe(201);
  }
  const previewOf = async (scope: string) => {
    const { address } = await begin(await givenClient(server), `launch/patient ${scope}`);
    const { text } = await browser.open(address);
    return text.slice(text.indexOf('It would see now')).slice(0, 300);
  };
  const ofAll = await previewOf('patient/Observation.rs');
  expect(ofAll).toContain('HIV');
  const ofSome = await previewOf(`patient/Observation.rs?category=${category}|vital-signs`);
  expect(ofSome).toContain('1 item');
  expect(ofSome).toContain('71 kg');
  expect(ofSome).not.toContain('HIV');
});

test('with scopes of a user, an application for several records has as many as are chosen', async () => {
  const browser = await givenVisitor(server);
  const first = await connect(browser, await givenClient(server), scopes);
  const { personId } = (await findSmartAccess(server.vault, first.tokens.access_token))!;
  await server.vault.store.write(db =>
    openRecord(db, server.vault, {
      personId: personId!,
      name: 'Mia Example',
      relationship: relationship.self,
    }),
  );
  const app = await givenClient(server, {}, { multiRecord: true });
  const flow = await begin(app, 'user/Observation.rs');
  const page = await browser.open(flow.address);
  const all = [...page.html.matchAll(/name="record" value="([^"]+)"/g)].map(([, id]) => id!);
  expect(all).toHaveLength(2);
  const back = await browser.submit(page, '/consent', { decision: 'allow', record: all });
  const tokens = await exchange(flow, new URL(leading(back)));
  expect(tokens.patient).toBeUndefined();
  const access = (await findSmartAccess(server.vault, tokens.access_token))!;
  expect(access.recordId).toBeUndefined();
  const granted = await server.vault.store.read(db => db.authorizations.ofPerson(app.id, access.personId!));
  expect(granted).toHaveLength(2);
});

test('what was granted for several records ends with the last of them, and is not there again when the person agrees anew', async () => {
  const browser = await givenVisitor(server);
  const first = await connect(browser, await givenClient(server), scopes);
  const { personId } = (await findSmartAccess(server.vault, first.tokens.access_token))!;
  const mia = { name: 'Mia Example', relationship: relationship.self };
  await server.vault.store.write(db => openRecord(db, server.vault, { personId: personId!, ...mia }));
  const app = await givenClient(server, {}, { multiRecord: true });
  const flow = await begin(app, 'offline_access user/Observation.rs');
  const page = await browser.open(flow.address);
  const all = [...page.html.matchAll(/name="record" value="([^"]+)"/g)].map(([, id]) => id!);
  const back = await browser.submit(page, '/consent', { decision: 'allow', record: all });
  const tokens = await exchange(flow, new URL(leading(back)));
  const remove = async (id: string) => {
    await browser.submit(await browser.open(`/apps/${app.id}/${id}/remove`), '/apps/remove');
  };
  await remove(all[0]!);
  expect(await findSmartAccess(server.vault, tokens.access_token)).toBeDefined();
  await remove(all[1]!);
  expect(await findSmartAccess(server.vault, tokens.access_token)).toBeUndefined();
  const again = await browser.open((await begin(app, 'launch/patient patient/Observation.rs')).address);
  await browser.submit(again, '/consent', { decision: 'allow', record: all[0]! });
  expect(await findSmartAccess(server.vault, tokens.access_token)).toBeUndefined();
  await expect(oauth.refreshTokenGrant(flow.config, tokens.refresh_token!)).rejects.toMatchObject({
    error: 'invalid_grant',
  });
});

test('what a person took back before their browser came with it gives no code', async () => {
  const browser = await givenVisitor(server);
  const app = await givenClient(server);
  const page = await browser.open((await begin(app, 'launch/patient patient/Observation.rs')).address);
  const fields = Object.entries({ ...page.form('/consent'), decision: 'allow' });
  const body = new URLSearchParams(fields.flatMap(([name, all]) => [all].flat().map(one => [name, one])));
  const agreed = await browser.send('/consent', { method: 'POST', body });
  const [authorization] = await server.vault.store.read(async db => {
    const all = await db.authorizations.everyOnRecord(String(page.form('/consent').record));
    return all.filter(({ appId }) => appId === app.id);
  });
  const { recordId } = authorization!;
  await browser.submit(await browser.open(`/apps/${app.id}/${recordId}/remove`), '/apps/remove');
  const back = await browser.open(leading(agreed));
  expect(new URL(leading(back)).searchParams.get('error')).toBe('access_denied');
});

test('what is trimmed on the page of the apps is gone for the next request, by the token that is there', async () => {
  const browser = await givenVisitor(server);
  const app = await givenClient(server);
  const { tokens } = await connect(browser, app, scopes);
  const access = (await findSmartAccess(server.vault, tokens.access_token))!;
  const mayRead = async () => {
    const { personId, avenue, recordId } = access;
    const now = server.clock.now();
    const grant = await server.vault.store.read(db =>
      findAppGrant(db, app, { id: personId!, avenue, withScopes: parseScopes('') }, recordId!, now),
    );
    return [typeIds.weight, typeIds.condition].map(id => grant!.permits('Read', id, '2021-01-01T00:00:00'));
  };
  expect(await mayRead()).toEqual([true, true]);
  const page = await browser.open(`/apps/${app.id}/${access.recordId}`);
  expect(page.text).toContain('Measurements and findings');
  const { optional } = page.form('/apps/optional');
  expect(optional).toHaveLength(4);
  const kept = (optional as string[]).filter(key => key.includes('Observati'));
  await browser.submit(page, '/apps/optional', { optional: kept });
  expect(await mayRead()).toEqual([true, false]);
  expect(await findSmartAccess(server.vault, tokens.access_token)).toBeDefined();
  const activity = await browser.open('/activity');
  expect(activity.text).toContain('Growth chart');
  const trimmed = await browser.open(`/apps/${app.id}/${access.recordId}`);
  expect(trimmed.text).not.toContain('The app works without these');
  expect(trimmed.form('/apps/optional').optional).toEqual(kept);
  expect(trimmed.html.match(/name="optional"/g)).toHaveLength(4);
  await browser.submit(trimmed, '/apps/optional', { optional });
  expect(await mayRead()).toEqual([true, true]);
});

test('a grant ends a year after the person was there, however often it was refreshed', async () => {
  await using own = await startTestServer();
  const { smartGrantTtlMs, smartRefreshTtlMs } = own.vault.limits;
  expect(smartGrantTtlMs).toBeGreaterThan(smartRefreshTtlMs);
  const { token } = await givenSmartToken(own, { scopes: 'patient/*.rs offline_access' });
  own.clock.pass(own.vault.limits.smartTokenTtlMs - 1000);
  expect(await findSmartAccess(own.vault, token)).toBeDefined();
  await own.vault.store.write(db => db.smart.sweep(own.clock.now() + smartGrantTtlMs));
  expect(await findSmartAccess(own.vault, token)).toBeUndefined();
});
