// `keepwell operator`: who sees the pages for operators.
import type { Command } from 'commander';
import { addCommand, type CommonOptions, type Io, print } from './command.ts';
import { Failure } from './explain.ts';
import { useVault } from './vault.ts';

export function addOperatorCommands(parent: Command, io: Io): void {
  const operator = parent
    .command('operator')
    .description('The people who run the vault and see its operator pages.');
  addCommand(operator, 'add <email>', 'Makes the holder of an account an operator.').action(
    (email: string, options: CommonOptions) => add(email, options, io),
  );
  addCommand(operator, 'remove <email>', 'Takes that from one again; the last stays.').action(
    (email: string, options: CommonOptions) => remove(email, options, io),
  );
  addCommand(operator, 'list', 'Lists the operators.').action((options: CommonOptions) => list(options, io));
}

async function add(email: string, options: CommonOptions, io: Io): Promise<void> {
  const { addOperator } = await import('../core/operator/operator.ts');
  const person = await useVault(options, io, vault =>
    vault.store.write(db => addOperator(db, vault, { email, by: undefined })),
  );
  if (!person) throw new Failure(`Nobody has an account with the e-mail address ${email}.`);
  print(io, options, { personId: person.id, email: person.email }, [`${person.email} is an operator.`]);
}

async function remove(email: string, options: CommonOptions, io: Io): Promise<void> {
  const { removeOperator } = await import('../core/operator/operator.ts');
  const personId = await useVault(options, io, vault =>
    vault.store.write(async db => {
      const person = await db.people.byEmail(email);
      if (!person || !(await db.operators.is(person.id))) return undefined;
      await removeOperator(db, vault, undefined, person.id);
      return person.id;
    }),
  );
  if (personId === undefined) throw new Failure(`Nobody with the e-mail address ${email} is an operator.`);
  print(io, options, { personId, email }, [`${email} is no operator any more.`]);
}

async function list(options: CommonOptions, io: Io): Promise<void> {
  const all = await useVault(options, io, vault =>
    vault.store.read(async db => {
      const found = [];
      for (const { personId, addedAt } of await db.operators.all()) {
        const person = await db.people.byId(personId);
        if (person) found.push({ personId, email: person.email, addedAt: new Date(addedAt).toISOString() });
      }
      return found;
    }),
  );
  const lines =
    all.length === 0
      ? ['There are no operators.']
      : all.map(({ email, addedAt }) => `${email}  since ${addedAt}`);
  print(io, options, all, lines);
}
