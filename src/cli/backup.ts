// `keepwell backup …`: backs a vault up while it runs.
import type { Command } from 'commander';
import { addCommand, type CommonOptions, type Io, print } from './command.ts';
import { UsageError } from './explain.ts';
import { useVault } from './vault.ts';
import { watchWork } from './work.ts';

interface BackupOptions extends CommonOptions {
  readonly to?: string;
  readonly recipient?: readonly string[];
}

const place = 'a folder, or s3://bucket/prefix?endpoint=https://…';

export function addBackup(parent: Command, io: Io): void {
  const backup = addCommand(
    parent,
    'backup',
    'Backs the vault up while it runs: encrypted, and only what is not there yet. One that was cut off goes on with the next.',
  )
    .option('--to <place>', place)
    .option('--recipient <age1…>', 'whom it is encrypted to; may be given several times', collect)
    .action((options: BackupOptions) => make(options, io));
  backup
    .command('keygen')
    .description('Makes a key that opens backups, and prints the recipient to encrypt them to.')
    .requiredOption('--out <file>', 'the file for the identity, which must not be there')
    .option('--json', 'write machine-readable output, and nothing else, to standard output')
    .action((options: { out: string; json?: boolean }) => keygen(options, io));
}

const collect = (value: string, before: readonly string[] = []) => [...before, value];

async function make(options: BackupOptions, io: Io): Promise<void> {
  const { to, recipient: recipients = [] } = options;
  if (to === undefined) throw new UsageError('--to is missing.');
  if (recipients.length === 0)
    throw new UsageError('--recipient is missing. `keepwell backup keygen` makes one.');
  const { readRecipient } = await import('../storage/backup/age-keys.ts');
  for (const recipient of recipients) readOrRefuse('--recipient', () => readRecipient(recipient));
  const { backUp } = await import('../backups.ts');
  const work = watchWork(io, 'What was written is found again by the next backup.');
  try {
    const { manifest, written } = await useVault(options, io, (vault, config) =>
      backUp(vault, config, { to, recipients, watcher: work.ofBackup('Backing up') }),
    );
    work.end();
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const { parts, bytes, missing } = manifest.files;
    print(
      io,
      options,
      {
        id: manifest.id,
        snapshotAt: new Date(manifest.snapshotAt).toISOString(),
        rows,
        records: manifest.records.count,
        fileParts: parts,
        fileBytes: bytes,
        missingParts: missing,
        writtenBytes: written,
      },
      [
        `Backup ${manifest.id}: ${rows} rows, ${manifest.records.count} records, ${parts} parts of files; ${written} bytes were new.`,
        ...(missing > 0 ? [`The vault has lost ${missing} parts of files: see keepwell doctor.`] : []),
      ],
    );
  } finally {
    work.end();
  }
}

async function keygen(options: { out: string; json?: boolean }, io: Io): Promise<void> {
  const { generateIdentity, sayIdentity, sayRecipient } = await import('../storage/backup/age-keys.ts');
  const { writeKeyFile } = await import('../storage/keys.ts');
  const identity = generateIdentity();
  const recipient = sayRecipient(identity.recipient);
  writeKeyFile(options.out, `# recipient: ${recipient}\n${sayIdentity(identity)}\n`);
  print(io, options, { recipient, file: options.out }, [
    `The identity is in ${options.out}. Keep it away from the vault: whoever has it opens all backups, and without it nobody does where the vault is lost.`,
    `Recipient: ${recipient}`,
  ]);
}

/** @throws UsageError */
export function readOrRefuse<T>(option: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError(`${option}: ${(error as Error).message}`);
  }
}
