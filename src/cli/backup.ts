// `keepwell backup …`: backs a vault up while it runs, tells of backups, proves them.
import { existsSync } from 'node:fs';
import { type Command, Option } from 'commander';
import type { Config } from '../config.ts';
import type { Identity } from '../storage/backup/age-keys.ts';
import { addCommand, type CommonOptions, type Io, print, readOrRefuse, readVaultConfig } from './command.ts';
import { Failure, UsageError } from './explain.ts';
import { useVault } from './vault.ts';
import { watchWork } from './work.ts';

interface TargetOptions extends CommonOptions {
  readonly to?: string;
  /** The same, for what only reads. */
  readonly from?: string;
}

interface BackupOptions extends TargetOptions {
  readonly recipient?: readonly string[];
  readonly anew?: boolean;
}

interface VerifyOptions extends TargetOptions {
  readonly identity?: string;
}

/** What these commands called it before. */
const alsoTo = () => new Option('--to <place>').hideHelp();

const place = 'a folder, or s3://bucket/prefix?endpoint=https://… (default: backup.target of the settings)';

export function addBackup(parent: Command, io: Io): void {
  const backup = addCommand(
    parent,
    'backup',
    'Backs the vault up while it runs: encrypted, and only what is not there yet. One that was cut off goes on with the next.',
  )
    .option('--to <place>', place)
    .option('--recipient <age1…>', 'whom it is encrypted to; may be given several times', collect)
    .option('--anew', 'begin anew though backups were made there that are gone')
    .enablePositionalOptions()
    .action((options: BackupOptions) => make(options, io));
  backup
    .command('keygen')
    .description('Makes a key that opens backups, and prints the recipient to encrypt them to.')
    .requiredOption('--out <file>', 'the file for the identity, which must not be there')
    .option('--json', 'write machine-readable output, and nothing else, to standard output')
    .action((options: { out: string; json?: boolean }) => keygen(options, io));
  addCommand(backup, 'list', 'Lists the backups there are, oldest first.')
    .option('--from <place>', place)
    .addOption(alsoTo())
    .action((options: TargetOptions) => list(options, io));
  addCommand(
    backup,
    'verify',
    'Reads all that is there, and tells what is missing or damaged. Changes nothing.',
  )
    .option('--from <place>', place)
    .addOption(alsoTo())
    .option('--identity <file>', 'what opens them, where the key of the vault is not at hand')
    .action((options: VerifyOptions) => verify(options, io));
  addCommand(
    backup,
    'drill',
    'Restores the last backup for a trial, compares it with what was promised, and reads all else there is.',
  )
    .option('--from <place>', place)
    .addOption(alsoTo())
    .action((options: TargetOptions) => drill(options, io));
  addCommand(backup, 'prune', 'Removes the backups that backup.keep of the settings does not keep.')
    .option('--to <place>', place)
    .action((options: TargetOptions) => prune(options, io));
}

const collect = (value: string, before: readonly string[] = []) => [...before, value];

async function make(options: BackupOptions, io: Io): Promise<void> {
  const config = readVaultConfig(options, io);
  const target = findTarget(options, config);
  const recipients = options.recipient ?? config.backup?.recipients ?? [];
  if (recipients.length === 0)
    throw new UsageError(
      '--recipient is missing, and the settings name none. `keepwell backup keygen` makes one.',
    );
  const { readRecipient } = await import('../storage/backup/age-keys.ts');
  for (const recipient of recipients) readOrRefuse('--recipient', () => readRecipient(recipient));
  const { backUp } = await import('../backups.ts');
  const work = watchWork(io, 'What was written is found again by the next backup.');
  try {
    const { manifest, facts, pruned } = await useVault(options, io, (vault, config) =>
      backUp(vault, config, {
        target,
        recipients,
        keep: config.backup?.keep,
        isAnew: options.anew === true,
        watcher: work.ofBackup('Backing up'),
      }),
    );
    work.end();
    const { id } = manifest;
    const { rows, records, fileParts, missingParts, writtenBytes, kept } = facts;
    const { removed } = pruned;
    const snapshotAt = new Date(manifest.snapshotAt).toISOString();
    print(io, options, { id, snapshotAt, ...facts, removed }, [
      `Backup ${id}: ${rows} rows, ${records} records, ${fileParts} parts of files; ${writtenBytes} bytes were new.`,
      ...(missingParts > 0
        ? [`The vault has lost ${missingParts} parts of files: see keepwell doctor.`]
        : []),
      ...(removed > 0 ? [`${removed} backups went, ${kept} are kept.`] : []),
      ...sayDamagedListing(pruned.damagedListing),
    ]);
  } finally {
    work.end();
  }
}

async function keygen(options: { out: string; json?: boolean }, io: Io): Promise<void> {
  const { findRecipient, generateIdentity } = await import('../storage/backup/age-keys.ts');
  const { writeKeyFile } = await import('../storage/keys.ts');
  const identity = await generateIdentity();
  const recipient = await findRecipient(identity);
  writeKeyFile(options.out, `# recipient: ${recipient}\n${identity}\n`);
  print(io, options, { recipient, file: options.out }, [
    `The identity is in ${options.out}. Keep it away from the vault: whoever has it opens all backups, and without it nobody does where the vault is lost.`,
    `Recipient: ${recipient}`,
  ]);
}

async function list(options: TargetOptions, io: Io): Promise<void> {
  const { openToRead } = await import('../storage/backup/places.ts');
  const { listBackups, readListing, timeOfBackup } = await import('../storage/backup/manifest.ts');
  const { target } = await openToRead(findTarget(options, readVaultConfig(options, io)));
  const backups = [];
  for (const id of await listBackups(target)) {
    const listing = await readListing(target, id);
    backups.push({ id, at: new Date(timeOfBackup(id)).toISOString(), objects: listing?.count ?? null });
  }
  print(io, options, { place: target.place, backups }, [
    ...backups.map(({ id, at, objects }) => `${id}  ${at}  ${objects ?? 'unknown'} objects`),
    `${backups.length} backups in ${target.place}.`,
  ]);
}

async function verify(options: VerifyOptions, io: Io): Promise<void> {
  const config = readVaultConfig(options, io);
  const { openToRead } = await import('../storage/backup/places.ts');
  const { verifyTarget } = await import('../storage/backup/verify.ts');
  const { target, vaultId } = await openToRead(findTarget(options, config));
  const { joinOwn } = await import('../storage/backup/vault-keys.ts');
  const { identities: named, keyText } = await findIdentities(options, config, io);
  const identities = await joinOwn(target, named);
  const work = watchWork(io, 'Nothing was changed.');
  try {
    const watcher = work.ofBackup('Reading');
    const verified = await verifyTarget(target, { vaultId, identities, keyText, watcher });
    work.end();
    print(io, options, verified, [
      ...verified.findings,
      ...verified.remarks,
      `${verified.backups} backups, ${verified.objects} objects were read, ${verified.damagedObjects.length} are missing or damaged.`,
    ]);
    if (verified.findings.length > 0) throw new Failure(`The backups in ${target.place} are not whole.`);
  } finally {
    work.end();
  }
}

async function drill(options: TargetOptions, io: Io): Promise<void> {
  const target = findTarget(options, readVaultConfig(options, io));
  const backups = await import('../backups.ts');
  const work = watchWork(io, 'Nothing was changed.');
  try {
    const { backupId, snapshotAt, facts } = await useVault(options, io, (vault, config) =>
      backups.drill(vault, config, { target, watcher: work.ofBackup('Proving') }),
    );
    work.end();
    const of = snapshotAt === undefined ? '' : `, of ${new Date(snapshotAt).toISOString()}`;
    print(io, options, { backupId: backupId ?? null, ...facts }, [
      ...facts.findings,
      ...(facts.isRestored
        ? [
            `Backup ${backupId}${of} was restored: ${facts.records - facts.wrongRecords.length} of ${facts.records} records are the same as was promised.`,
          ]
        : []),
      `${facts.objects} objects were read, ${facts.damagedObjects.length} are missing or damaged.`,
    ]);
    if (facts.findings.length > 0)
      throw new Failure('The drill found what is told above. The next backup writes anew what it needs.');
  } finally {
    work.end();
  }
}

async function prune(options: TargetOptions, io: Io): Promise<void> {
  const config = readVaultConfig(options, io);
  const keep = config.backup?.keep;
  if (!keep) throw new UsageError('The settings do not say which backups to keep: set backup.keep.');
  const target = findTarget(options, config);
  const backups = await import('../backups.ts');
  const pruned = await useVault(options, io, vault => backups.prune(vault, { target, keep }));
  print(io, options, pruned, [
    `${pruned.removed} backups and ${pruned.objectsRemoved} objects went, ${pruned.kept} backups are kept.`,
    ...sayDamagedListing(pruned.damagedListing),
  ]);
}

function sayDamagedListing(id: string | undefined): string[] {
  return id === undefined
    ? []
    : [`No objects were removed: the list of the backup ${id} is damaged, which may need any of them.`];
}

function findTarget({ to, from }: TargetOptions, { backup }: Config): string {
  const target = from ?? to ?? backup?.target;
  if (target === undefined)
    throw new UsageError('--to or --from is missing, and the settings name no backup.target.');
  return target;
}

/** What is named, or the key of the vault. */
async function findIdentities(
  options: VerifyOptions,
  config: Config,
  io: Io,
): Promise<{ identities: Identity[]; keyText: string | undefined }> {
  const { readIdentityFile } = await import('../restores.ts');
  const { deriveIdentity } = await import('../storage/backup/vault-keys.ts');
  const { identity } = options;
  if (identity !== undefined)
    return { identities: readOrRefuse('--identity', () => readIdentityFile(identity)), keyText: undefined };
  const { masterKey, data } = config;
  const { readKeyText, takeKey, writeKeyText } = await import('../storage/keys.ts');
  if (masterKey.kind === 'given')
    return { identities: [deriveIdentity(takeKey(masterKey.key))], keyText: writeKeyText(masterKey.key) };
  const { keyFile } = await import('../data-folder.ts');
  const file = keyFile(data);
  if (masterKey.token && !existsSync(file)) {
    const own = await useVault(options, io, ({ keys }) => deriveIdentity(keys));
    return { identities: [own], keyText: undefined };
  }
  return { identities: readIdentityFile(file), keyText: readKeyText(file) };
}
