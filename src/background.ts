// What a server does without being asked: each job at its own pace, never twice at once, whichever of the processes that serve
// a vault does it.

import type { Logger } from 'pino';
import { getOf } from './assume.ts';
import { runDueBackups } from './backup-timetable.ts';
import type { CommitBell } from './commit-bell.ts';
import { publishDueLog } from './core/audit/publish.ts';
import { writeReadsAs } from './core/audit/reads.ts';
import { chainWaiting } from './core/audit/sequence.ts';
import { sweepBlobs } from './core/blobs/sweep.ts';
import { refreshTrust } from './core/direct/certificates/due.ts';
import { giveAddresses } from './core/direct/inbox/address.ts';
import { emptyDirectBins } from './core/direct/inbox/inbox.ts';
import { sweepHeld } from './core/direct/inbox/new-user.ts';
import { deliverDirect, sweepDirect } from './core/direct/outbox/deliver.ts';
import { readDocuments } from './core/documents/read.ts';
import { sweepExports } from './core/fhir/export.ts';
import { sweepConnectRequests } from './core/healthvault/connect/sweep.ts';
import { sweepPackages } from './core/healthvault/packages/sweep.ts';
import { dropEndedTraces, shareTraces } from './core/healthvault/tracing/traces.ts';
import { sweepIntakes } from './core/imaging/finish.ts';
import { sweepImports } from './core/imports/choose.ts';
import { runImports } from './core/imports/run.ts';
import { type Leases, makeSharedLeases, makeSoleLeases } from './core/leases/leases.ts';
import { makeLastingTenure, type Tenure } from './core/leases/tenure.ts';
import { sweepTries } from './core/limits/rate-limit.ts';
import { deliverMail, sweepMail } from './core/mail/deliver.ts';
import { sweepFailedSignIns, writeFailedSignIns } from './core/operator/failed-sign-ins.ts';
import { sendResets } from './core/people/change.ts';
import { purgeClosedAccounts } from './core/people/closing.ts';
import { emptyBin } from './core/records/bin.ts';
import { tellOfExports } from './core/records/export-progress.ts';
import { sendReminders } from './core/reminders/remind.ts';
import { sweepSelfRegistered } from './core/smart/register.ts';
import { ownRows } from './core/store.ts';
import { ofJob } from './core/turns.ts';
import type { Vault } from './core/vault.ts';
import { deliverEvents } from './facades/delivery/courier.ts';
import { fetchFile } from './facades/direct/fetch-file.ts';
import { notifySubscribers } from './facades/fhir/subscriptions/courier.ts';

export interface Job {
  readonly name: string;
  readonly everyMs: number;
  /** Does it also run right after something was written? */
  readonly onCommit?: boolean;
  /** Is it of each process, as it works on what that one remembers? All others are done by one process at a time. */
  readonly isOfEach?: boolean;
  /** Once more when the server stops? */
  readonly atStop?: boolean;
  /** A job that may take long gives up when its tenure ends. */
  run(vault: Vault, tenure: Tenure): Promise<unknown>;
}

export const jobs: readonly Job[] = [
  {
    name: 'sweep sessions',
    everyMs: 10 * 60_000,
    run: vault => vault.store.write(db => db.sessions.sweep(vault.clock.now()), ofJob('sweeps')),
  },
  { name: 'sweep blobs', everyMs: 10 * 60_000, run: sweepBlobs },
  {
    name: 'sweep packages',
    everyMs: 60 * 60_000,
    run: sweepPackages,
  },
  { name: 'read documents', everyMs: 3000, run: readDocuments },
  { name: 'imports', everyMs: 500, run: runImports },
  { name: 'sweep imports', everyMs: 60 * 60_000, run: sweepImports },
  { name: 'sweep pictures', everyMs: 60 * 60_000, run: sweepIntakes },
  { name: 'deliver events', everyMs: 1000, onCommit: true, run: deliverEvents },
  { name: 'notify subscribers', everyMs: 1000, onCommit: true, run: notifySubscribers },
  {
    name: 'sweep subscriptions',
    everyMs: 60 * 60_000,
    run: ({ store, clock, limits }) =>
      store.write(
        db => db.fhirSubscriptions.sweep(clock.now() - limits.fhirSubscriptionKeptMs),
        ofJob('events'),
      ),
  },
  { name: 'send mail', everyMs: 5000, run: deliverMail },
  {
    name: 'refresh trust of Direct',
    everyMs: 60_000,
    run: (vault, tenure) =>
      refreshTrust(vault, (address, fetching) => fetchFile(vault, address, fetching), tenure),
  },
  { name: 'give Direct addresses', everyMs: 60_000, run: giveAddresses },
  { name: 'sweep held Direct messages', everyMs: 60 * 60_000, run: sweepHeld },
  { name: 'empty Direct bins', everyMs: 60 * 60_000, run: emptyDirectBins },
  { name: 'send reminders', everyMs: 60_000, run: sendReminders },
  {
    name: 'sweep reminders',
    everyMs: 60 * 60_000,
    run: vault => vault.store.write(db => db.reminders.sweep(vault.clock.now()), ofJob('sweeps')),
  },
  { name: 'send Direct messages', everyMs: 2000, run: deliverDirect },
  { name: 'sweep Direct messages', everyMs: 60 * 60_000, run: sweepDirect },
  { name: 'sweep mail', everyMs: 60 * 60_000, run: sweepMail },
  {
    name: 'sweep sign-up codes',
    everyMs: 60 * 60_000,
    run: vault => vault.store.write(db => db.signUpCodes.sweep(vault.clock.now()), ofJob('sweeps')),
  },
  { name: 'sweep connect requests', everyMs: 60 * 60_000, run: sweepConnectRequests },
  { name: 'write reads', everyMs: 1000, isOfEach: true, atStop: true, run: writeReadsAs },
  // After what a server that stops has to say last.
  { name: 'chain the log', everyMs: 1000, atStop: true, run: chainWaiting },
  { name: 'publish the log', everyMs: 10_000, atStop: true, run: publishDueLog },
  {
    name: 'sweep invitations',
    everyMs: 60 * 60_000,
    run: vault => vault.store.write(db => db.sharing.sweep(vault.clock.now()), ofJob('sweeps')),
  },
  { name: 'mail reset links', everyMs: 1000, run: sendResets },
  {
    name: 'sweep mailed links',
    everyMs: 60 * 60_000,
    run: vault => vault.store.write(db => db.credentials.sweep(vault.clock.now()), ofJob('sweeps')),
  },
  { name: 'delete closed accounts', everyMs: 60 * 60_000, run: purgeClosedAccounts },
  { name: 'empty the bin', everyMs: 60 * 60_000, run: emptyBin },
  // After the two before it have removed what is over.
  { name: 'overwrite what was removed', everyMs: 60 * 60_000, run: vault => vault.store.overwriteRemoved() },
  {
    name: 'sweep parked forms',
    everyMs: 10 * 60_000,
    run: vault => vault.store.write(db => db.parked.sweep(vault.clock.now()), ofJob('parked')),
  },
  {
    name: 'sweep SMART tokens',
    everyMs: 10 * 60_000,
    run: vault => vault.store.write(db => db.smart.sweep(vault.clock.now()), ofJob('sweeps')),
  },
  { name: 'sweep unused applications', everyMs: 60 * 60_000, run: sweepSelfRegistered },
  { name: 'sweep exports of FHIR', everyMs: 60 * 60_000, run: sweepExports },
  {
    name: 'sweep leases',
    everyMs: 60 * 60_000,
    run: vault => vault.store.write(db => db.leases.sweep(), ownRows),
  },
  { name: 'back up', everyMs: 60_000, run: runDueBackups },
  { name: 'write failed sign-ins', everyMs: 5000, isOfEach: true, atStop: true, run: writeFailedSignIns },
  { name: 'sweep failed sign-ins', everyMs: 60 * 60_000, run: sweepFailedSignIns },
  { name: 'sweep tries', everyMs: 60_000, run: (vault, { ending }) => sweepTries(vault, ending) },
  { name: 'tell of exports', everyMs: 1000, isOfEach: true, atStop: true, run: tellOfExports },
  { name: 'share traces', everyMs: 1000, isOfEach: true, atStop: true, run: shareTraces },
  { name: 'drop traces', everyMs: 60_000, run: dropEndedTraces },
];

export interface Background {
  /** Runs a job now, or waits for the run that is under way and runs it once more. Nothing where another process has it. */
  run(name: string): Promise<void>;
  /** How many jobs this process has. */
  countHeld(): number;
  /** Starts nothing more and waits for what runs. */
  stop(): Promise<void>;
}

/** How long commits are gathered before what waits for them runs. */
const gatherMs = 10;

export interface BackgroundOptions {
  readonly log: Logger;
  readonly bell: CommitBell;
  /** Who this process is among several that serve the vault; undefined where it is the only one. */
  readonly node: string | undefined;
  /** Told of each run. */
  readonly jobRan?: (job: string, outcome: 'done' | 'failed', tookMs: number) => void;
}

export function startBackground(vault: Vault, options: BackgroundOptions): Background {
  const { log, bell, node } = options;
  const stopping = new AbortController();
  const leases = leasesOf(vault, node, stopping.signal, log);
  const always = makeLastingTenure(stopping.signal);
  const runners = new Map(
    jobs.map(job => {
      const find = () => (job.isOfEach ? always : leases.find(job.name));
      return [job.name, runner(job, vault, options, find)];
    }),
  );
  const timers = jobs.map(job => setInterval(() => void getOf(runners, job.name)(), job.everyMs).unref());
  const prompt = jobs.filter(job => job.onCommit).map(job => getOf(runners, job.name));
  let gathering: NodeJS.Timeout | undefined;
  bell.onCommit(() => {
    if (gathering) return;
    gathering = setTimeout(() => {
      gathering = undefined;
      for (const run of prompt) void run();
    }, gatherMs).unref();
  });
  return {
    async run(name) {
      await getOf(runners, name)();
    },
    countHeld: () =>
      jobs.filter(({ isOfEach, name }) => isOfEach || leases.find(name)?.isOver() === false).length,
    async stop() {
      stopping.abort();
      for (const timer of timers) clearInterval(timer);
      await Promise.all([...runners.values()].map(run => run.ended()));
      for (const job of jobs.filter(({ atStop }) => atStop)) {
        await job
          .run(vault, always)
          .catch(error => log.error({ err: error, job: job.name }, 'last run failed'));
      }
      await leases.stop().catch(error => log.error({ err: error }, 'leases were not given back'));
    },
  };
}

function leasesOf(vault: Vault, node: string | undefined, stopping: AbortSignal, log: Logger): Leases {
  if (node === undefined) return makeSoleLeases(stopping);
  return makeSharedLeases({
    store: vault.store,
    // The machine's own, which goes on while it sleeps; that of a vault in PostgreSQL stands still then.
    clock: { now: Date.now },
    holder: node,
    // The last one is nobody else's: it says who is there.
    names: [...jobs.filter(({ isOfEach }) => !isOfEach).map(({ name }) => name), `node ${node}`],
    leaseMs: vault.limits.leaseMs,
    stopping,
    onError: error => log.error({ err: error }, 'leases could not be renewed'),
  });
}

/** Runs that overlap wait for each other, one at most; a failure is logged and the next run tries again. */
function runner(
  job: Job,
  vault: Vault,
  { log, jobRan = () => {} }: BackgroundOptions,
  find: () => Tenure | undefined,
) {
  const runOnce = async (tenure: Tenure) => {
    const begunAt = performance.now();
    const told = (outcome: 'done' | 'failed') => jobRan(job.name, outcome, performance.now() - begunAt);
    try {
      await job.run(vault, tenure);
      told('done');
    } catch (error) {
      told('failed');
      throw error;
    }
  };
  let last: Promise<unknown> = Promise.resolve();
  let waiting: Promise<unknown> | undefined;
  const run = () => {
    if (waiting) return waiting;
    waiting = last
      .then(() => {
        waiting = undefined;
        const tenure = find();
        return !tenure || tenure.isOver() ? undefined : runOnce(tenure);
      })
      .catch(error => log.error({ err: error, job: job.name }, 'background job failed'));
    last = waiting;
    return last;
  };
  return Object.assign(run, { ended: () => last });
}
