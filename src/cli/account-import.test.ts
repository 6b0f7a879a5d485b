import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { Browser } from '../shell/testing/browser.ts';
import { keepwell, tempFolder } from '../testing/process.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { startMailServer } from '../testing/smtp.ts';

let data: string;
let folder: string;
beforeEach(() => {
  data = tempFolder();
  folder = tempFolder();
});

const givenOperator = () =>
  keepwell(
    `account create --data ${data} --email olga@example.org --name Olga --birth-date 1970-01-01 --country US`.split(
      ' ',
    ),
  );

function givenFile(...lines: string[]): string {
  const file = join(folder, 'people.csv');
  writeFileSync(file, ['Email,name,birth-date,country,language', ...lines, ''].join('\n'));
  return file;
}

const run = (...args: string[]) => keepwell(['account', 'import', '--data', data, ...args]);

const people = [
  'ada@example.org,Ada,1980-12-10,GB,',
  '"bo@example.org","Bo, the second",1981-01-01,CH,de-CH',
];

const linksIn = (file: string) =>
  new Map(
    readFileSync(file, 'utf8')
      .split('\n')
      .slice(1)
      .filter(line => line !== '')
      .map(line => line.split(',') as [string, string]),
  );

async function canSignIn(server: TestServer, email: string, link: string): Promise<boolean> {
  const password = 'harbour lantern teacup';
  const browser = new Browser(server);
  await browser.submit(await browser.open(new URL(link).pathname), '/reset', { password });
  await browser.submit(await browser.open('/sign-in'), '/sign-in', { email, password });
  return (await browser.open('/account')).html.includes('"/sign-out"');
}

test('makes an account for each line beside a server, with a file of links only the operator may read; asked again, it goes on', async () => {
  await using server = await startTestServer({ data, signUp: 'closed' });
  await givenOperator();
  const from = givenFile(people[0]!);
  const links = join(folder, 'links.csv');
  const first = await run('--from', from, '--links', links, '--json');
  expect(first).toMatchObject({ code: 0, out: `${JSON.stringify({ made: 1, had: 0, links })}\n` });
  expect(statSync(links).mode & 0o777).toBe(0o600);
  givenFile(...people);
  const second = await run('--from', from, '--links', links, '--json');
  expect(JSON.parse(second.out)).toEqual({ made: 1, had: 1, links });
  const made = linksIn(links);
  expect([...made.keys()]).toEqual(['ada@example.org', 'bo@example.org']);
  for (const [email, link] of made) expect(await canSignIn(server, email, link)).toBe(true);
  const bo = await server.vault.store.read(db => db.people.byEmail('bo@example.org'));
  expect(bo).toMatchObject({ name: 'Bo, the second', culture: 'de-CH' });
  expect(await server.vault.store.read(db => db.operators.is(bo!.id))).toBe(false);
});

test('who was made just before it was cut off gets a link after all, and who can sign in gets none', async () => {
  await using server = await startTestServer({ data, signUp: 'closed' });
  await givenOperator();
  const from = givenFile(...people);
  const links = join(folder, 'links.csv');
  await run('--from', from, '--links', links);
  expect(await canSignIn(server, 'bo@example.org', linksIn(links).get('bo@example.org')!)).toBe(true);
  // As a process leaves it that is killed while it writes.
  writeFileSync(links, 'email,link\nada@example.org,http://localho');
  expect(await run('--from', from, '--links', links)).toMatchObject({ code: 0 });
  const [email, link] = readFileSync(links, 'utf8').trim().split('\n').at(-1)!.split(',');
  expect(email).toBe('ada@example.org');
  expect(await canSignIn(server, 'ada@example.org', link!)).toBe(true);
  expect(linksIn(links).has('bo@example.org')).toBe(false);
});

test('links go by mail, in the language of the holder', async () => {
  await using smtp = await startMailServer();
  const mail = { smtpUrl: `smtp://127.0.0.1:${smtp.port}`, mailFrom: 'vault@example.org' };
  writeFileSync(join(data, 'keepwell.json'), JSON.stringify(mail), { mode: 0o600 });
  await using server = await startTestServer({ data, signUp: 'closed', ...mail });
  // The command line goes by the clock of the machine.
  server.clock.pass(Date.now() - server.clock.now());
  await givenOperator();
  const { code, out } = await run('--from', givenFile(...people), '--mail');
  server.clock.pass(1000);
  expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('2 accounts were made') });
  expect(out).not.toContain('/reset/');
  await expect.poll(() => smtp.received.length, { timeout: 20_000 }).toBe(2);
  const toBo = smtp.received.find(({ to }) => to.includes('bo@example.org'))!.raw;
  expect(toBo).toContain('Ihr Konto bei Keepwell');
  const link = /http\S+?\/reset\/[0-9a-f=\r\n]+/.exec(toBo)![0].replace(/=\r\n/g, '');
  expect(await canSignIn(server, 'bo@example.org', link)).toBe(true);
});

test('a dry run says what would be made, and makes nothing', async () => {
  await givenOperator();
  const from = givenFile(...people, 'olga@example.org,Olga,1970-01-01,US,');
  const { code, out } = await run('--from', from, '--dry-run', '--json');
  expect({ code, told: JSON.parse(out) }).toEqual({ code: 0, told: { make: 2, had: 1, problems: [] } });
  const listed = JSON.parse((await keepwell(['account', 'list', '--data', data, '--json'])).out);
  expect(listed).toHaveLength(1);
});

test.each([
  ['nobody,Ada,1980-12-10,GB,', 'email must be an address'],
  ['ada@keepwell.invalid,Ada,1980-12-10,GB,', 'email is one of those'],
  ['cleo@example.org,,1980-12-10,GB,', 'name must have'],
  ['cleo@example.org,Cleo,10.12.1980,GB,', 'birth-date must be'],
  ['cleo@example.org,Cleo,1980-12-10,Britain,', 'country must be'],
  ['cleo@example.org,Cleo,1980-12-10,GB,klingon', 'language must be'],
  ['cleo@example.org,Cleo,1980-12-10,GB', 'it has 4 fields where 5 are due'],
  ['ADA@example.org,Ada again,1980-12-10,GB,', 'the address stands in line 2 already'],
])('tells by its line what is wrong with %j, and makes nothing of the file', async (line, words) => {
  await givenOperator();
  const from = givenFile(...people, line);
  for (const how of [['--links', join(folder, 'links.csv')], ['--dry-run']]) {
    const { code, err } = await run('--from', from, ...how);
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining(`line 4: ${words}`) });
  }
  const listed = JSON.parse((await keepwell(['account', 'list', '--data', data, '--json'])).out);
  expect(listed).toHaveLength(1);
});

test('refuses what could not be used: no word on links, no columns, no file, a vault without an operator or without mail', async () => {
  const from = givenFile(...people);
  expect(await run('--from', from)).toMatchObject({ code: 2 });
  expect(await run('--from', from, '--mail', '--links', 'x')).toMatchObject({ code: 2 });
  expect((await run('--from', from, '--mail')).err).toContain('There is no vault');
  await keepwell(['vocab', 'list', '--data', data]);
  await using server = await startTestServer({ data });
  expect((await run('--from', from, '--mail')).err).toContain('Nobody runs this vault yet');
  expect(await server.vault.store.read(db => db.people.count())).toBe(0);
  writeFileSync(from, 'name,mail\nAda,ada@example.org\n');
  expect((await run('--from', from, '--mail')).err).toContain('has no column email, birth-date, country');
  expect((await run('--from', join(folder, 'nothing.csv'), '--mail')).err).toContain('it is not there');
});
