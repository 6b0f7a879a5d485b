// All that looks at a server while it runs: its log, its metrics, its traces. Made by main.ts; told by the router of requests,
// by the bell of commits, by background.ts of jobs.
import type { Logger } from 'pino';
import type { CommitBell } from '../commit-bell.ts';
import type { Config } from '../config.ts';
import type { Vault } from '../core/vault.ts';
import type { Health } from '../health.ts';
import { lookAtMachine } from './machine.ts';
import type { Metrics } from './metrics.ts';
import type { Telemetry } from './otel.ts';
import { type Answered, makeRequestLog } from './request-log.ts';
import { logSignIns } from './sign-in-log.ts';
import { makeStanding } from './standing.ts';

export interface Watch {
  answered(answered: Answered): void;
  jobRan(job: string, outcome: 'done' | 'failed', tookMs: number): void;
  /** Where Prometheus asks, if it may. */
  readonly metricsUrl: string | undefined;
  stop(): Promise<void>;
}

export interface WatchOptions {
  readonly config: Config;
  readonly vault: Vault;
  readonly log: Logger;
  readonly bell: CommitBell;
  readonly health: Health;
  readonly countJobsHeld: () => number;
  /** Of several workers, whose parent tells what all of them count. */
  readonly isWorker: boolean;
}

/** @throws when the port for metrics is taken */
export async function startWatch(options: WatchOptions): Promise<Watch> {
  const { config, vault, log, bell, isWorker } = options;
  const logRequest = makeRequestLog(log, config.logRequests);
  logSignIns(vault, log);
  if (!config.metrics && !config.telemetry) return { ...quiet, answered: logRequest };
  const metrics = await measure(options);
  bell.onCommit(tookMs => metrics.wrote(tookMs / 1000));
  vault.memory.signIns.onTry(one => metrics.triedToSignIn(one));
  const telemetry = config.telemetry ? await startTelemetry(options, metrics) : undefined;
  const server = config.metrics && !isWorker ? await serve(config.metrics, metrics, log) : undefined;
  if (config.metrics && isWorker) await answerParent(metrics);
  return {
    answered(answered) {
      logRequest(answered);
      metrics.answered(answered);
      telemetry?.answered(answered);
    },
    jobRan: (job, outcome, tookMs) => metrics.jobRan(job, outcome, tookMs / 1000),
    metricsUrl: server?.url,
    async stop() {
      await server?.close();
      await telemetry?.stop();
    },
  };
}

const quiet: Omit<Watch, 'answered'> = { jobRan() {}, metricsUrl: undefined, stop: async () => {} };

async function measure({ config, vault, health, countJobsHeld }: WatchOptions): Promise<Metrics> {
  const { openMetrics } = await import('./metrics.ts');
  const standing = makeStanding({
    vault,
    countJobsHeld,
    isReady: () => health.isReady(),
    lookAtMachine: () => lookAtMachine(config),
  });
  const { version, mode } = vault;
  return openMetrics({ version, mode, store: config.database ? 'postgres' : 'sqlite', standing });
}

async function startTelemetry({ vault, log }: WatchOptions, { registry }: Metrics): Promise<Telemetry> {
  const { openTelemetry } = await import('./otel.ts');
  return openTelemetry({ version: vault.version, instanceId: vault.ids.guid(), registry, log });
}

async function serve(config: NonNullable<Config['metrics']>, { registry }: Metrics, log: Logger) {
  const { serveMetrics } = await import('./metrics-server.ts');
  const print = async () => ({ type: registry.contentType, text: await registry.metrics() });
  return serveMetrics(config, print, log);
}

/** prom-client asks by messages of its own. */
async function answerParent({ registry }: Metrics): Promise<void> {
  const { AggregatorRegistry } = await import('prom-client');
  new AggregatorRegistry();
  AggregatorRegistry.setRegistries([registry]);
}
