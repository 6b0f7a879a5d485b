// The samples, started as a reader starts them, against a vault started as one starts it; a person uses a browser.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findFreePort, hasChromium, openBrowser, Program, sendRaw, signUp, startVault } from './testing.ts';

describe.skipIf(!hasChromium)('the samples (need chromium)', () => {
  let data: string;
  let vault: Program;
  let vaultUrl: string;
  let browser: Browser;
  let person: Page;
  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'keepwell-samples-'));
    ({ vault, vaultUrl } = await startVault(data));
    browser = await openBrowser();
    const context = await browser.newContext({ javaScriptEnabled: false });
    person = await context.newPage();
    await signUp(person, vaultUrl, 'Ada Example');
  });
  afterAll(async () => {
    await browser?.close();
    await vault?.stop();
    rmSync(data, { recursive: true, force: true });
  });

  const sample = (name: string, ...args: string[]) => new Program('sample.js', name, '--data', data, ...args);
  /** The program itself, once `sample` has built and registered it: it starts sooner. */
  const program = (name: string, ...args: string[]) =>
    new Program(`../dist/samples/${name}/main.js`, '--vault', vaultUrl, ...args);
  const ownFolder = (name: string) => join(data, 'samples', name);
  const keysOf = (name: string) => {
    const path = join(import.meta.dirname, name, 'application.json');
    const { appId } = JSON.parse(readFileSync(path, 'utf8')) as { appId: string };
    const [key, certificate] = ['key', 'crt'].map(end => join(ownFolder(name), `${appId}.${end}`));
    return ['--app-id', appId, '--key', key ?? '', '--certificate', certificate ?? ''];
  };
  const allow = () => person.getByRole('button', { name: 'Allow', exact: true }).click();
  const noAddress = 'GET // HTTP/1.1\r\nHost: x\r\n\r\n';
  const heading = () => person.getByRole('heading', { level: 1 }).textContent();

  test('device-app: a scale gets an application of its own, weighs, and knows its person the next time', async () => {
    const first = sample('device-app', '71.2');
    await person.goto(await first.printed(/http:\S+redirect\.aspx\S+/));
    expect(await heading()).toContain('Bathroom scale');
    await allow();
    await person.waitForURL(/\/application\/complete/);
    expect(await first.ended()).toBe(0);
    expect(first.output).toContain('Hello Ada Example. Your scale is ready.');
    expect(first.output).toContain('Weighed 71.2 kg.');
    expect(first.output).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d {2}71\.2 kg/);

    const second = sample('device-app', '70.8');
    expect(await second.ended()).toBe(0);
    expect(second.output).not.toContain('redirect.aspx');
    expect(second.output.match(/7[01]\.\d kg$/gm)).toEqual(['70.8 kg', '71.2 kg']);

    const last = sample('device-app', '--forget');
    expect(await last.ended()).toBe(0);
    const anew = sample('device-app');
    await anew.printed(/redirect\.aspx/);
    expect(anew.output).toContain('withdrawn their consent');
    await anew.stop();
  }, 240_000);

  test('smart-app: registers itself, asks for a record, and draws its blood pressures in the browser alone', async () => {
    const port = String(await findFreePort());
    const chart = sample('smart-app', '--port', port);
    const own = await chart.printed(/http:\/\/localhost:\d+\//);
    const page = await (await browser.newContext()).newPage();
    await signUp(page, vaultUrl, 'Bo Example');
    for (const systolic of ['128', '141']) {
      await page.goto(`${vaultUrl}/items/new/blood-pressure`);
      await page.getByLabel('Systolic').fill(systolic);
      await page.getByLabel('Diastolic').fill('82');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText(`${systolic}/82`).first().waitFor();
    }
    await page.goto(own);
    await page.getByRole('link', { name: 'Choose a record' }).click();
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    await page.waitForURL(/\/chart/);
    await page.getByText('the last 2 readings').waitFor();
    expect(await page.locator('tbody tr td:nth-child(2)').allTextContents()).toEqual(['141', '128']);
    expect(await page.locator('polyline').count()).toBe(2);
    await chart.stop();

    const again = sample('smart-app', '--port', port);
    await again.printed(/http:\/\/localhost:\d+\//);
    await page.goto(own);
    await page.getByRole('link', { name: 'Choose a record' }).click();
    // The same application as before, so the page of the apps has it once.
    await page.waitForURL(/\/chart|\/consent/);
    await page.goto(`${vaultUrl}/apps`);
    expect(await page.getByText('Pressure chart').count()).toBeGreaterThan(0);
    await again.stop();
  }, 240_000);

  test('command-line and offline-service: lines go in and out, and a service is told of them and goes on where it was', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const cleo = await context.newPage();
    await signUp(cleo, vaultUrl, 'Cleo Example');
    const agree = () => cleo.getByRole('button', { name: 'Allow', exact: true }).click();
    const terminal = async (words: string[], input = '') => {
      const state = join(ownFolder('command-line'), 'state.json');
      const running = program('command-line', '--state', state, ...words);
      running.process.stdin?.end(input);
      return { code: await running.ended(), output: running.output };
    };
    const line = (id: string, kg: number) =>
      `${JSON.stringify({ id, value: { when: { date: { y: 2026, m: 11, d: 29 } }, value: { kg } } })}\n`;

    const signingIn = sample('command-line', 'sign-in');
    await cleo.goto(await signingIn.printed(/http:\S+redirect\.aspx\S+/));
    await agree();
    expect(await signingIn.ended()).toBe(0);
    const lines = `${line('a', 70)}{"id":"b","value":{"weight":71}}\n${line('a', 70)}`;
    const put = await terminal(['put', 'weight'], lines);
    expect([put.code, put.output]).toEqual([1, expect.stringMatching(/^Line 2: .*weight/m)]);
    const listed = await terminal(['list', 'weight']);
    expect(JSON.parse(listed.output.trim().split('\n').at(-1)!)).toMatchObject({
      id: 'a',
      value: { value: { kg: 70 } },
    });

    const port = String(await findFreePort());
    const trend = sample('offline-service', '--port', port);
    await cleo.goto(await trend.printed(/(?<=trend is at )\S+/));
    await cleo.getByRole('link').click();
    await agree();
    await cleo.getByText('Thank you').waitFor();
    await trend.printed(/: 1 weights, 70\.0 kg/);
    await terminal(['put', 'weight'], line('b', 72));
    await trend.printed(/: 2 weights, 71\.0 kg/);
    const forged = await fetch(`http://localhost:${port}/events`, {
      method: 'POST',
      body: '<notifications/>',
    });
    expect(forged.status).toBe(403);
    expect(await sendRaw(port, noAddress)).toBe('HTTP/1.1 400 Bad Request');
    const head = 'POST /events HTTP/1.1\r\nHost: x\r\nContent-Length:';
    await sendRaw(port, `${head} 100\r\n\r\nbroken off`);
    // The rest of it never comes.
    const long = await sendRaw(port, `${head} 900000\r\n\r\n${'x'.repeat(300_000)}`);
    expect(long).toBe('HTTP/1.1 413 Payload Too Large');
    await Promise.all(Array.from({ length: 20 }, () => fetch(`http://localhost:${port}/action`)));
    expect(trend.process.exitCode).toBeNull();
    await trend.stop();

    await terminal(['put', 'weight'], line('c', 74));
    const service = [
      ...keysOf('offline-service'),
      '--state',
      join(ownFolder('offline-service'), 'state.json'),
    ];
    const again = program('offline-service', ...service, '--port', port);
    await again.printed(/: 3 weights, 72\.0 kg/);
    await again.stop();
    expect(again.output).not.toContain('2 weights');

    await cleo.goto(`${vaultUrl}/apps`);
    await cleo.getByRole('link', { name: 'Details of Weight trend' }).click();
    await cleo.getByRole('link', { name: 'End its access' }).click();
    await cleo.getByRole('button', { name: 'End its access' }).click();
    const last = program('offline-service', ...service, '--port', port);
    await last.printed(/access was withdrawn/);
    await last.stop();

    expect((await terminal(['sign-out'])).code).toBe(0);
    await context.close();
  }, 240_000);

  test('clinic: connects a patient by code and answer, writes once, and leaves a package for another', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const patient = await context.newPage();
    await signUp(patient, vaultUrl, 'Dora Example');
    const end = async (running: Program) => {
      expect([await running.ended(), running.output]).toEqual([0, expect.any(String)]);
      return running.output;
    };
    const clinic = (...words: string[]) => end(program('clinic', ...keysOf('clinic'), ...words));
    const answer = async (printed: string, question: string, answer: string) => {
      await patient.goto(/http:\S+redirect\.aspx\S+/.exec(printed)![0]);
      await patient.getByLabel(question).fill(answer);
      await patient.getByRole('button', { name: 'Continue' }).click();
    };
    expect(await end(sample('clinic', 'visit', '4711', 'Influenza'))).toContain('has connected no record');
    const street = 'In which street did you grow up?';
    const invitation = await clinic('invite', '4711', 'Dora', street, 'Elm Street');
    expect(invitation).not.toContain('Elm');
    await answer(invitation, street, 'elm street');
    await patient.getByRole('button', { name: 'Allow', exact: true }).click();
    await patient.getByRole('heading', { level: 1, name: 'You are connected' }).waitFor();
    for (let times = 0; times < 2; times++)
      expect(await clinic('visit', '4711', 'Influenza')).toContain('Allergies: none noted.');

    const pet = 'What was your first pet called?';
    await answer(await clinic('drop-off', '4712', 'Dora', pet, 'Rex', 'Tetanus'), pet, 'Rex');
    await patient.getByRole('button', { name: 'Put into the record' }).click();
    await patient.goto(`${vaultUrl}/items?type=immunization`);
    const listed = await patient.getByRole('main').textContent();
    expect(listed?.match(/Influenza|Tetanus/g)?.toSorted()).toEqual(['Influenza', 'Tetanus']);
    await context.close();
  }, 240_000);

  test('single-page-app: signs in from the browser alone, reads and adds', async () => {
    const port = String(await findFreePort());
    const files = sample('single-page-app', '--port', port);
    const own = await files.printed(/http:\/\/localhost:\d+\//);
    const context = await browser.newContext();
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', message => complaints.push(message.text()));
    await signUp(page, vaultUrl, 'Eli Example');
    await page.goto(`${own}?state=guessed&code=stolen`);
    await page.getByText('This was not asked for here.').waitFor();
    await page.getByRole('button', { name: 'Choose a record' }).click();
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    await page.getByText('No weight yet.').waitFor();
    expect(page.url()).toBe(own);
    await page.getByLabel('Weight in kilograms').fill('70.4');
    await page.getByRole('button', { name: 'Add' }).click();
    await page.getByText('70.4 kg').waitFor();
    await page.reload();
    await page.getByText('70.4 kg').waitFor();
    expect(complaints).toEqual([]);
    await context.close();
    await files.stop();
  }, 240_000);

  test.each([
    ['device-app'],
    ['web-app'],
    ['smart-app'],
    ['offline-service'],
    ['single-page-app'],
    ['command-line', 'sign-in'],
    ['clinic', 'visit', '1', 'Influenza'],
  ])('%s says so when there is no vault', async (name, ...words) => {
    const alone = sample(name, '--vault', 'http://127.0.0.1:9', ...words);
    expect(await alone.ended()).toBe(1);
    expect(alone.output).toContain('Is a vault running?');
  });

  test.each([
    ['device-app', ['--nonsense'], "Unknown option '--nonsense'"],
    ['device-app', ['--state'], "Option '--state <value>' argument missing"],
    ['device-app', ['heavy'], 'A weight is a number of kilograms, such as 71.2.'],
    ['web-app', ['--nonsense'], "Unknown option '--nonsense'"],
    ['web-app', ['surplus'], "Unexpected argument 'surplus'"],
    [
      'web-app',
      ['--key', 'not there.pem', '--certificate', 'not there.pem'],
      '--key names no file that can be read: not there.pem',
    ],
    ['smart-app', ['--nonsense'], "Unknown option '--nonsense'"],
    ['offline-service', ['--port', '0'], '--port is a number up to 65535.'],
    [
      'command-line',
      ['list', 'nonsense'],
      'There is no type nonsense: say weight, blood-pressure or the like.',
    ],
    ['clinic', ['invite', '4711'], 'Say invite, visit or drop-off, and what belongs to it.'],
    ['web-app', ['--port', '70000'], '--port is a number up to 65535, or 0 for a free one.'],
  ])(
    '%s answers %j with a line and its usage',
    async (name, args, line) => {
      const wrong = sample(name, ...args);
      expect(await wrong.ended()).toBe(2);
      // Before them stands what the registration printed, where this is the first run.
      const [first, usage] = wrong.output.trimEnd().split('\n').slice(-2);
      expect(first).toBe(line);
      expect(usage).toContain(`Usage: npm run sample ${name}`);
      expect(wrong.output).not.toMatch(/^ +at /m);
    },
    60_000,
  );

  test.each(['single-page-app', 'smart-app'])('%s answers what is no address', async name => {
    const port = String(await findFreePort());
    const files = sample(name, '--client-id', 'known', '--port', port);
    await files.printed(/is at http/);
    expect(await sendRaw(port, noAddress)).toBe('HTTP/1.1 400 Bad Request');
    expect((await fetch(`http://localhost:${port}/`)).status).toBe(200);
    await files.stop();
  });

  describe('web-app', () => {
    let diary: Program;
    let diaryUrl: string;
    beforeAll(async () => {
      diary = sample('web-app', '--port', '0');
      diaryUrl = (await diary.printed(/http:\/\/localhost:\d+(?=\/\n)/)) as string;
    });
    afterAll(() => diary?.stop());

    const returned = async (values: Record<string, string>) => {
      await person.goto(`${diaryUrl}/action?${new URLSearchParams(values)}`);
    };

    test('sends a person to the Shell and back to the very page they wanted', async () => {
      await person.goto(`${diaryUrl}/weights?year=2026`);
      expect(await heading()).toContain('Weight diary');
      await person.getByRole('button', { name: 'Don’t allow' }).click();
      await person.waitForURL(/\/action\?.*target=AppAuthReject/);
      expect(await heading()).toBe('Not allowed');

      await person.goto(`${diaryUrl}/weights?year=2026`);
      await allow();
      await person.waitForURL(`${diaryUrl}/weights?year=2026`);
      await person.getByLabel('Weight in kilograms').fill('69.5');
      await person.getByRole('button', { name: 'Add' }).click();
      await person.waitForURL(`${diaryUrl}/weights`);
      expect(await person.getByRole('table').textContent()).toContain('69.5 kg');
    });

    test('answers what is no address', async () => {
      expect(await sendRaw(new URL(diaryUrl).port, noAddress)).toBe('HTTP/1.1 400 Bad Request');
    });

    test('lets the person choose records again, and comes back from there', async () => {
      await person.goto(`${diaryUrl}/weights`);
      await person.getByRole('link', { name: 'Choose another record' }).click();
      await allow();
      await person.waitForURL(`${diaryUrl}/weights`);
      expect(await heading()).toBe('Weight diary');
    });

    test.each([
      ['AppAuthReject', 'Not allowed'],
      ['AppAuthInvalidRecord', 'This did not work'],
      ['EditRecordComplete', 'Weight diary'],
      ['EditRecordCancel', 'Weight diary'],
      ['ShareRecordSuccess', 'Weight diary'],
      ['ShareRecordFailed', 'This did not work'],
      ['ReconcileComplete', 'Weight diary'],
      ['ReconcileFailure', 'This did not work'],
      ['ReconcileCanceled', 'Weight diary'],
      ['SelectedRecordChanged', 'Weight diary'],
      ['Privacy', 'Privacy'],
      ['ServiceAgreement', 'Terms of use'],
    ])('comes back with %s', async (target, title) => {
      await returned({ target });
      expect(await heading()).toBe(title);
    });

    test('tells a person who opened an account and then said no that there is one', async () => {
      await returned({ target: 'AppAuthReject', targetdetails: 'CreateAccountSuccess' });
      expect(await person.getByRole('main').textContent()).toContain('Your account was created.');
    });

    test('takes no token it did not ask for, and leads to no other site', async () => {
      const stranger = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
      const actionqs = 'state=guessed&to=https%3A%2F%2Felsewhere.example%2F';
      const token = new URLSearchParams({ target: 'AppAuthSuccess', wctoken: 'AiAAAstolen', actionqs });
      await stranger.goto(`${diaryUrl}/action?${token}`);
      expect(stranger.url()).toContain(`${vaultUrl}/`);
      await returned({ target: 'EditRecordComplete', actionqs });
      expect(new URL(person.url()).origin).toBe(diaryUrl);
      await stranger.close();
    });

    test('signs out of the Shell too', async () => {
      await person.goto(`${diaryUrl}/weights`);
      await person.getByRole('link', { name: 'Sign out' }).click();
      await person.waitForURL(/\/action\?.*target=SignOut/);
      expect(await heading()).toBe('Signed out');
      await person.goto(`${diaryUrl}/weights`);
      expect(person.url()).toContain(`${vaultUrl}/`);
      await person.goto(`${diaryUrl}/privacy`);
      expect(await heading()).toBe('Privacy');
    });
  });
});
