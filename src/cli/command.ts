// What the commands share: the options every one has, and the settings they make up.
import type { Command } from 'commander';
import { type Config, ConfigError, readConfig, type Settings } from '../config.ts';
import { UsageError } from './explain.ts';

/** The world around a command. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Does `err` reach a terminal, where what was written can be written over? */
  readonly isTerminal?: boolean;
  readonly input: NodeJS.ReadableStream;
  readonly env: NodeJS.ProcessEnv;
}

export interface CommonOptions {
  readonly data?: string;
  readonly config?: string;
  readonly json?: boolean;
}

/** A new command below `parent`, with the options that all have. */
export function addCommand(parent: Command, name: string, description: string): Command {
  return parent
    .command(name)
    .description(description)
    .option('--data <dir>', 'the data folder (KEEPWELL_DATA; default ./data)')
    .option(
      '--config <file>',
      'the settings file (KEEPWELL_CONFIG; default keepwell.json in the data folder)',
    )
    .option('--json', 'write machine-readable output, and nothing else, to standard output');
}

/** @throws UsageError that says which setting is wrong */
export function readSettings(settings: Settings, { env }: Io): Config {
  try {
    return readConfig(settings, env);
  } catch (error) {
    throw error instanceof ConfigError ? new UsageError(error.message) : error;
  }
}

/** The settings of the vault that the common options name. */
export function readVaultConfig({ data, config }: CommonOptions, io: Io): Config {
  return readSettings({ ...(data !== undefined && { data }), ...(config !== undefined && { config }) }, io);
}

/** One JSON value, or lines for people. */
export function print(
  io: Io,
  { json = false }: CommonOptions,
  value: unknown,
  lines: readonly string[],
): void {
  io.out(json ? `${JSON.stringify(value)}\n` : lines.map(line => `${line}\n`).join(''));
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws UsageError when it is no GUID */
export function readAppId(text: string, name = '--app-id'): string {
  if (!guid.test(text)) throw new UsageError(`${name} must be a GUID.`);
  return text.toLowerCase();
}

/** @throws UsageError when it is no whole number within these bounds */
export function readWholeNumber(name: string, text: string, min: number, max: number): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < min || number > max) {
    throw new UsageError(`${name} must be a whole number from ${min} to ${max}.`);
  }
  return number;
}

/** @throws UsageError */
export function readOrRefuse<T>(option: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError(`${option}: ${(error as Error).message}`);
  }
}
