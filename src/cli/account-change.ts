// `keepwell account list`, `suspend`, `resume`, `reset`: who has an account, who may use it, and a way back in.
import type { Command } from 'commander';
import { getLast } from '../assume.ts';
import type { AccountUse } from '../core/operator/ports.ts';
import type { Person } from '../core/people/person.ts';
import type { Reader } from '../core/store.ts';
import { demandMail, sayHours, sayLink } from './account-link.ts';
import { addCommand, type CommonOptions, type Io, print } from './command.ts';
import { Failure } from './explain.ts';
import { useVault } from './vault.ts';

interface ListOptions extends CommonOptions {
  readonly beginning?: string;
}

interface ResetOptions extends CommonOptions {
  readonly mail?: boolean;
  readonly atOnce?: boolean;
  readonly withoutCodes?: boolean;
}

export function addAccountChanges(account: Command, io: Io): void {
  addCommand(account, 'list', 'Lists the accounts, the newest first.')
    .option('--beginning <text>', 'those whose address or name begins so')
    .action((options: ListOptions) => list(options, io));
  addCommand(account, 'suspend <email>', 'Keeps a person out at once, with every application.').action(
    (email: string, options: CommonOptions) => setState(email, true, options, io),
  );
  addCommand(account, 'resume <email>', 'Lets a person in again who was suspended.').action(
    (email: string, options: CommonOptions) => setState(email, false, options, io),
  );
  addCommand(
    account,
    'reset <email>',
    'Makes a link by which the holder of an account chooses another password.',
  )
    .option('--mail', 'mail the link to its holder instead of printing it')
    .option('--at-once', 'end the password and every session now, not when the link is used')
    .option('--without-codes', 'ask for no codes any more: the phone that shows them is lost')
    .action((email: string, options: ResetOptions) => reset(email, options, io));
}

const pageSize = 500;

async function list(options: ListOptions, io: Io): Promise<void> {
  await useVault(options, io, async ({ store }) => {
    const operators = new Set((await store.read(db => db.operators.all())).map(({ personId }) => personId));
    const told = ({ person, records, bytes }: AccountUse) => ({
      personId: person.id,
      email: person.email,
      name: person.name,
      state: person.state,
      operator: operators.has(person.id),
      createdAt: new Date(person.createdAt).toISOString(),
      records,
      bytes,
    });
    let count = 0;
    let page: AccountUse[] = [];
    if (options.json) io.out('[');
    do {
      const after = page.length > 0 ? getLast(page).person : undefined;
      page = await store.read(db =>
        db.operators.accounts({ beginning: options.beginning, after, limit: pageSize }),
      );
      for (const one of page.map(told)) {
        // A million accounts are one text as long as that only where they are read.
        if (options.json) io.out(`${count === 0 ? '' : ','}${JSON.stringify(one)}`);
        else io.out(`${lineOf(one)}\n`);
        count += 1;
      }
    } while (page.length === pageSize);
    if (options.json) io.out(']\n');
    else if (count === 0) io.out('There are no such accounts.\n');
  });
}

function lineOf(one: {
  email: string;
  name: string;
  state: string;
  operator: boolean;
  createdAt: string;
}): string {
  return `${one.email}  ${one.name}  ${one.state}${one.operator ? ', operator' : ''}  since ${one.createdAt}`;
}

async function setState(email: string, suspended: boolean, options: CommonOptions, io: Io): Promise<void> {
  const { setSuspended } = await import('../core/operator/operator.ts');
  const person = await useVault(options, io, vault =>
    vault.store.write(async db => {
      const { id } = await holderOf(db, email);
      return setSuspended(db, vault, { by: undefined, personId: id, suspended });
    }),
  );
  print(io, options, { personId: person.id, email: person.email, state: person.state }, [
    suspended
      ? `${person.email} is kept out. Their data stays as it is.`
      : `${person.email} may sign in again.`,
  ]);
}

async function reset(email: string, options: ResetOptions, io: Io): Promise<void> {
  const { resetAccount } = await import('../core/people/make-account.ts');
  const { findRunning } = await import('../running.ts');
  const { person, link, hours, elsewhere } = await useVault(options, io, async (vault, { data }) => {
    if (options.mail) await demandMail(vault);
    const done = await vault.store.write(async db => {
      const person = await holderOf(db, email);
      const how = { ...options, isMailed: options.mail === true };
      return { person, link: await resetAccount(db, vault, person, how) };
    });
    return {
      ...done,
      hours: sayHours(vault.limits.mailedLinkTtlMs),
      elsewhere: findRunning(data) ? undefined : vault.instance.shellUrl,
    };
  });
  print(io, options, { personId: person.id, email: person.email, ...(link && { link }) }, [
    ...(link
      ? sayLink(link, hours, elsewhere)
      : [`A link to choose a password by is mailed to ${person.email}; it works once, ${hours}.`]),
    ...(options.atOnce ? ['The password from before works no more, and every browser is signed out.'] : []),
  ]);
}

async function holderOf(db: Reader, email: string): Promise<Person> {
  const person = await db.people.byEmail(email);
  if (!person) throw new Failure(`Nobody has an account with the e-mail address ${email}.`);
  return person;
}
