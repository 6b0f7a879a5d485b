// A primary and its synchronous standby. A commit is acknowledged when both have it on disk. When the primary is lost, the
// standby is promoted, and acknowledges alone until the other one has come back as its standby: that is what one machine
// can promise. It is never lost before the pair is whole again, for then nobody had what it acknowledged meanwhile.
import { PostgresServer, slotName } from './postgres.ts';
import { Relay } from './relay.ts';

export class PostgresPair {
  primary: PostgresServer;
  standby: PostgresServer;
  /** What the standby hears the primary by. */
  readonly replication: Relay;

  private constructor(primary: PostgresServer, standby: PostgresServer, replication: Relay) {
    this.primary = primary;
    this.standby = standby;
    this.replication = replication;
  }

  static async open(folder: string): Promise<PostgresPair> {
    const primary = await PostgresServer.make('east', folder);
    const standby = await PostgresServer.make('west', folder);
    await primary.init();
    await primary.start();
    const pair = new PostgresPair(primary, standby, await Relay.open());
    await pair.join();
    return pair;
  }

  /** Makes the standby a copy of the primary, lets it follow, and from then on commits wait for both. */
  async join(): Promise<void> {
    const { primary, standby, replication } = this;
    replication.target = primary.port;
    // Writes the timeline of a promotion down, by which pg_rewind knows that there was one.
    await primary.ask('CHECKPOINT');
    await primary.ask(
      `SELECT pg_create_physical_replication_slot('${slotName}', true)
       WHERE NOT EXISTS (SELECT 1 FROM pg_replication_slots WHERE slot_name = '${slotName}')`,
    );
    await standby.follow(primary, replication.port);
    const state = (wanted: string) =>
      `EXISTS (SELECT 1 FROM pg_stat_replication WHERE application_name = '${standby.name}' AND ${wanted})`;
    await primary.until(state("state = 'streaming'"));
    await primary.ask(`ALTER SYSTEM SET synchronous_standby_names = '${standby.name}'`);
    await primary.ask('SELECT pg_reload_conf()');
    await primary.until(state("sync_state = 'sync'"));
    // The checkpointer is who tells the others to wait, and may have been busy: a checkpoint ends after it has been told.
    await primary.ask('CHECKPOINT');
    await primary.ask('CHECKPOINT');
    // All that was acknowledged until now lies before this, and this is acknowledged by both.
    await primary.ask(`SELECT pg_logical_emit_message(true, 'keepwell', 'whole')`);
  }

  /** The standby becomes the primary. Whether the other one is dead or merely cut off makes no difference to it. */
  async promote(): Promise<void> {
    const promoted = this.standby;
    await promoted.ask('SELECT pg_promote(true, 30)');
    await promoted.until('NOT pg_is_in_recovery()');
    [this.primary, this.standby] = [promoted, this.primary];
  }

  async close(): Promise<void> {
    await this.standby.kill();
    await this.primary.kill();
    await this.replication.close();
  }
}
