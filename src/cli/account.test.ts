import { expect, test } from 'vitest';
import { Browser } from '../shell/testing/browser.ts';
import { keepwell, spawnServer, tempFolder } from '../testing/process.ts';
import { startTestServer } from '../testing/server.ts';

const serve = (data: string) => startTestServer({ data, signUp: 'closed' });

const create = (data: string, args: string[] = [], options = {}) =>
  keepwell(
    [
      'account',
      'create',
      '--data',
      data,
      '--name',
      'Ada Lovelace',
      '--birth-date',
      '1980-12-10',
      '--country',
      'GB',
      '--json',
      ...args,
    ],
    options,
  );

const password = 'harbour lantern teacup';

test('makes the first account of a closed vault beside its server: its holder chooses a password and runs the vault', async () => {
  const data = tempFolder();
  await using server = await serve(data);
  const { code, out } = await create(data, ['--email', 'ada@example.org']);
  const made = JSON.parse(out);
  expect({ code, made }).toMatchObject({ code: 0, made: { email: 'ada@example.org', operator: true } });
  expect(made.link).toContain(`${server.shellUrl}/reset/`);
  const browser = new Browser(server);
  const chosen = await browser.submit(await browser.open(made.link), '/reset', { password });
  expect(chosen.html).toContain('Your password is set.');
  await browser.submit(await browser.open('/sign-in'), '/sign-in', { email: 'ada@example.org', password });
  expect((await browser.open('/operator')).status).toBe(200);
  // Once is once.
  expect((await new Browser(server).open(made.link)).status).toBe(404);
});

test('makes one in a vault that is not served, with a password from standard input; a second is no operator unless asked', async () => {
  const data = tempFolder();
  const input = `${password}\n`;
  const first = await create(data, ['--email', 'ada@example.org', '--password-stdin'], { input });
  expect(JSON.parse(first.out)).toEqual({
    personId: expect.any(String),
    email: 'ada@example.org',
    operator: true,
  });
  const args = [
    '--data',
    data,
    '--email',
    'dora@example.org',
    '--name',
    'Dora',
    '--birth-date',
    '1980-12-10',
  ];
  const told = (await keepwell(['account', 'create', ...args, '--country', 'GB'])).out;
  expect(told).toContain('No server runs on this vault now.');
  const second = await create(data, ['--email', 'bob@example.org']);
  expect(JSON.parse(second.out)).toMatchObject({ operator: false });
  const third = await create(data, ['--email', 'cleo@example.org', '--operator']);
  expect(JSON.parse(third.out)).toMatchObject({ operator: true });
  await using server = await serve(data);
  const browser = new Browser(server);
  await browser.submit(await browser.open('/sign-in'), '/sign-in', { email: 'ada@example.org', password });
  expect((await browser.open('/operator')).status).toBe(200);
});

test('the link holds when the vault goes into production after it', async () => {
  const data = tempFolder();
  const { link } = JSON.parse((await create(data, ['--email', 'ada@example.org'])).out);
  await using server = await startTestServer({ data, mode: 'production', signUp: 'code' });
  const browser = new Browser(server);
  const chosen = await browser.submit(await browser.open(new URL(link).pathname), '/reset', { password });
  expect(chosen.html).toContain('Your password is set.');
});

test.each([
  [['--email', 'nobody'], 2, '--email must be'],
  [['--email', 'ada@example.org', '--birth-date', '1980-02-31'], 2, '--birth-date must be'],
  [['--email', 'ada@example.org', '--country', 'Britain'], 2, '--country must be'],
  [['--email', 'ada@example.org', '--name', ' '], 2, '--name must'],
  [['--email', 'ada@example.org', '--password-stdin'], 1, 'too easy to guess'],
  [['--email', 'sandbox@keepwell.invalid'], 2, 'made to try a vault'],
  [['--email', 'ada@example.org', '--mail', '--password-stdin'], 2, 'go not together'],
  [['--email', 'ada@example.org', '--language', 'klingon'], 2, '--language must'],
] as const)('refuses %j', async (args, code, words) => {
  const refused = await create(tempFolder(), [...args], { input: 'secret\n' });
  expect(refused).toMatchObject({ code, err: expect.stringContaining(words) });
});

test('refuses an address that has an account', async () => {
  const data = tempFolder();
  await create(data, ['--email', 'ada@example.org']);
  expect(await create(data, ['--email', 'ADA@example.org'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('has an account'),
  });
});

test('a closed vault that is empty says how its first account is made', async () => {
  const data = tempFolder();
  await using server = await spawnServer(['--sign-up', 'closed'], data);
  expect(server.facts).toMatchObject({
    firstAccountCommand: expect.stringMatching(`^keepwell account create --data ${data} `),
  });
  expect(server.facts.firstAccountUrl).toBeUndefined();
});
