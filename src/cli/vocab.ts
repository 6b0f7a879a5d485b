// `keepwell vocab …`: loads code systems from the files their owners publish, lists them and takes them away, beside a
// running server or without one.

import type { Command } from 'commander';
import { getFirst } from '../assume.ts';
import type { LoadedVocabulary, VocabularyLoad } from '../core/vocabularies/loaded.ts';
import { addCommand, type CommonOptions, type Io, print, readWholeNumber } from './command.ts';
import { Failure } from './explain.ts';
import { useVault } from './vault.ts';

interface LoadOptions extends CommonOptions {
  readonly from: string;
  readonly as?: string;
  readonly version?: string;
  readonly badLines: string;
}

export function addVocab(parent: Command, io: Io): void {
  const vocab = parent
    .command('vocab')
    .description('Loads code systems such as RxNorm and SNOMED CT, lists them, takes them away.');
  addCommand(vocab, 'load', 'Loads a code system. One that was cut off goes on when it is asked for again.')
    .requiredOption('--from <path>', 'the file its owner publishes, or the folder they are in, unpacked')
    .option(
      '--as <format>',
      'rxnorm, snomed, loinc, icd10cm, icd9cm, cvx, mvx, ndc, sr, fdc or iso3166-2, where the files do not tell',
    )
    .option('--version <version>', 'its version, where the files do not tell')
    .option('--bad-lines <number>', 'how many lines that cannot be read to put up with', '100')
    .action((options: LoadOptions) => load(options, io));
  addCommand(vocab, 'list', 'Lists what was loaded, and loads that were cut off.').action(
    (options: CommonOptions) => list(options, io),
  );
  addCommand(vocab, 'remove <family> [name]', 'Takes away a vocabulary, or all of a family.')
    .requiredOption('--version <version>', 'the version to take away')
    .action((family: string, name: string | undefined, options: CommonOptions & { version: string }) =>
      remove({ family, name, version: options.version }, options, io),
    );
}

async function load(options: LoadOptions, io: Io): Promise<void> {
  const badLinesMax = readWholeNumber('--bad-lines', options.badLines, 0, 1_000_000);
  const { openSource } = await import('../vocabularies/loaders/index.ts');
  const { loadVocabularies } = await import('../core/vocabularies/load.ts');
  const { showProgress } = await import('./vocab-progress.ts');
  await useVault(options, io, async (vault, { data }) => {
    const source = await openSource(options.from, options);
    const progress = showProgress(source, { io, data });
    const { badLines, repeated } = await loadVocabularies(vault, source, {
      badLinesMax,
      watcher: progress,
    }).finally(() => progress.end());
    const vocabularies = (await vault.store.read(db => db.vocabularies.all())).filter(known =>
      source.lists.some(
        list => list.family === known.family && list.name === known.name && list.version === known.version,
      ),
    );
    print(io, options, { vocabularies, badLines, repeated }, [
      ...vocabularies.map(lineOf),
      ...(repeated > 0 ? [`${repeated} codes came more than once; the text that came first was kept.`] : []),
      ...(badLines > 0 ? [`${badLines} lines could not be read.`] : []),
    ]);
  });
}

async function list(options: CommonOptions, io: Io): Promise<void> {
  await useVault(options, io, async vault => {
    const { vocabularies, unfinished } = await vault.store.write(async db => ({
      vocabularies: await db.vocabularies.all(),
      unfinished: await db.vocabularies.unfinished(),
    }));
    const nothing = vocabularies.length === 0 && unfinished.length === 0;
    print(io, options, { vocabularies, unfinished: unfinished.map(loadOf) }, [
      ...vocabularies.map(lineOf),
      ...unfinished.map(unfinishedLine),
      ...(nothing ? ['Nothing was loaded; `keepwell vocab load --help` says what can be.'] : []),
    ]);
  });
}

async function remove(
  wanted: { family: string; name: string | undefined; version: string },
  options: CommonOptions,
  io: Io,
): Promise<void> {
  const { sweepVocabularies, removeVocabularies } = await import('../core/vocabularies/load.ts');
  const { giveWay } = await import('./vocab-progress.ts');
  await useVault(options, io, async (vault, { data }) => {
    const { removed, ended } = await removeVocabularies(
      vault,
      ({ family, name, version }) =>
        family === wanted.family && name === (wanted.name ?? name) && version === wanted.version,
    );
    if (removed.length + ended.length === 0)
      throw new Failure('No such vocabulary was loaded; `keepwell vocab list` says which were.');
    print(io, options, { removed, ended: ended.map(loadOf) }, [
      ...removed.map(vocabulary => `Removed ${lineOf(vocabulary)}`),
      ...ended.map(load => `Ended ${unfinishedLine(load)}`),
    ]);
    io.err('Freeing the room it took …\n');
    await sweepVocabularies(vault, { onCommit: ({ tookMs }) => giveWay(data, tookMs) });
  });
}

function lineOf({ family, name, version, itemCount }: LoadedVocabulary): string {
  return `${family}  ${name}  ${version}  ${itemCount} items`;
}

function unfinishedLine(load: VocabularyLoad): string {
  const { family, version, startedAt, position } = loadOf(load);
  return `${family}  ${version}  cut off after ${position} entries; begun ${startedAt}`;
}

function loadOf({ lists, position, startedAt }: VocabularyLoad) {
  const { family, version } = getFirst(lists);
  return { family, version, position, startedAt: new Date(startedAt).toISOString() };
}
