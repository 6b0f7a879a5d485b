// Loads code systems: stages what a source gives in small commits, so that a server beside it is not held up, and
// publishes it in one. A load that was cut off goes on where its last commit left it.
// The sources are in vocabularies/loaders/, the tables in storage/vocabularies.ts.
import { setTimeout } from 'node:timers/promises';
import {
  type BadLine,
  isBadLine,
  type LoadedItem,
  SourceError,
  type VocabularyHead,
  type VocabularySource,
} from '../../vocabularies/loaders/source.ts';
import type { Awaitable } from '../awaitable.ts';
import type { Writer } from '../store.ts';
import { ofJob } from '../turns.ts';
import type { Vault } from '../vault.ts';
import type { LoadedVocabulary, VocabularyLoad } from './loaded.ts';

/** Who wants to see it, and to let others have their turn. */
export interface LoadWatcher {
  /** The load stands; an earlier run has dealt with this many entries. */
  onBegin?(position: number): void;
  onBadLine?(bad: BadLine): void;
  /** After every commit: how many entries are dealt with, and how long the store was held. */
  onCommit?(state: { entries: number; tookMs: number }): Awaitable<void>;
}

export interface LoadOutcome {
  readonly entries: number;
  readonly badLines: number;
  /** Entries of this run whose code had been there in the same language. */
  readonly repeated: number;
}

/** Entries in one commit. A server beside it may have to wait for as long as that takes. */
const entriesPerCommit = 200;

/** Whoever had found a vocabulary when it was taken away has read from it by then. */
const graceMs = 250;

/**
 * @param badLinesMax more unreadable lines than this, and nothing is kept
 * @throws SourceError when the files are of no use, with nothing kept; anything else can be tried again and goes on
 */
export async function loadVocabularies(
  vault: Vault,
  source: VocabularySource,
  { badLinesMax, watcher = {} }: { badLinesMax: number; watcher?: LoadWatcher },
): Promise<LoadOutcome> {
  await sweep(vault, watcher);
  const load = await beginOrGoOn(vault, source);
  watcher.onBegin?.(load.position);
  let outcome: LoadOutcome;
  try {
    outcome = await stage(vault, load, source, badLinesMax, watcher);
  } catch (error) {
    if (error instanceof SourceError) {
      await vault.store.write(db => db.vocabularies.giveUp(load.id), ofJob('vocabularies'));
      await sweep(vault, watcher);
    }
    throw error;
  }
  await vault.store.write(db => db.vocabularies.publish(load.id), ofJob('vocabularies'));
  await sweepVocabularies(vault, watcher);
  await compact(vault, watcher);
  return outcome;
}

/** Takes away every vocabulary that is meant, and ends loads of it. Their room is freed by `sweepVocabularies`. */
export function removeVocabularies(
  vault: Vault,
  isMeant: (vocabulary: VocabularyHead) => boolean,
): Promise<{ removed: LoadedVocabulary[]; ended: VocabularyLoad[] }> {
  return vault.store.write(async db => {
    const removed = (await db.vocabularies.all()).filter(isMeant);
    const ended = (await db.vocabularies.unfinished()).filter(({ lists }) => lists.some(isMeant));
    for (const vocabulary of removed) await db.vocabularies.remove(vocabulary);
    for (const { id } of ended) await db.vocabularies.giveUp(id);
    return { removed, ended };
  }, ofJob('vocabularies'));
}

/** Frees what removed, replaced and given-up vocabularies took. Cut off, it is done with the next load. */
export async function sweepVocabularies(vault: Vault, watcher: LoadWatcher = {}): Promise<void> {
  await setTimeout(graceMs);
  await sweep(vault, watcher);
}

async function sweep(vault: Vault, watcher: LoadWatcher = {}): Promise<void> {
  const steps = await repeat(vault, watcher, db => db.vocabularies.sweep());
  // The last step found nothing.
  if (steps > 1) await compact(vault, watcher);
}

async function compact(vault: Vault, watcher: LoadWatcher): Promise<void> {
  await repeat(vault, watcher, (db, isFirst) => db.vocabularies.compact(isFirst));
}

function beginOrGoOn(vault: Vault, { fingerprint, lists }: VocabularySource): Promise<VocabularyLoad> {
  // Another Keepwell may read the same files differently.
  const source = `${vault.version} ${fingerprint}`;
  return vault.store.write(async db => {
    const unfinished = await db.vocabularies.unfinished();
    return (
      unfinished.find(load => load.source === source) ??
      db.vocabularies.begin({ source, lists, startedAt: vault.clock.now() })
    );
  }, ofJob('vocabularies'));
}

async function stage(
  vault: Vault,
  load: VocabularyLoad,
  source: VocabularySource,
  badLinesMax: number,
  watcher: LoadWatcher,
): Promise<LoadOutcome> {
  let [from, position, badLines, repeated] = [load.position, 0, 0, 0];
  let items: LoadedItem[] = [];
  const commit = async () => {
    const part = { from, to: position, items };
    [from, items] = [position, []];
    repeated += await timed(watcher, position, () =>
      vault.store.write(db => db.vocabularies.addItems(load.id, part), ofJob('vocabularies')),
    );
  };
  for await (const entry of source.entries()) {
    position++;
    if (isBadLine(entry)) {
      watcher.onBadLine?.(entry);
      if (++badLines > badLinesMax)
        throw new SourceError(`More than ${badLinesMax} lines cannot be read. Nothing was loaded.`);
    } else if (position > load.position) {
      items.push(entry);
      if (items.length >= entriesPerCommit) await commit();
    }
  }
  if (position > from) await commit();
  if (position === badLines) throw new SourceError('There are no codes in it.');
  return { entries: position - badLines, badLines, repeated };
}

/** One step after another, each in a commit of its own, until there is no more to do. @returns how many it took */
async function repeat(
  vault: Vault,
  watcher: LoadWatcher,
  step: (db: Writer, isFirst: boolean) => Awaitable<boolean>,
): Promise<number> {
  let steps = 0;
  let isMore = true;
  while (isMore) {
    isMore = await timed(watcher, 0, () =>
      vault.store.write(db => step(db, steps === 0), ofJob('vocabularies')),
    );
    steps++;
  }
  return steps;
}

async function timed<T>(watcher: LoadWatcher, entries: number, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  const result = await work();
  await watcher.onCommit?.({ entries, tookMs: performance.now() - started });
  return result;
}
