// `keepwell account import`: an account for each line of a file. The whole file is judged before anything is made. Each
// account is made for itself, so that one that was cut off goes on when it is asked for again: who has an account is passed over.
import { closeSync, existsSync, fsyncSync, openSync, statSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { NewPerson } from '../core/people/accounts.ts';
import type { Vault } from '../core/vault.ts';
import { demandMail, sayHours } from './account-link.ts';
import { addCommand, type CommonOptions, type Io, print } from './command.ts';
import { showRows } from './db-progress.ts';
import { Failure, UsageError } from './explain.ts';
import { useVault } from './vault.ts';

interface ImportOptions extends CommonOptions {
  readonly from: string;
  readonly links?: string;
  readonly mail?: boolean;
  readonly dryRun?: boolean;
}

export function addAccountImport(account: Command, io: Io): void {
  addCommand(
    account,
    'import',
    'Makes an account for each line of a file; asked again, it goes on where it stopped.',
  )
    .requiredOption(
      '--from <file>',
      'CSV with the columns email, name, birth-date, country and, if you like, language; UTF-8',
    )
    .option('--mail', 'mail each holder a link to choose a password by')
    .option('--links <file>', 'write these links, with the addresses, to a file that only you may read')
    .option('--dry-run', 'say what would be made, and what is wrong with the file; make nothing')
    .action((options: ImportOptions) => importAccounts(options, io));
}

interface Line {
  readonly line: number;
  readonly person: NewPerson;
}

interface Problem {
  readonly line: number;
  readonly problem: string;
}

const problemsShown = 20;
/** Accounts that are asked for together: SQLite commits them at once. */
const batchSize = 50;

async function importAccounts(options: ImportOptions, io: Io): Promise<void> {
  if ((options.mail === true) === (options.links !== undefined) && !options.dryRun)
    throw new UsageError('Say how holders get their links: --mail, or --links with a file to write them to.');
  const problems: Problem[] = [];
  let lines = 0;
  for await (const { problem, line } of readAccounts(options.from)) {
    lines += 1;
    if (problem !== undefined) problems.push({ line, problem });
  }
  tellProblems(problems, options.from, io);
  if (problems.length > 0 && !options.dryRun)
    throw new Failure(`${sayLines(problems.length)} of ${options.from} are wrong. Nothing was made.`);
  await useVault(options, io, async vault => {
    if ((await vault.store.read(db => db.operators.all())).length === 0)
      throw new Failure(
        'Nobody runs this vault yet, and whoever came first in the file would. Make your own account first: keepwell account create.',
      );
    if (options.mail) await demandMail(vault);
    if (options.dryRun) return tellWhatWouldBe(vault, problems, options, io);
    await makeAll(vault, lines, options, io);
  });
}

async function tellWhatWouldBe(
  vault: Vault,
  problems: readonly Problem[],
  options: ImportOptions,
  io: Io,
): Promise<void> {
  let [make, had] = [0, 0];
  for await (const { person } of readAccounts(options.from)) {
    if (!person) continue;
    if (await vault.store.read(db => db.people.byEmail(person.email))) had += 1;
    else make += 1;
  }
  print(io, options, { make, had, problems }, [
    `${make} ${make === 1 ? 'account' : 'accounts'} would be made; ${had} of the addresses have one. Nothing was made.`,
  ]);
  if (problems.length > 0) throw new Failure(`${sayLines(problems.length)} of ${options.from} are wrong.`);
}

async function makeAll(vault: Vault, lines: number, options: ImportOptions, io: Io): Promise<void> {
  const links = options.links === undefined ? undefined : await LinksFile.open(options.links);
  const progress = showRows(io);
  let [made, had] = [0, 0];
  const take = async (batch: readonly Line[]) => {
    const outcomes = await Promise.allSettled(
      batch.map(({ person }) => makeOne(vault, person, links, options)),
    );
    links?.keep();
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === 'rejected') {
        const { message } = outcome.reason as Error;
        throw new Failure(`Line ${batch[index]?.line}: ${message} ${made} were made; ask again to go on.`);
      }
      if (outcome.value) made += 1;
      else had += 1;
    }
    progress.onSlice('', batch.length);
  };
  progress.begin('accounts', { rows: lines, done: 0 });
  try {
    let batch: Line[] = [];
    for await (const { line, person, problem } of readAccounts(options.from)) {
      if (!person) throw new Failure(`${options.from} was changed meanwhile; line ${line}: ${problem}`);
      batch.push({ line, person });
      if (batch.length < batchSize) continue;
      await take(batch);
      batch = [];
    }
    await take(batch);
  } finally {
    progress.end();
    links?.close();
  }
  const hours = sayHours(vault.limits.firstPasswordLinkTtlMs);
  print(io, options, { made, had, ...(options.links && { links: options.links }) }, [
    `${made} ${made === 1 ? 'account was' : 'accounts were'} made; ${had} of the addresses had one.`,
    ...(options.links
      ? [`The links are in ${options.links}: each works once, ${hours}, and lets in whoever has it.`]
      : [`Links are on their way by mail; each works once, ${hours}.`]),
  ]);
}

/** @returns whether it was made */
async function makeOne(
  vault: Vault,
  given: NewPerson,
  links: LinksFile | undefined,
  { mail = false }: ImportOptions,
): Promise<boolean> {
  const { makeAccount, makeFirstLink } = await import('../core/people/make-account.ts');
  const { wasMade, link } = await vault.store.write(async db => {
    const made = await makeAccount(db, vault, given, { isMailed: mail });
    if (made || !links || links.has(given.email)) return { wasMade: made !== undefined, link: made?.link };
    // It was made, and what made it was cut off before it wrote the link down.
    return { wasMade: false, link: await makeFirstLink(db, vault, given.email) };
  });
  if (link !== undefined) links?.add(given.email, link);
  return wasMade;
}

type Read = { line: number; person?: NewPerson; problem?: string };

async function* readAccounts(from: string): AsyncGenerator<Read> {
  const { readRows, wantColumns } = await import('../vocabularies/loaders/csv.ts');
  const { readPerson } = await import('./account-person.ts');
  const file = { path: from, name: basename(from), size: statSync(from).size, modifiedMs: 0 };
  wantColumns(file, ['email', 'name', 'birth-date', 'country']);
  const lineOf = new Map<string, number>();
  const columns = { birthDate: 'birth-date' } as Readonly<Record<string, string>>;
  for await (const row of readRows(file, () => {})) {
    const { line } = row;
    if ('problem' in row) {
      yield { line, problem: row.problem };
      continue;
    }
    const { of } = row;
    const person = readPerson(
      {
        email: of('email'),
        name: of('name'),
        birthDate: of('birth-date').trim(),
        country: of('country').trim(),
        language: of('language').trim(),
      },
      field => columns[field] ?? field,
    );
    const before = typeof person === 'string' ? undefined : lineOf.get(person.email.toLowerCase());
    if (typeof person === 'string') yield { line, problem: person };
    else if (before !== undefined) yield { line, problem: `the address stands in line ${before} already.` };
    else {
      lineOf.set(person.email.toLowerCase(), line);
      yield { line, person };
    }
  }
}

function tellProblems(problems: readonly Problem[], from: string, io: Io): void {
  for (const { line, problem } of problems.slice(0, problemsShown))
    io.err(`${basename(from)}, line ${line}: ${problem}\n`);
  if (problems.length > problemsShown) io.err(`… and ${problems.length - problemsShown} more.\n`);
}

function sayLines(count: number): string {
  return count === 1 ? '1 line' : `${count} lines`;
}

const isWholeLink = /[0-9a-f]{64}$/;

/** Addresses and their links, written on as accounts are made. */
class LinksFile {
  readonly #file: number;
  readonly #known: Set<string>;
  #waiting = '';

  private constructor(file: number, known: Set<string>) {
    this.#file = file;
    this.#known = known;
  }

  static async open(path: string): Promise<LinksFile> {
    const { readRows } = await import('../vocabularies/loaders/csv.ts');
    const known = new Set<string>();
    const isNew = !existsSync(path) || statSync(path).size === 0;
    if (!isNew) {
      const file = { path, name: basename(path), size: 0, modifiedMs: 0 };
      for await (const row of readRows(file, () => {}))
        if ('of' in row && isWholeLink.test(row.of('link'))) known.add(row.of('email').toLowerCase());
    }
    const links = new LinksFile(openSync(path, 'a', 0o600), known);
    // A line that was cut off ends here.
    links.#waiting = isNew ? 'email,link\n' : '\n';
    return links;
  }

  has(email: string): boolean {
    return this.#known.has(email.toLowerCase());
  }

  add(email: string, link: string): void {
    this.#known.add(email.toLowerCase());
    this.#waiting += `${email},${link}\n`;
  }

  /** On the disk before the next are made. */
  keep(): void {
    if (this.#waiting === '') return;
    writeSync(this.#file, this.#waiting);
    this.#waiting = '';
    fsyncSync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
  }
}
