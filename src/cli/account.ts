// `keepwell account create`: an account for somebody, in any vault, whoever may sign up there. Its first is the operator's.
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { addCommand, type CommonOptions, type Io, print } from './command.ts';
import { Failure, UsageError } from './explain.ts';
import { useVault } from './vault.ts';

interface CreateOptions extends CommonOptions {
  readonly email: string;
  readonly name: string;
  readonly birthDate: string;
  readonly country: string;
  readonly passwordStdin?: boolean;
  readonly operator?: boolean;
}

export function addAccount(parent: Command, io: Io): void {
  const account = parent.command('account').description('The accounts of people.');
  addCommand(account, 'create', 'Makes an account, and a link by which its holder chooses a password.')
    .requiredOption('--email <address>', 'the address to sign in with')
    .requiredOption('--name <name>', 'how the person is called')
    .requiredOption('--birth-date <date>', 'as 1980-12-31')
    .requiredOption('--country <code>', 'where the person lives, in two letters, such as US')
    .option('--password-stdin', 'read the password from standard input instead of making a link')
    .option('--operator', 'make the person an operator; the first account is one by itself')
    .action((options: CreateOptions) => create(options, io));
}

async function create(options: CreateOptions, io: Io): Promise<void> {
  const given = await checked(options);
  const password = options.passwordStdin ? await firstLine(io.input) : undefined;
  const passwordHash = password === undefined ? undefined : await hashed(password, given);
  const { makeAccount } = await import('../core/people/make-account.ts');
  const { findRunning } = await import('../running.ts');
  const isOperator = options.operator === true;
  const { made, hours, elsewhere } = await useVault(
    { ...options, make: true },
    io,
    async (vault, { data }) => ({
      elsewhere: findRunning(data) ? undefined : vault.instance.shellUrl,
      made: await vault.store.write(db => makeAccount(db, vault, { ...given, passwordHash }, { isOperator })),
      hours: Math.round(vault.limits.mailedLinkTtlMs / 3_600_000),
    }),
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
    ...(link ? [`A password is chosen at this address, once and within ${hours} hours:`, `  ${link}`] : []),
    ...(link && elsewhere
      ? [
          `No server runs on this vault now. If it has another address than ${elsewhere}, put that in its place.`,
        ]
      : []),
  ]);
}

async function checked({ email, name, birthDate, country }: CreateOptions) {
  const { isMailAddress } = await import('../core/mail/address.ts');
  if (!isMailAddress(email.trim()))
    throw new UsageError('--email must be an address such as ada@example.org.');
  if (name.trim() === '' || name.length > nameLengthMax)
    throw new UsageError(`--name must have from 1 to ${nameLengthMax} characters.`);
  if (!isDay(birthDate)) throw new UsageError('--birth-date must be a day in the past, such as 1980-12-31.');
  if (!/^[A-Z]{2}$/.test(country)) throw new UsageError('--country must be two capital letters such as US.');
  return { email: email.trim(), name: name.trim(), birthDate, country };
}

const nameLengthMax = 64;

function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(text);
  return !Number.isNaN(at) && at < Date.now() && new Date(at).toISOString().startsWith(text);
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
