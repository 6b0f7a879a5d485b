// `keepwell serve`: serves a vault until it is told to stop.
import { writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import type { Command } from 'commander';
import type { Logger } from 'pino';
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
import { explain, Failure } from './explain.ts';
import type { Facts } from './serve-messages.ts';
import { joinParent, type WorkerLink } from './serve-worker.ts';

interface ServeOptions extends CommonOptions, Settings {
  readonly data?: string;
  readonly config?: string;
  readonly demo?: boolean;
  readonly filesLost?: boolean;
}

export function addServe(parent: Command, io: Io): void {
  const command = addCommand(
    parent,
    'serve',
    'Serves a vault. It is made in the data folder if there is none.',
  )
    .option('--port <number>', 'the port to listen on; 0 takes a free one (KEEPWELL_PORT; default 8420)')
    .option('--host <address>', 'the address to listen on (KEEPWELL_HOST; default 127.0.0.1)')
    .option('--public-url <url>', 'what clients and browsers reach the server by (KEEPWELL_PUBLIC_URL)')
    .option('--tls-cert <file>', 'the certificate chain to serve https with, PEM (KEEPWELL_TLS_CERT)')
    .option('--tls-key <file>', 'its private key, PEM (KEEPWELL_TLS_KEY)')
    .option(
      '--trusted-proxies <list>',
      'proxies that do https in front, by address or network, as 10.0.0.0/8 (KEEPWELL_TRUSTED_PROXIES)',
    )
    .option(
      '--private-networks <how>',
      'refuse or allow: may events go into private networks (KEEPWELL_PRIVATE_NETWORKS; default refuse)',
    )
    .option('--mode <mode>', 'sandbox or production (KEEPWELL_MODE; default sandbox on loopback)')
    .option(
      '--log-level <level>',
      'trace, debug, info, warn, error or silent; the log goes to standard error (KEEPWELL_LOG_LEVEL; default info)',
    )
    .option(
      '--log-requests <which>',
      'all, failed or none: which requests have a line in the log (KEEPWELL_LOG_REQUESTS; default all)',
    )
    .option(
      '--metrics <where>',
      'a port, or host:port with KEEPWELL_METRICS_TOKEN, where Prometheus asks for /metrics (KEEPWELL_METRICS; default off)',
    )
    .option(
      '--workers <count>',
      'processes that share the work of one machine, or auto: one for each core (KEEPWELL_WORKERS; default 1)',
    );
  addMailOptions(command)
    .option(
      '--sign-up <who>',
      'who may open an account: open, code (or an invitation) or closed (KEEPWELL_SIGN_UP; default open in a sandbox, else code)',
    )
    .option(
      '--smart-registration <who>',
      'whether SMART applications may register themselves: open or off (KEEPWELL_SMART_REGISTRATION; default open in a sandbox, else off)',
    )
    .option(
      '--security-contact <address>',
      'where flaws of this vault are reported, as mailto:… or https://…, told at /.well-known/security.txt (KEEPWELL_SECURITY_CONTACT)',
    )
    .option(
      '--ocr <program>',
      'the tesseract that reads the words of photos and scans, or off (KEEPWELL_OCR; default /usr/bin/tesseract where it is installed)',
    )
    .option(
      '--restricted-vocabularies <list>',
      'families, or family:name, for applications registered for them alone (KEEPWELL_RESTRICTED_VOCABULARIES)',
    )
    .option('--files-lost', 'serve a vault although the files its items hold are lost')
    .option(
      '--demo',
      'fill an empty sandbox with two families, of two records and of four, and years of data',
    )
    .addHelpText(
      'after',
      '\nThe mail server has a password in its address, so it is no option: set KEEPWELL_SMTP_URL, or smtpUrl in keepwell.json,\nto smtp://user:password@host:port or smtps://….\nSo has a PostgreSQL database: KEEPWELL_DATABASE, or database in keepwell.json, is postgres://user:password@host:port/name.\nThe master key is in keepwell.key, what KEEPWELL_MASTER_KEY or a file named by KEEPWELL_MASTER_KEY_FILE gives, or in a token (masterToken): docs/encryption.md.\nEvery number that bounds something is set by limits in keepwell.json: docs/limits.md lists them.',
    )
    .action((options: ServeOptions) => serve(options, io));
}

function addMailOptions(command: Command): Command {
  return command
    .option('--mail-from <address>', 'the address mail comes from (KEEPWELL_MAIL_FROM)')
    .option('--smtp-ca <file>', 'a certificate the mail server is trusted by, PEM (KEEPWELL_SMTP_CA)')
    .option(
      '--direct-domain <domain>',
      'the domain of people’s addresses for Direct (KEEPWELL_DIRECT_DOMAIN)',
    )
    .option(
      '--direct-host <address>',
      'the address to take their mail on (KEEPWELL_DIRECT_HOST; default 127.0.0.1)',
    )
    .option('--direct-port <number>', 'the port for it, such as 25; none unless given (KEEPWELL_DIRECT_PORT)')
    .option(
      '--direct-tls <rule>',
      'whether it comes and goes by TLS alone: opportunistic or required (KEEPWELL_DIRECT_TLS; default opportunistic)',
    )
    .option(
      '--mailbox <who>',
      'who may read a sandbox’s mail at /mailbox: local or open (KEEPWELL_MAILBOX; default local)',
    );
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

  keepOutOfCores();
  const worker = joinParent(io.env);
  if (worker) return serveAsWorker(worker, config, { demo, filesLost });
  const stopped = stopSignal();
  const log = await openLog(config);
  const server = await start(config, { demo, filesLost, log });
  // Without TLS a terminal that goes away ends the server, as it does any program.
  if (config.tls) process.on('SIGHUP', () => server.reload());
  try {
    print(io, options, server.facts, announcement(config, server.facts));
    await stopped;
  } finally {
    await server.close();
    // Whatever is left is not waited for: a filter that is evaluated, a mail server that does not answer.
    setTimeout(() => process.exit(), lingerMs).unref();
  }
}

const lingerMs = 1000;

/** What is open in memory stays out of the file that Linux may leave of a process that crashed. */
function keepOutOfCores(): void {
  try {
    writeFileSync('/proc/self/coredump_filter', '0x0');
  } catch {
    // Another system, or one that does not say what a core holds.
  }
}

interface Started {
  readonly facts: Facts;
  reload(): void;
  close(): Promise<void>;
}

interface StartOptions {
  readonly demo: boolean;
  readonly filesLost: boolean;
  readonly log: Logger;
}

async function start(config: Config, options: StartOptions): Promise<Started> {
  const problem = findSecretsProblem(config);
  if (problem) options.log.warn(problem);
  if (config.workers > 1) {
    const { startWorkers } = await import('./serve-workers.ts');
    const workers = await startWorkers(config, options.log);
    return { facts: workers.facts, reload: () => workers.reload(), close: () => workers.stop() };
  }
  const server = await startHere(config, options);
  try {
    return {
      facts: await factsOf(server, config, options.demo),
      reload: () => server.reloadCertificate(),
      close: () => server.close(),
    };
  } catch (error) {
    await server.close();
    throw error;
  }
}

/** Until its parent stops it. Nobody else is told anything: it is the parent whom people started. */
async function serveAsWorker(
  worker: WorkerLink,
  config: Config,
  { demo, filesLost }: { demo: boolean; filesLost: boolean },
): Promise<void> {
  try {
    const server = await startHere(config, { filesLost, log: await openLog(config), worker });
    worker.onReload(() => server.reloadCertificate());
    await worker.ready(worker.isFirst ? await factsOf(server, config, demo) : undefined);
    await worker.stopped;
    await server.close();
    process.exit(0);
  } catch (error) {
    await worker.fail(explain(error));
    process.exit(1);
  }
}

const gatheredBytes = 4096;
const gatheredMs = 200;

async function openLog(config: Config): Promise<Logger> {
  const { destination } = await import('pino');
  const { makeLog } = await import('../observe/log.ts');
  // Standard output is for what was asked for. Lines are gathered, so that requests do not wait for them.
  const stream = destination({ dest: 2, sync: false, minLength: gatheredBytes });
  setInterval(() => stream.flush(), gatheredMs).unref();
  return makeLog(config.logLevel, stream);
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

async function startHere(
  config: Config,
  { filesLost, log, worker }: { filesLost: boolean; log: Logger; worker?: WorkerLink },
): Promise<RunningServer> {
  try {
    return await withoutGrowth(async () => {
      const { startServer } = await import('../main.ts');
      return startServer(config, { log, areFilesLost: filesLost, worker });
    });
  } catch (error) {
    throw listenFailure(error as NodeJS.ErrnoException, config) ?? error;
  }
}

function listenFailure(
  error: NodeJS.ErrnoException & { readonly port?: number },
  { host, port, metrics }: Config,
): Failure | undefined {
  const { code, syscall, port: failed = port } = error;
  if (syscall === undefined || !['listen', 'bind', 'getaddrinfo'].includes(syscall)) return undefined;
  const at =
    failed === port
      ? { option: '--port', host }
      : failed === metrics?.port
        ? { option: '--metrics', host: metrics.host }
        : { option: '--direct-port', host };
  if (code === 'EADDRINUSE')
    return new Failure(
      `Port ${failed} on ${at.host} is in use. Stop what listens there, or name another with ${at.option}.`,
    );
  if (code === 'EACCES')
    return new Failure(
      `This user may not listen on port ${failed}. Name one from 1024 up with ${at.option}.`,
    );
  return new Failure(`${host} is no address of this machine. Name another with --host.`);
}

async function factsOf(server: RunningServer, { data, mode }: Config, demo: boolean): Promise<Facts> {
  const { platformUrl, shellUrl, vault } = server;
  return {
    ...(await standing(server, { data, demo })),
    mode,
    platformUrl,
    shellUrl,
    version: vault.version,
  };
}

type Standing = Pick<Facts, 'firstAccountUrl' | 'firstAccountCommand' | 'demo'>;

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
  const { demoSignIn, loadDemo, otherDemoEmails } = await import('../demo/load.ts');
  const { hashPassword, isRightPassword } = await import('../core/people/password.ts');
  if (!isEmpty) {
    const holder = await vault.store.read(db => db.people.byEmail(demoSignIn.email));
    if (holder && (await isRightPassword(holder.passwordHash, demoSignIn.password)))
      return { demo: { ...demoSignIn, otherEmails: otherDemoEmails } };
    return { demo: { notLoaded: 'The vault is not empty, so the demo data was left out.' } };
  }
  await loadDemo(vault, await hashPassword(demoSignIn.password));
  return { demo: { ...demoSignIn, otherEmails: otherDemoEmails } };
}

function announcement(config: Config, facts: Facts): string[] {
  const lines = [
    `Keepwell ${facts.version} serves the ${config.mode} vault in ${config.data}`,
    `  Platform  ${facts.platformUrl}`,
    `  Shell     ${facts.shellUrl}`,
  ];
  if (facts.firstAccountUrl)
    lines.push(`  The vault is empty. Create the first account at ${facts.firstAccountUrl}`);
  if (facts.firstAccountCommand)
    lines.push(`  The vault is empty. Make the first account: ${facts.firstAccountCommand}`);
  if (facts.demo && 'notLoaded' in facts.demo) lines.push(`  ${facts.demo.notLoaded}`);
  if (facts.demo && 'email' in facts.demo)
    lines.push(
      `  Demo sign-in  ${facts.demo.email}  password  ${facts.demo.password}`,
      `  or, of another family  ${facts.demo.otherEmails.join('  ')}  with the same password`,
    );
  return lines;
}
