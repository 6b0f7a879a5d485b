// `keepwell direct …`: mail between clinics and people. Keys and certificates of the vault, what name servers must say, and whom
// its domains trust.
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { addCommand, type CommonOptions, type Io, print } from './command.ts';
import { addDirectCertificate } from './direct-certificate.ts';
import { addDirectCheck } from './direct-check.ts';
import { dayOf, describeKey } from './direct-print.ts';
import { printRecords, toPem } from './direct-records.ts';
import { addDirectTrust } from './direct-trust.ts';
import { useVault } from './vault.ts';

interface SetupOptions extends CommonOptions {
  readonly domain: string;
  readonly address?: string[];
  readonly host?: string;
  readonly anchor?: string;
}

export function addDirect(parent: Command, io: Io): void {
  const direct = parent
    .command('direct')
    .description('Direct messages: signed and encrypted mail with clinics.');
  addCommand(
    direct,
    'setup',
    'Makes an authority of the vault and a key for its domain, and prints what its name servers must say. What is there stays.',
  )
    .requiredOption('--domain <name>', 'the domain of its Direct addresses')
    .option('--address <address...>', 'a key for each of these addresses, in place of one for the domain')
    .option('--host <name>', 'the host that takes its mail (default: the domain itself)')
    .option('--anchor <file>', 'where to write the certificate that partners are to trust, PEM')
    .action((options: SetupOptions) => setUp(options, io));
  addDirectCheck(direct, io);
  addDirectCertificate(direct, io);
  addDirectTrust(direct, io);
}

async function setUp(options: SetupOptions, io: Io): Promise<void> {
  const { address: addresses = [], anchor } = options;
  const { setUpDirect } = await import('../core/direct/certificates/setup.ts');
  const { domain, authority, isNewAuthority, keys } = await useVault(options, io, vault =>
    setUpDirect(vault, { domain: options.domain, addresses }),
  );
  if (anchor !== undefined) writeFileSync(anchor, toPem(authority.certificate));
  const records = printRecords({ domain, host: options.host ?? domain, keys: keys.map(({ key }) => key) });
  print(
    io,
    options,
    {
      authority: toPem(authority.certificate),
      keys: keys.map(({ key, isNew }) => ({ ...describeKey(key), isNew })),
      records,
    },
    [
      isNewAuthority
        ? 'An authority of the vault was made. Its key is sealed in the vault and goes into backups with it.'
        : 'The vault has an authority already.',
      anchor === undefined
        ? 'Partners have to trust its certificate: write it to a file with --anchor.'
        : `Partners have to trust its certificate: ${anchor}`,
      ...keys.map(
        ({ key, isNew }) =>
          `${key.boundTo}: ${isNew ? 'a new key' : 'the key there is'}, until ${dayOf(key.notAfter)}`,
      ),
      ...(addresses.length === 0
        ? [
            'All addresses share the key of the domain; with --address one has a key of its own, which is better.',
          ]
        : []),
      '',
      'Put these records into the zone of the domain:',
      '',
      ...records,
    ],
  );
}
