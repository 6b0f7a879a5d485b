// Disks that fail on request: full, read-only, refusing to sync, refusing to grow. Some need root, some need strace.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Attached, attachStrace } from './strace.ts';

export interface SmallDisk extends Disposable {
  readonly folder: string;
  remount(options: string): void;
}

/** May this process mount file systems? */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0 && probeMount();

function probeMount(): boolean {
  try {
    smallDisk(1)[Symbol.dispose]();
    return true;
  } catch {
    return false;
  }
}

/** A disk of a few megabytes. */
export function smallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'keepwell-disk-'));
  run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder);
  return {
    folder,
    remount: options => run('mount', '-o', `remount,${options}`, folder),
    [Symbol.dispose]() {
      run('umount', '-l', folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** May this process freeze folders, so that nothing can be made or removed in them? */
export const canFreeze = process.platform === 'linux' && probeFreeze();

function probeFreeze(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'keepwell-frozen-'));
  try {
    freeze(folder)[Symbol.dispose]();
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function freeze(folder: string): Disposable {
  run('chattr', '+i', folder);
  return { [Symbol.dispose]: () => run('chattr', '-i', folder) };
}

export const canLimit = process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0;

/** Lets a process's files grow to so many bytes and no more. */
export function limitFileSize(pid: number, bytes: number | 'unlimited'): void {
  run('prlimit', '--pid', String(pid), `--fsize=${bytes}:`);
}

/** Lets every attempt to bring something to the disk fail, until it is detached. */
export function failSyncs(pid: number): Promise<Attached> {
  return attachStrace(pid, [
    '-o',
    '/dev/null',
    '-e',
    'trace=fsync,fdatasync',
    '-e',
    'inject=fsync,fdatasync:error=EIO',
  ]);
}

function run(program: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
}
