// Which server runs on a data folder. It holds a lock that ends with its process. What the server tells of itself lies beside it.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { isBusy, tryLock } from './storage/file-lock.ts';

/** A server that listens. */
export interface Running {
  /** The public URL, with the port it really got. */
  readonly url: string;
  readonly mode: 'sandbox' | 'production';
  readonly pid: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Where it keeps the bytes of blobs, in words. */
  readonly blobs?: string;
}

/** A data folder that this process serves. */
export interface Hold {
  announce(running: Running): void;
  release(): void;
}

const runningFile = 'server.json';
const lockFile = 'server.lock';
/** Whoever looks whether the lock is held has it for a moment. */
const lockWithinMs = 500;

/** Takes a data folder for a server. @throws when another has it */
export function holdFolder(data: string): Hold {
  const lock = tryLock(join(data, lockFile), lockWithinMs);
  if (!lock) throw new Error(inUse(data));
  return {
    announce: running =>
      writeFileSync(join(data, runningFile), `${JSON.stringify(running)}\n`, { mode: 0o600 }),
    release() {
      try {
        rmSync(join(data, runningFile), { force: true });
      } catch {
        // A folder that cannot be written any more must not keep the server from closing: without the lock it says nothing.
      }
      lock.release();
    },
  };
}

function inUse(data: string): string {
  const other = readRunning(data);
  const which = other ? `: process ${other.pid} since ${other.startedAt}, at ${other.url}` : '';
  return `Another server has the vault in ${data}${which}. Stop that one, or name another folder with --data.`;
}

/** The server on this folder; undefined when none is, even if one died and left its announcement. */
export function findRunning(data: string): Running | undefined {
  return isHeld(data) ? readRunning(data) : undefined;
}

function isHeld(data: string): boolean {
  const file = join(data, lockFile);
  if (!existsSync(file)) return false;
  const lock = new Database(file, { readonly: true, timeout: 0 });
  try {
    lock.pragma('schema_version');
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    lock.close();
  }
}

function readRunning(data: string): Running | undefined {
  try {
    return JSON.parse(readFileSync(join(data, runningFile), 'utf8'));
  } catch {
    return undefined;
  }
}
