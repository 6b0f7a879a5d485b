// The pgbouncer between the nodes and the database, in transaction mode, and what an operator tells it at a failover.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { databaseUser } from './postgres.ts';
import { findPort, makeProgramFolder, type RunningProgram, startProgram } from './programs.ts';

/** The database as the nodes name it. */
export const databaseName = 'keepwell';

/** A server that is gone is asked again every second, and who waits for one is told so after a while. */
const settings = {
  listen_addr: '127.0.0.1',
  unix_socket_dir: '',
  auth_type: 'any',
  pool_mode: 'transaction',
  default_pool_size: 20,
  max_client_conn: 500,
  max_prepared_statements: 500,
  server_connect_timeout: 2,
  server_login_retry: 1,
  query_wait_timeout: 10,
  admin_users: databaseUser,
  ignore_startup_parameters: 'extra_float_digits',
};

export class PgBouncer {
  readonly port: number;
  readonly #file: string;
  #program: RunningProgram | undefined;

  private constructor(port: number, file: string) {
    this.port = port;
    this.#file = file;
  }

  static async open(folder: string, databasePort: number): Promise<PgBouncer> {
    const own = makeProgramFolder(join(folder, 'pgbouncer'));
    const bouncer = new PgBouncer(await findPort(), join(own, 'pgbouncer.ini'));
    bouncer.#configure(databasePort);
    bouncer.#program = startProgram('pgbouncer', [bouncer.#file]);
    await bouncer.#untilReady();
    return bouncer;
  }

  get logged(): readonly string[] {
    return this.#program?.logged ?? [];
  }

  /** Leads to another server from now on. Whoever waits for the old one is cut off, and comes again. */
  async lead(databasePort: number): Promise<void> {
    this.#configure(databasePort);
    await this.#command('RELOAD', `KILL ${databaseName}`, `RESUME ${databaseName}`);
  }

  /** Its connections, as `address state`. */
  async show(what: 'SERVERS' | 'CLIENTS'): Promise<string[]> {
    const rows = await this.#command(`SHOW ${what}`);
    return rows.map(row => `${row.addr}:${row.port} ${row.state} ${row.wait ?? ''} ${row.query ?? ''}`);
  }

  async close(): Promise<void> {
    await this.#program?.kill();
  }

  #configure(databasePort: number): void {
    const database = `host=127.0.0.1 port=${databasePort} dbname=${databaseName} user=${databaseUser}`;
    const lines = Object.entries({ listen_port: this.port, ...settings }).map(
      ([name, value]) => `${name} = ${value}`,
    );
    writeFileSync(
      this.#file,
      `[databases]\n${databaseName} = ${database}\n[pgbouncer]\n${lines.join('\n')}\n`,
      { mode: 0o644 },
    );
  }

  /** @returns what the last one answers */
  async #command(...commands: readonly string[]): Promise<Record<string, unknown>[]> {
    const client = new Client({
      host: '127.0.0.1',
      port: this.port,
      user: databaseUser,
      database: 'pgbouncer',
    });
    client.on('error', () => {});
    await client.connect();
    let rows: Record<string, unknown>[] = [];
    for (const command of commands) ({ rows } = await client.query<Record<string, unknown>>(command));
    await client.end();
    return rows;
  }

  async #untilReady(): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        await this.#command('SHOW VERSION');
        return;
      } catch (error) {
        if (tries > 100)
          throw new Error(`pgbouncer did not start: ${this.logged.join('\n')}`, { cause: error });
        await setTimeout(50);
      }
    }
  }
}
