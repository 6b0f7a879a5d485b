// The commands, and what becomes of their outcome: an exit code, and one line for what went wrong.
// Each command is a file beside this one and loads what it needs only when it runs.
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { addAccount } from './account.ts';
import { addApp } from './app.ts';
import { addBackup } from './backup.ts';
import { addBlobs } from './blobs.ts';
import { addCert } from './cert.ts';
import type { Io } from './command.ts';
import { addDb } from './db.ts';
import { addDeliveries } from './deliveries.ts';
import { addDirect } from './direct.ts';
import { addDoctor } from './doctor.ts';
import { explain, UsageError } from './explain.ts';
import { addImages } from './images.ts';
import { addImport } from './import.ts';
import { addKey } from './key.ts';
import { addKeys } from './keys.ts';
import { addLog } from './log.ts';
import { addOperatorCommands } from './operator.ts';
import { addRestore } from './restore.ts';
import { addSandbox } from './sandbox.ts';
import { addSchemas } from './schemas.ts';
import { addServe } from './serve.ts';
import { addThings } from './things.ts';
import { addUpgrade } from './upgrade.ts';
import { addVocab } from './vocab.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

export const exitCode = { ok: 0, failed: 1, usage: 2 } as const;

/** Runs one command line, without the program's name. @returns its exit code */
export async function runCommand(args: readonly string[], io: Io): Promise<number> {
  const keepwell = makeProgram(io);
  try {
    await (askedHelp(keepwell, args) ?? keepwell.parseAsync(args, { from: 'user' }));
    return exitCode.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.ok : exitCode.usage;
    io.err(`keepwell: ${explain(error)}\n`);
    return error instanceof UsageError ? exitCode.usage : exitCode.failed;
  }
}

/** All commands, with their options. */
export function makeProgram(io: Io): Command {
  const keepwell = new Command('keepwell')
    .description('A personal health record platform you can run yourself.')
    .version(version)
    .exitOverride()
    // Commands have a `--version` of their own.
    .enablePositionalOptions()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .showHelpAfterError('Run it with --help to see what it takes.');
  for (const add of [
    addServe,
    addAccount,
    addApp,
    addCert,
    addSandbox,
    addThings,
    addImport,
    addImages,
    addSchemas,
    addVocab,
    addDeliveries,
    addDirect,
    addOperatorCommands,
    addKey,
    addKeys,
    addDb,
    addUpgrade,
    addBlobs,
    addLog,
    addBackup,
    addRestore,
    addDoctor,
  ])
    add(keepwell, io);
  return keepwell;
}

/** `keepwell help app create`, and `keepwell app help create`: commander's own says nothing of a command it does not know. */
function askedHelp(keepwell: Command, args: readonly string[]): Promise<unknown> | undefined {
  const named = (of: Command, name: string) => of.commands.find(command => command.name() === name);
  let asked = keepwell;
  let isAsked = false;
  for (const word of args) {
    const next = named(asked, word);
    if (next) asked = next;
    else if (word === 'help' && !isAsked && asked.commands.length > 0) isAsked = true;
    else if (!isAsked) return undefined;
    // What it says to a command it does not know names the nearest.
    else if (!word.startsWith('-')) return asked.parseAsync([word], { from: 'user' });
  }
  if (isAsked) asked.help();
  return undefined;
}
