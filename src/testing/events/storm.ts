// The event storm: things change in many records while receivers are down half of the time and the server is killed again
// and again. What came in is compared with the operations the store holds, by SQL of its own.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { type ServerProcess, serveCommand, start } from '../durability/server.ts';
import { newFolder } from '../durability/vault.ts';
import { Connection } from '../durability/wire.ts';
import { Random } from '../fuzz/random.ts';
import { answerWith, type ReceivedNotice, type Receiver, signatureOf, startReceiver } from './receiver.ts';
import {
  namedTypes,
  prepareStorm,
  type StormVault,
  type Subscriber,
  subscriberCount,
} from './storm-vault.ts';
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
  const data = newFolder();
  const random = new Random(storm.seed);
  const inboxes = await Promise.all(
    Array.from({ length: subscriberCount }, (_, i) => openInbox(storm.seed + i)),
  );
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
    const facts = readFacts(data, vault);
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

interface Inbox {
  readonly receiver: Receiver;
  /** What it took, by answering 200. */
  readonly taken: ReceivedNotice[];
  refused: number;
  /** Posts whose signature was not the one due. */
  readonly badlySigned: (subscriber: Subscriber) => number;
  weather(): Promise<void>;
  clearUp(): void;
  close(): Promise<void>;
}

/** Each spell of weather lasts so long. */
const spellMs = { min: 100, max: 600 };

async function openInbox(seed: number): Promise<Inbox> {
  const receiver = await startReceiver();
  const random = new Random(seed, 99);
  let isFair = false;
  const takes: Receiver['answer'] = (response, post) => {
    inbox.taken.push(...post.notices);
    answerWith(200)(response, post);
  };
  const bad: readonly Receiver['answer'][] = [
    answerWith(503),
    answerWith(302, { Location: 'http://127.0.0.1:1/' }),
    response => void response.destroy(),
    () => {},
  ];
  const refuses = (how: Receiver['answer']): Receiver['answer'] => {
    return (response, post) => {
      inbox.refused++;
      how(response, post);
    };
  };
  const inbox: Inbox = {
    receiver,
    taken: [],
    refused: 0,
    badlySigned: ({ subscriptionId, key }) =>
      receiver.posts.filter(({ headers, body }) => {
        const version = headers.authorization?.split(':')[1] ?? '';
        return headers.authorization !== signatureOf(subscriptionId, version, key, body);
      }).length,
    async weather() {
      for (let isDown = true; !isFair; isDown = !isDown) {
        receiver.answer = isDown ? refuses(random.pick(bad)) : takes;
        await setTimeout(random.between(spellMs.min, spellMs.max));
      }
      receiver.answer = takes;
    },
    clearUp() {
      isFair = true;
      receiver.answer = takes;
    },
    close: () => Promise.resolve(receiver[Symbol.asyncDispose]()),
  };
  return inbox;
}

/** Waits until nothing is owed. */
async function untilCalm(data: string): Promise<string[]> {
  const db = new Database(join(data, 'keepwell.db'), { readonly: true });
  const count = (table: string) => Number(db.prepare(`SELECT COUNT(*) FROM ${table}`).pluck().get());
  const owed = () => count('event_lane') + count('outbox');
  const started = performance.now();
  while (owed() > 0 && performance.now() - started < calmMs) await setTimeout(20);
  const left = owed() > 0 ? [`${count('event_lane')} records are owed still`] : [];
  const parked = count('event_parked') > 0 ? ['something was parked'] : [];
  db.close();
  return [...left, ...parked];
}

interface Fact {
  readonly sequence: number;
  readonly thingId: string;
  readonly typeId: string;
  readonly date: string;
}

/** The operations of each record, in order. */
function readFacts(data: string, { records }: StormVault): Fact[][] {
  const db = new Database(join(data, 'keepwell.db'), { readonly: true });
  const operations = db.prepare(
    `SELECT sequence, thing_id AS thingId, type_id AS typeId, effective_date AS date FROM record_operation
     WHERE record_id = ? ORDER BY sequence, position`,
  );
  const facts = records.map(({ id }) => operations.all(id) as Fact[]);
  db.close();
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

/** For each record, for each authorisation of it, the things to be told in order. */
function dueTo({ known, mayRead }: Subscriber, facts: readonly (readonly Fact[])[]): string[][][] {
  return facts.map((operations, record) =>
    known[record]!.map(() =>
      operations
        .filter(fact => namedTypes.includes(fact.typeId) && mayRead(fact))
        .map(({ thingId }) => thingId),
    ),
  );
}

/** Each change came in, in its order, and nothing else. */
function deliveryDifferences(
  subscriber: Subscriber,
  inbox: Inbox,
  facts: readonly (readonly Fact[])[],
): string[] {
  const { name, known, subscriptionId } = subscriber;
  const found: string[] = [];
  const due = dueTo(subscriber, facts);
  const allowed = new Set(
    known.flatMap((ids, record) =>
      ids.flatMap(({ personId, recordId }, i) =>
        due[record]![i]!.map(thingId => [subscriptionId, personId, recordId, thingId].join()),
      ),
    ),
  );
  const everything = inbox.receiver.posts.flatMap(({ notices }) => notices);
  for (const { subscriptionId, personId, recordId, thingIds } of everything) {
    for (const thingId of thingIds) {
      if (!allowed.has([subscriptionId, personId, recordId, thingId].join()))
        found.push(`${name}: was told of a thing it may not read`);
    }
  }
  known.forEach((ids, record) => {
    ids.forEach(({ personId, recordId }, i) => {
      const came = inbox.taken
        .filter(notice => notice.personId === personId && notice.recordId === recordId)
        .flatMap(({ thingIds }) => thingIds);
      const missing = missingIn(came, due[record]![i]!);
      if (missing > 0)
        found.push(`${name}: ${missing} changes of record ${record} never came, or out of order`);
    });
  });
  const unsigned = inbox.badlySigned(subscriber);
  if (unsigned > 0) found.push(`${name}: ${unsigned} posts are not signed as they should be`);
  return found;
}

/** How many at the end of `due` are left when what came is followed in order: what comes twice does no harm. */
function missingIn(came: readonly string[], due: readonly string[]): number {
  let next = 0;
  for (const id of came) if (id === due[next]) next++;
  return due.length - next;
}
