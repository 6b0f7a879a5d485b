// Backups under writes: each restored and held against what the clients know; some killed in the middle; and bytes flipped in
// all kinds of objects, which a drill must find.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { databaseFile } from '../../data-folder.ts';
import { type ServerProcess, serveCommand, start } from '../durability/server.ts';
import { newFolder, prepareVault } from '../durability/vault.ts';
import { Random } from '../fuzz/random.ts';
import { keepwell } from '../process.ts';
import { findDifferences } from './check.ts';
import { HistoryWriter } from './history.ts';

export interface BackupRuns {
  readonly seed: number;
  readonly backups: number;
  readonly kills: number;
  readonly flips: number;
  /** Makes a database for each vault; undefined where it is a file. */
  readonly makeDatabase: (() => Promise<string>) | undefined;
  /** Where a run that was interrupted goes on. */
  readonly progressFile: string | undefined;
}

export interface BackupReport {
  readonly seed: number;
  readonly backups: number;
  readonly kills: number;
  readonly flips: number;
  /** Items that were written while backups were made, and the fastest and slowest of these, a second. */
  readonly written: number;
  readonly perSecond: { readonly least: number; readonly most: number };
  readonly differences: readonly string[];
}

const backupsPerVault = 20;
const clients = 4;
const [slowest, fastest] = [5, 900];
/** Of a process that died, the hold on the vault lasts no longer. */
const leaseMs = 2000;

const bin = join(import.meta.dirname, '../../../dist/cli/keepwell.js');

export async function runBackups(order: BackupRuns): Promise<BackupReport> {
  const { seed, backups, kills, flips, progressFile } = order;
  let report: BackupReport = readProgress(progressFile) ?? {
    seed,
    backups: 0,
    kills: 0,
    flips: 0,
    written: 0,
    perSecond: { least: fastest, most: 0 },
    differences: [],
  };
  while (report.backups < backups && report.differences.length === 0) {
    const count = Math.min(backupsPerVault, backups - report.backups);
    const share = (all: number) => Math.ceil((all * count) / backups);
    const scene = await Scene.open(new Random(report.seed, report.backups), await order.makeDatabase?.());
    try {
      for (let i = 0; i < count; i++) await scene.backUpUnderWrites();
      for (let i = 0; i < share(kills); i++) await scene.killBackup();
      for (let i = 0; i < share(flips); i++) await scene.flipByte(i);
    } finally {
      await scene.close();
    }
    const { rates } = scene;
    report = {
      ...report,
      backups: report.backups + count,
      kills: report.kills + share(kills),
      flips: report.flips + share(flips),
      written: report.written + scene.written,
      perSecond: {
        least: Math.min(report.perSecond.least, ...rates),
        most: Math.max(report.perSecond.most, ...rates),
      },
      differences: scene.differences,
    };
    if (progressFile === undefined) continue;
    writeFileSync(progressFile, JSON.stringify(report));
    console.log(`backups: ${JSON.stringify(report)}`);
  }
  return report;
}

function readProgress(file: string | undefined): BackupReport | undefined {
  return file !== undefined && existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** A vault that is served and written to, and its backups. */
class Scene {
  readonly differences: string[] = [];
  readonly rates: number[] = [];
  written = 0;
  readonly #random: Random;
  readonly #folder: string;
  readonly #server: ServerProcess;
  readonly #writers: readonly HistoryWriter[];
  readonly #recipient: string;

  private constructor(
    random: Random,
    folder: string,
    server: ServerProcess,
    writers: readonly HistoryWriter[],
    recipient: string,
  ) {
    this.#random = random;
    this.#folder = folder;
    this.#server = server;
    this.#writers = writers;
    this.#recipient = recipient;
  }

  static async open(random: Random, database: string | undefined): Promise<Scene> {
    const folder = newFolder();
    const data = join(folder, 'data');
    mkdirSync(data);
    mkdirSync(join(folder, 'target'));
    const settings = { limits: { leaseMs }, logLevel: 'error', ...(database !== undefined && { database }) };
    writeFileSync(join(data, 'keepwell.json'), JSON.stringify(settings));
    const records = await prepareVault(data, clients);
    const server = await start(serveCommand(data));
    const writers = records.map(
      (record, i) => new HistoryWriter(server.platformUrl, record, new Random(random.below(2 ** 30), i)),
    );
    const made = await keepwell(['backup', 'keygen', '--out', join(folder, 'identity'), '--json']);
    return new Scene(random, folder, server, writers, JSON.parse(made.out).recipient);
  }

  async backUpUnderWrites(): Promise<void> {
    const perSecond = slowest * (fastest / slowest) ** (this.#random.below(1001) / 1000);
    await this.#underWrites(perSecond, async () => {
      await pause(this.#random.below(300));
      const from = performance.now();
      const { code, out, err } = await this.#keepwell('backup', '--recipient', this.#recipient, '--json');
      const to = performance.now();
      if (code !== 0) {
        this.differences.push(`a backup failed: ${err}`);
        return undefined;
      }
      await pause(this.#random.below(100));
      return { id: JSON.parse(out).id as string, from, to };
    });
  }

  /** Ends a backup at any moment of it: those before are whole, and the next is made. */
  async killBackup(): Promise<void> {
    const before = this.#listed();
    await this.#underWrites(this.#random.between(50, 300), async () => {
      const args = ['backup', '--data', join(this.#folder, 'data'), '--to', join(this.#folder, 'target')];
      const child = spawn(process.execPath, [bin, ...args, '--recipient', this.#recipient], {
        env: Object.fromEntries(
          Object.entries(process.env).filter(([name]) => !name.startsWith('KEEPWELL_')),
        ),
        stdio: 'ignore',
      });
      // Until it is at work it has done nothing that could be torn.
      await until(() => existsSync(join(this.#folder, 'target', 'lock.json')) || child.exitCode !== null);
      await pause(this.#random.below(800));
      child.kill('SIGKILL');
      await exitOf(child);
      return undefined;
    });
    const after = this.#listed();
    if (before.some(id => !after.includes(id))) this.differences.push('a kill took a backup away');
    const { code, err } = await this.#keepwell('backup', 'verify');
    if (code !== 0) this.differences.push(`after a kill the backups were not whole: ${err}`);
    await this.backUpUnderWrites();
  }

  /** @param nth which kind of object comes next */
  async flipByte(nth: number): Promise<void> {
    const target = join(this.#folder, 'target');
    const below = (name: string, end: RegExp) =>
      readdirSync(join(target, name), { recursive: true })
        .map(file => join(target, name, String(file)))
        .filter(file => end.test(file));
    const kinds = [
      below('objects', /\.gz\.age$/),
      below('objects', /[0-9a-f]\.age$/),
      below('backups', /\.age$/),
      below('backups', /\.objects$/),
      [join(target, 'keys.age')],
      [join(target, 'keepwell-backup.json')],
    ].filter(files => files.length > 0);
    const file = this.#random.pick(kinds[nth % kinds.length] ?? []);
    const bytes = readFileSync(file);
    const flipped = Buffer.from(bytes);
    const at = this.#random.below(statSync(file).size - 1);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << this.#random.below(8));
    writeFileSync(file, flipped);
    const { code } = await this.#keepwell('backup', 'drill');
    if (code === 0) this.differences.push(`a drill did not find byte ${at} of ${file}`);
    writeFileSync(file, bytes);
  }

  async close(): Promise<void> {
    const { code, out, err } = await this.#keepwell('backup', 'drill');
    if (code !== 0) this.differences.push(`the last drill: ${out}${err}`);
    await this.#server.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #underWrites(
    perSecond: number,
    work: () => Promise<{ id: string; from: number; to: number } | undefined>,
  ): Promise<void> {
    const count = () =>
      this.#writers.reduce(
        (sum, { history }) => sum + history.reduce((all, { put }) => all + put.length, 0),
        0,
      );
    const [startedAt, before] = [performance.now(), count()];
    const writing = Promise.all(this.#writers.map(writer => writer.writeUntilStopped(perSecond / clients)));
    const stopped = work().finally(() => {
      for (const writer of this.#writers) writer.stop();
    });
    const [made] = await Promise.all([stopped, writing]);
    const written = count() - before;
    this.written += written;
    this.rates.push(Math.round((1000 * written) / (performance.now() - startedAt)));
    if (!made) return;
    const into = join(this.#folder, 'restored');
    const from = join(this.#folder, 'target');
    const identity = join(this.#folder, 'identity');
    const which = ['--from', from, '--identity', identity, '--at', made.id];
    const { code, err } = await keepwell(['restore', ...which, '--into', into]);
    if (code !== 0) this.differences.push(`a backup was not restored: ${err}`);
    else this.differences.push(...findDifferences(databaseFile(into), this.#writers, made));
    rmSync(into, { recursive: true, force: true });
  }

  #keepwell(...args: string[]) {
    const [data, target] = [join(this.#folder, 'data'), join(this.#folder, 'target')];
    return keepwell([...args, '--data', data, '--to', target]);
  }

  #listed(): string[] {
    return readdirSync(join(this.#folder, 'target', 'backups')).filter(name => name.endsWith('.age'));
  }
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(10);
}

function exitOf(child: ChildProcess): Promise<void> {
  return new Promise(resolve => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
}
