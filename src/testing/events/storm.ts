// The event storm: things change in many records while receivers are down half of the time and the server is killed again
// and again. What came in is compared with the operations the store holds, by SQL of its own.
import { rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { getFirst } from '../../assume.ts';
import { newVaultFolder, openFacts, putSettings } from '../durability/facts.ts';
import { type ServerProcess, serveCommand, start } from '../durability/server.ts';
import { Connection } from '../durability/wire.ts';
import { Random } from '../fuzz/random.ts';
import { deliveryDifferences, dueTo, type Fact } from './due.ts';
import { openInbox } from './inbox.ts';
import { prepareStorm, type StormVault, stormLimits, subscriberCount } from './storm-vault.ts';
import { StormWriter } from './storm-writer.ts';

export interface Storm {
  readonly seed: number;
  readonly things: number;
  readonly records: number;
  readonly kills: number;
  /** How long a client waits between its requests, at most. */
  readonly paceMs: number;
}

export interface StormReport extends Storm {
  readonly changed: number;
  readonly requests: number;
  readonly owed: number;
  readonly taken: number;
  readonly refused: number;
  readonly msToCalm: number;
  readonly differences: readonly string[];
}

const calmMs = 60_000;

export async function runStorm(storm: Storm): Promise<StormReport> {
  const data = await newVaultFolder();
  const random = new Random(storm.seed);
  const inboxes = await Promise.all(
    Array.from({ length: subscriberCount }, (_, i) => openInbox(storm.seed + i)),
  );
  putSettings(data, { limits: stormLimits });
  const vault = await prepareStorm(
    data,
    storm.records,
    inboxes.map(({ receiver }) => receiver.port),
  );
  for (const inbox of inboxes) void inbox.weather();
  const server = new Restarted(data);
  try {
    await server.start();
    const writers = vault.records.map((_, i) => new StormWriter(new Random(storm.seed, i)));
    const changed = () => writers.reduce((sum, writer) => sum + writer.changed, 0);
    let isOver = false;
    const load = Promise.all(
      writers.map((writer, i) =>
        drive(
          writer,
          vault,
          i,
          server,
          () => isOver,
          () => setTimeout(random.below(storm.paceMs)),
        ),
      ),
    );
    for (let kill = 1; kill <= storm.kills; kill++) {
      const due = (storm.things * kill) / (storm.kills + 1);
      while (changed() < due) await Promise.race([setTimeout(5), load]);
      await setTimeout(random.below(100));
      await server.restart();
    }
    while (changed() < storm.things) await Promise.race([setTimeout(5), load]);
    isOver = true;
    await load;
    for (const inbox of inboxes) inbox.clearUp();
    const started = performance.now();
    const left = await untilCalm(data);
    const msToCalm = Math.round(performance.now() - started);
    await server.stop();
    const facts = await readFacts(data, vault);
    const found = [
      ...left,
      ...writers.flatMap((writer, i) => numberDifferences(`record ${i}`, writer, facts[i]!)),
      ...vault.subscribers.flatMap((subscriber, i) => deliveryDifferences(subscriber, inboxes[i]!, facts)),
    ];
    return {
      ...storm,
      changed: facts.reduce((sum, operations) => sum + operations.length, 0),
      requests: writers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0),
      owed: vault.subscribers.reduce((sum, one) => sum + dueTo(one, facts).flat(2).length, 0),
      taken: inboxes.reduce((sum, { taken }) => sum + taken.flatMap(({ thingIds }) => thingIds).length, 0),
      refused: inboxes.reduce((sum, { refused }) => sum + refused, 0),
      msToCalm,
      differences: found,
    };
  } finally {
    await server.stop();
    for (const inbox of inboxes) await inbox.close();
    rmSync(data, { recursive: true, force: true });
  }
}

/** Writes and follows until it is over, over a new connection wherever the last one broke. */
async function drive(
  writer: StormWriter,
  { records }: StormVault,
  index: number,
  server: Restarted,
  isOver: () => boolean,
  pace: () => Promise<void>,
): Promise<void> {
  while (!isOver()) {
    const connection = new Connection(await server.url(), records[index]!.identity);
    while (!isOver() && (await writer.write(connection))) {
      await writer.follow(connection);
      await pace();
    }
    connection.close();
  }
  const connection = new Connection(await server.url(), records[index]!.identity);
  await writer.follow(connection);
  connection.close();
}

/** A server that is killed and started again. */
class Restarted {
  readonly #data: string;
  #running: Promise<ServerProcess> | undefined;

  constructor(data: string) {
    this.#data = data;
  }

  async start(): Promise<void> {
    this.#running = start(serveCommand(this.#data));
    await this.#running;
  }

  async url(): Promise<string> {
    return (await this.#running!).platformUrl;
  }

  async restart(): Promise<void> {
    const old = await this.#running!;
    this.#running = old.kill().then(() => start(serveCommand(this.#data)));
    await this.#running;
  }

  async stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    await (await running)?.kill();
  }
}

/** Waits until nothing is owed. */
async function untilCalm(data: string): Promise<string[]> {
  await using db = await openFacts(data);
  const count = async (table: string) =>
    getFirst(await db.all<{ n: number }>(`SELECT COUNT(*) AS n FROM ${table}`)).n;
  const owed = async () => (await count('event_lane')) + (await count('outbox'));
  const started = performance.now();
  while ((await owed()) > 0 && performance.now() - started < calmMs) await setTimeout(20);
  const left = (await owed()) > 0 ? [`${await count('event_lane')} records are owed still`] : [];
  const parked = (await count('event_parked')) > 0 ? ['something was parked'] : [];
  return [...left, ...parked];
}

/** The operations of each record, in order. */
async function readFacts(data: string, { records }: StormVault): Promise<Fact[][]> {
  await using db = await openFacts(data);
  const operations = `SELECT sequence, thing_id AS "thingId", type_id AS "typeId", effective_date AS date
    FROM record_operation WHERE record_id = ? ORDER BY sequence, position`;
  const facts: Fact[][] = [];
  for (const { id } of records) facts.push(await db.all<Fact>(operations, id));
  return facts;
}

/** Numbers grow by one, a request's things share theirs, and who follows misses and repeats nothing. */
function numberDifferences(name: string, writer: StormWriter, facts: readonly Fact[]): string[] {
  const found: string[] = [];
  facts.forEach(({ sequence }, i) => {
    const before = facts[i - 1]?.sequence ?? 0;
    if (sequence !== before && sequence !== before + 1)
      found.push(`${name}: operation ${sequence} comes after ${before}`);
  });
  const followed = JSON.stringify(writer.followed);
  if (followed !== JSON.stringify(facts.map(({ sequence, thingId }) => ({ sequence, thingId }))))
    found.push(`${name}: who follows has ${writer.followed.length} changes of ${facts.length}`);
  let last = 0;
  for (const ids of writer.acknowledged) {
    const at = facts.filter(({ sequence, thingId }) => sequence > last && thingId === ids[0])[0]?.sequence;
    const together = facts.filter(({ sequence }) => sequence === at).map(({ thingId }) => thingId);
    if (JSON.stringify(together) !== JSON.stringify(ids))
      found.push(`${name}: ${ids.length} things of one request, ${together.length} of one number`);
    if (at !== undefined) last = at;
  }
  return found;
}
