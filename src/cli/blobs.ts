// `keepwell blobs move`: takes the bytes of files from the folder to a bucket, back, or from bucket to bucket. Most of it goes
// on while the vault is served; docs/deploy.md has the four steps.
import type { Command } from 'commander';
import type { Config } from '../config.ts';
import type { MoveOptions, Places } from '../core/blobs/move.ts';
import type { Store } from '../core/store.ts';
import { blobsFolder } from '../data-folder.ts';
import { addCommand, type CommonOptions, type Io, print } from './command.ts';
import { showRows } from './db-progress.ts';
import { Failure, UsageError } from './explain.ts';
import { useVault } from './vault.ts';

interface MoveCommand extends CommonOptions {
  readonly to: string;
  readonly from?: string;
  readonly remove?: boolean;
}

export function addBlobs(parent: Command, io: Io): void {
  const blobs = parent.command('blobs').description('The bytes of the files that items hold.');
  addCommand(
    blobs,
    'move',
    'Copies them to another place, and compares each with its hash; asked again, it goes on.',
  )
    .requiredOption('--to <place>', 'files, or s3://bucket/prefix?endpoint=https://…&region=…')
    .option('--from <place>', 'where they are (default: blobStore of the settings)')
    .option(
      '--remove',
      'remove from the old place what was compared in the new one, once that is served from',
    )
    .action((options: MoveCommand) => move(options, io));
}

async function move(options: MoveCommand, io: Io): Promise<void> {
  const { openBlobStore, readBlobPlace, sayBlobPlace } = await import('../storage/blob-store.ts');
  const { findRunning } = await import('../running.ts');
  const readPlace = (text: string) => {
    try {
      return readBlobPlace(text);
    } catch (error) {
      throw new UsageError((error as Error).message.replace('blob-store', 'a place'));
    }
  };
  const to = readPlace(options.to);
  await useVault(options, io, async (vault, config) => {
    const from = options.from === undefined ? config.blobStore : readPlace(options.from);
    const [fromName, toName] = [sayBlobPlace(from), sayBlobPlace(to)];
    if (fromName === toName)
      throw new UsageError(`They are in ${toName} already; name the old place with --from.`);
    const folder = blobsFolder(config.data);
    const places = { from: await openBlobStore(from, folder), to: await openBlobStore(to, folder) };
    const running = findRunning(config.data);
    const isServed = running !== undefined || (await isServedByNodes(vault.store, config));
    if (options.remove) {
      // One that stores in the old place would lose what it has just been given.
      if (isServed && (config.database !== undefined || running?.blobs !== toName))
        throw new Failure(
          `The vault is served, and not from ${toName}${config.database === undefined ? '' : ', as far as can be told'}. Set blobStore and start it anew, or stop it.`,
        );
      return removeOld(vault.store, places, { options, io, fromName });
    }
    await copy(vault.store, places, { options, io, toName, isServed });
  });
}

async function isServedByNodes(store: Store, { database }: Config): Promise<boolean> {
  return database !== undefined && (await store.read(db => db.leases.held())).length > 0;
}

async function copy(
  store: Store,
  places: Places,
  { options, io, toName, isServed }: { options: CommonOptions; io: Io; toName: string; isServed: boolean },
): Promise<void> {
  const { copyBlobs } = await import('../core/blobs/move.ts');
  const moved = await withProgress('copying', store, places, io, copyBlobs);
  const { parts, copied, bytes, lost } = moved;
  print(io, options, { parts, copied, bytes, lost: lost.length, served: isServed }, [
    `${toName} has ${parts - lost.length} of ${parts} parts of files; ${copied} came now, with ${bytes} bytes.`,
    ...(lost.length > 0
      ? []
      : [
          isServed
            ? 'The vault is served: stop it, ask again for what came meanwhile, set blobStore, and start it.'
            : 'Set blobStore to it and start the vault; then --remove clears the old place.',
        ]),
  ]);
  if (lost.length > 0)
    throw new Failure(
      `${lost.length} parts are not there, or not as they came: \`keepwell doctor --thorough\` looks at all, a backup has them.`,
    );
}

async function removeOld(
  store: Store,
  places: Places,
  { options, io, fromName }: { options: CommonOptions; io: Io; fromName: string },
): Promise<void> {
  const { NotMoved, removeMoved } = await import('../core/blobs/move.ts');
  const removed = await withProgress('comparing', store, places, io, removeMoved).catch(error => {
    if (error instanceof NotMoved)
      throw new Failure(
        'A part is not in the new place, or not as it came. Ask again without --remove first.',
      );
    throw error;
  });
  print(io, options, removed, [
    `${removed.parts} parts were compared; ${removed.blobs} files are no longer in ${fromName}.`,
  ]);
}

async function withProgress<T>(
  what: string,
  store: Store,
  places: Places,
  io: Io,
  work: (options: MoveOptions) => Promise<T>,
): Promise<T> {
  const progress = showRows(io);
  progress.begin(what, { rows: await store.read(db => db.blobs.countParts()), done: 0 });
  try {
    return await work({ store, places, onPart: () => progress.onSlice('', 1) });
  } finally {
    progress.end();
  }
}
