// Works on imports, a few together, until none waits: each is read, written or taken back, and goes on where a process that ended
// left it. Run by background.ts.
import type { Tenure } from '../leases/tenure.ts';
import type { Vault } from '../vault.ts';
import { change } from './change.ts';
import type { ImportKey } from './import.ts';
import { dropAllSlices, dropFile, readImport } from './read.ts';
import { undoImport } from './undo.ts';
import { writeImport } from './write.ts';

/** How long is waited for others to come while one is worked on. */
const lookMs = 500;

/** @throws the first thing that stood in the way, for the log */
export async function runImports(vault: Vault, tenure: Tenure): Promise<void> {
  const running = new Map<string, Promise<void>>();
  const troubles: unknown[] = [];
  const { importsAtOnce } = vault.limits;
  for (;;) {
    const due = tenure.isOver()
      ? []
      : await vault.store.read(db => db.imports.due(vault.clock.now(), importsAtOnce * 2));
    for (const key of due) {
      if (running.size >= importsAtOnce || running.has(key.id)) continue;
      const work = workOn(vault, key, tenure)
        .catch(async error => {
          troubles.push(error);
          await postpone(vault, key).catch(() => {});
        })
        .finally(() => running.delete(key.id));
      running.set(key.id, work);
    }
    if (running.size === 0) break;
    await Promise.race([...running.values(), new Promise(resolve => setTimeout(resolve, lookMs).unref())]);
  }
  if (troubles.length > 0) throw troubles[0];
}

async function workOn(vault: Vault, key: ImportKey, tenure: Tenure): Promise<void> {
  const one = await vault.store.read(db => db.imports.byId(key));
  // A process may have ended before it was gone.
  if (one && one.state !== 'waiting') await dropFile(vault, one);
  if (one?.state === 'waiting') await readImport(vault, key, tenure);
  if (one?.state === 'writing') await writeImport(vault, key, tenure);
  if (one?.state === 'undoing') {
    await dropAllSlices(vault, key);
    await undoImport(vault, key, tenure);
  }
}

/** What fails again and again, through no fault of the file, waits for its person. */
async function postpone(vault: Vault, key: ImportKey): Promise<void> {
  const { importRetryMs, importTriesMax } = vault.limits;
  await change(vault, key, ['waiting', 'writing', 'undoing'], (_, one) => {
    if (one.state === 'writing' && one.tries + 1 >= importTriesMax)
      return { state: 'stopped', tries: 0, about: { ...one.about, why: 'damaged' } };
    const tries = one.state === 'waiting' ? one.tries : one.tries + 1;
    return { tries, dueAt: vault.clock.now() + importRetryMs };
  });
}
