// What a data folder tells beside the database: which server is running on it, and whether it went into production.
// Written by main.ts, read by config.ts and the command line.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A server that listens. */
export interface Running {
  /** The public URL, with the port it really got. */
  readonly url: string;
  readonly mode: 'sandbox' | 'production';
  readonly pid: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
}

const runningFile = 'server.json';
const productionFile = 'production';

export function announceRunning(data: string, running: Running): void {
  writeFileSync(join(data, runningFile), `${JSON.stringify(running)}\n`, { mode: 0o600 });
}

/** Takes the announcement back, unless another server has put its own in its place. */
export function endRunning(data: string, pid: number): void {
  if (readRunning(data)?.pid !== pid) return;
  try {
    rmSync(join(data, runningFile), { force: true });
  } catch {
    // A folder that cannot be written any more must not keep the server from closing, and who reads it sees it gone.
  }
}

/** The server on this folder; undefined when none is, even if one died and left its announcement. */
export function findRunning(data: string): Running | undefined {
  const running = readRunning(data);
  return running && isAlive(running.pid) ? running : undefined;
}

function readRunning(data: string): Running | undefined {
  try {
    return JSON.parse(readFileSync(join(data, runningFile), 'utf8'));
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user is alive too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A vault that has been in production never becomes a sandbox, whatever the settings say. */
export function isProduction(data: string): boolean {
  return existsSync(join(data, productionFile));
}

export function markProduction(data: string): void {
  if (isProduction(data)) return;
  writeFileSync(
    join(data, productionFile),
    'This vault has been in production. It is never opened as a sandbox.\n',
    { mode: 0o600 },
  );
}
