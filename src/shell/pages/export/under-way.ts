// How far an export is, for the script of its page.
import { exportPasses } from '../../../core/records/export.ts';
import { findUnderWay } from '../../../core/records/export-progress.ts';
import type { Vault } from '../../../core/vault.ts';

interface Progress {
  readonly state: 'none' | 'running' | 'done' | 'failed';
  readonly done: number;
  readonly total: number;
}

/** In items of the record. */
export async function findProgress(
  vault: Vault,
  of: { readonly personId: string; readonly recordId: string },
): Promise<Progress> {
  const found = await findUnderWay(vault, of);
  if (!found) return { state: 'none', done: 0, total: 0 };
  const { state, done, total } = found;
  return { state, done: Math.floor(done / exportPasses), total: Math.ceil(total / exportPasses) };
}
