// Makes and proves backups by the timetable of the settings: a job of background.ts. What works on backups is loaded when one
// is due.
import { isBackupDue, isDrillDue } from './core/backup/schedule.ts';
import { readLastRuns } from './core/backup/state.ts';
import type { Tenure } from './core/leases/tenure.ts';
import type { Vault } from './core/vault.ts';

/** @throws what stood in the way; it is noted in the vault, too */
export async function runDueBackups(vault: Vault, tenure: Tenure): Promise<void> {
  const { backups, store, clock } = vault;
  if (!backups) return;
  const { settings, place } = backups;
  const watcher = {
    goOn() {
      if (tenure.isOver()) throw new Error('The server stopped meanwhile.');
    },
  };
  const isDue = isBackupDue(settings, await store.read(readLastRuns), clock.now());
  if (isDue) {
    const { backUp } = await import('./backups.ts');
    await backUp(vault, place, { ...settings, watcher });
  }
  if (!isDrillDue(settings, await store.read(readLastRuns), clock.now())) return;
  const { drill } = await import('./backups.ts');
  await drill(vault, place, { target: settings.target, watcher });
}
