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
    const begunAt = performance.now();
    const { manifest, facts } = await backUp(vault, place, { ...settings, watcher });
    const { rows, writtenBytes, kept } = facts;
    vault.log('info', { backupId: manifest.id, rows, writtenBytes, kept, ms: msSince(begunAt) }, 'backed up');
  }
  if (!isDrillDue(settings, await store.read(readLastRuns), clock.now())) return;
  const { drill } = await import('./backups.ts');
  const begunAt = performance.now();
  const { backupId = 'none', facts } = await drill(vault, place, { target: settings.target, watcher });
  const { records, objects, findings } = facts;
  const drilled = { backupId, records, objects, ms: msSince(begunAt) };
  if (findings.length === 0) vault.log('info', drilled, 'the last backup was restored for a trial');
  else
    vault.log(
      'error',
      { ...drilled, findings: findings.slice(0, findingsLogged).join(' ') },
      'the trial restore of the last backup found faults',
    );
}

const findingsLogged = 3;

const msSince = (begunAt: number) => Math.round(performance.now() - begunAt);
