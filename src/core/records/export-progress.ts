// Exports that are under way, and those that have just ended, for the page that shows how far they are. Each process tells of
// its own every second; one that nobody tells of any more ended with its process, and is begun anew.

import { ofJob } from '../turns.ts';
import type { Vault } from '../vault.ts';
import type { ExportUnderWay } from './export-under-way.ts';
import type { KeptExport } from './ports.ts';

/** How long the page may ask after one that has ended. */
const toldForMs = 3_600_000;

/** How long one counts of which nothing is told. */
const silentForMs = 15_000;

/** Undefined when the person has as many as one may have. */
export async function beginUnderWay(
  vault: Vault,
  given: Pick<ExportUnderWay, 'personId' | 'recordId' | 'progress'>,
): Promise<ExportUnderWay | undefined> {
  const { store, limits, clock, memory } = vault;
  const begun: ExportUnderWay = { ...given, id: vault.ids.guid(), ended: undefined };
  await tellOfExports(vault);
  const isBegun = await store.write(async db => {
    const now = clock.now();
    const running = (await db.exports.ofPerson(given.personId)).filter(one => isRunning(one, now));
    if (running.length >= limits.exportsPerPersonMax) return false;
    await db.exports.forgetEnded(given.personId, now - toldForMs);
    await db.exports.put(toKept(begun, now));
    return true;
  }, ofJob('exports'));
  if (!isBegun) return undefined;
  memory.exports.add(begun);
  return begun;
}

/** Once: how it ended first is how it ended. Of what was exported only the numbers are kept. */
export function endUnderWay({ clock }: Vault, underWay: ExportUnderWay, how: 'done' | 'failed'): void {
  if (underWay.ended) return;
  const { done, total } = underWay.progress;
  underWay.progress = { done, total };
  underWay.ended = { how, at: clock.now() };
}

/** How the last one of a person on a record goes. */
export async function findUnderWay(
  vault: Vault,
  { personId, recordId }: Pick<ExportUnderWay, 'personId' | 'recordId'>,
): Promise<Pick<KeptExport, 'state' | 'done' | 'total'> | undefined> {
  await tellOfExports(vault);
  const own = await vault.store.read(db => db.exports.ofPerson(personId));
  const last = own.findLast(one => one.recordId === recordId);
  const isLost = last?.state === 'running' && !isRunning(last, vault.clock.now());
  return last && { ...last, state: isLost ? 'failed' : last.state };
}

function isRunning({ state, toldAt }: KeptExport, now: number): boolean {
  return state === 'running' && toldAt > now - silentForMs;
}

/** Run by background.ts in each process. */
export async function tellOfExports({ store, clock, memory }: Vault): Promise<void> {
  if (memory.exports.size === 0) return;
  const now = clock.now();
  const told = [...memory.exports].map(one => toKept(one, now));
  await store.write(async db => {
    for (const one of told) await db.exports.put(one);
  }, ofJob('exports'));
  const ended = new Set(told.filter(({ state }) => state !== 'running').map(({ id }) => id));
  for (const one of memory.exports) if (ended.has(one.id)) memory.exports.delete(one);
}

function toKept({ id, personId, recordId, progress, ended }: ExportUnderWay, now: number): KeptExport {
  const { done, total } = progress;
  return { id, personId, recordId, done, total, state: ended?.how ?? 'running', toldAt: ended?.at ?? now };
}
