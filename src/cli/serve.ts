// `keepwell serve`: serves a vault until it is told to stop.
import { setFlagsFromString } from 'node:v8';
import type { Command } from 'commander';
import type { Config, Settings } from '../config.ts';
import type { RunningServer } from '../main.ts';
import {
  findDataFolderProblem,
  findProductionProblem,
  findSecretsProblem,
  findSmtpCaProblem,
  findTlsProblem,
} from './checks.ts';
import { addCommand, type CommonOptions, type Io, print, readSettings } from './command.ts';
import { Failure } from './explain.ts';

interface ServeOptions extends CommonOptions, Settings {
  readonly data?: string;
  readonly config?: string;
  readonly demo?: boolean;
  readonly filesLost?: boolean;
}

export function addServe(parent: Command, io: Io): void {
  addCommand(parent, 'serve', 'Serves a vault. It is made in the data folder if there is none.')
    .option('--port <number>', 'the port to listen on; 0 takes a free one (KEEPWELL_PORT; default 8420)')
    .option('--host <address>', 'the address to listen on (KEEPWELL_HOST; default 127.0.0.1)')
    .option('--public-url <url>', 'what clients and browsers reach the server by (KEEPWELL_PUBLIC_URL)')
    .option('--tls-cert <file>', 'the certificate chain to serve https with, PEM (KEEPWELL_TLS_CERT)')
    .option('--tls-key <file>', 'its private key, PEM (KEEPWELL_TLS_KEY)')
    .option(
      '--trusted-proxies <list>',
      'addresses of proxies that do https in front (KEEPWELL_TRUSTED_PROXIES)',
    )
    .option(
      '--private-networks <how>',
      'refuse or allow: may events go into private networks (KEEPWELL_PRIVATE_NETWORKS; default refuse)',
    )
    .option('--mode <mode>', 'sandbox or production (KEEPWELL_MODE; default sandbox on loopback)')
    .option(
      '--log-level <level>',
      'debug, info, warn, error or silent; the log goes to standard error (KEEPWELL_LOG_LEVEL)',
    )
    .option('--mail-from <address>', 'the address mail comes from (KEEPWELL_MAIL_FROM)')
    .option('--smtp-ca <file>', 'a certificate the mail server is trusted by, PEM (KEEPWELL_SMTP_CA)')
    .option(
      '--mailbox <who>',
      'who may read a sandbox’s mail at /mailbox: local or open (KEEPWELL_MAILBOX; default local)',
    )
    .option(
      '--sign-up <who>',
      'who may open an account: open, code (or an invitation) or closed (KEEPWELL_SIGN_UP; default open in a sandbox, else code)',
    )
    .option(
      '--restricted-vocabularies <list>',
      'families, or family:name, for applications registered for them alone (KEEPWELL_RESTRICTED_VOCABULARIES)',
    )
    .option('--files-lost', 'serve a vault although the files its items hold are lost')
    .option('--demo', 'fill an empty sandbox with a family of two records and two years of data')
    .addHelpText(
      'after',
      '\nThe mail server has a password in its address, so it is no option: set KEEPWELL_SMTP_URL, or smtpUrl in keepwell.json,\nto smtp://user:password@host:port or smtps://….\nSo has a PostgreSQL database: KEEPWELL_DATABASE, or database in keepwell.json, is postgres://user:password@host:port/name.\nEvery number that bounds something is set by limits in keepwell.json: docs/limits.md lists them.',
    )
    .action((options: ServeOptions) => serve(options, io));
}

async function serve(options: ServeOptions, io: Io): Promise<void> {
  const { demo = false, filesLost = false, json: _, ...settings } = options;
  const config = readSettings(settings, io);
  const problem =
    findProductionProblem(config) ??
    findDataFolderProblem(config.data) ??
    findTlsProblem(config.tls) ??
    findSmtpCaProblem(config.mail);
  if (problem) throw new Failure(problem);
  if (demo && config.mode !== 'sandbox')
    throw new Failure('--demo is for sandbox vaults: its sign-in is known to everybody.');

  const stopped = stopSignal();
  const server = await withoutGrowth(() => start(config, filesLost));
  try {
    const facts = {
      ...(await standing(server, { data: config.data, demo })),
      mode: config.mode,
      platformUrl: server.platformUrl,
      shellUrl: server.shellUrl,
    };
    print(io, options, facts, announcement(config, server.vault.version, facts));
    await stopped;
  } finally {
    await server.close();
  }
}

/** Resolves at the first SIGTERM or SIGINT. The second ends the process at once. */
function stopSignal(): Promise<void> {
  return new Promise(resolve => {
    const stop = () => {
      process.off('SIGTERM', stop).off('SIGINT', stop);
      resolve();
    };
    process.on('SIGTERM', stop).on('SIGINT', stop);
  });
}

/**
 * Nearly all that comes into being while modules load stays. V8 takes that for traffic and widens its space for young
 * objects to 32 MB, of which a server with little to do needs one: it may grow once requests come. That saves 14 MB.
 */
async function withoutGrowth<T>(work: () => Promise<T>): Promise<T> {
  setFlagsFromString('--semi-space-growth-factor=1');
  try {
    return await work();
  } finally {
    // What V8 begins with.
    setFlagsFromString('--semi-space-growth-factor=2');
  }
}

async function start(config: Config, areFilesLost: boolean): Promise<RunningServer> {
  const { startServer } = await import('../main.ts');
  const { destination, pino } = await import('pino');
  // Standard output is for what was asked for.
  const log = pino({ level: config.logLevel, base: null }, destination(2));
  try {
    const server = await startServer(config, { log, areFilesLost });
    const problem = findSecretsProblem(config);
    if (problem) log.warn(problem);
    return server;
  } catch (error) {
    throw listenFailure(error as NodeJS.ErrnoException, config) ?? error;
  }
}

function listenFailure(
  { code, syscall }: NodeJS.ErrnoException,
  { host, port }: Config,
): Failure | undefined {
  if (syscall !== 'listen' && syscall !== 'getaddrinfo') return undefined;
  if (code === 'EADDRINUSE') {
    return new Failure(
      `Port ${port} on ${host} is in use. Stop what listens there, or name another with --port.`,
    );
  }
  if (code === 'EACCES')
    return new Failure(`This user may not listen on port ${port}. Name one from 1024 up with --port.`);
  return new Failure(`${host} is no address of this machine. Name another with --host.`);
}

interface Standing {
  /** Where the first account is made, in an empty vault. */
  readonly firstAccountUrl?: string;
  /** What makes it, where strangers may not sign up. */
  readonly firstAccountCommand?: string;
  readonly demo?: { readonly email: string; readonly password: string } | { readonly notLoaded: string };
}

const accountCommand = (data: string) =>
  `keepwell account create --data ${data} --email <address> --name <name> --birth-date <date> --country <code>`;

async function standing(
  { vault, shellUrl }: RunningServer,
  { data, demo }: { data: string; demo: boolean },
): Promise<Standing> {
  const isEmpty = (await vault.store.read(db => db.people.count())) === 0;
  if (!demo && !isEmpty) return {};
  if (!demo && vault.signUp === 'open') return { firstAccountUrl: `${shellUrl}/sign-up` };
  if (!demo) return { firstAccountCommand: accountCommand(data) };
  const { demoSignIn, loadDemo } = await import('../demo/load.ts');
  const { hashPassword, isRightPassword } = await import('../core/people/password.ts');
  if (!isEmpty) {
    const holder = await vault.store.read(db => db.people.byEmail(demoSignIn.email));
    if (holder && (await isRightPassword(holder.passwordHash, demoSignIn.password)))
      return { demo: demoSignIn };
    return { demo: { notLoaded: 'The vault is not empty, so the demo data was left out.' } };
  }
  await loadDemo(vault, await hashPassword(demoSignIn.password));
  return { demo: demoSignIn };
}

function announcement(
  config: Config,
  version: string,
  facts: Standing & { platformUrl: string; shellUrl: string },
): string[] {
  const lines = [
    `Keepwell ${version} serves the ${config.mode} vault in ${config.data}`,
    `  Platform  ${facts.platformUrl}`,
    `  Shell     ${facts.shellUrl}`,
  ];
  if (facts.firstAccountUrl)
    lines.push(`  The vault is empty. Create the first account at ${facts.firstAccountUrl}`);
  if (facts.firstAccountCommand)
    lines.push(`  The vault is empty. Make the first account: ${facts.firstAccountCommand}`);
  if (facts.demo && 'notLoaded' in facts.demo) lines.push(`  ${facts.demo.notLoaded}`);
  if (facts.demo && 'email' in facts.demo)
    lines.push(`  Demo sign-in  ${facts.demo.email}  password  ${facts.demo.password}`);
  return lines;
}
