// `keepwell backup` and `keepwell restore` as an operator meets them.
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { purgeRecord } from '../core/audit/purge.ts';
import { verifyLog } from '../core/audit/verify.ts';
import { keyFile } from '../data-folder.ts';
import { payload, putOne, readAddress, upload, weightWith } from '../testing/blobs.ts';
import {
  clientOf,
  fullRules,
  givenApp,
  givenLinkedApp,
  type Linked,
  linkApp,
  type TestClient,
} from '../testing/given.ts';
import { makeEmptyDatabase, postgresUrl, type TestDatabase, takeTestDatabase } from '../testing/postgres.ts';
import { keepwell, type Ran, tempFolder } from '../testing/process.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aWeight } from '../testing/things.ts';

const items = '<group><filter></filter><format><section>core</section><xml/></format></group>';
const day = 86_400_000;

interface Key {
  readonly file: string;
  readonly recipient: string;
}

async function keygen(): Promise<Key> {
  const file = join(tempFolder(), 'identity.txt');
  const { code, out } = await keepwell(['backup', 'keygen', '--out', file, '--json']);
  expect(code).toBe(0);
  return { file, recipient: JSON.parse(out).recipient };
}

function newTarget(): string {
  const folder = join(tempFolder(), 'backups');
  mkdirSync(folder);
  return folder;
}

async function ask(app: Linked, client: TestClient, method: string, info: string): Promise<string> {
  const { recordId, userToken } = app;
  const version = method === 'GetThings' ? 3 : 2;
  const answer = await client.call(method, { info, recordId, userToken, version });
  expect(answer.code).toBe(0);
  return answer.texts('kg').join();
}

/** All files of a target below a folder. */
function filesOf(target: string, below: string): string[] {
  return readdirSync(join(target, below), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name));
}

function flip(file: string, at = Math.floor(statSync(file).size / 2)): () => void {
  const bytes = readFileSync(file);
  const flipped = Buffer.from(bytes);
  flipped[at]! ^= 1;
  writeFileSync(file, flipped);
  return () => writeFileSync(file, bytes);
}

const kinds = ['SQLite', ...(postgresUrl === undefined ? [] : ['PostgreSQL'])] as const;

describe.each(kinds)('a vault in %s that is served', kind => {
  let server: TestServer;
  let testDatabase: TestDatabase | undefined;
  let app: Linked;
  let key: Key;
  let target: string;
  let itemId: string;
  const file = randomBytes(2500);
  beforeAll(async () => {
    testDatabase = kind === 'PostgreSQL' ? await takeTestDatabase() : undefined;
    server = await startTestServer({ database: testDatabase?.url, limits: { blobChunkBytes: 1000 } }, 1);
    app = await givenLinkedApp(server);
    const url = await upload(app, file, 1000);
    itemId = (await putOne(app, weightWith(payload({ name: 'x', url })))).id;
    await ask(app, app.client, 'PutThings', aWeight(71));
    key = await keygen();
    target = newTarget();
  });
  afterAll(async () => {
    await server.close();
    await testDatabase?.release();
  });

  const env = () => (testDatabase ? { KEEPWELL_DATABASE: testDatabase.url } : {});
  const command = (...args: string[]): Promise<Ran> =>
    keepwell(['backup', ...args, '--data', server.data, '--to', target], { env: env() });
  const backUp = async () => {
    const { code, out, err } = await command('--recipient', key.recipient, '--json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    return JSON.parse(out);
  };
  const restore = (into: string, ...args: string[]) =>
    keepwell(['restore', '--from', target, '--identity', key.file, '--into', into, ...args]);

  async function demandSame(folder: string, database?: string): Promise<void> {
    await using restored = await startTestServer({ data: folder, database }, 1);
    const before = await clientOf(app, restored).call('GetThings', { info: items, version: 3 });
    expect(before.code).toBe(65);
    const again = await linkApp(restored, app, app);
    expect(await ask(again, again.client, 'GetThings', items)).toBe(
      await ask(app, app.client, 'GetThings', items),
    );
    const read = await fetch(await readAddress(again, itemId, 'x'));
    expect(Buffer.from(await read.arrayBuffer()).equals(file)).toBe(true);
  }

  test('comes back whole, key and files too, and what did not change is not written again', async () => {
    const first = await backUp();
    expect(first).toMatchObject({ records: 1, fileParts: 3, fileBytes: 2620, missingParts: 0 });
    const second = await backUp();
    expect(second.writtenBytes).toBeLessThan(first.writtenBytes / 2);
    const folder = join(tempFolder(), 'vault');
    const { code, out, err } = await restore(folder);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`Restored ${second.id}, the vault as it was at `);
    expect(readFileSync(keyFile(folder))).toEqual(readFileSync(keyFile(server.data)));
    await demandSame(folder);
    const listed = JSON.parse((await command('list', '--json')).out);
    expect(listed.backups.map(({ id }: { id: string }) => id)).toEqual([first.id, second.id]);
  });

  test.skipIf(postgresUrl === undefined)('comes back into PostgreSQL', async () => {
    await backUp();
    const [folder, database] = [join(tempFolder(), 'vault'), await makeEmptyDatabase()];
    const { code, err } = await restore(database, '--data', folder);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    await demandSame(folder, database);
    const again = await restore(database, '--data', folder);
    expect(again.code).toBe(1);
    expect(again.err).toContain('is not empty. Name a folder without a vault, or an empty database');
    await demandSame(folder, database);
  });

  test('its key opens its backups, too, and another does not', async () => {
    await backUp();
    const folder = join(tempFolder(), 'vault');
    const run = await keepwell([
      'restore',
      '--from',
      target,
      '--identity',
      keyFile(server.data),
      '--into',
      folder,
    ]);
    expect({ code: run.code, err: run.err }).toEqual({ code: 0, err: '' });
    const other = await keygen();
    const refused = await keepwell([
      'restore',
      '--from',
      target,
      '--identity',
      other.file,
      '--into',
      tempFolder(),
    ]);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toMatch(/was not encrypted to this identity\. Name another with --identity\.\n$/);
  });

  test('is not written over: what is there is as it was', async () => {
    await backUp();
    const folder = tempFolder();
    await using other = await startTestServer({ data: folder, database: undefined }, 1);
    const before = await other.vault.store.read(db => db.seals.seal());
    expect((await restore(folder)).err).toContain('is served');
    await other.vault.store.write(db => db.leases.sweep());
    const stopped = tempFolder();
    writeFileSync(keyFile(stopped), readFileSync(keyFile(folder)), { mode: 0o600 });
    expect((await restore(stopped)).err).toContain('is the key of another vault');
    expect(readdirSync(stopped)).toEqual(['keepwell.key']);
    expect(await other.vault.store.read(db => db.seals.seal())).toEqual(before);
  });

  test('a backup of which an object is missing, cut off or another is refused; one before it is restored', async () => {
    const earlier = await backUp();
    await ask(app, app.client, 'PutThings', aWeight(72 + Math.random()));
    const before = new Set(filesOf(target, 'objects'));
    await backUp();
    const [fresh] = filesOf(target, 'objects').filter(name => !before.has(name));
    const bytes = readFileSync(fresh!);
    truncateSync(fresh!, bytes.length - 20);
    const cut = join(tempFolder(), 'cut');
    const damaged = await restore(cut);
    expect(damaged.code).toBe(1);
    expect(damaged.err).toMatch(/^keepwell: The object [0-9a-f.gz]+ of the backup is damaged\.\n$/);
    // No server takes what was begun for a vault.
    const refused = await startTestServer({ data: cut, database: undefined }, 1).catch(
      error => error.message,
    );
    expect(refused).toMatch(/restore that was cut off|keepwell\.key, is not there/);
    rmSync(fresh!);
    expect((await restore(join(tempFolder(), 'gone'))).err).toContain('is not whole: 1 of its');
    const { code } = await restore(join(tempFolder(), 'earlier'), '--at', earlier.id);
    expect(code).toBe(0);
    writeFileSync(fresh!, bytes);
    // The one that was refused begins anew.
    expect((await restore(cut)).code).toBe(0);
  });

  test('a drill proves the last backup, and finds a byte that is another wherever it is', async () => {
    await backUp();
    const proven = await command('drill', '--json');
    expect({ code: proven.code, err: proven.err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(proven.out)).toMatchObject({
      isRestored: true,
      records: 1,
      wrongRecords: [],
      findings: [],
    });
    // The long run flips bytes of many more.
    const places = [
      ...filesOf(target, 'objects').slice(0, 1),
      ...filesOf(target, 'backups').slice(-1),
      join(target, 'keys.age'),
    ];
    for (const place of places) {
      const mend = flip(place);
      const { code, out, err } = await command('drill', '--json');
      expect(code, place).toBe(1);
      expect(JSON.parse(out).findings, place).not.toEqual([]);
      expect(err).toContain('The drill found');
      expect((await command('verify')).code, place).toBe(1);
      mend();
    }
    expect((await command('verify')).err).toBe('');
    expect((await command('drill')).code).toBe(0);
    expect(readdirSync(server.data).filter(name => name.startsWith('drill-'))).toEqual([]);
  });

  test('another vault named in the marker, and a manifest that is gone, are told', async () => {
    await backUp();
    await backUp();
    const marker = join(target, 'keepwell-backup.json');
    const was = readFileSync(marker, 'utf8');
    writeFileSync(
      marker,
      was.replace(/[0-9a-f](?="\}?\s*\}?\n)/, digit => (digit === '0' ? '1' : '0')),
    );
    expect(readFileSync(marker, 'utf8')).not.toBe(was);
    const refused = await restore(join(tempFolder(), 'other'));
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('is of another vault than')]);
    writeFileSync(marker, was);
    const manifest = filesOf(target, 'backups')
      .filter(name => name.endsWith('.age'))
      .sort()
      .at(-1);
    rmSync(manifest!);
    const { code, out } = await command('verify');
    expect([code, out]).toEqual([
      0,
      expect.stringContaining('names the objects of a backup that has no manifest'),
    ]);
    await backUp();
    expect((await command('verify')).out).not.toContain('no manifest');
  });

  test('one record comes back into the vault that lost it, with its files, to who looked after it', async () => {
    await backUp();
    const { id } = app.record;
    const { vault } = server;
    const before = await ask(app, app.client, 'GetThings', items);
    const bringBack = (...args: string[]) =>
      keepwell(
        [
          ...['restore', '--from', target, '--identity', key.file, '--record', id, '--into'],
          ...(testDatabase ? [testDatabase.url, '--data', server.data] : [server.data]),
          ...args,
        ],
        { env: env() },
      );
    expect((await bringBack()).err).toContain(
      'This record is in the vault. What is there is not written over.',
    );
    const used = async () => {
      // Its log has more by then.
      const { logEnd, ...usage } = await vault.store.read(db => db.records.usage(id));
      expect(logEnd).toBeDefined();
      return usage;
    };
    const usage = await used();
    await vault.store.write(db => purgeRecord(db, vault.clock.now(), id));
    await server.background.run('sweep blobs');
    expect((await bringBack('--custodian', 'nobody@example.org')).err).toContain(
      'There is no account of this address.',
    );
    const { code, err } = await bringBack();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(await used()).toEqual(usage);
    const { problems } = await vault.store.read(db => verifyLog(db, { at: Date.now(), recordId: id }));
    // The command goes by the clock of the machine, and the server of this test by its own.
    expect(problems.filter(({ what }) => !/^It says \d{4}-/.test(what))).toEqual([]);
    expect(await vault.store.read(db => db.records.accessesTo(id))).toMatchObject([
      { personId: app.person.id, level: 'custodian' },
    ]);
    const rules = fullRules();
    const again = await linkApp(server, await givenApp(vault, { rules, name: 'Again' }), app);
    expect(await ask(again, again.client, 'GetThings', items)).toBe(before);
    const read = await fetch(await readAddress(again, itemId, 'x'));
    expect(Buffer.from(await read.arrayBuffer()).equals(file)).toBe(true);
    app = again;
    expect((await bringBack()).err).toContain('This record is in the vault');
  });

  test('what a drill found damaged or missing is written anew by the next backup', async () => {
    await backUp();
    const [first, second] = filesOf(target, 'objects');
    flip(first!);
    rmSync(second!);
    expect((await command('drill')).code).toBe(1);
    rmSync(join(target, 'keys.age'));
    await backUp();
    const { findings } = JSON.parse((await command('drill', '--json')).out);
    // Unless an earlier backup alone needs it.
    expect(findings.filter((line: string) => !/^An object of the backup/.test(line))).toEqual([]);
  });
});

describe('a target', () => {
  let server: TestServer;
  let key: Key;
  beforeAll(async () => {
    server = await startTestServer({ database: undefined }, 1);
    await givenLinkedApp(server);
    key = await keygen();
  });
  afterAll(() => server.close());

  const backUp = (target: string, ...args: string[]) =>
    keepwell(['backup', '--data', server.data, '--to', target, '--recipient', key.recipient, ...args]);
  const words = async (run: Promise<Ran>) => {
    const { code, err } = await run;
    expect(code).toBe(1);
    return err;
  };

  test('that is not there is not made', async () => {
    const target = join(tempFolder(), 'not-mounted');
    expect(await words(backUp(target))).toContain(
      `There is no folder ${target}. Make it, or mount what it is on`,
    );
    expect(existsSync(target)).toBe(false);
  });

  test('that holds something else, or the backups of another vault, is left alone', async () => {
    const target = newTarget();
    writeFileSync(join(target, 'letter.txt'), 'Dear');
    expect(await words(backUp(target))).toContain('is not empty, and holds no backups');
    expect(readdirSync(target)).toEqual(['letter.txt']);
    rmSync(join(target, 'letter.txt'));
    expect((await backUp(target)).code).toBe(0);
    await using other = await startTestServer({ database: undefined }, 1);
    const run = keepwell(['backup', '--data', other.data, '--to', target, '--recipient', key.recipient]);
    expect(await words(run)).toContain('holds the backups of another vault');
  });

  test('whose backups are gone, as when its disk is not mounted, is not begun anew unasked', async () => {
    const target = newTarget();
    expect((await backUp(target)).code).toBe(0);
    renameSync(target, `${target}-unmounted`);
    mkdirSync(target);
    expect(await words(backUp(target))).toContain('there are none any more');
    expect(readdirSync(target)).toEqual([]);
    expect((await backUp(target, '--anew')).code).toBe(0);
  });

  test('that takes no more leaves the backups before whole', async () => {
    const target = newTarget();
    expect((await backUp(target)).code).toBe(0);
    // A file where a folder is to be: nothing can be put below it, whoever asks.
    renameSync(join(target, 'objects'), join(target, 'kept'));
    writeFileSync(join(target, 'objects'), '');
    await server.vault.store.write(db => db.audit.add({ ...aLine, at: Date.now(), details: {} }));
    expect((await backUp(target)).code).toBe(1);
    rmSync(join(target, 'objects'));
    renameSync(join(target, 'kept'), join(target, 'objects'));
    const run = await keepwell(['restore', '--from', target, '--identity', key.file, '--into', tempFolder()]);
    expect({ code: run.code, err: run.err }).toEqual({ code: 0, err: '' });
    expect((await backUp(target)).code).toBe(0);
  });

  test('is written by one process at a time; the lock of one that died is nobody’s', async () => {
    const target = newTarget();
    expect((await backUp(target)).code).toBe(0);
    const lock = { token: 'other', host: 'elsewhere', pid: 7, until: Date.now() + 60_000 };
    writeFileSync(join(target, 'lock.json'), JSON.stringify(lock));
    expect(await words(backUp(target))).toContain('are being changed by process 7 of elsewhere');
    for (const left of [
      { ...lock, until: Date.now() - 1 },
      { ...lock, host: hostname(), pid: 2 ** 22 - 3 },
    ]) {
      writeFileSync(join(target, 'lock.json'), JSON.stringify(left));
      expect((await backUp(target)).code).toBe(0);
    }
    expect(existsSync(join(target, 'lock.json'))).toBe(false);
  });

  test('keeps the backups that the settings say, and each object that one of them needs', async () => {
    const target = newTarget();
    const config = join(tempFolder(), 'keepwell.json');
    const settings = { backup: { target, recipients: [key.recipient], keep: { days: 2 } } };
    writeFileSync(config, JSON.stringify({ backup: { ...settings.backup, keep: undefined } }));
    for (let i = 0; i < 3; i++) {
      await server.vault.store.write(db => db.audit.add({ ...aLine, at: i, details: {} }));
      expect((await keepwell(['backup', '--data', server.data, '--config', config])).code).toBe(0);
    }
    // As if they had been made on days before.
    const ids = filesOf(target, 'backups')
      .map(file => /([^/]+)\.age$/.exec(file)?.[1])
      .filter(id => id !== undefined)
      .sort();
    for (const [i, id] of ids.entries()) {
      const older = new Date(Date.now() - (4 - i) * day).toISOString().replace(/[-:.]/g, '');
      for (const end of ['age', 'objects'])
        renameSync(
          join(target, 'backups', `${id}.${end}`),
          join(target, 'backups', `${older}${id.slice(19)}.${end}`),
        );
    }
    writeFileSync(config, JSON.stringify(settings));
    const before = filesOf(target, 'objects').length;
    const { out } = await keepwell(['backup', 'prune', '--data', server.data, '--config', config, '--json']);
    expect(JSON.parse(out)).toMatchObject({ kept: 2, removed: 1 });
    expect(JSON.parse(out).objectsRemoved).toBeGreaterThan(0);
    expect(filesOf(target, 'objects').length).toBe(before - JSON.parse(out).objectsRemoved);
    expect((await keepwell(['backup', 'verify', '--data', server.data, '--config', config])).err).toBe('');
    // A list that is not what it was might name any of them.
    const listing = filesOf(target, 'backups')
      .filter(name => name.endsWith('.objects'))
      .sort()
      .at(-1);
    flip(listing!, 3);
    writeFileSync(config, JSON.stringify({ backup: { ...settings.backup, keep: { days: 1 } } }));
    const careful = await keepwell(['backup', 'prune', '--data', server.data, '--config', config]);
    expect(careful.out).toMatch(
      /^1 backups and 0 objects went, 1 backups are kept\.\nNo objects were removed: /,
    );
  });

  test('is for its owner alone to read', async () => {
    const target = newTarget();
    expect((await backUp(target)).code).toBe(0);
    for (const file of filesOf(target, '.')) expect(statSync(file).mode & 0o077).toBe(0);
    chmodSync(target, 0o700);
  });
});

const aLine = {
  action: 'SignIn',
  personId: undefined,
  appId: undefined,
  recordId: undefined,
  avenue: undefined,
};
