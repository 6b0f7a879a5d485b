import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { assume } from '../../assume.ts';
import { databaseFile } from '../../data-folder.ts';
import { callFor, payload, putOne, readAddress, upload, weightWith } from '../../testing/blobs.ts';
import { givenLinkedApp, type Linked } from '../../testing/given.ts';
import {
  type Hands,
  type Judgement,
  type Kept,
  type KeptFile,
  keepLog,
  loadVerifier,
  type OpenServer,
  settleLog,
  startOpenServer,
  verifierFile,
} from '../../testing/log.ts';
import { isOnPostgres } from '../../testing/postgres.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { aWeight } from '../../testing/things.ts';
import { typeIds } from '../../testing/type-ids.ts';
import { makeLastingTenure } from '../leases/tenure.ts';
import type { StoredAuditRow } from './audit.ts';
import { unpackEnd } from './chain.ts';
import { printCheckpoint, readCheckpoint } from './checkpoint.ts';
import { labelChain } from './leaf.ts';
import { publishDueLog, publishLog } from './publish.ts';
import { purgeRecord } from './purge.ts';
import { chainWaiting } from './sequence.ts';
import { verifyLog } from './verify.ts';

let open: OpenServer;
let server: TestServer;
let hands: Hands;
let judge: (kept: Kept) => Judgement;
beforeAll(async () => {
  open = await startOpenServer();
  ({ server, hands } = open);
  judge = await loadVerifier();
});
afterAll(() => open[Symbol.asyncDispose]());

const weights = `<group><filter><type-id>${typeIds.weight}</type-id></filter><format><section>core</section><xml/></format></group>`;
const read = (app: Linked) => callFor(app, 'GetThings', { version: 3, info: weights });
const check = (recordId?: string) =>
  server.vault.store.read(db => verifyLog(db, { recordId, at: server.clock.now() }));
const trailOf = (recordId: string): Promise<StoredAuditRow[]> =>
  Promise.resolve(server.vault.store.read(db => db.audit.ofRecord({ recordId, limit: 1000 })));

describe('the log of a record', () => {
  test('is a chain of all that was done and read, which holds here and for who knows nothing of us', async () => {
    const app = await givenLinkedApp(server);
    for (let i = 0; i < 3; i++) await putOne(app, aWeight(70 + i));
    await read(app);
    await settleLog(server);
    await putOne(app, aWeight(80));
    await settleLog(server);
    const entries = await trailOf(app.record.id);
    expect(entries.map(({ number }) => number)).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(entries.map(({ action }) => action)).toEqual([
      'PutThings',
      'ReadThings',
      'PutThings',
      'PutThings',
      'PutThings',
      'AuthorizeApplication',
      'CreateRecord',
    ]);
    expect(await check(app.record.id)).toMatchObject({ chains: 1, entries: 7, problems: [] });
    const kept = await keepLog(server, app.record.id);
    expect(judge(kept)).toMatchObject({ problems: [], entries: 7, last: { number: 7 } });
    expect(kept.heads.every(({ text }) => !text.includes(app.record.id))).toBe(true);
  });

  test('tells of what an application read: of which kinds how much, one entry a second', async () => {
    const app = await givenLinkedApp(server);
    await putOne(app, aWeight());
    for (let i = 0; i < 5; i++) await read(app);
    const key = weights.replace('<section>core</section><xml/>', '');
    await callFor(app, 'GetThings', { version: 3, info: key });
    await server.background.run('write reads');
    const entries = (await trailOf(app.record.id)).filter(({ action }) => action === 'ReadThings');
    // The job may have come in between.
    expect(entries.length).toBeLessThan(4);
    const [{ appId, personId }] = entries as [StoredAuditRow];
    expect({ appId, personId }).toEqual({ appId: app.app.id, personId: app.person.id });
    const kinds = entries.map(({ details }) => details.kinds as Record<string, number> | undefined);
    expect(kinds.reduce((sum, one) => sum + (one?.[typeIds.weight] ?? 0), 0)).toBe(5);
    expect(entries.reduce((sum, { details }) => sum + Number(details.listed ?? 0), 0)).toBe(1);
  });

  test('tells of files that were read by their addresses, and of changes that were listed', async () => {
    const app = await givenLinkedApp(server);
    const url = await upload(app, Buffer.from('a file'));
    const { id } = await putOne(app, weightWith(payload({ url })));
    const address = await readAddress(app, id);
    for (let i = 0; i < 2; i++) expect(await (await fetch(address)).text()).toBe('a file');
    await callFor(app, 'GetRecordOperations', {
      info: '<record-operation-sequence-number>0</record-operation-sequence-number>',
    });
    await server.background.run('write reads');
    const entries = (await trailOf(app.record.id)).filter(({ action }) => action === 'ReadThings');
    const sum = (name: string) => entries.reduce((sum, { details }) => sum + Number(details[name] ?? 0), 0);
    expect({ files: sum('files'), listed: sum('listed') }).toEqual({ files: 2, listed: 2 });
  });

  test('tells of who was refused, however often', async () => {
    const app = await givenLinkedApp(server);
    const other = await givenLinkedApp(server);
    await server.vault.store.write(db => db.authorizations.remove(app.app.id, app.person.id, app.record.id));
    for (let i = 0; i < 4; i++) expect((await read(app)).code).not.toBe(0);
    // A record that the application knows, for a person who is not whom it was told of.
    await callFor({ ...other, recordId: randomUUID() }, 'GetThings', { version: 3, info: weights });
    await server.background.run('write reads');
    const entries = (await trailOf(app.record.id)).filter(({ action }) => action === 'Refuse');
    expect(entries[0]).toMatchObject({
      appId: app.app.id,
      personId: app.person.id,
      details: { asked: 'GetThings', why: 'ACCESS_DENIED' },
    });
    expect(entries.reduce((sum, { details }) => sum + Number(details.count), 0)).toBe(4);
    const ofVault = await server.vault.store.read(db =>
      db.audit.withoutRecord({ actions: ['Refuse'], limit: 10 }),
    );
    expect(ofVault).toContainEqual(
      expect.objectContaining({
        appId: other.app.id,
        details: expect.objectContaining({ asked: 'GetThings', why: 'INVALID_RECORD' }),
      }),
    );
  });

  test('says nothing once the record is removed for good, and holds all the same', async () => {
    const app = await givenLinkedApp(server);
    await putOne(app, aWeight());
    await read(app);
    await settleLog(server);
    const { id } = app.record;
    await server.vault.store.write(db => purgeRecord(db, server.clock.now(), id));
    await settleLog(server);
    expect(await check(id)).toMatchObject({ entries: 5, erased: 4, problems: [] });
    const kept = await keepLog(server, id);
    expect(judge(kept)).toMatchObject({ problems: [], entries: 5, erased: 4, last: { number: 5 } });
    expect(kept.log).not.toContain(app.person.id);
    expect(kept.log).not.toContain(app.app.id);
    const rows = await hands('SELECT * FROM audit WHERE record_id = ?', id);
    expect(JSON.stringify(rows)).not.toContain(app.person.id);
  });

  test('may say of the record that is gone what was counted just before, and nothing later', async () => {
    await using other = await startOpenServer();
    const { vault, clock, background } = other.server;
    const app = await givenLinkedApp(other.server);
    await putOne(app, aWeight());
    await background.run('write reads');
    const { id: recordId } = app.record;
    const found = async () => {
      await settleLog(other.server);
      const ours = await vault.store.read(db => verifyLog(db, { recordId, at: clock.now() }));
      return [ours.problems.length, judge(await keepLog(other.server, recordId)).problems.length];
    };
    await read(app);
    await vault.store.write(db => purgeRecord(db, clock.now(), recordId));
    await background.run('write reads');
    const entries = await vault.store.read(db => db.log.entries(recordId, 0, 100));
    expect(entries.slice(-2).map(({ action }) => action)).toEqual(['PurgeRecord', 'ReadThings']);
    expect(await found()).toEqual([0, 0]);
    clock.pass(120_000);
    const row = {
      at: clock.now(),
      action: 'ReadThings',
      personId: undefined,
      appId: undefined,
      avenue: undefined,
    };
    await vault.store.write(db => db.audit.add({ ...row, recordId, details: {} }), { recordId });
    expect(await found()).toEqual([1, 1]);
  });

  test('is found out where some of it was erased, though an entry says that the record was removed', async () => {
    await using other = await startOpenServer();
    const { vault, clock } = other.server;
    const app = await givenLinkedApp(other.server);
    await putOne(app, aWeight());
    await settleLog(other.server);
    const { id: recordId } = app.record;
    const judged = () => vault.store.read(db => verifyLog(db, { recordId, at: clock.now() }));
    const { entries } = await judged();
    await other.hands(
      `UPDATE audit SET action = 'Erased', details = '{}', salt = NULL WHERE record_id = ? AND number = 2`,
      recordId,
    );
    const nobody = { personId: undefined, appId: undefined, avenue: undefined };
    for (const erased of [1, entries + 1]) {
      const row = { at: clock.now(), action: 'PurgeRecord', ...nobody, recordId, details: { erased } };
      await vault.store.write(db => db.audit.add(row));
      expect((await judged()).problems).not.toEqual([]);
      expect(judge(await keepLog(other.server, recordId)).problems).not.toEqual([]);
    }
  });

  test('holds where an older Keepwell removed the record and did not count, and it is remarked', async () => {
    await using other = await startOpenServer();
    const { vault, clock } = other.server;
    const app = await givenLinkedApp(other.server);
    await putOne(app, aWeight());
    await settleLog(other.server);
    const { id: recordId } = app.record;
    const nobody = { personId: undefined, appId: undefined, avenue: undefined };
    const { hands } = other;
    const erase = (last: number) =>
      hands(
        `UPDATE audit SET action = 'Erased', person_id = NULL, app_id = NULL, avenue = NULL, details = '{}', salt = NULL
         WHERE record_id = ? AND number <= ?`,
        recordId,
        last,
      );
    await erase(2);
    const row = { at: clock.now(), action: 'PurgeRecord', ...nobody, recordId, details: {} };
    await vault.store.write(db => db.audit.add(row));
    const judged = () => vault.store.read(db => verifyLog(db, { recordId, at: clock.now() }));
    expect((await judged()).problems).not.toEqual([]);
    expect(judge(await keepLog(other.server, recordId)).problems).not.toEqual([]);
    await erase(3);
    await hands(
      'INSERT INTO log_chain (name, log_end) SELECT id, log_end FROM record WHERE id = ?',
      recordId,
    );
    await hands('DELETE FROM record WHERE id = ?', recordId);
    expect(await judged()).toMatchObject({ problems: [], remarks: [{ number: 4 }] });
    expect(judge(await keepLog(other.server, recordId))).toMatchObject({
      problems: [],
      remarks: expect.arrayContaining([expect.stringContaining('Entry 4: it does not say how many')]),
    });
  });

  test('takes in rows that have no chain, and both verifiers say that they came late', async () => {
    await using other = await startOpenServer();
    const { server, hands } = other;
    const app = await givenLinkedApp(server);
    await settleLog(server);
    for (let i = 0; i < 3; i++)
      await hands(
        `INSERT INTO audit (at, action, person_id, record_id, details) VALUES (?, 'PutThings', ?, ?, '{"things":["x"],"sequence":1}')`,
        1000 + i,
        app.person.id,
        app.record.id,
      );
    await settleLog(server);
    const entries = await server.vault.store.read(db =>
      db.audit.ofRecord({ recordId: app.record.id, limit: 10 }),
    );
    expect(entries.map(({ action }) => action)).toEqual([
      'ChainEarlier',
      'PutThings',
      'PutThings',
      'PutThings',
      'AuthorizeApplication',
      'CreateRecord',
    ]);
    expect(entries[0]?.details).toEqual({ entries: 3 });
    const late = 'entries before it were put in after the fact';
    expect(judge(await keepLog(server, app.record.id)).problems.join()).toContain(late);
    const judged = await server.vault.store.read(db => verifyLog(db, { at: server.clock.now() }));
    expect(judged.problems.map(({ what }) => what).join()).toContain(late);
  });
});

test('a vault begins its tree with the log that it had, whatever times that says', async () => {
  await using other = await startOpenServer();
  const { vault, clock } = other.server;
  const app = await givenLinkedApp(other.server);
  const { id: recordId } = app.record;
  const nobody = { personId: undefined, appId: undefined, avenue: undefined };
  const add = (at: number) =>
    vault.store.write(db => db.audit.add({ at, action: 'PutThings', ...nobody, recordId, details: {} }), {
      recordId,
    });
  const now = clock.now();
  for (const table of ['log_leaf', 'log_node', 'log_directory', 'log_heads'])
    await other.hands(`DELETE FROM ${table}`);
  for (const ago of [9, 1, 5]) await add(now - ago * 86_400_000);
  await settleLog(other.server);
  const judged = () => vault.store.read(db => verifyLog(db, { recordId, at: clock.now() }));
  expect((await judged()).problems).toEqual([]);
  expect(judge(await keepLog(other.server, recordId, [1]))).toMatchObject({
    problems: [],
    remarks: [expect.stringMatching(/^Entries 1 to 5 were there when the tree of this log began/)],
  });
  await add(now - 86_400_000);
  await settleLog(other.server);
  expect((await judged()).problems).not.toEqual([]);
  expect(judge(await keepLog(other.server, recordId, [1])).problems).not.toEqual([]);
});

describe('the log of the vault', () => {
  test('is a chain of its own, in the order of what was done', async () => {
    await settleLog(server);
    const { waiting, problems, chains } = await check();
    expect({ waiting, problems }).toEqual({ waiting: 0, problems: [] });
    expect(chains).toBeGreaterThan(1);
    const kept = await keepLog(server, undefined);
    expect(judge(kept).problems).toEqual([]);
    expect(kept.log).toContain('"action":"StartServer"');
  });

  test('is published when it is time, and then not before the next', async () => {
    const last = async () => (await server.vault.store.read(db => db.log.lastHeads()))!.number;
    const tenure = makeLastingTenure(new AbortController().signal);
    await settleLog(server);
    const before = await last();
    await publishDueLog(server.vault, tenure);
    expect(await last()).toBe(before);
    server.clock.pass(server.vault.limits.logHeadsEveryMs);
    await publishDueLog(server.vault, tenure);
    expect(await last()).toBe(before + 1);
  });

  test('has the chains that changed in the next checkpoint, and none where nothing changed', async () => {
    const { vault } = server;
    await settleLog(server);
    const size = () => vault.store.read(db => db.log.countLeaves());
    const before = await size();
    for (let apps = 0; apps < 3; apps++) await putOne(await givenLinkedApp(server), aWeight());
    expect(await publishLog(vault, false)).toBe(true);
    expect(await size()).toBeGreaterThanOrEqual(before + 3);
    expect(await publishLog(vault, false)).toBe(false);
  });

  test('stands in the next publication with what got its place in the chain after the last', async () => {
    const { vault, clock } = server;
    const tenure = makeLastingTenure(new AbortController().signal);
    const publish = async () => {
      clock.pass(vault.limits.logHeadsEveryMs);
      await publishDueLog(vault, tenure);
    };
    await settleLog(server);
    await publish();
    await publish();
    await vault.store.write(async db => {
      await db.audit.add({
        at: clock.now(),
        action: 'SuspendAccount',
        personId: undefined,
        appId: undefined,
        recordId: undefined,
        avenue: undefined,
        details: {},
      });
    });
    await publish();
    await chainWaiting(vault, tenure);
    await publish();
    const end = unpackEnd((await vault.store.read(db => db.log.end(undefined)))!);
    const label = labelChain(undefined);
    const published = await vault.store.read(db => db.log.published([label]));
    expect(published.get(label.toString('hex'))?.number).toBe(end.number);
  });
});

// On PostgreSQL the processes are told apart by their leases.
test.skipIf(isOnPostgres)(
  'a server that died says from when until when reads may be missing, and one that stopped does not',
  async () => {
    const data = mkdtempSync(join(tmpdir(), 'keepwell-log-'));
    const gaps = async () => {
      await using again = await startTestServer({ data });
      return again.vault.store.read(db =>
        db.audit.withoutRecord({ actions: ['ReadsMayBeMissing'], limit: 5 }),
      );
    };
    const first = await startTestServer({ data });
    const at = first.clock.now();
    await first.close();
    expect(await gaps()).toEqual([]);
    const file = new Database(databaseFile(data));
    file.prepare('INSERT INTO log_noter (name, noted_at) VALUES (?, ?)').run('server', at - 5000);
    file.close();
    expect(await gaps()).toMatchObject([{ details: { from: at - 5000, to: at } }]);
    expect(await gaps()).toHaveLength(1);
    rmSync(data, { recursive: true, force: true });
  },
);

interface Witnessing {
  witness(
    fetchText: (path: string) => Promise<string>,
    keys: readonly string[],
    folder: string,
    now: number,
  ): Promise<string>;
  printWitnessKey(folder: string): string;
  verifyLog(
    log: string,
    keys: readonly string[],
    files: readonly KeptFile[],
    witnesses: readonly string[],
    now: number,
  ): Judgement;
}

describe('a witness with a clock of its own', () => {
  const hour = 3_600_000;

  test('signs a log that grew, and refuses one that was cut or whose time is not now; the verifier knows what it saw', async () => {
    const { witness, printWitnessKey, verifyLog }: Witnessing = await import(verifierFile.href);
    await using apart = await startTestServer();
    const fetchText = async (path: string) => (await fetch(`${apart.shellUrl}${path}`)).text();
    const now = () => apart.clock.now();
    const app = await givenLinkedApp(apart);
    await settleLog(apart);
    const { keys } = await keepLog(apart, app.record.id);
    const folder = mkdtempSync(join(tmpdir(), 'keepwell-witness-'));
    const first = await witness(fetchText, keys, folder, now());
    const earlier = await fetchText('/log/latest');
    apart.clock.pass(hour);
    await putOne(app, aWeight());
    await settleLog(apart);
    const second = await witness(fetchText, keys, folder, now());
    expect(second).not.toBe(first);

    await expect(witness(fetchText, keys, folder, now() + 3 * hour)).rejects.toThrow(
      /The checkpoint of the vault says .* and it is/,
    );
    const cut = async (path: string) => (path === '/log/latest' ? earlier : fetchText(path));
    await expect(witness(cut, keys, folder, now() - hour)).rejects.toThrow('it was cut or written anew');
    // Signed by the vault, as large as what the witness saw, and with another directory.
    const [signer] = await apart.vault.store.read(db => db.log.keys());
    const same = readCheckpoint(await fetchText('/log/latest'), [assume(signer, 'a key')]);
    if (typeof same === 'string') throw new Error(same);
    const other = printCheckpoint(
      { ...same, directory: Buffer.alloc(32, 7) },
      assume(signer, 'a key'),
      apart.vault.keys.open(assume(signer?.sealed, 'its private half')),
    );
    const shown = async (path: string) => (path === '/log/latest' ? other : fetchText(path));
    await expect(witness(shown, keys, folder, now())).rejects.toThrow('there are two of it');

    const { log } = await keepLog(apart, app.record.id, [1, 2, 3, 4]);
    const key = printWitnessKey(folder);
    const judgeSeen = (text: string) => verifyLog(log, keys, [{ name: 'seen.txt', text }], [key], now());
    expect(judgeSeen(second).problems).toEqual([]);
    // Somebody who has the key of the vault signs a time that is not that of the witness.
    rmSync(join(folder, 'last.txt'));
    const late = await witness(fetchText, keys, folder, now() + hour / 2);
    expect(judgeSeen(late).problems).toEqual([]);
    const forged = second.replace(/^(— keepwell-witness-\S+ )(\S+)$/m, (_, name, text) => {
      const bytes = Buffer.from(text, 'base64');
      bytes.writeBigUInt64BE(bytes.readBigUInt64BE(4) + 7200n, 4);
      return name + bytes.toString('base64');
    });
    expect(forged).not.toBe(second);
    expect(judgeSeen(forged).problems).toEqual([expect.stringContaining('that the witness did not make')]);
    expect(judgeSeen(earlier).remarks).toContainEqual(
      expect.stringContaining('No checkpoint that was kept has a signature'),
    );
    rmSync(folder, { recursive: true });
  });
});
