// `keepwell sandbox create`: everything a client needs to try a sandbox vault, in one call.
// Works beside a running server on the same data folder.
import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { addCommand, type CommonOptions, type Io, print, readAppId } from './command.ts';
import { useVault } from './vault.ts';

interface SandboxOptions extends CommonOptions {
  readonly cert: string;
  readonly appId?: string;
  readonly sodaMaster?: boolean;
  readonly allTypes?: boolean;
}

export function addSandbox(parent: Command, io: Io): void {
  const sandbox = parent.command('sandbox').description('Sets up what is needed to try a sandbox vault.');
  addCommand(
    sandbox,
    'create',
    'Makes a person, a record, an application that may do everything with it, and a token. An application that has the certificate already stays as it is.',
  )
    .requiredOption('--cert <file>', "the application's certificate, PEM")
    .option(
      '--app-id <guid>',
      'the id of the application (default: the one in its certificate, or a new one)',
    )
    .option('--soda-master', 'also make a SODA master application')
    .option('--all-types', 'rules on all types, those to come included')
    .action((options: SandboxOptions) => createSandbox(options, io));
}

async function createSandbox(options: SandboxOptions, io: Io): Promise<void> {
  const certificatePem = readFileSync(options.cert, 'utf8');
  const { readApplicationId } = await import('../core/applications/register.ts');
  const appId = options.appId === undefined ? readApplicationId(certificatePem) : readAppId(options.appId);
  const made = await useVault({ ...options, make: true }, io, async vault => {
    const core = await import('../core/sandbox.ts');
    const { sodaMaster, allTypes } = options;
    return core.createSandbox(vault, { certificatePem, appId, sodaMaster, allTypes });
  });
  print(
    io,
    options,
    made,
    Object.entries(made)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}  ${value}`),
  );
}
