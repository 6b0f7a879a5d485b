// One box finds items, kinds, people and pages; and tells nobody else what was looked for.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import { makeThing } from '../../../core/things/typed.ts';
import { writeThings } from '../../../core/things/write.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import allergy from '../../../things/allergy.ts';
import immunization from '../../../things/immunization.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function find(user: Visitor, words: string) {
  return user.browser.submit(await user.browser.open('/'), '/find', { words });
}

async function givenAllergic(): Promise<Visitor> {
  const user = await givenSignedIn(server);
  const write = makeThing(allergy, { name: { text: 'Penicillin' }, reaction: { text: 'Rash' } });
  const grant = makeSystemGrant('tests', user.record.id, user.person.id);
  await writeThings(server.vault, grant, [write], { overwrite: false });
  return user;
}

test('penicilin, with a letter missing, finds the allergy', async () => {
  const { text } = await find(await givenAllergic(), 'penicilin');
  expect(text).toContain('Penicillin, Rash');
});

test('a kind by what people call it, with what can be done with it', async () => {
  const { text, html } = await find(await givenSignedIn(server), 'fever');
  expect(text).toContain('Body temperature');
  expect(html).toContain('href="/items/new/vital-signs?as=');
  expect(html).toContain('href="/items?kind=vital-signs"');
});

test('a kind by its words brings the newest items of it, though none of them has the words', async () => {
  const user = await givenSignedIn(server);
  const given = (name: string, d: number) =>
    makeThing(immunization, {
      name: { text: name },
      administrationDate: { structured: { date: { y: 2026, m: 5, d } } },
    });
  const grant = makeSystemGrant('tests', user.record.id, user.person.id);
  const writes = [given('Tetanus', 1), given('Rabies', 2), given('Cholera', 3), given('Typhoid', 4)];
  await writeThings(server.vault, grant, writes, { overwrite: false });
  const { text } = await find(user, 'vaccination');
  expect(text).toMatch(/Typhoid.*Cholera.*Rabies/);
  expect(text).not.toContain('Tetanus');
});

test('a file is uploaded where it is found', async () => {
  expect((await find(await givenSignedIn(server), 'pdf')).html).toContain('href="/upload"');
});

test('pages and people', async () => {
  const user = await givenSignedIn(server);
  expect((await find(user, 'passkey')).html).toContain('<a href="/account">');
  expect((await find(user, 'ada')).html).toContain(`href="/records/${user.record.id}/health"`);
});

test('what is found nowhere is said', async () => {
  expect((await find(await givenSignedIn(server), 'xqzzv')).text).toContain('Nothing found');
});

test('no address has what was looked for, and nobody else can open it', async () => {
  const user = await givenAllergic();
  const { url } = await find(user, 'penicillin');
  expect(url.href).not.toContain('penicillin');
  const other = await givenSignedIn(server);
  const opened = await other.browser.open(`${url.pathname}${url.search}`);
  expect(opened.text).not.toContain('Penicillin, Rash');
  expect(opened.html).not.toContain('Found for');
});

test('nothing is found of who has no record, and the box is on no page of who is not signed in', async () => {
  const user = await givenSignedIn(server);
  expect((await user.browser.open('/account')).html).toContain('action="/find"');
  user.browser.cookies.clear();
  expect((await user.browser.open('/sign-in')).html).not.toContain('action="/find"');
});
