// The vaccines of a child: given, due, overdue, later; what the family follows; and Home.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSystemGrant } from '../../../core/authorization/grant.ts';
import type { ThingWrite } from '../../../core/things/plan.ts';
import { makeThing } from '../../../core/things/typed.ts';
import { writeThings } from '../../../core/things/write.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import basic from '../../../things/basic.ts';
import immunization from '../../../things/immunization.ts';
import personal from '../../../things/personal.ts';
import { givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const put = ({ person, record }: Visitor, ...writes: ThingWrite[]) =>
  writeThings(server.vault, makeSystemGrant('tests', record.id, person.id), writes, { overwrite: false });

/** So many days before today. */
function daysAgo(days: number) {
  const date = new Date(server.clock.now() - days * 86_400_000);
  return { y: date.getUTCFullYear(), m: date.getUTCMonth() + 1, d: date.getUTCDate() };
}

const bornAgo = (days: number) => makeThing(personal, { birthdate: { date: daysAgo(days) } });
const vaccinated = (text: string, ago: number) =>
  makeThing(immunization, { name: { text }, administrationDate: { structured: { date: daysAgo(ago) } } });

test('what was given, what is due, overdue and later stands on a page, and what is due on Home', async () => {
  const user = await givenSignedIn(server);
  // Eleven weeks old.
  await put(user, bornAgo(77), vaccinated('BCG', 76), vaccinated('Rotarix', 30));
  const { text, html } = await user.browser.open('/vaccines');
  expect(text).toContain('World Health Organization (WHO)');
  expect(text).toMatch(
    /Overdue .*Hepatitis B, dose 1.*Due now .*Rotavirus, dose 2.*Later .*Measles, dose 1.*Given /s,
  );
  expect(text).toMatch(/Given .*Tuberculosis \(BCG\)/s);
  expect(text).toContain('Given Vaccine On');
  expect(html).toContain('href="/items/new/immunization"');
  // It is for some only.
  expect(text.split('Choose what you follow')[0]).not.toContain('Yellow fever');
  const home = await user.browser.open('/');
  expect(home.text).toContain('Vaccine, overdue: it was due on');
  expect(home.text).toMatch(/And \d+ more that are due/);
});

test('a family chooses which vaccines it follows, and may change its mind', async () => {
  const user = await givenSignedIn(server);
  await put(user, bornAgo(400));
  const page = await user.browser.open('/vaccines');
  const choice = { schedule: 'who', vaccine: 'yellow-fever' };
  const saved = await user.browser.submit(page, '/vaccines', choice);
  expect(saved.text).toContain('Saved.');
  expect(saved.text).toMatch(/Yellow fever \d/);
  const again = await user.browser.submit(saved, '/vaccines', { ...choice, vaccine: 'rabies' });
  expect(again.text.split('Choose what you follow')[0]).toContain('Rabies, dose 1');
  expect(again.text.split('Choose what you follow')[0]).not.toContain('Yellow fever');
});

test('what is for girls is not asked of boys', async () => {
  const user = await givenSignedIn(server);
  await put(user, bornAgo(365 * 10), makeThing(basic, { gender: 'm' }));
  const told = async () => (await user.browser.open('/vaccines')).text.split('Choose what you follow')[0];
  expect(await told()).not.toContain('HPV');
  const girl = await givenSignedIn(server);
  await put(girl, bornAgo(365 * 10), makeThing(basic, { gender: 'f' }));
  expect((await girl.browser.open('/vaccines')).text).toMatch(/Due now .*Human papillomavirus/s);
});

test('nothing is due of grown-ups, nor where nobody knows when they were born', async () => {
  const user = await givenSignedIn(server);
  await put(user, vaccinated('Tetanus', 100));
  expect((await user.browser.open('/vaccines')).text).toContain('goes by the date of birth');
  await put(user, bornAgo(365 * 40), makeThing(basic, { gender: 'f' }));
  const { text } = await user.browser.open('/vaccines');
  expect(text).toContain('Diphtheria, tetanus, whooping cough, dose 1');
  expect(text.split('Choose what you follow')[0]).not.toContain('Measles');
  expect((await user.browser.open('/')).text).not.toContain('Vaccine, ');
});
