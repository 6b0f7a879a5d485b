// Exports that are under way, and those that have just ended, for the page that shows how far they are. Kept in memory: one
// that is interrupted by a restart is begun anew anyway.
import { type ExportState, exportPasses } from '../../../core/records/export.ts';
import type { Vault } from '../../../core/vault.ts';

export interface UnderWay {
  readonly personId: string;
  readonly recordId: string;
  readonly state: ExportState;
  ended: 'done' | 'failed' | undefined;
}

const byVault = new WeakMap<Vault['store'], Set<UnderWay>>();

/** Undefined when the person has as many as one may have. */
export function beginUnderWay(
  { store, limits }: Vault,
  given: Pick<UnderWay, 'personId' | 'recordId' | 'state'>,
): UnderWay | undefined {
  const all = byVault.get(store) ?? new Set();
  byVault.set(store, all);
  const own = [...all].filter(({ personId }) => personId === given.personId);
  if (own.filter(({ ended }) => ended === undefined).length >= limits.exportsPerPersonMax) return undefined;
  for (const one of own) if (one.ended !== undefined) all.delete(one);
  const begun: UnderWay = { ...given, ended: undefined };
  all.add(begun);
  return begun;
}

/** How the last one of a person on a record goes, in items of the record. */
export function progressOf(
  { store }: Vault,
  { personId, recordId }: Pick<UnderWay, 'personId' | 'recordId'>,
): { state: 'none' | 'running' | 'done' | 'failed'; done: number; total: number } {
  const own = [...(byVault.get(store) ?? [])].filter(
    one => one.personId === personId && one.recordId === recordId,
  );
  const last = own.at(-1);
  if (!last) return { state: 'none', done: 0, total: 0 };
  return {
    state: last.ended ?? 'running',
    done: Math.floor(last.state.done / exportPasses),
    total: Math.ceil(last.state.total / exportPasses),
  };
}
