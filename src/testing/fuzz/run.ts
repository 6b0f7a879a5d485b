// Runs cases against a stage, one after the other, and collects what goes wrong.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answer } from '../../facades/xml-api/pipeline.ts';
import { makeSource } from '../../facades/xml-api/reading.ts';
import { caseOf, type FuzzCase, type Weights } from './cases.ts';
import { corpus } from './corpus.ts';
import { heapMb } from './heap.ts';
import { overHttp } from './http.ts';
import { type Outcome, problemIn, slowMs } from './judge.ts';
import { machineSlowness } from './machine.ts';
import { minimise } from './minimise.ts';
import { Random } from './random.ts';
import { openStage, type Stage } from './stage.ts';

export interface RunOptions {
  readonly seed: number;
  /** The index of the first case, and of the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Every so many cases go over a socket as well. */
  readonly httpEvery?: number;
  readonly weights?: Weights;
  /** Failing cases are made small and written here. */
  readonly keepIn?: string;
}

export interface Finding {
  readonly index: number;
  readonly problem: string;
  readonly trail: readonly string[];
  /** The smallest body that still fails so. */
  readonly body: string;
}

export interface Report {
  readonly cases: number;
  readonly overHttp: number;
  readonly slowestMs: number;
  /** How often each code was answered. */
  readonly codes: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
  /** How much more memory was in use at the end than after the first quarter. */
  readonly growthMb: number;
}

/** So many cases, then ids and grants are looked at anew. */
const refreshEvery = 250;
const findingsMax = 20;

export async function runCases({
  seed,
  from,
  to,
  httpEvery = 200,
  weights,
  keepIn,
}: RunOptions): Promise<Report> {
  await using stage = await openStage();
  const bases = corpus();
  machineSlowness();
  const findings: Finding[] = [];
  const codes: Record<string, number> = {};
  let slowestMs = 0;
  let sockets = 0;
  const warm = from + Math.floor((to - from) / 4);
  let warmMb = 0;
  for (let index = from; index < to && findings.length < findingsMax; index++) {
    if ((index - from) % refreshEvery === 0) await stage.refresh();
    if (index === warm) warmMb = heapMb();
    const fuzzCase = caseOf(stage, bases, seed, index, weights);
    const outcome = await attempt(stage, fuzzCase);
    const code = /<code>(\d+)/.exec(outcome.xml)?.[1] ?? '?';
    codes[code] = (codes[code] ?? 0) + 1;
    slowestMs = Math.max(slowestMs, outcome.milliseconds);
    let problem = await confirmed(stage, fuzzCase, problemIn(stage, fuzzCase, outcome));
    if (problem) findings.push(await finding(stage, fuzzCase, problem, keepIn));
    // Its success takes the grant of those that follow.
    if (code === '0' && fuzzCase.trail[0]!.startsWith('RemoveApplicationRecordAuthorization'))
      await stage.refresh();
    if (index % httpEvery === 0) {
      sockets++;
      problem = await overHttp(stage, fuzzCase, new Random(seed ^ 0x5f5f, index));
      if (problem)
        findings.push({
          index,
          problem,
          trail: [...fuzzCase.trail, 'http'],
          body: fuzzCase.body.toString('latin1').slice(0, 5000),
        });
    }
  }
  const cases = to - from;
  return { cases, overHttp: sockets, slowestMs, codes, findings, growthMb: heapMb() - warmMb };
}

/** One case through the whole pipeline. */
export async function attempt(stage: Stage, { body }: Pick<FuzzCase, 'body'>): Promise<Outcome> {
  const { vault } = stage.server;
  const errors: string[] = [];
  const wrote = stage.watchWrites();
  const start = performance.now();
  const xml = await answer(
    {
      vault,
      source: makeSource(body),
      address: '127.0.0.1',
      turnForMuch: async () => Number.POSITIVE_INFINITY,
    },
    error => errors.push(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  const milliseconds = performance.now() - start;
  return { xml, milliseconds, errors: [...errors, ...stage.errors()], wrote: wrote() };
}

const slowRepeats = 5;

/**
 * A slow answer may be the fault of what else runs on the machine: its own work must take as long each time, less what
 * the machine is slower at that moment than it was at its best.
 */
export async function confirmed(
  stage: Stage,
  fuzzCase: FuzzCase,
  problem: string | undefined,
): Promise<string | undefined> {
  if (!problem?.startsWith('slow')) return problem;
  for (let i = 0; i < slowRepeats; i++) {
    const slowness = machineSlowness();
    const before = process.cpuUsage();
    const { milliseconds } = await attempt(stage, fuzzCase);
    const { user, system } = process.cpuUsage(before);
    if (Math.min(milliseconds, (user + system) / 1000) / slowness <= slowMs) return undefined;
  }
  return problem;
}

async function finding(
  stage: Stage,
  fuzzCase: FuzzCase,
  problem: string,
  keepIn: string | undefined,
): Promise<Finding> {
  const kind = problem.split(':')[0]!;
  // Large ones take long and say in their trail what they are.
  const large = fuzzCase.body.length > 200_000;
  const fails = async (smaller: FuzzCase) =>
    problemIn(stage, smaller, await attempt(stage, smaller))?.split(':')[0] === kind;
  const small = large ? fuzzCase : await minimise(fuzzCase, fails);
  const found: Finding = {
    index: fuzzCase.index,
    problem,
    trail: fuzzCase.trail,
    body: start(withNames(stage, small.body.toString('latin1'))),
  };
  if (keepIn) {
    mkdirSync(keepIn, { recursive: true });
    writeFileSync(
      join(keepIn, `${kind.replace(/\W+/g, '-')}-${fuzzCase.index}.json`),
      JSON.stringify(found, null, 2),
    );
  }
  return found;
}

const keptMax = 20_000;

/** A copy: a slice would keep the whole text in memory. */
function start(text: string): string {
  return Buffer.from(text.slice(0, keptMax)).toString();
}

/** Ids and tokens by what they are, so that the text can be filled in again for another stage. */
function withNames({ own, sessions }: Stage, text: string): string {
  const named: Record<string, string> = {
    session: sessions[0]!.token,
    session1: sessions[1]!.token,
    user: own.userToken,
    record: own.recordId,
    person: own.personId,
    app: own.app.id,
  };
  let out = text;
  for (const [name, value] of Object.entries(named)) out = out.replaceAll(value, `{${name}}`);
  return out;
}
