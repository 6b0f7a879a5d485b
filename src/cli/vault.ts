// Opens the vault of a data folder for one command, beside a server that may be running on it.
import type { Config } from '../config.ts';
import type { Awaitable } from '../core/awaitable.ts';
import type { Vault } from '../core/vault.ts';
import { hasDatabase, hasLostDatabase } from '../data-folder.ts';
import type { Ports } from '../main.ts';
import { examineStore } from '../open-store.ts';
import { findDataFolderProblem } from './checks.ts';
import { type CommonOptions, type Io, readVaultConfig } from './command.ts';
import { Failure } from './explain.ts';

/**
 * The vault as the server that runs on it has it, or else as the settings say.
 * @param make may it be made if it is not there? Otherwise a mistyped folder is refused.
 */
export async function useVault<T>(
  options: CommonOptions & { make?: boolean },
  io: Io,
  work: (vault: Vault, settings: Config) => Awaitable<T>,
  ports: Ports = {},
): Promise<T> {
  const settings = readVaultConfig(options, io);
  if (!options.make && !(await hasVault(settings))) throw new Failure(sayNoVault(settings));
  const problem = findDataFolderProblem(settings.data);
  if (problem) throw new Failure(problem);
  const { findRunning } = await import('../running.ts');
  const running = findRunning(settings.data);
  const { openVault } = await import('../main.ts');
  const vault = await openVault(
    { ...settings, ...(running && { publicUrl: running.url, mode: running.mode }) },
    ports,
  );
  try {
    return await work(vault, settings);
  } finally {
    await vault.store.close();
  }
}

/** A vault whose file is lost is told of by who opens it. */
async function hasVault(settings: Config): Promise<boolean> {
  if (settings.database === undefined) return hasDatabase(settings.data) || hasLostDatabase(settings.data);
  const found = await examineStore(settings);
  await found?.close();
  return found !== undefined;
}

export function sayNoVault({ data, database }: Config): string {
  return database === undefined
    ? `There is no vault in ${data}. Name its folder with --data; \`keepwell serve\` makes one.`
    : 'There is no vault in the database that is set. Look at KEEPWELL_DATABASE; `keepwell serve` makes one.';
}
