// `keepwell doctor`: looks at everything that must be right, one line each, and says how to mend what is not.
import type { Command } from 'commander';
import type { Config } from '../config.ts';
import { mayHaveVault } from '../open-store.ts';
import { demandNone, findProductionProblem, findSecretsProblem } from './checks.ts';
import { addCommand, type Io, readVaultConfig } from './command.ts';
import { addConnectionOptions, addEnvironment, type ConnectionOptions } from './connection.ts';
import { listAppChecks } from './doctor-app.ts';
import { checkBackups } from './doctor-backups.ts';
import { type Check, Note } from './doctor-check.ts';
import { checkTlsFiles, listMachineChecks } from './doctor-machine.ts';
import { checkMail } from './doctor-mail.ts';
import type { Place } from './doctor-platform.ts';
import { checkSignatureTrust } from './doctor-signatures.ts';
import { addLookOptions, type LookOptions, listVaultChecks, VaultLook } from './doctor-vault.ts';
import { explain, Failure } from './explain.ts';

interface DoctorOptions extends ConnectionOptions, LookOptions {
  /** An application of this vault, to look at alone. */
  readonly app?: string;
}

interface Outcome {
  readonly check: string;
  readonly ok: boolean;
  readonly grade: Grade;
  readonly detail: string;
}

type Grade = 'ok' | 'note' | 'skip' | 'FAILED';

export function addDoctor(parent: Command, io: Io): void {
  const description = 'Checks a vault, its server and an application, and says how to mend what is wrong.';
  addLookOptions(addConnectionOptions(addCommand(parent, 'doctor', description)))
    .option('--app <guid>', 'look at this application of the vault alone: keys, addresses, rights, sessions')
    .addHelpText(
      'after',
      '\nIt changes nothing, but for this: with application, record and person it also puts, gets and removes a thing.',
    )
    .action((options: DoctorOptions) => doctor(addEnvironment(options, io), io));
}

async function doctor(options: DoctorOptions, io: Io): Promise<void> {
  const config = readVaultConfig(options, io);
  const { findRunning } = await import('../running.ts');
  await using look = new VaultLook(config);
  const place = { config, look, running: findRunning(config.data), url: options.url };
  const checks =
    options.app === undefined
      ? await everyCheck(place, options, io)
      : await listAppChecks(options.app, look, config);
  const outcomes: Outcome[] = [];
  for (const check of checks) {
    const outcome = await outcomeOf(check, outcomes);
    outcomes.push(outcome);
    if (!options.json)
      io.out(
        `${outcome.grade.padEnd(gradeWidth)}  ${outcome.check}${outcome.detail === '' ? '' : `: ${outcome.detail}`}\n`,
      );
  }
  if (options.json) io.out(`${JSON.stringify(outcomes)}\n`);
  const failed = outcomes.filter(({ grade }) => grade === 'FAILED').length;
  if (failed > 0) throw new Failure(`${failed} of ${outcomes.length} checks failed.`);
}

async function everyCheck(place: Place, options: DoctorOptions, io: Io): Promise<Check[]> {
  const { listCertificateChecks } = await import('./doctor-certificate.ts');
  const { listPlatformChecks } = await import('./doctor-platform.ts');
  const { makeRoundTripCheck } = await import('./doctor-round-trip.ts');
  return [
    // A platform elsewhere may be all there is to look at.
    ...(options.url === undefined || mayHaveVault(place.config) ? checksHere(place, options) : []),
    ...listPlatformChecks(place),
    ...listCertificateChecks(options, place.look),
    makeRoundTripCheck(options, io),
  ];
}

async function outcomeOf({ name, run, needs }: Check, before: readonly Outcome[]): Promise<Outcome> {
  const failed = before.filter(({ check, ok }) => !ok && (needs === 'all' || needs === check));
  const [first] = failed;
  if (first)
    return { check: name, ok: false, grade: 'skip', detail: `not tried, as "${first.check}" failed` };
  try {
    const found = await run();
    return found instanceof Note
      ? { check: name, ok: true, grade: 'note', detail: found.text }
      : { check: name, ok: true, grade: 'ok', detail: found };
  } catch (error) {
    return { check: name, ok: false, grade: 'FAILED', detail: explain(error) };
  }
}

const gradeWidth = 'FAILED'.length;

function checksHere(place: Place, options: DoctorOptions): Check[] {
  const { config, look } = place;
  return [
    ...settingsChecks(place),
    ...listVaultChecks(config, look, options),
    ...listMachineChecks(config, look),
    { name: 'mail', run: () => checkMail(config, look) },
    { name: 'backups', run: () => checkBackups(config, look) },
    { name: 'signatures', run: () => checkSignatureTrust(config) },
    ...(config.tls ? [{ name: 'TLS files', run: () => checkTlsFiles(config) }] : []),
  ];
}

function settingsChecks({ config, running }: Place): Check[] {
  return [
    // A server that runs was started with settings of its own.
    ...(running ? [] : [{ name: 'settings', run: () => settings(config) }]),
    { name: 'secrets', run: () => demandNone(findSecretsProblem(config)) },
  ];
}

function settings(config: Config): string {
  demandNone(findProductionProblem(config));
  return `${config.mode}, ${config.publicUrl}`;
}
