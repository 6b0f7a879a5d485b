// What a server is measured by, in Prometheus' terms. Nothing that counts for one person, record, application or address is a
// label: as many series as there are routes, methods and jobs. Loaded only where metrics are asked for.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { SignInTry } from '../core/people/sign-in-watch.ts';
import type { Answered } from './request-log.ts';
import type { Standing } from './standing.ts';

export interface Metrics {
  readonly registry: Registry;
  answered(answered: Answered): void;
  /** A write that is on disk, in seconds from being asked for. */
  wrote(seconds: number): void;
  jobRan(job: string, outcome: 'done' | 'failed', seconds: number): void;
  triedToSignIn(one: SignInTry): void;
}

interface About {
  readonly version: string;
  readonly mode: string;
  readonly store: string;
  readonly standing: () => Promise<Standing>;
}

/** Seconds. A request takes a millisecond where nothing waits, an export a minute. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60];
const groupBuckets = [1, 2, 4, 8, 16, 32, 64, 128, 256];
const lagPrecisionMs = 10;

export function openMetrics(about: About): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: lagPrecisionMs });
  // Sums of what stands beside them by kind, and named as counters are.
  for (const kind of ['handles', 'requests', 'resources'])
    registry.removeSingleMetric(`nodejs_active_${kind}_total`);
  describeStanding(registry, about);
  const { requests, durations, calls, callDurations, writes, groups, runs, runDurations, tries } =
    makeInstruments(registry);
  let group = 0;
  return {
    registry,
    answered({ note, method, status, tookMs }) {
      requests.inc({ route: note.route, method, status });
      durations.observe({ route: note.route }, tookMs / 1000);
      if (note.code === undefined) return;
      const call = note.call ?? 'none';
      calls.inc({ call, code: note.code });
      callDurations.observe({ call }, tookMs / 1000);
    },
    wrote(seconds) {
      writes.observe(seconds);
      group += 1;
      if (group > 1) return;
      setImmediate(() => {
        groups.observe(group);
        group = 0;
      });
    },
    jobRan(job, outcome, seconds) {
      runs.inc({ job, outcome });
      runDurations.inc({ job }, seconds);
    },
    triedToSignIn: ({ way, outcome }) => tries.inc({ way, outcome }),
  };
}

function makeInstruments(registry: Registry) {
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter({ name: `keepwell_${name}`, help, labelNames, registers });
  const histogram = <L extends string>(
    name: string,
    help: string,
    labelNames: readonly L[],
    bounds = buckets,
  ) => new Histogram({ name: `keepwell_${name}`, help, labelNames, buckets: bounds, registers });
  return {
    requests: counter('http_requests_total', 'Requests answered; 499 where the client went away.', [
      'route',
      'method',
      'status',
    ]),
    durations: histogram(
      'http_request_duration_seconds',
      'From the head of a request to the end of its answer.',
      ['route'],
    ),
    calls: counter('calls_total', 'Calls of the XML API by the code of the answer; 0 is good.', [
      'call',
      'code',
    ]),
    callDurations: histogram('call_duration_seconds', 'Calls of the XML API.', ['call']),
    writes: histogram('store_write_duration_seconds', 'Writes, from being asked for to being on disk.', []),
    groups: histogram(
      'store_writes_per_commit',
      'Writes that were told of in one turn, as they shared a commit.',
      [],
      groupBuckets,
    ),
    runs: counter('job_runs_total', 'Runs of background jobs by what came of them.', ['job', 'outcome']),
    runDurations: counter('job_seconds_total', 'Time that background jobs took.', ['job']),
    tries: counter('sign_ins_total', 'Tries to sign in.', ['way', 'outcome']),
  };
}

/** What is the same for all processes of a vault is the largest of what they say. */
const aggregator = 'max';

function describeStanding(registry: Registry, { version, mode, store, standing }: About): void {
  const registers = [registry];
  new Gauge({
    name: 'keepwell_info',
    help: 'What runs.',
    labelNames: ['version', 'mode', 'store', 'node_version'],
    aggregator,
    registers,
  }).set({ version, mode, store, node_version: process.version }, 1);
  for (const [name, [help, find]] of Object.entries(gauges)) {
    new Gauge({
      name: `keepwell_${name}`,
      help,
      aggregator,
      registers,
      async collect() {
        const value = find(await standing());
        // What there is none of has no line.
        if (value === undefined) this.remove();
        else this.set(value);
      },
    });
  }
  new Gauge({
    name: 'keepwell_jobs_held',
    help: 'Background jobs that this process does.',
    aggregator: 'sum',
    registers,
    async collect() {
      this.set((await standing()).jobsHeld);
    },
  });
}

type Find = (standing: Standing) => number | undefined;

const seconds = (ms: number | undefined) => (ms === undefined ? undefined : ms / 1000);

const gauges: Readonly<Record<string, readonly [help: string, find: Find]>> = {
  disk_free_bytes: ['Free for the data folder.', ({ machine }) => machine.diskFreeBytes],
  disk_size_bytes: ['Of the disk of the data folder.', ({ machine }) => machine.diskBytes],
  database_size_bytes: ['Of the database.', ({ database }) => database?.bytes],
  database_wal_bytes: ['Of the log of SQLite.', ({ machine }) => machine.walBytes],
  certificate_expiry_timestamp_seconds: [
    'When the certificate that is shown ends.',
    ({ machine }) => seconds(machine.certificateEndsAt),
  ],
  mail_waiting: ['Letters that wait to be sent.', ({ queues }) => queues?.mailWaiting],
  mail_given_up: [
    'Letters that were given up and are not forgotten yet.',
    ({ queues }) => queues?.mailGivenUp,
  ],
  events_owed_records: [
    'Records whose changes are owed to subscribers.',
    ({ queues }) => queues?.recordsOwed,
  ],
  events_parked: ['Changes that were given up.', ({ queues }) => queues?.parked],
  events_failing_subscriptions: [
    'Subscriptions whose last delivery failed.',
    ({ queues }) => queues?.failing,
  ],
  backup_last_success_timestamp_seconds: [
    'When the last good backup was begun; 0 where the settings want backups and none has succeeded.',
    ({ backups, areBackupsWanted }) =>
      seconds(backups?.goodBackup?.begunAt ?? (backups && areBackupsWanted ? 0 : undefined)),
  ],
  backup_last_failed: [
    'Did the last backup go wrong?',
    ({ backups }) => backups?.backup && Number(backups.backup.problem !== undefined),
  ],
  backup_drill_last_success_timestamp_seconds: [
    'When the last good drill ended.',
    ({ backups }) => seconds(backups?.goodDrill?.endedAt),
  ],
  backup_drill_last_failed: [
    'Did the last drill go wrong?',
    ({ backups }) => backups?.drill && Number(backups.drill.problem !== undefined),
  ],
  files_reachable: [
    'Does what keeps the bytes of files answer?',
    ({ areFilesReachable }) => Number(areFilesReachable),
  ],
  ready: ['Does it call itself ready?', ({ isReady }) => Number(isReady)],
};
