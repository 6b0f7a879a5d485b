// `keepwell direct certificate …`: the keys that the vault opens and signs Direct messages with.
import type { Command } from 'commander';
import { addCommand, type CommonOptions, type Io, print } from './command.ts';
import { dayOf, describeKey } from './direct-print.ts';
import { printRecord } from './direct-records.ts';
import { Failure } from './explain.ts';
import { readFileUpTo } from './read-file.ts';
import { useVault } from './vault.ts';

interface AddOptions extends CommonOptions {
  readonly passphraseFile?: string;
}

export function addDirectCertificate(parent: Command, io: Io): void {
  const certificate = parent
    .command('certificate')
    .description('The keys that the vault opens and signs Direct messages with.');
  addCommand(certificate, 'list', 'Lists them: whom each is bound to, and until when it is good.').action(
    (options: CommonOptions) => list(options, io),
  );
  addCommand(
    certificate,
    'add <file>',
    'Adds a key that a HISP made, with its certificates: PKCS #12, or PEM of both.',
  )
    .option('--passphrase-file <file>', 'where its passphrase stands, on the first line')
    .action((file: string, options: AddOptions) => add(file, options, io));
  addCommand(
    certificate,
    'renew <domain-or-address>',
    'Makes a new key, which signs from now on; the earlier one opens mail until 30 days past its end.',
  ).action((bound: string, options: CommonOptions) => renew(bound, options, io));
  addCommand(
    certificate,
    'revoke <id>',
    'Takes back a key that somebody may have come by: it is named in the revocation list that the vault publishes, and removed. `direct setup` makes another.',
  ).action((id: string, options: CommonOptions) => revoke(id, options, io));
  addCommand(
    certificate,
    'remove <id>',
    'Removes a key. Mail that was encrypted to it cannot be opened any more.',
  ).action((id: string, options: CommonOptions) => remove(id, options, io));
}

async function list(options: CommonOptions, io: Io): Promise<void> {
  const { listKeys } = await import('../core/direct/certificates/setup.ts');
  const { keys, now } = await useVault(options, io, async vault => ({
    keys: await vault.store.read(db => listKeys(db, vault)),
    now: vault.clock.now(),
  }));
  const lines = keys.map(
    ({ id, boundTo, notAfter }) =>
      `${id}  ${boundTo}  ${notAfter < now ? 'over since' : 'until'} ${dayOf(notAfter)}`,
  );
  print(
    io,
    options,
    keys.map(describeKey),
    lines.length > 0 ? lines : ['There are none. `keepwell direct setup` makes one.'],
  );
}

async function add(file: string, options: AddOptions, io: Io): Promise<void> {
  const passphrase = readPassphrase(options);
  const { readKeyFile } = await import('../core/direct/certificates/brought.ts');
  const { keepKey } = await import('../core/direct/certificates/key.ts');
  const keys = await useVault(options, io, async vault => {
    const bytes = readFileUpTo(file, vault.limits.directKeyFileBytesMax);
    const read = readKeyFile(vault, { bytes, passphrase });
    await vault.store.write(async db => {
      for (const key of read) await keepKey(db, vault, key);
    });
    return read;
  });
  print(
    io,
    options,
    keys.map(describeKey),
    keys.map(({ boundTo, notAfter }) => `A key of ${boundTo} was added, until ${dayOf(notAfter)}.`),
  );
}

const passphraseBytesMax = 4096;

function readPassphrase({ passphraseFile }: AddOptions): string {
  if (passphraseFile === undefined) return '';
  const [line = ''] = readFileUpTo(passphraseFile, passphraseBytesMax).toString().split(/\r?\n/);
  return line;
}

async function renew(bound: string, options: CommonOptions, io: Io): Promise<void> {
  const { renewKey } = await import('../core/direct/certificates/setup.ts');
  const key = await useVault(options, io, vault => renewKey(vault, bound));
  const record = printRecord(key.boundTo, key.certificate);
  print(io, options, { ...describeKey(key), record }, [
    `A new key of ${key.boundTo} signs from now on, until ${dayOf(key.notAfter)}.`,
    'Put this record beside the one there is, and take that one away when its certificate is over:',
    '',
    record,
  ]);
}

async function revoke(id: string, options: CommonOptions, io: Io): Promise<void> {
  const { revokeKey } = await import('../core/direct/certificates/own-list.ts');
  const { boundTo } = await useVault(options, io, vault => revokeKey(vault, id));
  print(io, options, { id, boundTo }, [
    `The key of ${boundTo} was revoked and removed. Take its CERT record out of the zone; \`keepwell direct setup\` makes another.`,
  ]);
}

async function remove(id: string, options: CommonOptions, io: Io): Promise<void> {
  const { removeKey } = await import('../core/direct/certificates/key.ts');
  const isGone = await useVault(options, io, vault => vault.store.write(db => removeKey(db, vault, id)));
  if (!isGone) throw new Failure(`There is no key ${id}.`);
  print(io, options, { id }, ['The key was removed.']);
}
