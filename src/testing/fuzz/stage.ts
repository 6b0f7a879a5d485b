// The vault under fire: a real server with applications, people and records, friends and strangers, live and expired.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { pino } from 'pino';
import { readConfig, type Settings } from '../../config.ts';
import { methodGroups } from '../../core/applications/application.ts';
import { registerApplication } from '../../core/applications/register.ts';
import { giveConsent } from '../../core/authorization/consent.ts';
import type { HmacName } from '../../core/healthvault/sessions/session.ts';
import { openSession } from '../../core/healthvault/sessions/sign.ts';
import { createChild, prepareChild, readChildToBe } from '../../core/healthvault/soda/soda.ts';
import { issueUserToken } from '../../core/people/tokens.ts';
import { startServer } from '../../main.ts';
import { openSqlite } from '../../storage/dialects/sqlite.ts';
import { testClock, testIds } from '../clock.ts';
import { giveOwnDirect, letAppSendDirect, withinDirect } from '../direct.ts';
import { fullRules, givenLinkedApp, givenPerson, type Linked, linkApp } from '../given.ts';
import type { TestServer } from '../server.ts';

/** A session and the key to it. */
export interface Session {
  readonly token: string;
  readonly secret: Buffer;
  readonly hmac: HmacName;
}

export interface ThingKey {
  readonly id: string;
  readonly stamp: string;
  readonly typeId: string;
}

export interface Stage extends AsyncDisposable {
  readonly server: TestServer;
  /** The application most requests come from, linked to its first person. */
  readonly own: Linked;
  readonly sessions: readonly Session[];
  /** Another person of the same application. */
  readonly cousin: Linked;
  /** Another application and its person. */
  readonly stranger: Linked;
  readonly strangerSession: Session;
  readonly expired: { readonly session: Session; readonly userToken: string };
  /** A SODA child and its secret. */
  readonly child: { readonly appId: string; readonly secret: Buffer };
  readonly masterId: string;
  /** Things of the first record, as they stand at the last refresh. */
  things: readonly ThingKey[];
  /** What was logged as an error since last asked. */
  errors(): string[];
  /** Looks for writes from here on; ask what it answers whether there were any. */
  watchWrites(): () => boolean;
  /** Brings back what requests that succeeded took away. */
  refresh(): Promise<void>;
}

const hourMs = 3_600_000;
const plenty = 1_000_000_000;

export async function openStage(): Promise<Stage> {
  const { server, errors } = await openFuzzServer(withinDirect);
  const { vault, clock } = server;
  const own = await givenLinkedApp(server, { methodGroups: [...methodGroups], multiRecord: true });
  await giveOwnDirect(vault);
  await letAppSendDirect(vault, own);
  const expired = { session: await newSession(server, own.app.id, 'HMACSHA256'), userToken: own.userToken };
  clock.pass(vault.limits.sessionTtlMs + hourMs);
  const userToken = await vault.store.write(db =>
    issueUserToken(db, vault, { appId: own.app.id, personId: own.person.id, shellHash: undefined }),
  );
  const stranger = await givenLinkedApp(server, { methodGroups: [...methodGroups] });
  const reading = new Database(join(server.data, 'keepwell.db'), { readonly: true });
  const stage: Stage = {
    server,
    own: { ...own, userToken },
    sessions: [
      await newSession(server, own.app.id, 'HMACSHA256'),
      await newSession(server, own.app.id, 'HMACSHA1'),
    ],
    cousin: await linkApp(server, own, await givenPerson(vault, 'Cousin Test')),
    stranger,
    strangerSession: await newSession(server, stranger.app.id, 'HMACSHA256'),
    expired,
    ...(await givenChild(server, own)),
    things: [],
    errors,
    watchWrites: writesWatcher(reading),
    async refresh() {
      await vault.store.write(db =>
        giveConsent(db, vault, {
          app: own.app,
          personId: own.person.id,
          recordId: own.record.id,
          optionalRules: [],
        }),
      );
      stage.things = currentThings(reading, own.record.id);
    },
    async [Symbol.asyncDispose]() {
      reading.close();
      await server.close();
    },
  };
  return stage;
}

/** @param settings whose limits come beside those that every run lifts */
export async function openFuzzServer(
  settings: Settings = {},
): Promise<{ server: TestServer; errors: () => string[] }> {
  const data = mkdtempSync(join(tmpdir(), 'keepwell-fuzz-'));
  const clock = testClock();
  const logged: string[] = [];
  const log = pino({ level: 'error', base: null }, { write: line => void logged.push(line) });
  const limits = {
    anonymousCallsPerMinuteMax: plenty,
    fhirCallsPerMinuteMax: plenty,
    fhirHandshakesPerHourMax: plenty,
    smartAsksPerMinuteMax: plenty,
    recordQuotaBytes: 1000 * plenty,
    ...settings.limits,
  };
  const server = await startServer(readConfig({ data, port: 0, ...settings, limits }, {}), {
    clock,
    ids: testIds,
    log,
    // What survives a crash is another harness's business.
    openStore: (file, ring) => openSqlite({ file, ring, synchronous: 'OFF' }),
  });
  const close = async () => {
    await server.close();
    rmSync(data, { recursive: true, force: true });
  };
  return {
    server: { ...server, clock, data, logged, close, [Symbol.asyncDispose]: close },
    errors: () => logged.splice(0),
  };
}

async function newSession({ vault }: TestServer, appId: string, hmac: HmacName): Promise<Session> {
  const secret = vault.ids.bytes(32);
  return {
    token: await vault.store.write(db => openSession(db, vault, { appId, hmac, secret })),
    secret,
    hmac,
  };
}

async function givenChild(
  { vault }: TestServer,
  { person, record }: Linked,
): Promise<Pick<Stage, 'child' | 'masterId'>> {
  const rules = fullRules().filter(rule => rule.mode === 'offline');
  const master = await vault.store.write(db =>
    registerApplication(db, vault, { name: 'Device', kind: 'soda-master', rules }),
  );
  const { secret, creationToken } = await prepareChild(vault, master.id);
  const child = await vault.store.write(async db => {
    const toBe = await readChildToBe(db, vault, {
      masterId: master.id,
      creationToken,
      instanceName: 'Scale',
    });
    await createChild(db, vault, toBe, person.id);
    await giveConsent(db, vault, {
      app: toBe.app,
      personId: person.id,
      recordId: record.id,
      optionalRules: [],
    });
    return toBe.app;
  });
  return { child: { appId: child.id, secret: Buffer.from(secret, 'base64') }, masterId: master.id };
}

const thingsKnownMax = 60;

function currentThings(reading: Database.Database, recordId: string): ThingKey[] {
  const rows = reading
    .prepare(
      `SELECT id, version_stamp AS stamp, type_id AS typeId FROM thing WHERE record_id = ? AND state = 'Active' ORDER BY rowid DESC LIMIT ?`,
    )
    .all(recordId, thingsKnownMax);
  return rows as ThingKey[];
}

/** The database tells when another connection committed; only then the tables are looked at. */
function writesWatcher(reading: Database.Database): () => () => boolean {
  const dataVersion = reading.prepare('PRAGMA data_version').pluck();
  let last: { version: unknown; rows: string } | undefined;
  const look = () => {
    const version = dataVersion.get();
    if (last?.version !== version) last = { version, rows: JSON.stringify(writtenRows(reading)) };
    return last!.rows;
  };
  return () => {
    const before = look();
    return () => look() !== before;
  };
}

/** What was read and refused is written by jobs, a second later, and what they do with the log themselves. */
const ofJobs = [
  'ReadThings',
  'LookAt',
  'Refuse',
  'ChainEarlier',
  'MakeLogKey',
  'StartServer',
  'ReadsMayBeMissing',
]
  .map(action => `'${action}'`)
  .join();

/** Cheap marks of every table a request may write. */
function writtenRows(reading: Database.Database): unknown[] {
  const one = (sql: string) => reading.prepare(sql).get();
  return [
    one('SELECT SUM(sequence), SUM(bytes) FROM record'),
    one(`SELECT id FROM audit WHERE action NOT IN (${ofJobs}) ORDER BY id DESC LIMIT 1`),
    one('SELECT COUNT(*) FROM application'),
    one('SELECT COUNT(*) FROM app_session'),
    one('SELECT COUNT(*) FROM used_once'),
    one('SELECT COUNT(*), SUM(LENGTH(xml)) FROM app_settings'),
    one('SELECT COUNT(*) FROM app_authorization'),
  ];
}
