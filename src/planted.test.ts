// Unusual words are planted wherever people and applications write, and looked for in all that a vault leaves: database and log,
// files, mail, backups, temporary files, logs, a core dump. `npm run test:long planted` plants more.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { assume } from './assume.ts';
import { confirmAddress } from './core/mail/confirm.ts';
import { askForExport } from './shell/testing/exports.ts';
import { givenSignedIn } from './shell/testing/visitors.ts';
import { payload, putOne, upload, weightWith } from './testing/blobs.ts';
import { serveCommand } from './testing/durability/server.ts';
import { prepareVault } from './testing/durability/vault.ts';
import { Connection } from './testing/durability/wire.ts';
import { fullRules, givenApp, type Linked, linkApp } from './testing/given.ts';
import { closedWith, packageInfo } from './testing/packages.ts';
import { postgresUrl, takeTestDatabase } from './testing/postgres.ts';
import { keepwell, tempFolder } from './testing/process.ts';
import { readAll } from './testing/read-all.ts';
import { startTestServer } from './testing/server.ts';
import { thingXml, weightXml } from './testing/things.ts';
import { typeIds } from './testing/type-ids.ts';
import { unzip } from './testing/unzip.ts';
import { findWords, findWordsBelow, listFilesBelow } from './testing/words-in-files.ts';

const count = Number(process.env.KEEPWELL_PLANTED_COUNT ?? 40);
const words = Array.from({ length: count }, () => `quokka${randomBytes(8).toString('hex')}`);
const common = (inside: string) => `<common>${inside}</common>`;

const call = async (app: Linked, method: string, info: string, version = 2) => {
  const { recordId, userToken } = app;
  const answer = await app.client.call(method, { info, recordId, userToken, version });
  expect({ method, code: answer.code }).toEqual({ method, code: 0 });
};
/** An application by itself. */
const drop = async (app: Linked, given: Parameters<typeof packageInfo>[1]) => {
  const answer = await app.client.call('CreateConnectPackage', {
    info: packageInfo(2, { ...given, data: await closedWith('an answer', '<thing/>') }),
    version: 2,
  });
  expect(answer.code).toBe(0);
};
const mail = async (app: Linked, texts: string) => {
  const info = `<rcpt-address><address>bob@example.org</address><name>Bob</name></rcpt-address>${texts}`;
  const answer = await app.client.call('SendInsecureMessage', { info, userToken: app.userToken });
  expect(answer.code).toBe(0);
};
const putWeight = (app: Linked, inside: string) =>
  call(app, 'PutThings', thingXml(typeIds.weight, { data: weightXml(71), common: common(inside) }));

/** Each plants one word. */
const ways: readonly ((app: Linked, word: string) => Promise<unknown>)[] = [
  (app, word) => putWeight(app, `<note>${word}</note>`),
  (app, word) => putWeight(app, `<tags>${word}</tags>`),
  (app, word) => putWeight(app, `<client-thing-id>${word}</client-thing-id>`),
  (app, word) => putWeight(app, `<extension source="x"><given>${word}</given></extension>`),
  async (app, word) =>
    putOne(app, weightWith(payload({ name: word, url: await upload(app, Buffer.from('x')) }))),
  async (app, word) =>
    putOne(app, weightWith(payload({ name: '', url: await upload(app, Buffer.from(word.repeat(99))) }))),
  (app, word) =>
    call(app, 'SetApplicationSettings', `<app-settings><given>${word}</given></app-settings>`, 1),
  (app, word) => drop(app, { friendlyName: word }),
  (app, word) => drop(app, { question: word }),
  (app, word) => mail(app, `<subject>${word}</subject><text-body>-</text-body>`),
  (app, word) => mail(app, `<subject>-</subject><text-body>${word}</text-body>`),
];

const methodGroups = ['basic', 'connect-package', 'e-mail'] as const;
const manyMails = {
  mailsPerPersonPerDayMax: count,
  mailsPerPersonPerHourMax: count,
  mailsPerReceiverPerDayMax: count,
  mailsPerReceiverInAllPerDayMax: count,
};

async function plant(app: Linked): Promise<void> {
  for (const [i, word] of words.entries()) await ways[i % ways.length]?.(app, word);
}

const foundBelow = (folder: string) => findWordsBelow(folder, words);

describe.each(['SQLite', ...(postgresUrl === undefined ? [] : ['PostgreSQL'])])('on %s', kind => {
  test.each([false, true])(
    'planted words are found nowhere; in a vault that is not encrypted they are (%s)',
    async isPlain => {
      const database = kind === 'PostgreSQL' ? await takeTestDatabase() : undefined;
      const target = tempFolder();
      const data = tempFolder();
      const temporary = tempFolder();
      vi.stubEnv('TMPDIR', temporary);
      const limits = manyMails;
      await using server = await startTestServer({ data, database: database?.url, limits }, 1, isPlain);
      const ada = await givenSignedIn(server);
      const app = await linkApp(
        server,
        await givenApp(server.vault, { rules: fullRules(), methodGroups }),
        ada,
      );
      await server.vault.store.write(db => confirmAddress(db, server.vault, ada.person.id));
      await plant(app);
      const answer = await askForExport(ada.browser, ada.record.id);
      const exported = [...unzip(Buffer.from(await answer.arrayBuffer())).values()].join('\n');
      expect(words.some(word => exported.includes(word))).toBe(true);
      const kept = await readAll(data, database);
      const inTables = words.filter(word => kept.includes(word));
      const inFiles = foundBelow(data);
      if (isPlain) {
        expect(inTables.length).toBeGreaterThan(count / 2);
        expect(inFiles.length).toBeGreaterThan(0);
      } else {
        expect(inTables).toEqual([]);
        expect(inFiles).toEqual([]);
      }
      expect(foundBelow(temporary)).toEqual([]);
      const logged = server.logged.join('\n');
      expect(words.filter(word => logged.includes(word))).toEqual([]);
      const key = join(tempFolder(), 'identity.txt');
      const { out } = await keepwell(['backup', 'keygen', '--out', key, '--json']);
      const env = database ? { KEEPWELL_DATABASE: database.url } : {};
      const recipient = String(JSON.parse(out).recipient);
      const made = await keepwell(['backup', '--data', data, '--to', target, '--recipient', recipient], {
        env,
      });
      expect(made.code).toBe(0);
      expect(listFilesBelow(target).length).toBeGreaterThan(3);
      expect([...foundBelow(target), ...foundBelow(temporary)]).toEqual([]);
      await server.close();
      await database?.release();
    },
  );
});

afterEach(() => vi.unstubAllEnvs());

const leavesCores = (() => {
  try {
    return readFileSync('/proc/sys/kernel/core_pattern', 'utf8').startsWith('core');
  } catch {
    return false;
  }
})();

/** They are in every core, with what was moved last: a word may stand in one by chance. */
function clearRegisters(core: string): void {
  const bytes = readFileSync(core);
  const [headers, size, count] = [
    Number(bytes.readBigUInt64LE(32)),
    bytes.readUInt16LE(54),
    bytes.readUInt16LE(56),
  ];
  const notes = 4;
  for (let at = headers; at < headers + count * size; at += size)
    if (bytes.readUInt32LE(at) === notes) {
      const from = Number(bytes.readBigUInt64LE(at + 8));
      bytes.fill(0, from, from + Number(bytes.readBigUInt64LE(at + 32)));
    }
  writeFileSync(core, bytes);
}

test.skipIf(!leavesCores)(
  'a core dump of a server that has read them has none',
  async () => {
    const data = tempFolder();
    const cwd = tempFolder();
    const [record] = await prepareVault(data, 1);
    const [program = '', ...args] = serveCommand(data);
    const child = spawn('sh', ['-c', 'ulimit -c unlimited; exec "$0" "$@"', program, ...args], {
      cwd,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const line = await new Promise<string>(resolve => createInterface(child.stdout).once('line', resolve));
    const { platformUrl } = JSON.parse(line) as { platformUrl: string };
    const connection = new Connection(platformUrl, assume(record, 'a record').identity);
    for (const word of words) {
      const noted = { data: weightXml(71), common: common(`<note>${word}</note>`) };
      const put = await connection.call('PutThings', 2, thingXml(typeIds.weight, noted));
      expect(put?.code).toBe(0);
    }
    const all = '<group><filter></filter><format><section>core</section><xml/></format></group>';
    expect((await connection.call('GetThings', 3, all))?.xml).toContain(words.at(-1));
    const ended = new Promise(resolve => child.once('exit', (_, signal) => resolve(signal)));
    child.kill('SIGSEGV');
    expect(await ended).toBe('SIGSEGV');
    connection.close();
    const cores = listFilesBelow(cwd);
    expect(cores).toHaveLength(1);
    for (const core of cores) {
      clearRegisters(core);
      expect(findWords(core, words)).toEqual([]);
    }
  },
  60_000,
);
