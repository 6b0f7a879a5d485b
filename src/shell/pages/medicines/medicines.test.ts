// The page of medicines: what is taken now, as needed and no longer; how long it lasts; doses; and what changed.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { editHref } from '../../items/links.ts';
import type { Page } from '../../testing/browser.ts';
import { givenItem, grantOf, sendForm } from '../../testing/items.ts';
import { giveAccess, givenSignedIn, type Visitor } from '../../testing/visitors.ts';
import { dosesTypeId } from './doses.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const medicationId = '30cafccc-047d-4288-94ef-643571f7919d';
const fillId = '167ecf6b-bb54-43f9-a473-507b334907e0';

const medicine = (name: string, inside = '') =>
  `<medication><name><text>${name}</text></name>${inside}</medication>`;
const often = (words: string) => `<frequency><display>${words}</display></frequency>`;
const day = (date: Date) =>
  `<y>${date.getUTCFullYear()}</y><m>${date.getUTCMonth() + 1}</m><d>${date.getUTCDate()}</d>`;
const daysFromNow = (days: number) => new Date(server.clock.now() + days * 86_400_000);
const give = (visitor: Visitor, xml: string, typeId = medicationId) =>
  givenItem(server, visitor, typeId, xml);

const sectionOf = (page: Page, title: string) =>
  new RegExp(`<h2>${title}</h2>([\\s\\S]*?)</section>`).exec(page.html)?.[1] ?? '';

async function press(visitor: Visitor, page: Page, is: 'taken' | 'skipped', nth = 0): Promise<Page> {
  const forms = [...page.html.matchAll(/<form[^>]*action="\/medicines\/dose"[\s\S]*?<\/form>/g)];
  const fields = [...forms[nth]![0].matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  const body = new URLSearchParams(fields.map(([, name, value]) => [name!, value!]));
  body.set('is', is);
  const { origin } = new URL(server.shellUrl);
  return visitor.browser.send('/medicines/dose', { method: 'POST', body, headers: { origin } });
}

async function usages(visitor: Visitor) {
  const grant = await grantOf(server, visitor);
  return server.vault.store.read(db => db.things(grant).ofTypes([dosesTypeId], 10));
}

describe('the medicines of a record', () => {
  test('stand under now, as needed and no longer, with since when, why, and the schedule in words', async () => {
    const ada = await givenSignedIn(server);
    const since = '<date-started><structured><date><y>2019</y><m>3</m></date></structured></date-started>';
    const why = '<indication><text>High blood pressure</text></indication>';
    await give(ada, medicine('Lisinopril', `${often('1-0-½')}${why}${since}`));
    await give(ada, medicine('Ibuprofen', often('as needed')));
    const until = `<date-discontinued><structured><date>${day(daysFromNow(-3))}</date></structured></date-discontinued>`;
    await give(ada, medicine('Amoxicillin', until));
    const ends = `<date-discontinued><structured><date>${day(daysFromNow(5))}</date></structured></date-discontinued>`;
    await give(ada, medicine('Prednisone', ends));
    const page = await ada.browser.open('/medicines');
    const now = sectionOf(page, 'Taken now');
    expect(now).toContain('Lisinopril');
    expect(now).toContain('<span class="keep">1-0-½</span>');
    expect(now).toContain('(1 in the morning, 0.5 in the evening)');
    expect(now).toContain('since Mar 2019, for High blood pressure');
    expect(now).toContain('Prednisone');
    expect(sectionOf(page, 'Taken as needed')).toContain('Ibuprofen');
    expect(sectionOf(page, 'No longer taken')).toContain('Amoxicillin');
    expect(sectionOf(page, 'No longer taken')).not.toContain('/medicines/dose');
  });

  test('last as long as the newest fill says, or the prescription', async () => {
    const ada = await givenSignedIn(server);
    await give(ada, medicine('Metformin', often('1-0-1')));
    const filled = (days: number, supply: number) =>
      `<medication-fill><name><text>metformin</text></name><date-filled><structured><date>${day(daysFromNow(-days))}</date></structured></date-filled><days-supply>${supply}</days-supply></medication-fill>`;
    await give(ada, filled(40, 30), fillId);
    expect((await ada.browser.open('/medicines')).text).toMatch(/Should have run out on/);
    await give(ada, filled(10, 30), fillId);
    expect((await ada.browser.open('/medicines')).text).toMatch(/Lasts to .* \(19 days\)/);
    const bo = await givenSignedIn(server, 'Bo');
    const prescribed = `<prescription><prescribed-by><name><full>Dr Meyer</full></name></prescribed-by><date-prescribed><structured><date>${day(daysFromNow(-2))}</date></structured></date-prescribed><amount-prescribed><display>30 tablets</display><structured><value>30</value><units><text>tablets</text></units></structured></amount-prescribed></prescription>`;
    const dose =
      '<dose><display>2 tablets</display><structured><value>2</value><units><text>tablet</text></units></structured></dose>';
    await give(bo, medicine('Ramipril', `${dose}${often('once a day')}${prescribed}`));
    await give(
      bo,
      medicine(
        'Torasemide',
        `<dose><display>5 mg</display><structured><value>5</value><units><text>mg</text></units></structured></dose>${often('once a day')}${prescribed}`,
      ),
    );
    const page = await bo.browser.open('/medicines');
    expect(page.text.match(/Lasts to .*? \(12 days\)/g)).toHaveLength(1);
  });

  test('tell the doses there were before', async () => {
    const ada = await givenSignedIn(server);
    const id = await give(ada, medicine('Lisinopril', often('1-0-0')));
    await sendForm(ada, await ada.browser.open(editHref({ id })), { 'v.strength': '10 mg' });
    await sendForm(ada, await ada.browser.open(editHref({ id })), { 'v.indication': 'Heart' });
    await sendForm(ada, await ada.browser.open(editHref({ id })), { 'v.strength': '20 mg' });
    const { html } = await ada.browser.open('/medicines');
    const [, earlier = ''] = /Earlier doses<\/summary><ul>([\s\S]*?)<\/ul>/.exec(html) ?? [];
    expect([...earlier.matchAll(/<li>(.*?), until/g)].map(([, dose]) => dose)).toEqual([
      '10 mg, 1-0-0',
      '1-0-0',
    ]);
  });
});

describe('doses', () => {
  test('are taken or skipped by one button, on Home as long as one is meant, and undone', async () => {
    const ada = await givenSignedIn(server);
    await give(ada, medicine('Metformin', often('1-0-1')));
    const home = await ada.browser.open('/');
    expect(home.text).toContain('Doses today');
    const answer = await press(ada, home, 'taken');
    expect([answer.status, answer.location]).toEqual([303, `${server.shellUrl}/`]);
    const next = await ada.browser.open('/');
    expect(next.text).toContain('Metformin: a dose is noted as taken.');
    expect(next.text).toContain('1 of 2 taken today');
    await press(ada, next, 'skipped');
    const done = await ada.browser.open('/');
    expect(done.text).not.toContain('Doses today');
    expect((await ada.browser.open('/medicines')).text).toContain('1 of 2 taken today, 1 skipped');
    const [usage] = await usages(ada);
    expect(usage!.dataXml).toContain(
      '<number-doses-consumed-in-day>1</number-doses-consumed-in-day><number-doses-intended-in-day>2</number-doses-intended-in-day>',
    );
    expect(usage!.commonXml).toBe(
      '<common><extension source="keepwell:doses"><skipped>1</skipped></extension></common>',
    );
    expect(await usages(ada)).toHaveLength(1);
  });

  test('a first one is undone with its item, a later one by the version before', async () => {
    const ada = await givenSignedIn(server);
    await give(ada, medicine('Metformin', often('1-0-1')));
    await press(ada, await ada.browser.open('/medicines'), 'skipped');
    const noted = await ada.browser.open('/medicines');
    expect(noted.text).toContain('0 of 2 taken today, 1 skipped');
    await press(ada, noted, 'taken');
    const two = await ada.browser.open('/medicines');
    await ada.browser.submit(two, /action="([^"]*\/revert)"/.exec(two.html)![1]!, {});
    expect((await ada.browser.open('/medicines')).text).toContain('0 of 2 taken today, 1 skipped');
    const bo = await givenSignedIn(server, 'Bo');
    await give(bo, medicine('Metformin', often('1-0-1')));
    await press(bo, await bo.browser.open('/medicines'), 'taken');
    await bo.browser.submit(await bo.browser.open('/medicines'), '/items/chosen', {});
    expect(await usages(bo)).toEqual([]);
  });

  test('who may only look is not asked, and writes nothing', async () => {
    const ada = await givenSignedIn(server);
    const bo = await givenSignedIn(server, 'Bo');
    await give(ada, medicine('Metformin', often('1-0-1')));
    const own = await ada.browser.open('/medicines');
    await giveAccess(server, { person: bo.person, record: ada.record }, 'view');
    const page = await bo.browser.open(`/records/${ada.record.id}/health`);
    expect(page.html).not.toContain('/medicines/dose');
    const stranger = await givenSignedIn(server, 'Cy');
    await give(stranger, medicine('Aspirin', often('daily')));
    const theirs = await stranger.browser.open('/medicines');
    const body = new URLSearchParams({
      form: /name="form" value="([^"]*)"/.exec(theirs.html)![1]!,
      record: ada.record.id,
      medicine: /name="medicine" value="([^"]*)"/.exec(own.html)![1]!,
      is: 'taken',
    });
    const { origin } = new URL(server.shellUrl);
    const answer = await stranger.browser.send('/medicines/dose', {
      method: 'POST',
      body,
      headers: { origin },
    });
    expect(answer.status).toBe(404);
    expect(await usages(ada)).toEqual([]);
  });
});
