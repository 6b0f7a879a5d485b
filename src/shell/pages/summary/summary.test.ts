// The summary for the doctor: what stands on it, and that the file says the same.
import { execFileSync, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { putOne } from '../../../testing/blobs.ts';
import { fullRules, givenApp, type Linked, linkApp } from '../../../testing/given.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { thingXml, weightXml } from '../../../testing/things.ts';
import { typeIds } from '../../../testing/type-ids.ts';
import { giveAccess, givenSignedIn, type Visitor } from '../../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const allergyId = '52bf9104-2c5e-4f1f-a66d-552ebcc53df7';
const linked = ({ person, record }: Visitor): Promise<Linked> =>
  givenApp(server.vault, { rules: fullRules() }).then(app => linkApp(server, app, { person, record }));

const putAllergy = (app: Linked, name: string) =>
  putOne(app, thingXml(allergyId, { data: `<allergy><name><text>${name}</text></name></allergy>` }));

async function givenFull(): Promise<Visitor> {
  const ada = await givenSignedIn(server, 'Zoë Łukasiewicz');
  const app = await linked(ada);
  await putAllergy(app, 'Penicillin ąčé');
  await putOne(app, thingXml(typeIds.weight, { data: weightXml(71) }));
  const page = await ada.browser.open('/labs/new');
  const [test, result, unit, range] = [['Haemoglobin'], ['11.4'], ['g/dL'], ['12–15.5']];
  const day = new Date(server.clock.now()).toISOString().slice(0, 10);
  await ada.browser.submit(page, '/labs/new', { day, test, result, unit, range });
  return ada;
}

const all = ['allergies', 'conditions', 'medicines', 'vaccines', 'values', 'labs', 'changes'];
const hasReader = spawnSync('pdftotext', ['-v']).error === undefined;

async function takeFile({ browser, record }: Visitor, fields: Record<string, string | string[]>) {
  const page = await browser.open('/summary');
  const body = new URLSearchParams({
    form: page.form('/summary').form as string,
    record: record.id,
    pdf: 'yes',
  });
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) body.append(name, one);
  return fetch(new URL('/summary', server.shellUrl), {
    method: 'POST',
    body,
    redirect: 'manual',
    headers: {
      origin: new URL(server.shellUrl).origin,
      cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
  });
}

describe('the summary', () => {
  test('says what holds, what was measured and what stands out', async () => {
    const ada = await givenFull();
    const { text } = await ada.browser.open('/summary');
    expect(text).toContain('Penicillin ąčé');
    expect(text).toMatch(/Weight: 71 kg/);
    expect(text).toMatch(/Haemoglobin: 11\.4 g\/dL range 12–15\.5.*a little below its own range/);
    expect(text).toContain('Conditions Nothing is noted.');
    expect(text).toContain('it may lack something');
    // What is measured day by day is no news, an illness is.
    expect(text).toMatch(/Since \d.*Nothing is noted/);
    expect(text).not.toContain('Left out');
  });

  test('tells doses in one line, a procedure beside them, and by name what it has no room for or no date of', async () => {
    const ada = await givenSignedIn(server);
    const app = await linked(ada);
    const date = (d: number) => `<y>2026</y><m>11</m><d>${d}</d>`;
    for (let d = 1; d <= 20; d++)
      await putOne(
        app,
        thingXml('a9a76456-0357-493e-b840-598bbb9483fd', {
          data: `<daily-medication-usage><when>${date(d)}</when><drug-name><text>Nifedipine</text></drug-name><number-doses-consumed-in-day>${d === 3 ? 1 : 2}</number-doses-consumed-in-day><number-doses-intended-in-day>2</number-doses-intended-in-day></daily-medication-usage>`,
        }),
      );
    const procedure = (name: string, when: string) =>
      putOne(
        app,
        thingXml('df4db479-a1ba-42a2-8714-2b083b88150f', {
          data: `<procedure>${when}<name><text>${name}</text></name></procedure>`,
        }),
      );
    const on = (d: number) => `<when><structured><date>${date(d)}</date></structured></when>`;
    await procedure('Photographs of the retina', on(1));
    await procedure('Long ago', '');
    const { text } = await ada.browser.open('/summary');
    expect(text.match(/Nifedipine/g)).toHaveLength(1);
    expect(text).toContain('Doses noted as taken: Nifedipine 39 of 40');
    expect(text).toContain('Photographs of the retina');
    expect(text).toContain('Without a date, and so not listed here: Procedure (1).');
    expect(text).not.toContain('more than fits here');
    for (let d = 2; d <= 25; d++) await procedure(`Check ${d}`, on(d));
    const full = (await ada.browser.open('/summary')).text;
    expect(full).toMatch(/The record holds more than fits here: Procedure \([56]\)\./);
  });

  test('names the kinds that it does not tell of', async () => {
    const ada = await givenSignedIn(server);
    const app = await linked(ada);
    const exercise =
      '<exercise><when><structured><date><y>2026</y><m>11</m><d>2</d></date></structured></when><activity><text>Walking</text></activity><duration>30</duration></exercise>';
    await putOne(app, thingXml('85a21ddb-db20-4c65-8d30-33c899ccf612', { data: exercise }));
    expect((await ada.browser.open('/summary')).text).toContain('This summary does not cover: Exercise.');
  });

  test('leaves out what was not chosen, and says so; questions stand on it', async () => {
    const ada = await givenFull();
    const page = await ada.browser.open('/summary');
    const shown = await ada.browser.submit(page, '/summary', {
      part: ['conditions', 'medicines'],
      since: '2026-01-31',
      questions: 'May I <b>run</b>?',
    });
    expect(shown.text).not.toContain('Penicillin');
    expect(shown.text).toContain('Left out on purpose: Allergies, Vaccinations,');
    expect(shown.text).toContain('May I <b>run</b>?');
    expect(shown.html).not.toContain('<b>run');
  });

  test.each([
    [{ since: '2026-02-30' }, 'Enter a day'],
    [{ since: '2100-01-01' }, 'Enter a day'],
    [{ questions: 'x'.repeat(2001) }, 'At most 2000'],
  ])('asks again for %o', async (wrong, said) => {
    const ada = await givenSignedIn(server);
    const page = await ada.browser.open('/summary');
    const asked = await ada.browser.submit(page, '/summary', {
      part: all,
      since: '2026-01-31',
      questions: '',
      ...wrong,
    });
    expect(asked.status).toBe(422);
    expect(asked.text).toContain(said);
  });

  test('says of what its reader may not see that it is missing, not that there is none', async () => {
    const ada = await givenFull();
    const bo = await givenSignedIn(server, 'Bo Example');
    await giveAccess(server, { person: bo.person, record: ada.record }, 'view', [typeIds.weight]);
    const { text } = await bo.browser
      .open(`/records/${ada.record.id}/health`)
      .then(() => bo.browser.open('/summary'));
    expect(text).toContain('Summary of Zoë Łukasiewicz');
    expect(text).toContain('Allergies You may not see this');
    expect(text).not.toContain('Penicillin');
    expect(text).toContain('71 kg');
    expect(text).not.toContain('Haemoglobin');
  });

  test('is in the log of the record however it was asked for', async () => {
    const ada = await givenFull();
    const bo = await givenSignedIn(server, 'Bo Example');
    await giveAccess(server, { person: bo.person, record: ada.record }, 'view');
    const page = await bo.browser.open('/account');
    const form = page.form('/sign-out').form as string;
    const sent = { form, record: ada.record.id, part: all, since: '2026-01-31', pdf: 'yes' };
    expect((await bo.browser.post('/summary', sent)).status).toBe(200);
    const { text } = await ada.browser.open('/activity?kind=looked');
    expect(text).toMatch(/Looked at the record the summary for the doctor.* Bo Example/);
  });

  test('of a stranger’s record is not there', async () => {
    const ada = await givenFull();
    const bo = await givenSignedIn(server, 'Bo Example');
    const { browser } = bo;
    expect((await takeFile({ ...ada, browser }, { part: all, since: '2026-01-31' })).status).toBe(404);
  });
});

describe.skipIf(!hasReader)('the file (needs pdftotext)', () => {
  test('says what the page says, with every letter as it is, page by page', async () => {
    const ada = await givenFull();
    const questions = Array.from({ length: 90 }, (_, line) => `Question ${line}`).join('\n');
    const answer = await takeFile(ada, { part: all, since: '2026-01-31', questions });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const text = execFileSync('pdftotext', ['-layout', '-', '-'], {
      input: Buffer.from(await answer.arrayBuffer()),
      encoding: 'utf8',
    });
    expect(text).toContain('Summary of Zoë Łukasiewicz');
    expect(text).toContain('Penicillin ąčé');
    expect(text).toMatch(/Haemoglobin: 11\.4 g\/dL\s+\(a little below its own range\)\s+range 12–15\.5/);
    expect(text).toContain('Question 89');
    const pages = text.split('\f').filter(page => page.trim() !== '');
    expect(pages.length).toBeGreaterThan(1);
    for (const [at, page] of pages.entries()) expect(page).toContain(`Page ${at + 1} of ${pages.length}`);
  });
});
