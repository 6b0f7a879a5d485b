// A connection to a platform from the command line: its address, the application's proof, and for whom it acts.
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { App, Credential, RecordClient } from '../client/index.ts';
import { getEnvironmentName } from '../config.ts';
import { type CommonOptions, type Io, readAppId, readVaultConfig } from './command.ts';
import { Failure, UsageError } from './explain.ts';

export interface ConnectionOptions extends CommonOptions {
  readonly url?: string;
  readonly appId?: string;
  readonly key?: string;
  readonly cert?: string;
  readonly secret?: string;
  readonly record?: string;
  readonly person?: string;
  readonly userToken?: string;
}

const names = ['url', 'appId', 'key', 'cert', 'secret', 'record', 'person', 'userToken'] as const;

export function addConnectionOptions(of: Command): Command {
  return of
    .option('--url <url>', 'the platform (KEEPWELL_URL; default: the server that runs on the data folder)')
    .option('--app-id <guid>', 'the application that calls (KEEPWELL_APP_ID)')
    .option('--key <file>', 'its private key, PEM (KEEPWELL_KEY)')
    .option('--cert <file>', 'its certificate, PEM (KEEPWELL_CERT)')
    .option(
      '--secret <base64>',
      'instead of both: the secret of a SODA application (KEEPWELL_SECRET, which other users do not see)',
    )
    .option('--record <guid>', "the record, by the application's id for it (KEEPWELL_RECORD)")
    .option(
      '--person <guid>',
      "act offline for this person, by the application's id for them (KEEPWELL_PERSON)",
    )
    .option('--user-token <token>', 'act online, with the token the Shell returned (KEEPWELL_USER_TOKEN)');
}

/** The options, completed from the environment. */
export function addEnvironment<T extends ConnectionOptions>(options: T, { env }: Io): T {
  const found = names.map(
    name => [name, options[name] ?? (env[getEnvironmentName(name)] || undefined)] as const,
  );
  return { ...options, ...Object.fromEntries(found.filter(([, value]) => value !== undefined)) };
}

const platformPath = '/platform/wildcat.ashx';

/** Takes the platform's own address as well as the server's. */
export async function findPlatformUrl(options: ConnectionOptions, io: Io): Promise<string> {
  const { findRunning } = await import('../running.ts');
  const url = options.url ?? findRunning(readVaultConfig(options, io).data)?.url;
  if (url === undefined)
    throw new Failure('No server runs on this data folder. Start one, or name a platform with --url.');
  if (!URL.canParse(url)) throw new UsageError('--url must be an http or https address.');
  return url.endsWith('.ashx') ? url : url.replace(/\/+$/, '') + platformPath;
}

async function connectApp(options: ConnectionOptions, io: Io): Promise<App> {
  const appId = readAppId(needed(options, 'appId', '--app-id'));
  const { connect } = await import('../client/index.ts');
  return connect({
    platformUrl: await findPlatformUrl(options, io),
    appId,
    credential: credentialOf(options),
    // Whoever sits before it sees at once what is wrong, and tries again.
    retries: 0,
  });
}

export async function connectRecord(options: ConnectionOptions, io: Io): Promise<RecordClient> {
  const { person, userToken } = options;
  const record = readAppId(needed(options, 'record', '--record'), '--record');
  const actor = actorOf(person, userToken);
  return (await connectApp(options, io)).record(record, actor);
}

function actorOf(person: string | undefined, userToken: string | undefined) {
  if (person !== undefined && userToken === undefined) return { personId: readAppId(person, '--person') };
  if (person === undefined && userToken !== undefined) return { userToken };
  throw new UsageError('Give either --person or --user-token.');
}

function credentialOf(options: ConnectionOptions): Credential {
  if (options.secret !== undefined) return { sodaSecret: options.secret };
  return {
    privateKey: pkcs8(needed(options, 'key', '--key (with --cert) or --secret')),
    certificate: readFileSync(needed(options, 'cert', '--cert'), 'utf8'),
  };
}

/** Keys come in several PEM forms; the SDK takes PKCS#8. */
function pkcs8(file: string): string {
  const pem = readFileSync(file, 'utf8');
  try {
    return createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem' }).toString();
  } catch {
    throw new Failure(`${file} is not a private key in PEM form without a passphrase.`);
  }
}

function needed(options: ConnectionOptions, name: keyof ConnectionOptions, flag: string): string {
  const value = options[name];
  if (typeof value !== 'string') throw new UsageError(`${flag} is missing.`);
  return value;
}
