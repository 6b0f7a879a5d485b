// A whole cluster on loopback: haproxy, two nodes, pgbouncer, a primary and its synchronous standby. Whatever speaks to
// another does so through a relay, so that the network between them can be cut.
import { copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { getOf } from '../../assume.ts';
import { blobsFolder, keyFile } from '../../data-folder.ts';
import { HaProxy } from './haproxy.ts';
import { Node } from './node.ts';
import { databaseName, PgBouncer } from './pgbouncer.ts';
import { databaseUser, type PostgresServer } from './postgres.ts';
import { PostgresPair } from './postgres-pair.ts';
import { findPort, makeReachableFolder } from './programs.ts';
import { Relay } from './relay.ts';

export const nodeCount = 2;

/** A node, and the network on its two sides. */
export interface Place {
  readonly node: Node;
  readonly fromProxy: Relay;
  readonly toDatabase: Relay;
}

export class Cluster implements AsyncDisposable {
  readonly pair: PostgresPair;
  readonly places: readonly Place[];
  readonly bouncer: PgBouncer;
  readonly proxy: HaProxy;
  readonly #folder: string;
  /** What pgbouncer reaches each server by, by its name. */
  readonly #toServers: ReadonlyMap<string, Relay>;

  private constructor(
    folder: string,
    pair: PostgresPair,
    toServers: ReadonlyMap<string, Relay>,
    bouncer: PgBouncer,
    places: readonly Place[],
    proxy: HaProxy,
  ) {
    this.#folder = folder;
    this.pair = pair;
    this.#toServers = toServers;
    this.bouncer = bouncer;
    this.places = places;
    this.proxy = proxy;
  }

  /** @param aheadMs by how much the clock of each node is ahead */
  static async open(aheadMs: readonly number[]): Promise<Cluster> {
    const folder = makeReachableFolder();
    const pair = await PostgresPair.open(folder);
    const toServers = new Map<string, Relay>();
    for (const { name, port } of [pair.primary, pair.standby]) toServers.set(name, await Relay.open(port));
    const bouncer = await PgBouncer.open(folder, getOf(toServers, pair.primary.name).port);
    await pair.primary.ask(`CREATE DATABASE ${databaseName}`);
    const places: Place[] = [];
    for (let i = 0; i < nodeCount; i++) {
      const node = new Node(join(folder, `node${i}`), await findPort(), aheadMs[i] ?? 0);
      places.push({
        node,
        fromProxy: await Relay.open(node.port),
        toDatabase: await Relay.open(bouncer.port),
      });
    }
    const proxy = await HaProxy.open(
      folder,
      places.map(({ fromProxy }) => fromProxy.port),
    );
    return new Cluster(folder, pair, toServers, bouncer, places, proxy);
  }

  /** Lets a vault be made in the folder of the first node; then the other one gets the same key, and the same blobs. */
  async furnish<T>(settings: object, make: (data: string) => Promise<T>): Promise<T> {
    const [first, ...others] = this.places.map(({ node: { data }, toDatabase }) => {
      mkdirSync(data);
      const database = `postgres://${databaseUser}@127.0.0.1:${toDatabase.port}/${databaseName}`;
      const file = join(data, 'keepwell.json');
      writeFileSync(file, JSON.stringify({ ...settings, database, publicUrl: this.proxy.url }));
      return data;
    });
    const data = first ?? '';
    const made = await make(data);
    mkdirSync(blobsFolder(data), { recursive: true });
    for (const other of others) {
      copyFileSync(keyFile(data), keyFile(other));
      symlinkSync(blobsFolder(data), blobsFolder(other));
    }
    return made;
  }

  /** The same in each node. */
  get keyFile(): string {
    return keyFile(this.places[0]?.node.data ?? '');
  }

  async start(): Promise<void> {
    await Promise.all(this.places.map(({ node }) => node.start()));
    await this.proxy.untilReady();
  }

  /** The network between pgbouncer and one of the servers. */
  wayTo({ name }: PostgresServer): Relay {
    return getOf(this.#toServers, name);
  }

  /** The standby takes over, and pgbouncer leads to it. */
  async failOver(): Promise<void> {
    await this.pair.promote();
    await this.bouncer.lead(this.wayTo(this.pair.primary).port);
  }

  /** What the parts have to say, for who has to find out why something is not served. */
  async describe(): Promise<string> {
    const { pair, bouncer, places, proxy } = this;
    const ask = (sql: string) => pair.primary.ask(sql).catch(error => [{ error: String(error) }]);
    const parts = {
      activity: await ask(
        `SELECT pid, state, wait_event, age(clock_timestamp(), xact_start)::text AS age, pg_blocking_pids(pid) AS behind,
           left(query, 120) AS query FROM pg_stat_activity WHERE datname = '${databaseName}'`,
      ),
      replication: await ask(
        'SELECT application_name, state, sync_state, replay_lag::text FROM pg_stat_replication',
      ),
      servers: await bouncer.show('SERVERS').catch(String),
      clients: await bouncer.show('CLIENTS').catch(String),
      nodes: places.map(({ node }) => node.logged.slice(-15)),
      [pair.primary.name]: pair.primary.logged.slice(-10),
      [pair.standby.name]: pair.standby.logged.slice(-10),
      proxy: proxy.logged.slice(-10),
    };
    return JSON.stringify(parts, undefined, 1);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.proxy.close();
    for (const { node, fromProxy, toDatabase } of this.places) {
      await node.kill();
      await fromProxy.close();
      await toDatabase.close();
    }
    await this.bouncer.close();
    await this.pair.close();
    for (const relay of this.#toServers.values()) await relay.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
