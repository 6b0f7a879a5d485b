// Clients that write to records, several to each, and one that follows each, until they are told to stop.
import { setTimeout } from 'node:timers/promises';
import { getAt } from '../../assume.ts';
import type { PreparedRecord } from '../durability/vault.ts';
import { Connection } from '../durability/wire.ts';
import { Random } from '../fuzz/random.ts';
import { Outages, RecordLedger } from './ledger.ts';
import { follow, RecordWriter } from './record-writer.ts';

const writersPerRecord = 2;
/** How long a client waits between its requests, at most, and before it comes again after it was not served. */
const paceMs = 60;
const againMs = 150;
const othersEveryMs = 400;

/** What another client does; it gives up when it is over. */
export type Turn = (connection: Connection, isOver: () => boolean) => Promise<void>;

export class Load {
  readonly ledgers: readonly RecordLedger[];
  readonly outages = new Outages();
  /** Answers that no incident explains. */
  readonly surprises: string[] = [];
  readonly #url: string;
  readonly #records: readonly PreparedRecord[];
  readonly #seed: number;
  #isOver = false;
  #running: Promise<unknown> = Promise.resolve();

  constructor(url: string, records: readonly PreparedRecord[], seed: number) {
    this.#url = url;
    this.#records = records;
    this.#seed = seed;
    this.ledgers = records.map(({ id }) => new RecordLedger(id));
  }

  get acknowledged(): number {
    return this.#count('acknowledged');
  }

  get requests(): number {
    return this.ledgers.reduce((sum, { attempts }) => sum + attempts.length, 0);
  }

  /** @param others what else is done meanwhile, again and again */
  start(others: readonly Turn[]): void {
    this.#running = Promise.all([
      ...this.ledgers.flatMap((ledger, record) => [
        ...Array.from({ length: writersPerRecord }, (_, i) => this.#write(ledger, record, i)),
        this.#follow(ledger, record),
      ]),
      ...others.map(turn =>
        this.#keepOn(0, async connection => {
          await turn(connection, () => this.#isOver);
          await setTimeout(othersEveryMs);
          return true;
        }),
      ),
    ]);
  }

  /** Waits until so many more writes were acknowledged. */
  async untilAcknowledged(more: number, withinMs: number): Promise<void> {
    const due = this.acknowledged + more;
    const end = performance.now() + withinMs;
    while (this.acknowledged < due) {
      if (performance.now() > end)
        throw new Error(`only ${this.acknowledged + more - due} of ${more} writes were acknowledged in time`);
      await Promise.race([setTimeout(20), this.#running]);
    }
  }

  /** Waits until every client that writes has been served once more. */
  async untilAllServed(withinMs: number): Promise<void> {
    const from = performance.now();
    for (;;) {
      const waiting = this.ledgers
        .flatMap((_, record) => Array.from({ length: writersPerRecord }, (_, i) => nameWriter(record, i)))
        .filter(name => this.outages.getLastServed(name) < from);
      if (waiting.length === 0) return;
      if (performance.now() > from + withinMs) throw new Error(`not served in time: ${waiting.join(', ')}`);
      await Promise.race([setTimeout(20), this.#running]);
    }
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#running;
  }

  /** Who follows is told the last of it. */
  async followToTheEnd(): Promise<void> {
    for (const [record, ledger] of this.ledgers.entries()) {
      const connection = this.connect(record);
      await follow(connection, ledger);
      connection.close();
    }
  }

  async #write(ledger: RecordLedger, record: number, index: number): Promise<void> {
    const random = new Random(this.#seed, record * writersPerRecord + index);
    const name = nameWriter(record, index);
    const writer = new RecordWriter(name, ledger, this.outages, random, told => this.surprises.push(told));
    await this.#keepOn(record, async connection => {
      if (!(await writer.turn(connection))) return false;
      await setTimeout(random.below(paceMs));
      return true;
    });
  }

  #follow(ledger: RecordLedger, record: number): Promise<void> {
    return this.#keepOn(record, async connection => {
      await follow(connection, ledger);
      await setTimeout(againMs);
      return true;
    });
  }

  /** Over a new connection wherever the last one was of no use. */
  async #keepOn(record: number, turn: (connection: Connection) => Promise<boolean>): Promise<void> {
    while (!this.#isOver) {
      const connection = this.connect(record);
      while (!this.#isOver && (await turn(connection)));
      connection.close();
      await setTimeout(againMs);
    }
  }

  connect(record: number): Connection {
    return new Connection(this.#url, getAt(this.#records, record).identity);
  }

  #count(outcome: string): number {
    return this.ledgers.reduce(
      (sum, { attempts }) => sum + attempts.filter(a => a.outcome === outcome).length,
      0,
    );
  }
}

function nameWriter(record: number, index: number): string {
  return `r${record}w${index}`;
}
