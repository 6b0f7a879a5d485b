// `keepwell import`: brings a file or folder into a record by the hand of somebody who may add to it, through the pipeline of the pages,
// goes on with an import, or takes one back. The server that runs on the vault does the work; where none runs, this process does.
import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Grant } from '../core/authorization/grant.ts';
import type { Import, ImportKey, ImportState } from '../core/imports/import.ts';
import type { Vault } from '../core/vault.ts';
import { addCommand, type CommonOptions, type Io, readAppId } from './command.ts';
import { type RowProgress, showRows } from './db-progress.ts';
import { Failure, UsageError } from './explain.ts';
import { findSource, type ImportSource } from './import-source.ts';
import { noNotes, readNotes, type Told, tell } from './import-told.ts';
import { demandPersonGrant } from './person-grant.ts';
import { useVault } from './vault.ts';

interface ImportOptions extends CommonOptions {
  readonly record: string;
  readonly person?: string;
  readonly column?: readonly string[];
  readonly guess?: boolean;
  readonly raw?: boolean;
  readonly zone: string;
  readonly language: string;
  readonly yes?: boolean;
  readonly beside?: boolean;
  readonly resume?: string;
  readonly undo?: string;
}

export function addImport(parent: Command, io: Io): void {
  addCommand(
    parent,
    'import [path]',
    'Brings a file, or a folder of files as one, into a record: says what is in it, and adds it with --yes.',
  )
    .requiredOption('--record <guid>', 'the record, by its own id')
    .option('--person <email>', 'whose hand it is; the owner of the record where it is left out')
    .option('--column <number=what...>', 'what a column of a table is, counted from 1: 2=weight.kg')
    .option('--guess', 'take what is guessed of the other columns')
    .option('--raw', 'keep each reading by itself')
    .option('--zone <name>', 'the time zone of times that name none', 'UTC')
    .option('--language <code>', 'by which doubtful dates and numbers are read', 'en')
    .option(
      '--yes',
      'add what is new, and what its source changed; what is like something there is named and left out',
    )
    .option('--beside', 'with --yes, add what is like something there beside it')
    .option('--resume <id>', 'go on with an import that waits or was cut off, in the place of a path')
    .option('--undo <id>', 'take an import back, in the place of a path')
    .action((path: string | undefined, options: ImportOptions) => importPath(path, options, io));
}

async function importPath(path: string | undefined, options: ImportOptions, io: Io): Promise<void> {
  const { resume, undo } = options;
  if ([path, resume, undo].filter(one => one !== undefined).length !== 1)
    throw new UsageError('Name what is brought in, or an import by --resume or --undo.');
  const source = path === undefined ? undefined : findSource(path);
  const recordId = readAppId(options.record, '--record');
  const id = source ? undefined : readAppId(resume ?? undo ?? '', undo === undefined ? '--resume' : '--undo');
  await useVault(options, io, async (vault, settings) => {
    const { findRunning } = await import('../running.ts');
    const grant = await demandPersonGrant(vault, recordId, options.person);
    const key = source ? await begin(vault, grant, source, options) : await known(vault, grant, id ?? '');
    const progress = showRows(io);
    const isServed = findRunning(settings.data) !== undefined;
    const run = (from: ImportState) => runUntilOver(vault, key, from, { isServed, progress });
    try {
      if (source) io.err(`It is the import ${key.id}. Where it is cut off, --resume ${key.id} goes on.\n`);
      const told = await (undo === undefined
        ? goOn(vault, grant, key, run, options, io)
        : { one: await takeBack(vault, grant, key, run), notes: noNotes });
      progress.end();
      await tell(told, options, io, source?.files);
    } finally {
      progress.end();
    }
  });
}

type Run = (from: ImportState) => Promise<Import>;

/** From wherever it is. */
async function goOn(
  vault: Vault,
  grant: Grant,
  key: ImportKey,
  run: Run,
  options: ImportOptions,
  io: Io,
): Promise<Told> {
  const { goOnWriting, startWriting } = await import('../core/imports/choose.ts');
  let one = await run('waiting');
  if (one.state === 'asking') {
    await answer(vault, one, options, io);
    one = await run('waiting');
  }
  const notes = await readNotes(vault, grant, one);
  if (options.yes && one.state === 'ready') {
    const besideAll = options.beside ? { besideAll: true as const } : {};
    const chosen = { typeIds: [], sources: [], lines: [], people: notes.others, ...besideAll };
    await startWriting(vault, key, chosen);
  }
  if (options.yes && one.state === 'stopped') await goOnWriting(vault, key);
  const over = await run('writing');
  return { one: over.state === 'undoing' ? await run('undoing') : over, notes };
}

async function takeBack(vault: Vault, grant: Grant, key: ImportKey, run: Run): Promise<Import> {
  const { startUndo } = await import('../core/imports/choose.ts');
  const one = await vault.store.read(db => db.imports.byId(key));
  if (!['writing', 'stopped', 'done', 'undoing'].includes(one?.state ?? ''))
    throw new Failure('Nothing of this import is in the record.');
  if (one?.state !== 'undoing') await startUndo(vault, key, grant);
  return run('undoing');
}

/** @throws Failure where they may not add to it */
async function begin(
  vault: Vault,
  grant: Grant,
  source: ImportSource,
  { zone, language, raw = false }: ImportOptions,
): Promise<Import> {
  const { keepImport } = await import('../core/imports/begin.ts');
  const given = { name: source.name, options: { zone, language, keepsRaw: raw } };
  return keepImport(vault, grant, given, await source.open());
}

/** @throws Failure where there is none that they may undo or go on with */
async function known(vault: Vault, grant: Grant, id: string): Promise<Import> {
  const { findImport, mayUndo } = await import('../core/imports/choose.ts');
  const one = await vault.store.read(db => findImport(db, grant, id));
  if (!one || !mayUndo(grant, one)) throw new Failure('There is no such import in this record.');
  return one;
}

/** How often it is looked how far it is. */
const lookMs = 200;

async function runUntilOver(
  vault: Vault,
  key: ImportKey,
  from: ImportState,
  { isServed, progress }: { readonly isServed: boolean; readonly progress: RowProgress },
): Promise<Import> {
  const { runImports } = await import('../core/imports/run.ts');
  const { makeLastingTenure } = await import('../core/leases/tenure.ts');
  let shown: number | undefined;
  let work: Promise<void> | undefined;
  const troubles: unknown[] = [];
  for (;;) {
    const one = await vault.store.read(db => db.imports.byId(key));
    if (!one) throw new Failure('The import was taken away meanwhile.');
    if (one.state !== from) {
      await work;
      return one;
    }
    // Reading that was cut off begins anew.
    if (shown === undefined || one.done < shown)
      progress.begin(doing[from] ?? from, { rows: one.total, done: one.done, unit: units[from] ?? '' });
    else progress.onSlice('', one.done - shown);
    shown = one.done;
    if (!isServed)
      work ??= runImports(vault, makeLastingTenure(new AbortController().signal))
        .catch(error => {
          troubles.push(error);
        })
        .finally(() => {
          work = undefined;
        });
    await setTimeout(lookMs);
    if (troubles.length > 0) throw troubles[0];
  }
}

const doing: Partial<Record<ImportState, string>> = { waiting: 'reading' };
const units: Partial<Record<ImportState, string>> = { waiting: 'bytes', writing: 'slices', undoing: 'items' };

/** @throws Failure that lists the columns, where it is not said what they are */
async function answer(
  vault: Vault,
  one: Import,
  { column = [], guess = false }: ImportOptions,
  io: Io,
): Promise<void> {
  const { answerQuestion, dropImport } = await import('../core/imports/choose.ts');
  const { columns = [], choices = [] } = one.about.question ?? {};
  const asked = [...columns.flatMap(({ choices }) => choices), ...choices];
  const said = new Map(
    column.map(text => {
      const [name = '', what = ''] = text.split('=');
      return [/^\d+$/.test(name) ? `column.${Number(name) - 1}` : name, what];
    }),
  );
  const wrong = [...said].find(
    ([name, what]) => !asked.find(choice => choice.name === name)?.options.includes(what),
  );
  if (wrong || !guess) {
    await dropImport(vault, one);
    for (const [
      i,
      {
        name,
        samples,
        choices: [choice],
      },
    ] of columns.entries())
      io.err(`${i + 1}  ${name}  (${samples.join(', ')})  ${choice?.guess}\n`);
    for (const { name, guess, options } of choices) io.err(`${name}  ${guess}  of ${options.join(', ')}\n`);
    if (wrong)
      throw new UsageError(`--column ${wrong.join('=')}: there is no such column, or nothing it can be.`);
    throw new Failure(
      'It is a table. Check what is guessed of its columns; --guess takes it, --column says otherwise.',
    );
  }
  await answerQuestion(
    vault,
    one,
    Object.fromEntries(asked.map(({ name, guess }) => [name, said.get(name) ?? guess])),
  );
}
