// The pages of plans: what today asks for and how it is ticked off, what was missed, the week, plans of one's own and those
// that applications wrote, and who may do what.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { trackingTypeId } from '../../../core/plans/done.ts';
import { planTypeId, taskTypeId } from '../../../core/plans/read.ts';
import { fullRules, givenApp, linkApp } from '../../../testing/given.ts';
import { makeRestClient, makeSentPlan, makeSentTask } from '../../../testing/rest-client.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { thingXml } from '../../../testing/things.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import type { Page, Values } from '../../testing/browser.ts';
import { grantOf } from '../../testing/items.ts';
import { authorizeApp, giveAccess, givenSignedIn, signInAs, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
/** A Wednesday, at noon. */
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const hourMs = 3_600_000;

async function somebody(name = 'Ada'): Promise<Visitor> {
  const visitor = await givenSignedIn(server, name);
  visitor.browser.cookies.set('keepwell-zone', 'UTC');
  return visitor;
}

async function makePlan({ browser }: Visitor, name = 'Sleep better', goal = 'Seven hours'): Promise<string> {
  const page = await browser.submit(await browser.open('/plans/new'), '/plans/new', {
    name,
    goal,
    category: 'Sleep',
  });
  return page.url.searchParams.get('plan')!;
}

async function addTask({ browser }: Visitor, plan: string, values: Values): Promise<Page> {
  const form = await browser.open(`/plans/task?plan=${plan}`);
  return browser.submit(form, '/plans/task', { plan, ...values });
}

/** Presses a button of the page that says so to who cannot see it. */
async function press({ browser }: Visitor, page: Page, label: string): Promise<Page> {
  const form = [...page.html.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].find(([all]) =>
    all.includes(`aria-label="${label}"`),
  );
  if (!form) throw new Error(`no button “${label}”: ${page.text}`);
  const [, action, inside] = form;
  const hidden = [...inside!.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  const button = [...inside!.matchAll(/<button[^>]*>/g)].find(([tag]) =>
    tag.includes(`aria-label="${label}"`),
  )![0];
  const [, name] = /name="([^"]*)"/.exec(button) ?? [];
  const [, value] = /value="([^"]*)"/.exec(button) ?? [];
  return browser.post(action!, {
    ...Object.fromEntries(hidden.map(([, key, text]) => [key!, text!])),
    ...(name !== undefined && { [name]: value }),
  });
}

async function noted(visitor: Visitor) {
  const grant = await grantOf(server, visitor);
  return server.vault.store.read(db => db.things(grant).ofTypes([trackingTypeId], 100));
}

const section = (page: Page, title: string) =>
  new RegExp(`<h2>${title}</h2>([\\s\\S]*?)</section>`).exec(page.html)?.[1] ?? '';

describe('the page of plans', () => {
  test('says what plans are where there are none, and which apps may write them', async () => {
    const ada = await somebody();
    expect((await ada.browser.open('/plans')).text).toContain('No app may write plans here.');
    const { app } = await givenApp(server.vault, { name: 'Coach', rules: fullRules() });
    await authorizeApp(server, app, ada);
    const { app: scale } = await givenApp(server.vault, { name: 'Scale', rules: fullRules([taskTypeId]) });
    await authorizeApp(server, scale, ada);
    const { text } = await ada.browser.open('/plans');
    expect(text).toContain('There is no plan yet');
    expect(text).toContain('These apps may write plans and tasks here: Coach.');
    expect((await ada.browser.open('/plans/task')).url.pathname).toBe('/plans/new');
  });

  test('has a plan made there, with tasks in the order of the day, ticked off and taken back', async () => {
    const ada = await somebody();
    const plan = await makePlan(ada);
    await addTask(ada, plan, { name: 'Lights out', way: 'times', times: '22:30, 6.30' });
    await addTask(ada, plan, { name: 'Walk', way: 'day', count: '2', until: '2026-12-31' });
    await addTask(ada, plan, { name: 'Swim', way: 'week', count: '3' });
    const page = await addTask(ada, plan, { name: 'Buy a pillow', way: 'once', note: 'A soft one' });
    expect(page.url.pathname).toBe('/plans');
    const today = section(page, 'Today').replace(/<[^>]*>/g, ' ');
    const order = ['06:30', '22:30', 'Walk', 'Swim', 'Buy a pillow'].map(name => today.indexOf(name));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(page.text).toContain('every day at 06:30 and 22:30');
    expect(page.text).toContain('2 times a day · until 31 December 2026');
    expect(page.text).toContain('made by Ada');

    let after = await press(ada, page, 'Walk: done');
    expect(after.text).toContain('Walk: noted as done.');
    expect(after.text).toContain('1 of 2 today');
    expect(after.text).toContain('done at 12:00');
    // What the page before saw was not done yet: pressed a second time it changes nothing.
    expect((await press(ada, page, 'Walk: done')).text).toContain('Walk: that was noted already.');
    expect(await noted(ada)).toHaveLength(1);
    server.clock.pass(1000);
    after = await press(ada, await ada.browser.open('/plans'), 'Walk: done');
    expect(after.html).not.toContain('aria-label="Walk: done"');
    expect(after.text).toContain('2 of 2');
    // Taken back by the notice, and by the button that stays.
    expect((await press(ada, await ada.browser.open('/plans'), 'Walk: undo')).text).toContain('1 of 2 today');
    expect(await noted(ada)).toHaveLength(1);
    await press(ada, await ada.browser.open('/plans'), 'Lights out, 22:30: done');
    expect(section(await ada.browser.open('/plans'), 'Today')).toContain('done at 22:30');
  });

  test('tells what was missed, which can be noted later, and the week with how it was kept to', async () => {
    const ada = await somebody();
    const plan = await makePlan(ada);
    await addTask(ada, plan, {
      name: 'Stretch',
      way: 'times',
      times: '7:00',
      days: ['Wednesday', 'Thursday'],
    });
    await addTask(ada, plan, { name: 'Walk', way: 'day', count: '2' });
    server.clock.pass(24 * hourMs);
    await signInAs(ada.browser, ada.person);
    let page = await ada.browser.open('/plans');
    expect(page.text).toContain('Missed in the last seven days (2 tasks)');
    page = await press(ada, page, 'Walk, Wed 25 Nov: I did it');
    page = await press(ada, page, 'Walk, Wed 25 Nov: I did it');
    expect(page.text).toContain('Missed in the last seven days (1 task)');
    page = await press(ada, page, 'Stretch, 07:00, Wed 25 Nov: I did it');
    expect(page.text).not.toContain('Missed in the last seven days');
    expect((await noted(ada)).map(({ effectiveDate }) => effectiveDate.slice(0, 16)).sort()).toEqual([
      '2026-11-25T07:00',
      '2026-11-25T12:00',
      '2026-11-25T12:01',
    ]);
    page = await press(ada, page, 'Stretch, 07:00: done');
    expect(page.text).toContain('4 of 4 done (100 %).');
    const week = section(page, 'This week');
    expect([...week.matchAll(/<td class="(\w+)">/g)].map(([, standing]) => standing)).toEqual(
      [
        ['none', 'none', 'kept', 'kept', 'none', 'none', 'none', 'number'],
        ['none', 'none', 'kept', 'ahead', 'ahead', 'ahead', 'ahead', 'number'],
      ].flat(),
    );
    const before = await ada.browser.open('/plans/week?from=2026-11-18');
    expect(before.text).toContain('Mon 16 Nov to Sun 22 Nov');
    expect(before.text).toContain('Nothing was to be done in this week.');
    expect((await ada.browser.open('/plans/week?from=9999-99-99')).text).toContain('Mon 23 Nov');
  });

  test('stops, begins and ends plans and tasks, with an undo', async () => {
    const ada = await somebody();
    const plan = await makePlan(ada);
    await addTask(ada, plan, { name: 'Walk', way: 'day' });
    let page = await press(ada, await ada.browser.open('/plans'), 'Stop: Walk');
    expect(page.text).toContain('Walk: stopped.');
    expect(page.text).toContain('Nothing is to be done today.');
    page = await press(ada, page, 'Go on with it: Walk');
    expect(section(page, 'Today')).toContain('Walk');
    page = await press(ada, page, 'Reached: Sleep better');
    expect(page.text).toContain('Sleep better: reached.');
    expect(page.text).toContain('Plans that are over (1)');
    expect(page.html).toMatch(/action="\/items\/[0-9a-f-]+\/revert"/);
    const undone = await ada.browser.submit(
      page,
      /action="(\/items\/[0-9a-f-]+\/revert)"/.exec(page.html)![1]!,
    );
    expect(undone.status).toBe(200);
    expect(section(await ada.browser.open('/plans'), 'Today')).toContain('Walk');
  });

  test('says at its field what is wrong with a plan or task', async () => {
    const ada = await somebody();
    const empty = await ada.browser.submit(await ada.browser.open('/plans/new'), '/plans/new', {
      name: '\u202e',
    });
    expect(empty.status).toBe(422);
    expect(empty.html).toContain('id="name-error"');
    const plan = await makePlan(ada);
    for (const [values, field] of [
      [{ name: 'Walk', way: 'day', count: '0' }, 'count'],
      [{ name: 'Walk', way: 'week', count: '1e9' }, 'count'],
      [{ name: 'Walk', way: 'times', times: '25:00' }, 'times'],
      [{ name: 'Walk', way: 'times', times: '' }, 'times'],
      [{ name: 'Walk', way: 'day', until: '2026-11-01' }, 'until'],
      [{ name: '', way: 'day' }, 'name'],
      [{ name: 'Walk', way: 'day', plan: 'elsewhere' }, 'plan'],
    ] as const) {
      const page = await addTask(ada, plan, values);
      expect([page.status, field, page.html.includes(`id="${field}-error"`)]).toEqual([422, field, true]);
    }
  });
});

test('more than is read or counted is told of, and nothing is lost', async () => {
  await using small = await startTestServer({ limits: { plansShownMax: 1, planTrackedMax: 1 } });
  const own = server;
  server = small;
  try {
    const ada = await somebody();
    const plan = await makePlan(ada);
    await addTask(ada, plan, { name: 'Walk', way: 'day', count: '3' });
    await press(ada, await ada.browser.open('/plans'), 'Walk: done');
    small.clock.pass(1000);
    const full = await press(ada, await ada.browser.open('/plans'), 'Walk: done');
    expect(full.text).toContain('There is more to count here than is counted at once');
    await addTask(ada, plan, { name: 'Swim', way: 'day' });
    expect((await ada.browser.open('/plans')).text).toContain(
      'There are more plans or tasks than are shown here.',
    );
    expect((await ada.browser.open('/')).status).toBe(200);
  } finally {
    server = own;
  }
});

describe('a plan that an app wrote', () => {
  const text = 'Sit <b>less</b>';
  const escaped = text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');

  test('says whose it is, has its names as text, begins with its tasks, and counts what the record holds', async () => {
    const ada = await somebody();
    const app = await linkApp(
      server,
      await givenApp(server.vault, { name: 'Coach', rules: fullRules() }),
      ada,
    );
    const { client, recordId, userToken } = app;
    const put = async (xml: string) => {
      const answer = await client.call('PutThings', { version: 2, recordId, userToken, info: xml });
      expect(answer.code).toBe(0);
      return /<thing-id[^>]*>([^<]*)</.exec(answer.xml)![1]!;
    };
    const objective = 'bd7a3fa4-3f2b-4f2c-8bb3-0d1c2c0a5e11';
    const plan = await put(
      thingXml(planTypeId, {
        data: `<plan><name>${escaped}</name><status>Recommended</status><category>Activity</category><objectives><objective><id>${objective}</id><name>Move</name><description>More</description><state>Active</state><outcomes><outcome><name>Steps</name><type>StepsPerDay</type></outcome></outcomes></objective></objectives></plan>`,
      }),
    );
    await put(
      thingXml(taskTypeId, {
        data: `<task><date-started><date><y>2026</y><m>11</m><d>20</d></date></date-started><name>Weigh yourself</name><short-description>Weigh</short-description><long-description>Weigh</long-description><status>Recommended</status><tracking-policy><is-auto-trackable>true</is-auto-trackable><source-types><source-type>HealthVaultItem</source-type></source-types><trigger-types><trigger-type>HealthVaultItem</trigger-type></trigger-types><completion-metrics><recurrence-type>Daily</recurrence-type><completion-type>Frequency</completion-type><occurrence-count>1</occurrence-count></completion-metrics><target-events><target-event><element-xpath>thing/data-xml/weight</element-xpath></target-event></target-events></tracking-policy><associated-objective-ids><id>${objective}</id></associated-objective-ids></task>`,
        common: `<common><related-thing><thing-id>${plan}</thing-id><relationship-type>belongs-to</relationship-type></related-thing></common>`,
      }),
    );
    let page = await ada.browser.open('/plans');
    expect(page.html).toContain(escaped);
    expect(page.html).not.toContain(text);
    expect(page.text).toContain('Activity · Not begun · written by Coach');
    expect(page.text).toContain('measured by Steps per day');
    page = await press(ada, page, `Begin: ${escaped}`);
    expect(section(page, 'Today')).toContain('aria-label="Weigh yourself: done"');
    const [y, m, d] = new Date(server.clock.now()).toISOString().slice(0, 10).split('-').map(Number);
    const weight = `<weight><when><date><y>${y}</y><m>${m}</m><d>${d}</d></date></when><value><kg>70</kg></value></weight>`;
    await put(thingXml('3d34d87e-7fc1-4153-800f-f56592cb0d17', { data: weight }));
    page = await ada.browser.open('/plans');
    expect(section(page, 'Today')).toContain('found in the record');
    expect(section(page, 'Today')).not.toContain('aria-label="Weigh yourself: done"');
  });
});

describe('who looks after a record', () => {
  test('with leave to look alone sees no buttons, and cannot press them; a stranger sees nothing', async () => {
    const ada = await somebody();
    const plan = await makePlan(ada);
    const own = await addTask(ada, plan, { name: 'Walk', way: 'day' });
    const bo = await somebody('Bo');
    await giveAccess(server, { person: bo.person, record: ada.record }, 'view');
    await signInAs(bo.browser, bo.person);
    bo.browser.cookies.set('keepwell-record', ada.record.id);
    const page = await bo.browser.open('/plans');
    expect(section(page, 'Today')).toContain('Walk');
    expect(page.html).not.toMatch(/action="\/plans\//);
    expect((await bo.browser.open('/plans/new')).status).toBe(403);
    expect((await bo.browser.open(`/plans/task?plan=${plan}`)).status).toBe(403);
    const token = /name="form" value="([^"]*)"/.exec(page.html)![1]!;
    const task = /name="task" value="([^"]*)"/.exec(own.html)![1]!;
    const window = /name="window" value="([^"]*)"/.exec(own.html)![1]!;
    const sent = { form: token, record: ada.record.id, task, window, seen: '0' };
    for (const [address, more] of [
      ['/plans/done', {}],
      ['/plans/change', { do: 'stop' }],
      ['/plans/new', { name: 'Mine', category: 'Health' }],
      ['/plans/task', { plan, name: 'Mine', way: 'day' }],
    ] as const)
      expect((await bo.browser.post(address, { ...sent, ...more })).status).toBeLessThan(500);
    expect(await noted(ada)).toEqual([]);
    expect((await ada.browser.open('/plans')).text).not.toContain('Mine');

    const cy = await somebody('Cy');
    const theirs = /name="form" value="([^"]*)"/.exec((await cy.browser.open('/plans')).html)![1]!;
    expect((await cy.browser.post('/plans/done', { ...sent, form: theirs })).status).toBe(404);
    expect((await cy.browser.post('/plans/undo', { form: theirs, entry: task })).status).toBe(404);
    expect((await cy.browser.post('/plans/change', { form: theirs, plan, do: 'stop' })).text).toContain(
      'That is not there any more',
    );
  });

  test('changes a plan or a task, not both', async () => {
    const ada = await somebody();
    const plan = await makePlan(ada);
    const { html } = await addTask(ada, plan, { name: 'Walk', way: 'day' });
    const [form, task] = ['form', 'task'].map(
      name => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)![1]!,
    );
    const sent = { form: form!, record: ada.record.id, plan, task: task!, do: 'stop' };
    expect((await ada.browser.post('/plans/change', sent)).status).toBe(404);
    expect(section(await ada.browser.open('/plans'), 'Today')).toContain('Walk');
  });

  test('finds what is due on Home, where there are some', async () => {
    const ada = await somebody();
    expect((await ada.browser.open('/')).text).not.toContain('Tasks for today');
    const plan = await makePlan(ada);
    await addTask(ada, plan, { name: 'Walk', way: 'day' });
    const home = await ada.browser.open('/');
    expect(home.text).toContain('Tasks for today');
    const after = await press(ada, home, 'Walk: done');
    expect(after.url.pathname).toBe('/');
    expect(after.text).not.toContain('Tasks for today');
    const german = await somebody('Emil');
    german.browser.cookies.set('keepwell-language', 'de');
    expect((await german.browser.open('/plans')).text).toContain('Es gibt noch keinen Plan');
  });
});

test('what is too much to count of one task leaves the others as they are, and names turn nothing around', async () => {
  const own = server;
  server = await startTestServer({ limits: { planTrackedMax: 2 } });
  try {
    const ada = await somebody();
    const rest = makeRestClient(server, await linkApp(server, await givenApp(server.vault), ada));
    const tasks = [
      makeSentTask({ name: 'Weigh' }),
      makeSentTask({
        ...{ name: 'Walk \u202ekcab', shortDescription: '\u202eWalk' },
        trackingPolicy: { isAutoTrackable: true, targetEvents: [{ elementXPath: 'thing/data-xml/height' }] },
      }),
    ];
    const name = 'Plan \u202ekcab';
    expect(
      (await rest.send('POST', '/ActionPlans', makeSentPlan({ name, associatedTasks: tasks }))).status,
    ).toBe(201);
    const day = new Date(server.clock.now()).toISOString().slice(0, 10).split('-').map(Number);
    const when = `<when><date><y>${day[0]}</y><m>${day[1]}</m><d>${day[2]}</d></date></when>`;
    const weight = thingXml(typeIds.weight, { data: `<weight>${when}<value><kg>70</kg></value></weight>` });
    const height = thingXml(typeIds.height, { data: `<height>${when}<value><m>1.7</m></value></height>` });
    const { client, personId, recordId } = rest;
    await client.call('PutThings', { version: 2, personId, recordId, info: weight.repeat(3) + height });
    const page = await ada.browser.open('/plans');
    expect(page.text).toContain('so not all that was done is shown');
    const today = section(page, 'Today');
    expect(today).toContain('aria-label="Weigh: done"');
    expect(today).toContain('found in the record');
    const after = await press(ada, page, 'Weigh: done');
    expect(section(after, 'Today')).not.toContain('aria-label="Weigh: done"');
    expect(page.html).not.toContain('\u202e');
    expect((await ada.browser.open('/plans/week')).html).not.toContain('\u202e');
    expect((await press(ada, page, 'Stop: Plan kcab')).html).not.toContain('\u202e');
  } finally {
    await server.close();
    server = own;
  }
});
