// One PostgreSQL server of a pair: on a folder and a port of its own, primary or standby.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { findPort, makeProgramFolder, type RunningProgram, runProgram, startProgram } from './programs.ts';

export const databaseUser = 'keepwell';
export const slotName = 'standby';

/** What each server of the pair is told. Silence is found out within seconds, not the minute that is usual. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '60',
  wal_keep_size: '512MB',
  wal_sender_timeout: '3s',
  wal_receiver_timeout: '3s',
  wal_receiver_status_interval: '1s',
  wal_retrieve_retry_interval: '200ms',
};

const readyWithinMs = 30_000;

export class PostgresServer {
  readonly name: string;
  readonly port: number;
  readonly #folder: string;
  #program: RunningProgram | undefined;

  private constructor(name: string, port: number, folder: string) {
    this.name = name;
    this.port = port;
    this.#folder = folder;
  }

  static async make(name: string, folder: string): Promise<PostgresServer> {
    return new PostgresServer(name, await findPort(), makeProgramFolder(join(folder, name)));
  }

  get logged(): readonly string[] {
    return this.#program?.logged ?? [];
  }

  /** Makes the database cluster that the other one will be a copy of. */
  async init(): Promise<void> {
    await runProgram('initdb', [
      ...['-D', this.#folder, '-U', databaseUser, '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'],
      // Checksums let pg_rewind know which pages differ.
      ...['-k', '--no-sync'],
    ]);
  }

  async start(given: Readonly<Record<string, string>> = {}): Promise<void> {
    const all = { ...settings, port: String(this.port), ...given };
    const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    this.#program = startProgram('postgres', ['-D', this.#folder, ...options]);
    await this.#untilReady();
  }

  /** Ends it as the end of its machine does. */
  async kill(): Promise<void> {
    await this.#program?.kill();
  }

  /** Ends the first of its processes only, as running out of memory may. */
  async killPostmaster(): Promise<void> {
    this.#program?.signal('SIGKILL');
    await this.#program?.exited;
  }

  async stop(): Promise<void> {
    this.#program?.signal('SIGINT');
    await this.#program?.exited;
  }

  /** Becomes the standby of another: what it has and that one has not is dropped. It may not run. */
  async follow(primary: PostgresServer, by: number): Promise<void> {
    const source = `host=127.0.0.1 port=${primary.port} user=${databaseUser} dbname=postgres`;
    try {
      await runProgram('pg_rewind', ['-D', this.#folder, '--source-server', source, '--no-sync']);
    } catch {
      // There is nothing in it yet, or not what it would take.
      rmSync(this.#folder, { recursive: true });
      makeProgramFolder(this.#folder);
      await runProgram('pg_basebackup', ['-D', this.#folder, '-d', source, '-c', 'fast', '--no-sync']);
    }
    writeFileSync(join(this.#folder, 'postgresql.auto.conf'), '');
    writeFileSync(join(this.#folder, 'standby.signal'), '');
    const through = `host=127.0.0.1 port=${by} user=${databaseUser} connect_timeout=2`;
    await this.start({
      primary_conninfo: `${through} application_name=${this.name}`,
      primary_slot_name: slotName,
    });
  }

  /** One question over a connection of its own, past pgbouncer. */
  async ask(sql: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
    const client = new Client({
      host: '127.0.0.1',
      port: this.port,
      user: databaseUser,
      database: 'postgres',
    });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql, [...values])).rows;
    } finally {
      await client.end().catch(() => {});
    }
  }

  /** Waits until what is asked answers yes. */
  async until(sql: string, withinMs = readyWithinMs): Promise<void> {
    const end = performance.now() + withinMs;
    for (;;) {
      const [row] = await this.ask(`SELECT (${sql}) AS yes`).catch(() => []);
      if (row?.yes === true) return;
      if (performance.now() > end) throw new Error(`${this.name} never came to ${sql}: ${this.#lastWords()}`);
      await setTimeout(50);
    }
  }

  async #untilReady(): Promise<void> {
    const program = this.#program;
    const died = program?.exited.then(() => {
      throw new Error(`${this.name} did not start: ${this.#lastWords()}`);
    });
    await Promise.race([this.until('true'), died]);
    died?.catch(() => {});
  }

  #lastWords(): string {
    return this.logged.slice(-10).join('\n');
  }
}
