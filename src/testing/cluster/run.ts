// A run: load on a cluster to which everything is done that may happen to it, and in the end the comparison of what is
// there with what clients were told.
import { Client } from 'pg';
import { getAt, getFirst } from '../../assume.ts';
import { type Inbox, openInbox } from '../events/inbox.ts';
import { prepareStorm, type StormVault, stormLimits, subscriberCount } from '../events/storm-vault.ts';
import { Random } from '../fuzz/random.ts';
import { openSealed } from '../opened.ts';
import { checkRecord, type Query, type Tally } from './check.ts';
import { Cluster } from './cluster.ts';
import { cuts, type Incident, kill, promotion } from './incidents.ts';
import { Load } from './load.ts';
import { databaseName } from './pgbouncer.ts';
import { databaseUser, type PostgresServer } from './postgres.ts';
import { SessionKeeper } from './sessions.ts';
import { checkTold, type Spell } from './told.ts';
import { partBytes, Uploader } from './uploader.ts';

export interface Run {
  readonly seed: number;
  readonly promotions: number;
  readonly kills: number;
  readonly cuts: number;
  readonly records: number;
  /** How far apart the clocks of the nodes are; that of the database lies in the middle. */
  readonly clocksApartMs: number;
  readonly tell: ((progress: string) => void) | undefined;
}

export interface RunReport {
  readonly requests: number;
  readonly acknowledged: number;
  readonly unknown: number;
  readonly unknownDone: number;
  readonly lost: number;
  readonly doubled: number;
  readonly looks: number;
  readonly sessions: number;
  readonly files: number;
  /** Changes that somebody was due to be told of, and how many were told again. */
  readonly told: number;
  readonly toldAgain: number;
  /** For each kind of incident, for how long some client was not served, at most. */
  readonly longestMs: Readonly<Record<string, number>>;
  readonly differences: readonly string[];
}

/** Writes that are acknowledged between two incidents. */
const betweenIncidents = 30;
/** Receivers are asked again soon, and parts are small. */
const limits = { ...stormLimits, eventTimeoutMs: 3000, blobChunkBytes: partBytes };
const servedWithinMs = 120_000;

export async function runCluster(run: Run): Promise<RunReport> {
  const apart = run.clocksApartMs / 2;
  const inboxes = await openInboxes(run.seed);
  await using cluster = await Cluster.open([-apart, apart]);
  const vault = await cluster.furnish({ limits }, data =>
    prepareStorm(
      data,
      run.records,
      inboxes.map(({ receiver }) => receiver.port),
    ),
  );
  await cluster.start();
  for (const inbox of inboxes) void inbox.weather();
  const load = new Load(`${cluster.proxy.url}/platform/wildcat.ashx`, vault.records, run.seed);
  const clients = makeClients(run, cluster, load, vault);
  load.start([() => clients.sessions.turn(), (...given) => clients.uploader.turn(...given)]);
  const spells: Spell[] = [];
  const found = await goThrough(run, cluster, load, spells).catch(async error => {
    const described = await cluster.describe();
    void load.stop();
    for (const inbox of inboxes) await inbox.close();
    throw new Error(described, { cause: error });
  });
  await load.stop();
  for (const inbox of inboxes) inbox.clearUp();
  found.push(...(await clients.check()), ...load.surprises);
  const query = await openQuery(cluster.pair.primary);
  const told = await checkTold(query.ask, vault.records, vault.subscribers, inboxes, spells);
  await load.followToTheEnd();
  const tallies: Tally[] = [];
  const sealed = await openSealed(
    (text, ...values) => query.ask(text.replaceAll('?', '$1'), ...values),
    cluster.keyFile,
  );
  for (const ledger of load.ledgers) tallies.push(await checkRecord(query.ask, ledger, sealed));
  await query.close();
  for (const inbox of inboxes) await inbox.close();
  const sum = (of: (tally: Tally) => number) => tallies.reduce((total, tally) => total + of(tally), 0);
  return {
    requests: load.requests,
    acknowledged: load.acknowledged,
    unknown: sum(({ unknown }) => unknown),
    unknownDone: sum(({ unknownDone }) => unknownDone),
    lost: sum(({ lost }) => lost),
    doubled: sum(({ doubled }) => doubled),
    looks: load.ledgers.reduce((total, { looks }) => total + looks.length, 0),
    sessions: clients.sessions.count,
    files: clients.uploader.count,
    told: told.due,
    toldAgain: told.again,
    longestMs: load.outages.longest,
    differences: [...found, ...told.differences, ...tallies.flatMap(({ differences }) => differences)],
  };
}

function openInboxes(seed: number): Promise<Inbox[]> {
  return Promise.all(Array.from({ length: subscriberCount }, (_, i) => openInbox(seed + i)));
}

/** Those who do something else than write and follow. */
function makeClients({ seed }: Run, { proxy }: Cluster, load: Load, { writingApp, records }: StormVault) {
  const sessions = new SessionKeeper(proxy.url, writingApp, getFirst(records), new Random(seed, 2000));
  const uploader = new Uploader(getFirst(load.ledgers), new Random(seed, 2001));
  return {
    sessions,
    uploader,
    async check(): Promise<string[]> {
      await sessions.useAll();
      const connection = load.connect(0);
      const files = await uploader.check(connection);
      connection.close();
      return [...sessions.lost, ...files];
    },
  };
}

/** One after the other, and in each place whichever comes. */
async function goThrough(run: Run, cluster: Cluster, load: Load, spells: Spell[]): Promise<string[]> {
  const random = new Random(run.seed, 1000);
  for (const [i, incident] of listIncidents(run, random).entries()) {
    load.outages.incident = 'calm';
    await load.untilAcknowledged(betweenIncidents, servedWithinMs);
    load.outages.incident = incident.name;
    const started = performance.now();
    await incident.happen(cluster, random);
    await load.untilAllServed(servedWithinMs);
    spells.push({ from: started, to: performance.now() });
    run.tell?.(
      `${i + 1} ${incident.name}, ${Math.round(performance.now() - started)} ms, ${load.acknowledged} acknowledged`,
    );
    const missing = cluster.places.findIndex(({ node }) => node.isMissing);
    if (missing >= 0) {
      const { node } = getAt(cluster.places, missing);
      return [`node ${missing} ended by itself: ${node.logged.slice(-20).join('\n')}`];
    }
  }
  load.outages.incident = 'calm';
  await load.untilAcknowledged(betweenIncidents, servedWithinMs);
  return [];
}

function listIncidents({ promotions, kills, cuts: cutCount }: Run, random: Random): Incident[] {
  const all = [
    ...Array.from({ length: promotions }, () => promotion),
    ...Array.from({ length: kills }, () => kill),
    ...Array.from({ length: cutCount }, (_, i) => getAt(cuts, i % cuts.length)),
  ];
  const places = all.map(incident => ({ incident, at: random.below(2 ** 30) }));
  return places.sort((a, b) => a.at - b.at).map(({ incident }) => incident);
}

async function openQuery({ port }: PostgresServer): Promise<{ ask: Query; close: () => Promise<void> }> {
  const client = new Client({ host: '127.0.0.1', port, user: databaseUser, database: databaseName });
  await client.connect();
  return {
    ask: async (sql, ...values) => (await client.query<Record<string, unknown>>(sql, values)).rows,
    close: () => client.end(),
  };
}
