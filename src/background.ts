// What a server does without being asked: each job at its own pace, never twice at once.
import type { Logger } from 'pino';
import type { Vault } from './core/vault.ts';

export interface Job {
  readonly name: string;
  readonly everyMs: number;
  run(vault: Vault): Promise<unknown>;
}

export const jobs: readonly Job[] = [
  {
    name: 'sweep sessions',
    everyMs: 10 * 60_000,
    run: vault => vault.store.write(db => db.sessions.sweep(vault.clock.now())),
  },
];

export interface Background {
  /** Runs a job now, or waits for the run that is under way and runs it once more. */
  run(name: string): Promise<void>;
  /** Starts nothing more and waits for what runs. */
  stop(): Promise<void>;
}

export function startBackground(vault: Vault, log: Logger): Background {
  const runners = new Map(jobs.map(job => [job.name, runner(job, vault, log)]));
  const timers = jobs.map(job => setInterval(() => void runners.get(job.name)!(), job.everyMs).unref());
  return {
    async run(name) {
      await runners.get(name)!();
    },
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await Promise.all([...runners.values()].map(run => run.ended()));
    },
  };
}

/** Runs that overlap wait for each other; a failure is logged and the next run tries again. */
function runner(job: Job, vault: Vault, log: Logger) {
  let last: Promise<unknown> = Promise.resolve();
  const run = () => {
    last = last
      .then(() => job.run(vault))
      .catch(error => log.error({ err: error, job: job.name }, 'background job failed'));
    return last;
  };
  return Object.assign(run, { ended: () => last });
}
