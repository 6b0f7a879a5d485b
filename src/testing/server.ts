// A real server on a free port over a data folder of its own, gone when the test is done; with KEEPWELL_TEST_STORE=postgres
// its vault is in a database on the server that KEEPWELL_TEST_POSTGRES names; with KEEPWELL_TEST_STORE=twice each work runs
// twice; with KEEPWELL_TEST_NODES=2 two nodes answer by turns.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, type Settings } from '../config.ts';
import { type RunningServer, startServer } from '../main.ts';
import { makeLog } from '../observe/log.ts';
import { openSqlite } from '../storage/dialects/sqlite.ts';
import type { KeyRing } from '../storage/sealing/key-ring.ts';
import { type TestClock, testClock, testIds } from './clock.ts';
import { startTestNodes } from './nodes.ts';
import { isOnPostgres, takeTestDatabase } from './postgres.ts';
import { runTwice } from './twice.ts';

export interface TestServer extends AsyncDisposable, RunningServer {
  readonly clock: TestClock;
  readonly data: string;
  /** What the server logged, a JSON object a line. */
  readonly logged: string[];
}

const isTwice = process.env.KEEPWELL_TEST_STORE === 'twice';
const openTwice = async (file: string, ring: KeyRing) => runTwice(await openSqlite({ file, ring }));

/** @param nodes how many answer by turns @param isPlain is it a vault from before vaults were encrypted? */
export async function startTestServer(
  settings: Settings = {},
  nodes: 1 | 2 = process.env.KEEPWELL_TEST_NODES === '2' ? 2 : 1,
  isPlain = false,
): Promise<TestServer> {
  const data = mkdtempSync(join(tmpdir(), 'keepwell-test-'));
  const clock = testClock();
  const logged: string[] = [];
  const log = makeLog(settings.logLevel ?? 'info', { write: line => void logged.push(line) });
  const database = isOnPostgres ? await takeTestDatabase() : undefined;
  const config = readConfig(
    { data, port: 0, signUp: 'open', ocr: 'off', ...(database && { database: database.url }), ...settings },
    process.env.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
      ? {}
      : { OTEL_EXPORTER_OTLP_ENDPOINT: process.env.OTEL_EXPORTER_OTLP_ENDPOINT },
  );
  const start = nodes === 2 && !config.tls ? startTestNodes : startServer;
  const server = await start(config, {
    clock,
    ids: testIds,
    log,
    isPlain,
    ...(isTwice && { openStore: openTwice }),
  });
  const close = async () => {
    await server.close();
    await database?.release();
    rmSync(data, { recursive: true, force: true });
  };
  return { ...server, clock, data, logged, close, [Symbol.asyncDispose]: close };
}
