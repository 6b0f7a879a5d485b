// Which backups stay: the last of each of the latest days, weeks and months that have one.
import { dayMs } from '../limits/durations.ts';
import type { Keep } from './settings.ts';

export interface KeptBackup {
  readonly id: string;
  /** Milliseconds since 1970, UTC. */
  readonly at: number;
}

/** 1970 began with a Thursday. */
const daysIntoWeek = 3;

/** @param backups in any order. @returns the ids of those that stay; the latest always does */
export function chooseKept(backups: readonly KeptBackup[], { days, weeks, months }: Keep): Set<string> {
  const latestFirst = [...backups].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  const kept = new Set(latestFirst.slice(0, 1).map(({ id }) => id));
  const keepOfEach = (count: number, periodOf: (at: number) => number) => {
    const periods = new Set<number>();
    for (const { id, at } of latestFirst) {
      const period = periodOf(at);
      if (periods.has(period)) continue;
      if (periods.size === count) return;
      periods.add(period);
      kept.add(id);
    }
  };
  keepOfEach(days, at => Math.floor(at / dayMs));
  keepOfEach(weeks, at => Math.floor((at / dayMs + daysIntoWeek) / 7));
  keepOfEach(months, at => new Date(at).getUTCFullYear() * 12 + new Date(at).getUTCMonth());
  return kept;
}
