// A long run in epochs: each on a fresh vault, with the memory looked at in between and the progress kept in a file.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { heapMb } from './heap.ts';
import type { Finding, Report } from './run.ts';

export interface LongRun {
  readonly seed: number;
  readonly count: number;
  /** Where a run that was interrupted goes on. */
  readonly progressFile: string | undefined;
  /** So many in an epoch. */
  readonly ofEpoch?: number;
  /** Runs the cases from one number to before another. */
  readonly runCases: (slice: { seed: number; from: number; to: number }) => Promise<Report>;
}

export interface Progress {
  readonly seed: number;
  readonly done: number;
  readonly overHttp: number;
  readonly slowestMs: number;
  readonly codes: Record<string, number>;
  /** Megabytes in use after each epoch, and how many more at the end of each than after its first quarter. */
  readonly heapMb: number[];
  readonly growthMb: number[];
  readonly findings: Finding[];
}

export async function runLong({
  seed,
  count,
  progressFile,
  ofEpoch = 50_000,
  runCases,
}: LongRun): Promise<Progress> {
  let progress: Progress = read(progressFile) ?? {
    seed,
    done: 0,
    overHttp: 0,
    slowestMs: 0,
    codes: {},
    heapMb: [],
    growthMb: [],
    findings: [],
  };
  while (progress.done < count) {
    const { done } = progress;
    const to = Math.min(count, done + ofEpoch);
    const report = await runCases({ seed: progress.seed, from: done, to });
    const codes = { ...progress.codes };
    for (const [code, times] of Object.entries(report.codes)) codes[code] = (codes[code] ?? 0) + times;
    progress = {
      ...progress,
      done: to,
      overHttp: progress.overHttp + report.overHttp,
      slowestMs: Math.max(progress.slowestMs, report.slowestMs),
      codes,
      heapMb: [...progress.heapMb, heapMb()],
      growthMb: [...progress.growthMb, report.growthMb],
      findings: [...progress.findings, ...report.findings],
    };
    if (progressFile === undefined) continue;
    writeFileSync(progressFile, JSON.stringify(progress));
    const { heapMb: heap, findings } = progress;
    console.log(
      `fuzz: ${to} of ${count} requests, seed ${progress.seed}, ${findings.length} findings, heap ${heap.at(-1)} MB`,
    );
  }
  return progress;
}

function read(file: string | undefined): Progress | undefined {
  return file !== undefined && existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Progress)
    : undefined;
}
