// Every command that works on a vault does so where that is in PostgreSQL: each is run once, as the settings name it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { type RunningServer, startServer } from '../main.ts';
import { makeEmptyDatabase, postgresUrl, takeTestDatabase } from '../testing/postgres.ts';
import { keepwell, tempFolder } from '../testing/process.ts';
import { givenDirectAuthority, givenDirectCertificate, pemOf } from '../testing/smime.ts';

const samples = join(import.meta.dirname, '../vocabularies/loaders/samples');
const nobody = '11111111-1111-1111-1111-111111111111';

describe.skipIf(postgresUrl === undefined)('a vault in PostgreSQL', () => {
  let server: RunningServer;
  let database: Awaited<ReturnType<typeof takeTestDatabase>>;
  let env: NodeJS.ProcessEnv;
  let made: { readonly cert: string; readonly appId: string };
  const ran = new Set<string>();

  beforeAll(async () => {
    database = await takeTestDatabase();
    const data = tempFolder();
    env = { KEEPWELL_DATA: data, KEEPWELL_DATABASE: database.url };
    made = JSON.parse((await run('cert create', '--out', data)).out);
    const { recordId, personId } = JSON.parse((await run('sandbox create', '--cert', made.cert)).out);
    server = await startServer(readConfig({ data, database: database.url, port: 0, logLevel: 'silent' }, {}));
    env = {
      ...env,
      KEEPWELL_KEY: join(data, `${made.appId}.key`),
      KEEPWELL_CERT: made.cert,
      KEEPWELL_APP_ID: made.appId,
      KEEPWELL_RECORD: recordId,
      KEEPWELL_PERSON: personId,
    };
  });
  afterAll(async () => {
    await server.close();
    await database.release();
  });

  async function run(command: string, ...args: string[]) {
    ran.add(command);
    return keepwell([...command.split(' '), ...args, '--json'], { env, input: weight });
  }
  const weight = JSON.stringify({ when: { date: { y: 2026, m: 11, d: 2 } }, value: { kg: 71 } });

  test('accounts and operators', async () => {
    const person = ['--name', 'Ada', '--birth-date', '1980-12-10', '--country', 'GB'];
    expect(await run('account create', '--email', 'ada@example.org', ...person)).toMatchObject({
      code: 0,
      err: '',
    });
    expect(await run('operator add', 'ada@example.org')).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse((await run('operator list')).out)).toMatchObject([{ email: 'ada@example.org' }]);
    const from = join(tempFolder(), 'people.csv');
    writeFileSync(from, 'email,name,birth-date,country\nbo@example.org,Bo,1981-01-01,US\n');
    const importing = await run('account import', '--from', from, '--links', `${from}.links`);
    expect({ ...importing, out: JSON.parse(importing.out) }).toMatchObject({ code: 0, out: { made: 1 } });
    expect(JSON.parse((await run('account list')).out)).toMatchObject([{}, { email: 'ada@example.org' }, {}]);
    for (const command of ['suspend', 'resume', 'reset'])
      expect(await run(`account ${command}`, 'bo@example.org')).toMatchObject({ code: 0, err: '' });
    await run('operator add', 'bo@example.org');
    expect(await run('operator remove', 'bo@example.org')).toMatchObject({ code: 0, err: '' });
  });

  test('the bytes of files', async () => {
    const to = `s3://nowhere?endpoint=http://127.0.0.1:9`;
    expect(await run('blobs move', '--to', to)).toMatchObject({ code: 1, out: '' });
    expect((await run('blobs move', '--to', to, '--remove')).err).toContain('The vault is served');
  });

  test('backups', async () => {
    const [folder, identity] = [tempFolder(), join(tempFolder(), 'identity.txt')];
    const { recipient } = JSON.parse((await run('backup keygen', '--out', identity)).out);
    const made = await keepwell(['backup', '--to', folder, '--recipient', recipient, '--json'], { env });
    expect(made.code).toBe(0);
    for (const command of ['list', 'verify', 'drill'])
      expect(await run(`backup ${command}`, '--to', folder)).toMatchObject({ code: 0 });
    expect(await run('backup prune', '--to', folder)).toMatchObject({
      err: expect.stringContaining('backup.keep'),
    });
    const into = ['--from', folder, '--identity', identity, '--into', join(tempFolder(), 'restored')];
    expect(await run('restore', ...into)).toMatchObject({ code: 0 });
  });

  test('applications', async () => {
    const { id } = JSON.parse((await run('app create', '--name', 'Diary')).out);
    expect(await run('app update', id, '--name', 'Other', '--restrict-users')).toMatchObject({
      code: 0,
      err: '',
    });
    expect(await run('app add-cert', id, '--cert', made.cert)).toMatchObject({ code: 0, err: '' });
    expect(await run('app admit', id, 'ada@example.org')).toMatchObject({ code: 0, err: '' });
    expect(await run('app disable', id)).toMatchObject({ code: 0, err: '' });
    expect(await run('app enable', id)).toMatchObject({ code: 0, err: '' });
    expect(JSON.parse((await run('app show', id)).out)).toMatchObject({ name: 'Other', state: 'active' });
    expect(JSON.parse((await run('app list')).out)).toHaveLength(2);
  });

  test('items, by way of the server', async () => {
    const put = await run('things put', '--type', 'weight');
    expect(put).toMatchObject({ code: 0, err: '' });
    const { id, versionStamp } = JSON.parse(put.out);
    expect(JSON.parse((await run('things get', '--type', 'weight')).out)).toMatchObject({ id });
    expect((await run('things document', '--type', 'weight')).out).toContain('ClinicalDocument');
    expect(await run('things remove', id, versionStamp)).toMatchObject({ code: 0, err: '' });
  });

  test('a file that is brought in', async () => {
    expect(await run('import', '/nowhere')).toMatchObject({ code: 2, out: '' });
    expect(await run('images import', '/nowhere')).toMatchObject({ code: 2, out: '' });
  });

  test('vocabularies', async () => {
    expect(await run('vocab load', '--from', join(samples, 'rxnorm'))).toMatchObject({ code: 0 });
    const { vocabularies } = JSON.parse((await run('vocab list')).out);
    expect(vocabularies).not.toHaveLength(0);
    const [{ family, version }] = vocabularies;
    expect(await run('vocab remove', family, '--version', version)).toMatchObject({ code: 0 });
  });

  test('deliveries', async () => {
    expect(await run('deliveries list')).toMatchObject({ code: 0, out: '[]\n', err: '' });
    for (const command of ['deliveries retry', 'deliveries drop'])
      expect(await run(command, nobody)).toMatchObject({
        code: 1,
        err: expect.stringContaining('subscription'),
      });
  });

  test('the doctor finds nothing wrong but that databases of tests go without fsync', async () => {
    const outcomes: { check: string; ok: boolean; detail: string }[] = JSON.parse((await run('doctor')).out);
    const failed = outcomes.filter(({ ok, check }) => !ok && check !== 'database server');
    // The round trip is not tried where anything failed.
    expect(failed.map(({ check }) => check).filter(check => check !== 'round trip')).toEqual([]);
    const told = outcomes.find(({ check }) => check === 'database server');
    const isDurable = (await ask('SHOW fsync')) === 'on';
    expect(told).toMatchObject(
      isDurable
        ? { ok: true, detail: expect.stringMatching(/^PostgreSQL 1[5-9]/) }
        : {
            ok: false,
            detail: expect.stringMatching(
              /^Of the database, fsync is off[^;]*(; full_page_writes is off[^;]*)?\.$/,
            ),
          },
    );
    expect(outcomes.map(({ check }) => check)).toContain('database clock');
  });

  test('the doctor names indexes that cannot be used', async () => {
    await ask(
      "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'record_access_by_record'::regclass",
    );
    const { out } = await run('doctor');
    expect(out).toContain('indexes cannot be used: record_access_by_record');
    await ask('REINDEX INDEX record_access_by_record');
    expect((await run('doctor')).out).not.toContain('indexes cannot be used');
  });

  test('what an upgrade would do is told, and done', async () => {
    expect(JSON.parse((await run('upgrade', '--dry-run')).out)).toEqual({ steps: [], done: false });
  });

  /** The first value that the database answers, as its owner. */
  async function ask(text: string): Promise<unknown> {
    const client = new pg.Client(database.url);
    await client.connect();
    const { rows } = await client.query({ text, rowMode: 'array' });
    await client.end();
    return rows[0]?.[0];
  }

  test('its key is known, and what is lost without it', async () => {
    const known = await run('key replace');
    expect(known).toMatchObject({ code: 1, err: expect.stringContaining('is the key of this vault') });
    const other = { ...env, KEEPWELL_DATA: tempFolder() };
    const lost = await keepwell(['key', 'replace', '--json'], { env: other });
    expect(lost).toMatchObject({ code: 1, err: expect.stringContaining('This vault is encrypted') });
  });

  test('its keys are told and replaced while it is served', async () => {
    expect(await run('keys status')).toMatchObject({ code: 0, err: '' });
    expect(await run('keys rotate', '--records')).toMatchObject({ code: 0 });
    expect(await run('encrypt')).toMatchObject({ code: 0 });
  });

  test('its log is published, taken along and verified', async () => {
    expect(await run('log publish')).toMatchObject({ code: 0, err: '' });
    const folder = tempFolder();
    expect(await run('log checkpoints', folder)).toMatchObject({ code: 0, err: '' });
    expect(await run('log export')).toMatchObject({ code: 0, err: '' });
    expect(await run('log verify', '--kept', folder)).toMatchObject({ code: 0, err: '' });
  });

  test('Direct is set up, keys and anchors come and go', async () => {
    const good = { code: 0, err: '' };
    const anchor = join(tempFolder(), 'anchor.pem');
    const setUp = await run('direct setup', '--domain', 'direct.example.org', '--anchor', anchor);
    expect(setUp).toMatchObject(good);
    expect(await run('direct certificate renew', 'direct.example.org')).toMatchObject(good);
    const [renewed, first] = JSON.parse((await run('direct certificate list')).out);
    expect(await run('direct certificate revoke', renewed.id)).toMatchObject(good);
    expect(await run('direct certificate remove', first.id)).toMatchObject(good);
    const now = Date.now();
    const issuer = await givenDirectAuthority('HISP', now);
    const own = await givenDirectCertificate({ now, issuer, boundTo: ['hisp.example.org'] });
    const both = join(tempFolder(), 'both.pem');
    writeFileSync(both, `${own.key.export({ type: 'pkcs8', format: 'pem' })}${pemOf(own)}\n${pemOf(issuer)}`);
    expect(await run('direct certificate add', both)).toMatchObject(good);
    const partner = ['--domain', 'partner.example.org'];
    expect(await run('direct trust add', anchor, ...partner)).toMatchObject(good);
    expect(await run('direct trust revocation', ...partner, '--unknown', 'refuse')).toMatchObject(good);
    const { anchors } = JSON.parse((await run('direct trust list')).out);
    expect(await run('direct trust remove', anchors[0].id)).toMatchObject(good);
    // No name server knows the domain.
    const checked = await run('direct check');
    expect([checked.code, JSON.parse(checked.out)]).toEqual([1, expect.any(Array)]);
  });

  test('it goes to a file while nobody serves it', async () => {
    const file = join(tempFolder(), 'keepwell.db');
    const places = ['--from', database.url, '--to', file];
    await server.close();
    const copied = await run('db copy', ...places);
    expect(copied).toMatchObject({ code: 0, err: '' });
    expect(await run('db verify', ...places)).toMatchObject({ code: 0, err: '' });
  });

  test('a database without a vault is told from one with', async () => {
    const empty = { ...env, KEEPWELL_DATABASE: await makeEmptyDatabase() };
    expect(await keepwell(['operator', 'list'], { env: empty })).toEqual({
      code: 1,
      out: '',
      err: 'keepwell: There is no vault in the database that is set. Look at KEEPWELL_DATABASE; `keepwell serve` makes one.\n',
    });
    expect((await keepwell(['doctor'], { env: empty })).out).toContain('FAILED  database: There is none yet');
  });

  test('no command is left out', async () => {
    // They work without a vault; serving is what all tests of servers do.
    const others = ['serve', 'schemas export'];
    expect([...ran, ...others].sort()).toEqual((await listCommands([])).sort());
  });
});

/** The commands below one, by its help. */
async function listCommands(parents: readonly string[]): Promise<string[]> {
  const { out } = await keepwell([...parents, '--help']);
  const [, listed = ''] = out.split('\nCommands:\n');
  const names = [...listed.matchAll(/^ {2}([a-z-]+) /gm)]
    .map(([, name = '']) => name)
    .filter(name => name !== 'help');
  if (names.length === 0) return [parents.join(' ')];
  return (await Promise.all(names.map(name => listCommands([...parents, name])))).flat();
}
