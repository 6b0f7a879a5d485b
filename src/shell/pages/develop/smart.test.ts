// The part of an application where it is registered for SMART, its secret, trying it, and what the operator and traces tell.
import { expect, test } from 'vitest';
import { startTestServer } from '../../../testing/server.ts';
import { givenVisitor } from '../../testing/apps.ts';
import type { Browser, Page, Values } from '../../testing/browser.ts';

async function givenOwnApp(browser: Browser): Promise<string> {
  const page = await browser.submit(await browser.open('/develop/new'), '/develop/new', {
    name: 'Growth chart',
    kind: 'web',
  });
  return /\/develop\/([0-9a-f-]{36})/.exec(page.html)![1]!;
}

const good = {
  clientType: 'confidential-symmetric',
  scopes: 'launch/patient\npatient/Observation.rs',
  redirectUris: 'https://app.example/back',
  launchUrl: 'https://app.example/launch',
};

test('a developer registers an application, makes its secret, and opens it with a record of their own', async () => {
  await using server = await startTestServer();
  const browser = await givenVisitor(server);
  const id = await givenOwnApp(browser);
  const path = `/develop/${id}/smart`;
  const save = async (values: Values): Promise<Page> =>
    browser.submit(await browser.open(path), path, values);
  expect((await save({ ...good, scopes: 'patient/Observation.everything' })).status).toBe(422);
  expect((await save({ ...good, redirectUris: 'http://app.example/back' })).status).toBe(422);
  expect((await save({ ...good, clientType: 'public', scopes: 'system/*.rs' })).status).toBe(422);
  expect((await save({ ...good, clientType: 'confidential-asymmetric' })).status).toBe(422);
  expect((await save(good)).status).toBe(200);
  const stored = () => server.vault.store.read(async db => (await db.applications.byId(id))!.smart!);
  expect(await stored()).toEqual({
    clientType: 'confidential-symmetric',
    scopes: 'launch/patient patient/Observation.rs',
    redirectUris: ['https://app.example/back'],
    launchUrl: 'https://app.example/launch',
    secretHash: '',
  });
  const shown = await browser.submit(await browser.open(path), `${path}/secret`);
  const secret = /<code>([\w-]{43})<\/code>/.exec(shown.html)![1]!;
  expect((await stored()).secretHash).toMatch(/^[\w-]{43}$/);
  expect((await browser.open(path)).html).not.toContain(secret);
  // What else is saved leaves the secret as it is.
  await save({ ...good, launchUrl: 'https://app.example/other' });
  expect((await stored()).secretHash).toMatch(/^[\w-]{43}$/);
  const opened = await browser.submit(await browser.open(path), `${path}/launch`);
  expect(opened.location).toContain('https://app.example/other?iss=');
  await save({ ...good, clientType: 'none' });
  expect(await server.vault.store.read(async db => (await db.applications.byId(id))!.smart)).toBeUndefined();
});

test('rules of a system come with its scopes, and people are asked for them as for any', async () => {
  await using server = await startTestServer();
  const browser = await givenVisitor(server);
  const id = await givenOwnApp(browser);
  const path = `/develop/${id}/smart`;
  await browser.submit(await browser.open(path), path, {
    clientType: 'confidential-asymmetric',
    scopes: 'system/*.rs',
    redirectUris: '',
    jwksUri: 'https://app.example/keys',
  });
  const app = await server.vault.store.read(db => db.applications.byId(id));
  expect(app?.rules).toMatchObject([{ mode: 'offline', permissions: ['Read'], scope: 'system/*.rs' }]);
});

test('in production, what is approved stays as it is until the operator has seen the change', async () => {
  await using server = await startTestServer();
  const { changeThatWaits } = await import('../../../core/applications/proposal.ts');
  const browser = await givenVisitor(server);
  const id = await givenOwnApp(browser);
  const app = (await server.vault.store.read(db => db.applications.byId(id)))!;
  const smart = {
    clientType: 'public',
    redirectUris: ['https://a.example/'],
    scopes: 'patient/*.rs',
  } as const;
  expect(changeThatWaits(app, { ...app, smart })).toEqual({ smart });
  expect(changeThatWaits({ ...app, smart }, { ...app, smart: { ...smart, secretHash: 'x' } })).toEqual({});
  const wider = { ...smart, scopes: 'patient/*.cruds' };
  expect(changeThatWaits({ ...app, smart }, { ...app, smart: wider })).toEqual({ smart: wider });
});

test('what is wrong with a request stands in the trace, without what is secret', async () => {
  await using server = await startTestServer();
  const browser = await givenVisitor(server);
  const id = await givenOwnApp(browser);
  const path = `/develop/${id}/smart`;
  await browser.submit(await browser.open(path), path, { ...good, clientType: 'public' });
  const tracing = `/develop/${id}/tracing`;
  await browser.submit(await browser.open(tracing), tracing, { tracing: 'start' });
  await fetch(`${server.shellUrl}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: id,
      code: 'a-secret-code',
      redirect_uri: 'https://app.example/back',
      code_verifier: 'a-secret-verifier-a-secret-verifier-a-secret',
    }),
  });
  const page = await browser.open(tracing);
  expect(page.text).toContain('OAuth token');
  const trace = /href="([^"]*\/tracing\/[^"]+)"/.exec(page.html)![1]!;
  const { html } = await browser.open(trace);
  expect(html).toContain('invalid_grant');
  expect(html).not.toContain('a-secret');
});
