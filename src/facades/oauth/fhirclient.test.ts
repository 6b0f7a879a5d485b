// SMART applications on the client library `fhirclient`: opened by themselves and from the pages, refreshed as it refreshes.
import { expect, test } from 'vitest';
import { getFhirUrl } from '../../core/instance.ts';
import { findSmartAccess } from '../../core/smart/access.ts';
import { givenVisitor } from '../../shell/testing/apps.ts';
import type { Browser } from '../../shell/testing/browser.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { givenClient, leading, symmetric, testSecret } from './testing/clients.ts';
import { type FhirclientApp, startFhirclientApp } from './testing/fhirclient.ts';

async function register(server: TestServer, app: FhirclientApp, smart: object = {}): Promise<string> {
  const { redirectUri, launchUrl } = app;
  const { id } = await givenClient(server, { redirectUris: [redirectUri], launchUrl, ...smart });
  app.clientId = id;
  app.iss = getFhirUrl(server.vault.instance);
  return id;
}

/** From the application to the page of consent and back to the application. */
async function walk(browser: Browser, launch: string): Promise<void> {
  const begun = await browser.send(launch);
  const page = await browser.open(leading(begun));
  const isAsked = page.location === undefined;
  const back = isAsked ? await browser.submit(page, '/consent', { decision: 'allow' }) : page;
  await fetch(leading(back));
}

test('opened by itself, it knows the record and refreshes', async () => {
  await using server = await startTestServer();
  await using app = await startFhirclientApp();
  await register(server, app);
  app.scope = 'openid fhirUser launch/patient offline_access patient/Observation.rs';
  const browser = await givenVisitor(server);
  await walk(browser, app.launchUrl);
  expect(app.failure).toBeUndefined();
  const client = app.client!;
  expect(client.patient.id).toMatch(/^[0-9a-f-]{36}$/);
  expect(client.user.fhirUser).toBe(`Patient/${client.patient.id}`);
  const before = String(client.state.tokenResponse?.access_token);
  await client.refresh();
  const after = String(client.state.tokenResponse?.access_token);
  expect(after).not.toBe(before);
  expect(await findSmartAccess(server.vault, after)).toMatchObject({ avenue: 'Offline' });
});

test('opened from the pages, it starts with the record, also with a secret', async () => {
  await using server = await startTestServer();
  await using app = await startFhirclientApp();
  await register(server, app, symmetric);
  app.clientSecret = testSecret;
  app.scope = 'launch/patient patient/Observation.rs';
  const browser = await givenVisitor(server);
  // Once by itself, so that it stands on the page of the apps.
  await walk(browser, app.launchUrl);
  const { patient } = app.client!;
  app.scope = 'launch patient/Observation.rs';
  const page = await browser.open('/apps');
  const opened = await browser.submit(page, '/apps/open');
  const address = new URL(leading(opened));
  expect(`${address.origin}${address.pathname}`).toBe(app.launchUrl);
  expect(address.searchParams.get('iss')).toBe(app.iss);
  await walk(browser, address.href);
  expect(app.failure).toBeUndefined();
  expect(app.client!.patient.id).toBe(patient.id);
  expect(app.client!.state.tokenResponse?.scope).toContain('launch');
  // Good once.
  const again = await browser.open(leading(await browser.send(address.href)));
  expect(again.returned('error')).toBe('invalid_request');
});
