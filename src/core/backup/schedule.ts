// When a vault is backed up by itself, and when the last backup is proven.
import { dayMs, hourMs, minuteMs } from '../limits/durations.ts';
import type { BackupRun, DrillRun } from './ports.ts';
import type { BackupSettings } from './settings.ts';

/** How long it is left alone after it went wrong. */
const retryAfterMs = 15 * minuteMs;

export interface LastRuns {
  readonly backup: BackupRun | undefined;
  /** The last that went well. */
  readonly goodBackup: BackupRun | undefined;
  readonly drill: DrillRun | undefined;
  /** When somebody last asked for one. */
  readonly askedAt: number | undefined;
}

/** @param now milliseconds since 1970, UTC */
export function isBackupDue({ when }: BackupSettings, runs: LastRuns, now: number): boolean {
  const { backup, goodBackup, askedAt } = runs;
  if (askedAt !== undefined && askedAt > (backup?.begunAt ?? 0)) return true;
  if (!when || isLeftAlone(backup, now)) return false;
  const last = goodBackup?.begunAt ?? 0;
  return 'everyHours' in when
    ? now - last >= when.everyHours * hourMs
    : last < lastTime(when.minuteOfDay, now);
}

/** Has the last been so long ago that one or two were missed? */
export function isOverdue({ when }: BackupSettings, good: BackupRun | undefined, now: number): boolean {
  if (!when || !good) return false;
  const betweenMs = 'everyHours' in when ? when.everyHours * hourMs : dayMs;
  return now - good.begunAt > 2 * betweenMs + hourMs;
}

/** Of a target that has a backup. */
export function isDrillDue({ drillEveryDays }: BackupSettings, runs: LastRuns, now: number): boolean {
  const { goodBackup, drill } = runs;
  if (drillEveryDays === 0 || !goodBackup || isLeftAlone(drill, now)) return false;
  return now - (drill?.begunAt ?? 0) >= drillEveryDays * dayMs || hasFailedBefore(drill, goodBackup);
}

/** What a drill found is looked at again once there is another backup. */
function hasFailedBefore(drill: DrillRun | undefined, { begunAt }: BackupRun): boolean {
  return drill?.problem !== undefined && begunAt > drill.begunAt;
}

function isLeftAlone(run: BackupRun | DrillRun | undefined, now: number): boolean {
  return run?.problem !== undefined && now - run.endedAt < retryAfterMs;
}

/** When it was last this time of day, by the clock of the machine. */
function lastTime(minuteOfDay: number, now: number): number {
  const time = new Date(now);
  time.setHours(0, minuteOfDay, 0, 0);
  if (time.getTime() > now) time.setDate(time.getDate() - 1);
  return time.getTime();
}
