// Attaches strace to a process that runs, to watch its calls or to let some of them fail, and lets go again.
import { spawn, spawnSync } from 'node:child_process';

export const hasStrace = process.platform === 'linux' && spawnSync('strace', ['-V']).status === 0;

export interface Attached {
  /** The process goes on as if nothing had been. */
  detach(): Promise<void>;
}

export async function attachStrace(pid: number, args: readonly string[]): Promise<Attached> {
  const child = spawn('strace', ['-f', ...args, '-p', String(pid)], { stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()));
  let said = '';
  const attached = new Promise<void>(resolve =>
    child.stderr.on('data', (part: Buffer) => {
      said += part;
      if (said.includes('attached')) resolve();
    }),
  );
  await Promise.race([attached, exited]);
  if (child.exitCode !== null) throw new Error(`strace could not attach: ${said}`);
  return {
    async detach() {
      child.kill('SIGINT');
      await exited;
    },
  };
}
