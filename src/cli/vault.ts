// Opens the vault of a data folder for one command, beside a server that may be running on it.
import type { Config } from '../config.ts';
import type { Awaitable } from '../core/awaitable.ts';
import type { Vault } from '../core/vault.ts';
import { hasDatabase, hasLostDatabase } from '../data-folder.ts';
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
): Promise<T> {
  const settings = readVaultConfig(options, io);
  if (!options.make && !hasDatabase(settings.data) && !hasLostDatabase(settings.data)) {
    throw new Failure(
      `There is no vault in ${settings.data}. Name its folder with --data; \`keepwell serve\` makes one.`,
    );
  }
  const problem = findDataFolderProblem(settings.data);
  if (problem) throw new Failure(problem);
  const { findRunning } = await import('../running.ts');
  const running = findRunning(settings.data);
  const { openVault } = await import('../main.ts');
  const vault = await openVault({
    ...settings,
    ...(running && { publicUrl: running.url, mode: running.mode }),
  });
  try {
    return await work(vault, settings);
  } finally {
    await vault.store.close();
  }
}
