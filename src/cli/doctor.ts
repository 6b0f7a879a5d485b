// `keepwell doctor`: looks at everything that must be right, one line each, and says how to mend what is not.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { Config } from '../config.ts';
import { findRunning } from '../data-folder.ts';
import { dataFolderProblem, productionProblem, tlsProblem } from './checks.ts';
import { command, type Io, vaultConfig } from './command.ts';
import { type ConnectionOptions, connectionOptions, withEnvironment } from './connection.ts';
import { checkMail } from './doctor-mail.ts';
import type { Place } from './doctor-platform.ts';
import { checkSignatureTrust } from './doctor-signatures.ts';
import { explain, Failure } from './explain.ts';

/** Throws what is wrong and how to mend it; answers what it found, for those who want to know. */
export interface Check {
  readonly name: string;
  readonly run: () => Promise<string> | string;
  /** Is it pointless when one before it failed? */
  readonly needsAll?: boolean;
}

interface Outcome {
  readonly check: string;
  readonly ok: boolean;
  readonly detail: string;
}

export function addDoctor(parent: Command, io: Io): void {
  connectionOptions(
    command(
      parent,
      'doctor',
      'Checks a vault, its server and an application, and says how to mend what is wrong.',
    ),
  )
    .addHelpText(
      'after',
      '\nWith application, record and person it also puts, gets and removes a thing; in a sandbox it does so by itself.',
    )
    .action((options: ConnectionOptions) => doctor(withEnvironment(options, io), io));
}

async function doctor(options: ConnectionOptions, io: Io): Promise<void> {
  const config = vaultConfig(options, io);
  const place = { config, running: findRunning(config.data), url: options.url };
  const { certificateChecks } = await import('./doctor-certificate.ts');
  const { platformChecks } = await import('./doctor-platform.ts');
  const { roundTripCheck } = await import('./doctor-round-trip.ts');
  const checks = [
    // A platform elsewhere may be all there is to look at.
    ...(options.url === undefined || existsSync(join(config.data, 'keepwell.db')) ? vaultChecks(place) : []),
    ...platformChecks(place),
    ...certificateChecks(options, config, io),
    roundTripCheck(options, place, io),
  ];
  const outcomes: Outcome[] = [];
  for (const check of checks) {
    const outcome = await outcomeOf(check, outcomes);
    outcomes.push(outcome);
    if (!options.json)
      io.out(
        `${outcome.ok ? 'ok    ' : 'FAILED'}  ${outcome.check}${outcome.detail === '' ? '' : `: ${outcome.detail}`}\n`,
      );
  }
  if (options.json) io.out(`${JSON.stringify(outcomes)}\n`);
  const failed = outcomes.filter(outcome => !outcome.ok).length;
  if (failed > 0) throw new Failure(`${failed} of ${outcomes.length} checks failed.`);
}

async function outcomeOf(
  { name, run, needsAll = false }: Check,
  before: readonly Outcome[],
): Promise<Outcome> {
  if (needsAll && before.some(outcome => !outcome.ok))
    return { check: name, ok: false, detail: 'Not tried: mend what failed before.' };
  try {
    return { check: name, ok: true, detail: await run() };
  } catch (error) {
    return { check: name, ok: false, detail: explain(error) };
  }
}

function vaultChecks({ config, running }: Place): Check[] {
  const { data } = config;
  return [
    // A server that runs was started with settings of its own.
    ...(running ? [] : [{ name: 'settings', run: () => settings(config) }]),
    { name: 'data folder', run: () => dataFolder(data) },
    { name: 'key file', run: () => keyFile(join(data, 'keepwell.key')) },
    { name: 'database', run: () => database(config) },
    { name: 'mail', run: () => checkMail(config) },
    { name: 'signatures', run: () => checkSignatureTrust(config) },
    ...(config.tls ? [{ name: 'TLS files', run: () => demandNone(tlsProblem(config.tls)) }] : []),
  ];
}

function settings(config: Config): string {
  demandNone(productionProblem(config));
  return `${config.mode}, ${config.publicUrl}`;
}

function demandNone(problem: string | undefined): string {
  if (problem !== undefined) throw new Failure(problem);
  return '';
}

function dataFolder(data: string): string {
  if (!existsSync(data))
    throw new Failure(`There is none at ${data}. Name it with --data; \`keepwell serve\` makes one.`);
  demandNone(dataFolderProblem(data));
  if (isOpenToOthers(data)) throw new Failure(`${data} can be entered by others. Run: chmod 700 ${data}`);
  return data;
}

function keyFile(file: string): string {
  if (!existsSync(file))
    throw new Failure(
      `${file} is not there. Restore it from a backup; in a new vault, \`keepwell serve\` makes it.`,
    );
  if (isOpenToOthers(file)) throw new Failure(`${file} can be read by others. Run: chmod 600 ${file}`);
  if (readFileSync(file, 'utf8').trim().length === 0)
    throw new Failure(`${file} is empty. Restore it from a backup.`);
  return '';
}

function isOpenToOthers(path: string): boolean {
  return process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0;
}

async function database(config: Config): Promise<string> {
  if (!existsSync(join(config.data, 'keepwell.db')))
    throw new Failure('There is none yet: `keepwell serve` makes it.');
  const { openVault } = await import('../main.ts');
  const vault = await openVault(config);
  try {
    const people = await vault.store.read(db => db.people.count());
    return `${people} ${people === 1 ? 'person' : 'people'}`;
  } finally {
    await vault.store.close();
  }
}
