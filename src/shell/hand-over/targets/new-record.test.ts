// What the page that makes a record for an application takes of an address and of a day of birth.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { givenWebApp } from '../../testing/apps.ts';
import type { Page, Values } from '../../testing/browser.ts';
import { givenSignedIn } from '../../testing/visitors.ts';

// It is noon in UTC on 25 November 2026.
let server: TestServer;
let formAddress: string;
beforeAll(async () => {
  server = await startTestServer();
  const { app } = await givenWebApp(server);
  formAddress = `/redirect.aspx?target=CREATERECORD&targetqs=${encodeURIComponent(`appid=${app.id}`)}`;
});
afterAll(() => server.close());

const child: Values = {
  'Record.Relationship': '14',
  'Record.FirstName': 'Zeno',
  'Record.LastName': 'Quill',
  decision: 'create',
};

async function made(values: Values): Promise<Page> {
  const { browser } = await givenSignedIn(server);
  return browser.submit(await browser.open(formAddress), '/records/add', { ...child, ...values });
}

const errorsOf = (page: Page) =>
  [...page.html.matchAll(/class="error" id="([^"]*)-error"/g)].map(([, name]) => name);

test('a street without its city and country is refused at what it lacks, which is shown', async () => {
  const page = await made({ 'Record.StreetAddress1': '1 Long Lane' });
  expect([page.status, errorsOf(page)]).toEqual([422, ['Record.City', 'Record.CountryCode']]);
  expect(page.text).toContain('Fill in: City. A street is kept with its city and country only.');
  expect(page.html).toMatch(/<details class="more" open/);
  const second = await made({ 'Record.StreetAddress2': 'Back door', 'Record.CountryCode': 'CH' });
  expect([second.status, errorsOf(second)]).toEqual([422, ['Record.City']]);
  expect((await made({ 'Record.CountryCode': 'CH' })).url.pathname).toBe('/consent');
});

test('a child may be born on any day that has begun somewhere', async () => {
  expect((await made({ 'Record.BirthDate': '2026-11-26' })).url.pathname).toBe('/consent');
  const page = await made({ 'Record.BirthDate': '2026-11-27' });
  expect([page.status, errorsOf(page)]).toEqual([422, ['Record.BirthDate']]);
  expect(page.tag(/id="Record\.BirthDate"/)?.max).toBe('2026-11-26');
});
