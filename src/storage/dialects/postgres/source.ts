// Where connections come from: the first of the hosts that writes. All who need one wait together, up to a time.
import { setTimeout as pause } from 'node:timers/promises';
import { StoreUnavailable } from '../../../core/store.ts';
import type { PostgresAddress } from './address.ts';
import { type Connection, connect } from './connection.ts';
import { ConnectionLost } from './faults.ts';
import { postgresLimits } from './limits.ts';

const pauseMs = 200;

export class Source {
  readonly #address: PostgresAddress;
  /** Whose turn it is: the host that answered last. */
  #turn = 0;
  #isClosed = false;

  constructor(address: PostgresAddress) {
    this.#address = address;
  }

  /** @throws StoreUnavailable where none can be had in time, and what is not mended by waiting at once */
  async open(waitMs: number = postgresLimits.unavailableMs): Promise<Connection> {
    const until = performance.now() + waitMs;
    for (;;) {
      try {
        return await this.#tryEach();
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error;
        if (this.#isClosed || performance.now() + pauseMs > until)
          throw new StoreUnavailable(error.message, { cause: error });
      }
      await pause(pauseMs);
    }
  }

  close(): void {
    this.#isClosed = true;
  }

  async #tryEach(): Promise<Connection> {
    const { configs } = this.#address;
    let problem: unknown;
    for (const [place] of configs.entries()) {
      const turn = (this.#turn + place) % configs.length;
      try {
        const connection = await connect(configs[turn] ?? {});
        this.#turn = turn;
        return connection;
      } catch (error) {
        problem = error;
      }
    }
    throw problem;
  }
}
