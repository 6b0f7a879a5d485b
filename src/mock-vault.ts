// `keepwell/testing`: a vault for the tests of applications, in a folder that goes when it is closed. It is the server itself,
// on SQLite that waits for no disk, with a person, a record and an application that may do everything with it.
import { generateKeyPair, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readConfig, type Settings } from './config.ts';
import { selfSigned } from './core/applications/self-signed.ts';
import { createSandbox } from './core/sandbox.ts';
import { startServer } from './main.ts';
import { openSqlite } from './storage/dialects/sqlite.ts';

export interface MockPerson {
  /** As the application knows them. */
  readonly personId: string;
  readonly recordId: string;
  /** As the Shell hands it out when the person comes back to the application. */
  readonly userToken: string;
}

export interface MockVault extends AsyncDisposable, MockPerson {
  readonly platformUrl: string;
  readonly shellUrl: string;
  /** What `connect` of `@keepwell/client` takes. */
  readonly app: {
    readonly platformUrl: string;
    readonly appId: string;
    readonly credential: { readonly certificate: string; readonly privateKey: string };
    readonly now: () => number;
  };
  /** Another person, who authorised the application on a record of their own. */
  addPerson(): Promise<MockPerson>;
  close(): Promise<void>;
}

export interface MockVaultOptions extends Pick<Settings, 'limits' | 'port' | 'signUp'> {
  /** What the vault takes the time to be, in milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * Starts a vault of its own, empty but for a person with a record.
 * @example
 * await using vault = await startVault();
 * const record = connect(vault.app).record(vault.recordId, { personId: vault.personId });
 */
export async function startVault({ now = Date.now, ...settings }: MockVaultOptions = {}): Promise<MockVault> {
  const data = mkdtempSync(join(tmpdir(), 'keepwell-mock-'));
  // Making a key takes as long as all the rest, on a thread of its own.
  const making = makeKey();
  const config = readConfig(
    { port: 0, signUp: 'open', ocr: 'off', ...settings, data, logLevel: 'error' },
    {},
  );
  const server = await startServer(config, {
    clock: { now },
    openStore: (file, ring) => openSqlite({ file, ring, synchronous: 'OFF' }),
  });
  const { vault, platformUrl, shellUrl } = server;
  const key = await making;
  const certificate = await selfSigned({ commonName: 'Mock application', key, days: 3650, now: now() });
  let appId: string | undefined;
  const addPerson = async (): Promise<MockPerson> => {
    const made = await createSandbox(vault, { certificatePem: certificate, appId, allTypes: true });
    appId = made.appId;
    return { personId: made.personId, recordId: made.recordId, userToken: made.userAuthToken };
  };
  const first = await addPerson();
  const close = async () => {
    await server.close();
    rmSync(data, { recursive: true, force: true });
  };
  const privateKey = String(key.export({ type: 'pkcs8', format: 'pem' }));
  return {
    ...first,
    platformUrl,
    shellUrl,
    app: { platformUrl, appId: appId ?? '', credential: { certificate, privateKey }, now },
    addPerson,
    close,
    [Symbol.asyncDispose]: close,
  };
}

let keyOfProcess: Promise<KeyObject> | undefined;

/** One serves all vaults of a process. */
function makeKey(): Promise<KeyObject> {
  keyOfProcess ??= promisify(generateKeyPair)('rsa', { modulusLength: 2048 }).then(
    ({ privateKey }) => privateKey,
  );
  return keyOfProcess;
}
