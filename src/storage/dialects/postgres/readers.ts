// Reading: a few connections, each with many statements under way. What is asked in one turn of the event loop goes to the
// one with the fewest, in one piece: writing to a wire costs more than what is written. A statement whose connection is lost
// is asked again by another.
import type { SqlValue } from '../../sql.ts';
import type { Connection } from './connection.ts';
import { ConnectionLost, isBrokenOff, isWorthTrying, readRefusal } from './faults.ts';
import { postgresLimits } from './limits.ts';
import { LookingSql } from './looking-sql.ts';
import type { Source } from './source.ts';
import { makeStatement } from './statements.ts';

const { readConnections, slowReadConnections, slowMs, readMs, readsTogether } = postgresLimits;

export class Readers extends LookingSql {
  readonly #source: Source;
  #connections: Connection[] = [];
  #opening: Promise<void> | undefined;
  #isClosed = false;

  constructor(source: Source) {
    super();
    this.#source = source;
  }

  get connections(): readonly Connection[] {
    return this.#connections;
  }

  run(): never {
    throw new Error('Who reads does not write.');
  }

  put(): never {
    throw new Error('Who reads does not write.');
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#opening;
    await Promise.all(this.#connections.map(connection => connection.close()));
  }

  protected async look<R>(
    text: string,
    values: readonly SqlValue[],
    isListed: boolean,
    keep?: (row: R) => boolean,
  ): Promise<R[]> {
    const statement = makeStatement(text);
    let isBegun = false;
    // What was kept already cannot be asked for again.
    const noting =
      keep &&
      ((row: never) => {
        isBegun = true;
        return keep(row as R);
      });
    for (let tried = 1; ; tried++) {
      const connection = this.#pick() ?? (await this.#first());
      const sentAt = performance.now();
      try {
        return (await connection.send({ statement, values, isListed, keep: noting })).rows as R[];
      } catch (error) {
        // What was broken off for taking long was the one before it.
        const isMistaken = isBrokenOff(error) && performance.now() - sentAt < readMs;
        if (isBegun || !(isWorthTrying(error) || isMistaken) || tried >= postgresLimits.tries)
          throw readRefusal(error);
        // Its plan is out of date: another connection makes a new one.
        if (!(error instanceof ConnectionLost || isMistaken)) connection.retire();
      }
    }
  }

  /**
   * One that gathers what is asked in this turn, or the one with the least to do, of those that are not held up by a
   * statement that takes long. Another is opened meanwhile where all are busy, and more where all are held up.
   */
  #pick(): Connection | undefined {
    const now = performance.now();
    let least: Connection | undefined;
    let isHeldUp = true;
    for (const connection of this.#connections) {
      if (connection.isLost) continue;
      const isSlow = connection.silentFor(now) > slowMs;
      if (connection.isGathering && !isSlow && connection.waiting < readsTogether) return connection;
      if (
        least === undefined ||
        (isSlow
          ? isHeldUp && connection.waiting < least.waiting
          : isHeldUp || connection.waiting < least.waiting)
      ) {
        least = connection;
        isHeldUp = isSlow;
      }
    }
    const max = isHeldUp ? slowReadConnections : readConnections;
    if (least && least.waiting > 0 && this.#connections.length < max && !this.#opening)
      this.#openAnother().catch(() => {});
    return least;
  }

  async #first(): Promise<Connection> {
    await this.#openAnother();
    const connection = this.#pick();
    if (!connection) throw new ConnectionLost('closed');
    return connection;
  }

  #openAnother(): Promise<void> {
    if (this.#isClosed) return Promise.reject(new Error('The store is closed.'));
    this.#opening ??= this.#source
      .open()
      .then(connection => {
        this.#connections = [...this.#connections.filter(one => !one.isLost), connection];
      })
      .finally(() => {
        this.#opening = undefined;
      });
    return this.#opening;
  }
}
