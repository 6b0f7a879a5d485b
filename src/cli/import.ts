// `keepwell import`: brings a file into a record by the hand of somebody who may add to it, through the pipeline of the pages. The
// server that runs on the vault does the work; where none runs, this process does.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Import, ImportKey, ImportState } from '../core/imports/import.ts';
import type { Vault } from '../core/vault.ts';
import { addCommand, type CommonOptions, type Io, print, readAppId } from './command.ts';
import { Failure, UsageError } from './explain.ts';
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
}

export function addImport(parent: Command, io: Io): void {
  addCommand(
    parent,
    'import <file>',
    'Brings a file into a record: says what is in it, and adds it with --yes.',
  )
    .requiredOption('--record <guid>', 'the record, by its own id')
    .option('--person <email>', 'whose hand it is; the owner of the record where it is left out')
    .option('--column <number=what...>', 'what a column of a table is, counted from 1: 2=weight.kg')
    .option('--guess', 'take what is guessed of the other columns')
    .option('--raw', 'keep each reading by itself')
    .option('--zone <name>', 'the time zone of times that name none', 'UTC')
    .option('--language <code>', 'by which doubtful dates and numbers are read', 'en')
    .option('--yes', 'add what is new or changed')
    .action((file: string, options: ImportOptions) => importFile(file, options, io));
}

async function importFile(file: string, options: ImportOptions, io: Io): Promise<void> {
  if (!existsSync(file) || !statSync(file).isFile()) throw new UsageError(`There is no file ${file}.`);
  const recordId = readAppId(options.record, '--record');
  await useVault(options, io, async (vault, settings) => {
    const { findRunning } = await import('../running.ts');
    const isServed = findRunning(settings.data) !== undefined;
    const key = await begin(vault, file, recordId, options);
    const run = (from: ImportState) => runUntilOver(vault, key, from, isServed);
    let one = await run('waiting');
    if (one.state === 'asking') {
      await answer(vault, one, options, io);
      one = await run('waiting');
    }
    if (one.state === 'ready' && options.yes) {
      const { startWriting } = await import('../core/imports/choose.ts');
      await startWriting(vault, key, { typeIds: [], sources: [], lines: [] });
      one = await run('writing');
    }
    await tell(one, options, io);
  });
}

/** @throws Failure where there is no such person or record, or they may not add to it */
async function begin(vault: Vault, file: string, recordId: string, options: ImportOptions): Promise<Import> {
  const { findPersonGrant } = await import('../core/authorization/grants.ts');
  const { keepImport } = await import('../core/imports/begin.ts');
  const grant = await vault.store.read(async db => {
    const person = options.person === undefined ? undefined : await db.people.byEmail(options.person);
    const personId = options.person === undefined ? await db.records.owner(recordId) : person?.id;
    return personId === undefined ? undefined : findPersonGrant(db, personId, recordId, vault.clock.now());
  });
  if (!grant) throw new Failure('There is no such record, or this person has no access to it.');
  const { zone, language, raw = false } = options;
  const given = { name: basename(file), options: { zone, language, keepsRaw: raw } };
  return keepImport(vault, grant, given, createReadStream(file, { highWaterMark: 1_048_576 }));
}

/** How often it is looked whether a server is done. */
const lookMs = 200;

async function runUntilOver(
  vault: Vault,
  key: ImportKey,
  from: ImportState,
  isServed: boolean,
): Promise<Import> {
  const { runImports } = await import('../core/imports/run.ts');
  const { makeLastingTenure } = await import('../core/leases/tenure.ts');
  for (;;) {
    const one = await vault.store.read(db => db.imports.byId(key));
    if (!one) throw new Failure('The import was taken away meanwhile.');
    if (one.state !== from) return one;
    if (isServed) await setTimeout(lookMs);
    else await runImports(vault, makeLastingTenure(new AbortController().signal));
  }
}

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

/** @throws Failure where it could not be read, or stopped */
async function tell(one: Import, options: ImportOptions, io: Io): Promise<void> {
  const { importsWords } = await import('../locales/words.ts');
  const { nameTypeId } = await import('../locales/type-names.ts');
  const w = importsWords('en');
  const { state, tally, about } = one;
  const { found, why } = about;
  const kinds = (found?.kinds ?? []).map(({ typeId, counts }) => ({
    kind: nameTypeId(typeId, 'en'),
    ...counts,
  }));
  const leftOut = (found?.leftOut ?? []).reduce((sum, { count }) => sum + count, 0);
  const lines = [
    ...kinds.map(
      ({ kind, new: added, changed, same }) =>
        `${kind}: ${added} new, ${changed} changed, ${same} there already`,
    ),
    ...(leftOut > 0 ? [`${w.leftOut(leftOut)}.`] : []),
    ...(state === 'done' ? [`${w.tally.new(tally.new)}, ${w.tally.changed(tally.changed)}.`] : []),
    ...(state === 'ready' ? ['Nothing was added. --yes adds it; it waits under Bring data in, too.'] : []),
  ];
  print(
    io,
    options,
    { id: one.id, state, kinds, leftOut, ...(state === 'done' && { tally }), ...(why && { why }) },
    lines,
  );
  if (state === 'failed' || state === 'stopped') throw new Failure(why ? w.faults[why] : w.states[state]);
}
