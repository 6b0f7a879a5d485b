// Looks for requests that make others wait: sends one after the other, keeps those that others waited for the longest, and changes them.
import { Random } from '../fuzz/random.ts';
import { doors } from './doors.ts';
import { Choices, changeGenes, type Genes } from './genes.ts';
import type { Asked, SlowStage } from './stage.ts';

export interface Hunt {
  readonly door: string;
  readonly seed: number;
  readonly forMs: number;
}

export interface Hunted {
  readonly sent: number;
  /** How often each status was answered. */
  readonly statuses: Readonly<Record<string, number>>;
  /** The longest that somebody else waited, repeated requests and what the machine does beside them included. */
  readonly longestMs: number;
  /** The wait that 99 of 100 requests stayed within. */
  readonly p99Ms: number;
  readonly findings: readonly string[];
}

/** What others may wait for the request of one. */
export const waitMaxMs = 250;
const addressMax = 15_000;
/** A connection that is broken off at once is an answer, too. */
const unansweredMs = 10_000;
const poolMax = 20;
const findingsMax = 5;
const repeats = 3;

interface Kept {
  readonly genes: Genes;
  readonly waitMs: number;
}

export async function huntSlow(stage: SlowStage, { door, seed, forMs }: Hunt): Promise<Hunted> {
  const make = doors[door];
  if (!make) throw new Error(`there is no door ${door}`);
  const random = new Random(seed, -1);
  const until = performance.now() + forMs;
  const statuses: Record<string, number> = {};
  const findings: string[] = [];
  let pool: Kept[] = [];
  const waits: number[] = [];
  let sent = 0;
  await stage.probe.take();
  while (performance.now() < until && findings.length < findingsMax) {
    const isNew = pool.length < 4 || random.chance(0.4);
    const genes = isNew ? [] : changeGenes(random.pick(pool).genes, random.pick(pool).genes, random);
    const choices = new Choices(seed, sent++, genes);
    const asked = withAddress(make(choices, stage));
    const { status, tookMs, waitMs } = await measure(stage, asked);
    statuses[status] = (statuses[status] ?? 0) + 1;
    waits.push(waitMs);
    pool = [...pool, { genes: choices.taken, waitMs }].sort((a, b) => b.waitMs - a.waitMs).slice(0, poolMax);
    if (status >= 500 || (status === 0 && tookMs > unansweredMs))
      findings.push(`answered ${status} after ${tookMs.toFixed(0)} ms: ${describe(asked)}`);
    if (waitMs <= waitMaxMs) continue;
    const alone = await repeatAlone(stage, asked);
    if (alone > waitMaxMs) findings.push(`others waited ${alone.toFixed(0)} ms: ${describe(asked)}`);
    // What was no fault of the request is not looked for again.
    else pool = pool.filter(one => one.genes !== choices.taken);
  }
  waits.sort((a, b) => a - b);
  const p99Ms = waits[Math.ceil(waits.length * 0.99) - 1] ?? 0;
  return { sent, statuses, longestMs: waits.at(-1) ?? 0, p99Ms, findings };
}

/** With what stands in no address left out. */
function withAddress(asked: Asked): Asked {
  return { ...asked, path: asked.path.replace(/[^\x21-\x7e]/g, '').slice(0, addressMax) };
}

async function measure(
  stage: SlowStage,
  asked: Asked,
): Promise<{ status: number; tookMs: number; waitMs: number }> {
  const { status, tookMs } = await stage.send(asked);
  const { readMs, writeMs } = await stage.probe.take();
  return { status, tookMs, waitMs: Math.max(readMs, writeMs) };
}

/** The shortest wait of several, less what others waited right before: the rest is the fault of what else the machine does. */
async function repeatAlone(stage: SlowStage, asked: Asked): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < repeats && least > waitMaxMs; i++) {
    await new Promise(done => setTimeout(done, 300));
    const idle = await stage.probe.take();
    const { waitMs } = await measure(stage, asked);
    least = Math.min(least, waitMs - Math.max(idle.readMs, idle.writeMs));
  }
  return least;
}

const shownMax = 600;

function describe({ method, path, headers, body }: Asked): string {
  const length = body?.length ?? 0;
  const shown = String(body ?? '').slice(0, shownMax);
  return `${method} ${path.slice(0, shownMax)} ${headers?.['content-type'] ?? ''} ${length} long: ${shown}`;
}
