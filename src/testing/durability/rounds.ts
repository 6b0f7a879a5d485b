// Rounds of load, kill -9, restart and comparison.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Random } from '../fuzz/random.ts';
import { findDifferences } from './check.ts';
import { newVaultFolder } from './facts.ts';
import { serveCommand, start, startAndKill } from './server.ts';
import { prepareVault } from './vault.ts';
import { WritingClient } from './writer.ts';

export interface KillRun {
  readonly seed: number;
  readonly kills: number;
  /** Where a run that was interrupted goes on. */
  readonly progressFile: string | undefined;
}

export interface KillReport {
  readonly seed: number;
  readonly kills: number;
  readonly acknowledged: number;
  /** Requests that got no answer, and how many of them turned out done. */
  readonly unanswered: number;
  readonly unansweredDone: number;
  readonly differences: readonly string[];
}

/** A vault serves for so many kills: then the comparison of all of it is due, and a fresh one. */
const killsPerVault = 25;

export async function runKills({ seed, kills, progressFile }: KillRun): Promise<KillReport> {
  let report: KillReport = read(progressFile) ?? {
    seed,
    kills: 0,
    acknowledged: 0,
    unanswered: 0,
    unansweredDone: 0,
    differences: [],
  };
  while (report.kills < kills && report.differences.length === 0) {
    const one = await oneVault(report.seed, report.kills, Math.min(killsPerVault, kills - report.kills));
    report = {
      ...report,
      kills: report.kills + one.kills,
      acknowledged: report.acknowledged + one.acknowledged,
      unanswered: report.unanswered + one.unanswered,
      unansweredDone: report.unansweredDone + one.unansweredDone,
      differences: one.differences,
    };
    if (progressFile === undefined) continue;
    writeFileSync(progressFile, JSON.stringify(report));
    console.log(
      `durability: ${report.kills} of ${kills} kills, ${report.acknowledged} writes acknowledged, seed ${report.seed}`,
    );
  }
  return report;
}

function read(file: string | undefined): KillReport | undefined {
  return file !== undefined && existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as KillReport)
    : undefined;
}

const recordCount = 2;
const clientCount = 6;
const loadMs = { min: 100, max: 900 };
/** Now and then one more crash comes while the server recovers from the last. */
const crashWhileStarting = 0.25;
const startingMs = 400;

async function oneVault(seed: number, first: number, kills: number): Promise<Omit<KillReport, 'seed'>> {
  const data = await newVaultFolder();
  const random = new Random(seed, first);
  const records = await prepareVault(data, recordCount);
  const clients = Array.from(
    { length: clientCount },
    (_, i) => new WritingClient(`c${i}`, records[i % recordCount]!, new Random(seed + i + 1, first)),
  );
  let unanswered = 0;
  let unansweredDone = 0;
  const found: string[] = [];
  let server = await start(serveCommand(data));
  for (let kill = 0; kill < kills && found.length === 0; kill++) {
    const { platformUrl } = server;
    const load = Promise.all(clients.map(client => client.writeUntilCut(platformUrl)));
    await new Promise(resolve => setTimeout(resolve, random.between(loadMs.min, loadMs.max)));
    await server.kill();
    await load;
    if (random.chance(crashWhileStarting)) await startAndKill(serveCommand(data), random.below(startingMs));
    // The server itself recovers the store before anybody else opens it.
    server = await start(serveCommand(data));
    const inDoubt = clients.filter(({ doubt }) => doubt);
    const before = inDoubt.map(({ things }) => things.size);
    const touched = inDoubt.map(client => client.doubt!);
    found.push(...(await findDifferences(data, clients, kill === kills - 1 ? 'all' : 'touched')));
    unanswered += inDoubt.length;
    unansweredDone += inDoubt.filter((client, i) => wasDone(client, touched[i]!, before[i]!)).length;
  }
  await server.kill();
  rmSync(data, { recursive: true, force: true });
  return {
    kills,
    acknowledged: clients.reduce((sum, client) => sum + client.acknowledged, 0),
    unanswered,
    unansweredDone,
    differences: found,
  };
}

function wasDone(
  client: WritingClient,
  { creates, updates, removes }: NonNullable<WritingClient['doubt']>,
  before: number,
): boolean {
  if (creates.length > 0) return client.things.size > before;
  return updates.some(({ thing, kg }) => thing.kg === kg) || removes.some(({ deleted }) => deleted);
}
