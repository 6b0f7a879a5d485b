// What a process needs of memory, as Linux counts it.
import { existsSync, readFileSync } from 'node:fs';

/** Without /proc there is nothing to read it from. */
export const canTellMemory = existsSync('/proc/self/status');

/** Megabytes that a process has in memory: now, and the most it ever had. */
export function memoryOf(pid: number): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = (name: string) => Number(new RegExp(`^${name}:\\s*(\\d+) kB`, 'm').exec(status)?.[1]);
  return { now: Math.round(kilobytes('VmRSS') / 1024), most: Math.round(kilobytes('VmHWM') / 1024) };
}
