// Exports that are under way, and those that have just ended, for the page that shows how far they are. Kept in memory: one
// that is interrupted by a restart is begun anew anyway.
import { exportPasses } from '../../../core/records/export.ts';
import type { ExportUnderWay } from '../../../core/records/export-under-way.ts';
import type { Vault } from '../../../core/vault.ts';

/** How long the page may ask after one that has ended. */
const toldForMs = 3_600_000;

/** Undefined when the person has as many as one may have. */
export function beginUnderWay(
  { memory, limits, clock }: Vault,
  given: Pick<ExportUnderWay, 'personId' | 'recordId' | 'progress'>,
): ExportUnderWay | undefined {
  const all = memory.exports;
  const isOwn = ({ personId }: ExportUnderWay) => personId === given.personId;
  const running = [...all].filter(one => isOwn(one) && one.ended === undefined);
  if (running.length >= limits.exportsPerPersonMax) return undefined;
  for (const one of all)
    if (one.ended && (isOwn(one) || one.ended.at + toldForMs <= clock.now())) all.delete(one);
  const begun: ExportUnderWay = { ...given, ended: undefined };
  all.add(begun);
  return begun;
}

/** Once: how it ended first is how it ended. Of what was exported only the numbers are kept. */
export function endUnderWay({ clock }: Vault, underWay: ExportUnderWay, how: 'done' | 'failed'): void {
  if (underWay.ended) return;
  const { done, total } = underWay.progress;
  underWay.progress = { done, total };
  underWay.ended = { how, at: clock.now() };
}

/** How the last one of a person on a record goes, in items of the record. */
export function getProgress(
  { memory }: Vault,
  { personId, recordId }: Pick<ExportUnderWay, 'personId' | 'recordId'>,
): { state: 'none' | 'running' | 'done' | 'failed'; done: number; total: number } {
  const own = [...memory.exports].filter(one => one.personId === personId && one.recordId === recordId);
  const last = own.at(-1);
  if (!last) return { state: 'none', done: 0, total: 0 };
  return {
    state: last.ended?.how ?? 'running',
    done: Math.floor(last.progress.done / exportPasses),
    total: Math.ceil(last.progress.total / exportPasses),
  };
}
