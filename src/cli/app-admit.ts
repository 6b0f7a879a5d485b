// `keepwell app admit`: lets a person authorise an application that restricts its users.
import type { Command } from 'commander';
import { addCommand, type CommonOptions, type Io, print, readAppId } from './command.ts';
import { Failure } from './explain.ts';
import { useVault } from './vault.ts';

export function addAdmit(app: Command, io: Io): void {
  addCommand(
    app,
    'admit <app-id> <email>',
    'Lets a person authorise an application that restricts its users.',
  ).action((id: string, email: string, options: CommonOptions) => admitPerson(id, email, options, io));
}

async function admitPerson(id: string, email: string, options: CommonOptions, io: Io): Promise<void> {
  const appId = readAppId(id, 'The application id');
  const { admit } = await import('../core/applications/admitted.ts');
  await useVault(options, io, vault =>
    vault.store.write(async db => {
      const app = await db.applications.byId(appId);
      if (!app)
        throw new Failure(`There is no application ${id}. \`keepwell app list\` shows those there are.`);
      const person = await db.people.byEmail(email);
      if (!person) throw new Failure(`Nobody has an account with the e-mail address ${email}.`);
      await admit(db, vault, { caller: app, appId, personId: person.id });
    }),
  );
  print(io, options, { appId, admitted: email }, [`${email} may authorise ${appId}.`]);
}
