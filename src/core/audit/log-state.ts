// What is told of a record's log to who reads it: up to where it was published, and when reads may be missing.
import type { Reader } from '../store.ts';
import { labelChain } from './leaf.ts';

export interface LogState {
  /** The last entry that was published, and when the last publication was. */
  readonly published: { readonly number: number; readonly at: number } | undefined;
  /** Milliseconds since 1970, UTC. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[];
}

const gapsTold = 3;

/** @param since before when gaps are of no interest */
export async function readLogState(db: Reader, recordId: string, since: number): Promise<LogState> {
  const label = labelChain(recordId);
  const number = (await db.log.published([label])).get(label.toString('hex'))?.number;
  const last = await db.log.lastHeads();
  const gaps = await db.audit.withoutRecord({ actions: ['ReadsMayBeMissing'], limit: gapsTold });
  return {
    published: number === undefined || !last ? undefined : { number, at: last.at },
    gaps: gaps
      .map(({ details: { from, to } }) => ({ from: Number(from), to: Number(to) }))
      .filter(({ to }) => to >= since),
  };
}
