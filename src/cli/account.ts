// `keepwell account …`: the accounts of people, in any vault, served or not, whoever may sign up there. The first that is
// made in a vault is its operator's. What changes them is in account-change.ts, many at once in account-import.ts.
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import type { NewPerson } from '../core/people/accounts.ts';
import { addAccountChanges } from './account-change.ts';
import { addAccountImport } from './account-import.ts';
import { demandMail, sayHours, sayLink } from './account-link.ts';
import { addCommand, type CommonOptions, type Io, print } from './command.ts';
import { Failure, UsageError } from './explain.ts';
import { useVault } from './vault.ts';

interface CreateOptions extends CommonOptions {
  readonly email: string;
  readonly name: string;
  readonly birthDate: string;
  readonly country: string;
  readonly language?: string;
  readonly passwordStdin?: boolean;
  readonly mail?: boolean;
  readonly operator?: boolean;
}

export function addAccount(parent: Command, io: Io): void {
  const account = parent.command('account').description('The accounts of people.');
  addCommand(account, 'create', 'Makes an account, and a link by which its holder chooses a password.')
    .requiredOption('--email <address>', 'the address to sign in with')
    .requiredOption('--name <name>', 'how the person is called')
    .requiredOption('--birth-date <date>', 'as 1980-12-31')
    .requiredOption('--country <code>', 'where the person lives, in two letters, such as US')
    .option('--language <code>', 'what the person reads, such as es or de-CH')
    .option('--mail', 'mail the link to its holder instead of printing it')
    .option('--password-stdin', 'read the password from standard input instead of making a link')
    .option('--operator', 'make the person an operator; the first account is one by itself')
    .action((options: CreateOptions) => create(options, io));
  addAccountImport(account, io);
  addAccountChanges(account, io);
}

async function create(options: CreateOptions, io: Io): Promise<void> {
  if (options.mail && options.passwordStdin)
    throw new UsageError('--mail and --password-stdin go not together: who has a password needs no link.');
  const given = await checked(options);
  const password = options.passwordStdin ? await firstLine(io.input) : undefined;
  const passwordHash = password === undefined ? undefined : await hashed(password, given);
  const { makeAccount } = await import('../core/people/make-account.ts');
  const { findRunning } = await import('../running.ts');
  const making = { isOperator: options.operator === true, isMailed: options.mail === true };
  const { made, hours, elsewhere } = await useVault(
    { ...options, make: true },
    io,
    async (vault, { data }) => {
      if (making.isMailed) await demandMail(vault);
      return {
        elsewhere: findRunning(data) ? undefined : vault.instance.shellUrl,
        made: await vault.store.write(db => makeAccount(db, vault, { ...given, passwordHash }, making)),
        hours: sayHours(vault.limits.firstPasswordLinkTtlMs),
      };
    },
  );
  if (!made) throw new Failure(`${given.email} has an account.`);
  const { person, link } = made;
  const facts = {
    personId: person.id,
    email: person.email,
    operator: made.isOperator,
    ...(link && { link }),
  };
  print(io, options, facts, [
    `${person.email} has an account${made.isOperator ? ' and runs the vault' : ''}.`,
    ...(making.isMailed
      ? [`A link to choose a password by is mailed to them; it works once, ${hours}.`]
      : []),
    ...(link ? sayLink(link, hours, elsewhere) : []),
  ]);
}

async function checked(options: CreateOptions): Promise<NewPerson> {
  const { readPerson } = await import('./account-person.ts');
  const given = readPerson(options, field => (field === 'birthDate' ? '--birth-date' : `--${field}`));
  if (typeof given === 'string') throw new UsageError(given);
  return given;
}

async function firstLine(input: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input })) return line;
  throw new Failure('There is no password on standard input.');
}

async function hashed(password: string, person: { email: string; name: string }): Promise<string> {
  const { hashPassword, passwordRule } = await import('../core/people/password.ts');
  const { findPasswordProblem } = await import('../core/people/strength.ts');
  if ((await findPasswordProblem(password, person)) !== undefined)
    throw new Failure(
      `That password is too easy to guess, or has fewer than ${passwordRule.charactersMin} characters.`,
    );
  return hashPassword(password);
}
