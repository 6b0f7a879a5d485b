// Where `keepwell keys rotate --master` takes the master key: a file, the environment, a token.
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Config } from '../config.ts';
import type { Awaitable } from '../core/awaitable.ts';
import { isTokenId, makeTokenId } from '../core/seals/master-place.ts';
import { keyFile, newKeyFile } from '../data-folder.ts';
import { masterVariable, newMasterVariable, readGivenKey } from '../master-place.ts';
import type { NewMaster } from '../storage/sealing/change-keys.ts';
import { type Io, readOrRefuse } from './command.ts';
import { Failure, UsageError } from './explain.ts';

export const masterPlaces = ['file', 'environment', 'token'] as const;

interface Choice {
  /** One of masterPlaces. */
  readonly to?: string;
  readonly keyLabel?: string;
}

interface Situation {
  readonly config: Config;
  readonly io: Io;
  /** The id of the one there is. */
  readonly masterId: string | undefined;
}

interface OtherMaster {
  readonly make: () => Awaitable<NewMaster>;
  /** Where it is, and what is to be done now. */
  readonly said: string;
}

/** @throws UsageError, Failure, MasterUnavailable: then nothing was changed */
export async function prepareOther(choice: Choice, situation: Situation): Promise<OtherMaster> {
  const { config, io, masterId } = situation;
  const { data, masterKey } = config;
  const isInToken = masterId !== undefined && isTokenId(masterId);
  const place = choice.to ?? (isInToken ? 'token' : masterKey.kind === 'given' ? 'environment' : 'file');
  if (choice.keyLabel !== undefined && place !== 'token')
    throw new UsageError('--key-label goes with a token.');
  const other =
    place === 'token'
      ? await prepareTokenKey(choice.keyLabel, situation)
      : place === 'environment'
        ? await readOtherKey(data, io)
        : await prepareMasterFile(data);
  return { ...other, said: [other.said, ...sayWhatToTakeAway(place, masterKey, isInToken)].join(' ') };
}

function sayWhatToTakeAway(place: string, masterKey: Config['masterKey'], wasInToken: boolean): string[] {
  return [
    ...(masterKey.kind === 'given' && place !== 'environment' ? [`Take ${masterKey.from} away.`] : []),
    ...(wasInToken && place !== 'token'
      ? ['Take masterToken out of the settings; the key in the token is of no use to this vault any more.']
      : []),
  ];
}

/** Looks before anything is changed whether the token may be asked, and makes the key there only when it is taken. */
async function prepareTokenKey(
  label: string | undefined,
  { config, masterId }: Situation,
): Promise<OtherMaster> {
  const { data, masterKey } = config;
  if (!masterKey.token)
    throw new UsageError('The settings name no token: set masterToken, as docs/encryption.md tells.');
  const { findTokenMaster, openTokenMaster } = await import('../storage/sealing/token-master.ts');
  const { sayMasterPlace } = await import('../vault-key.ts');
  const token = { ...masterKey.token, key: label ?? masterKey.token.key };
  const found = await findTokenMaster(data, token);
  if (found && found.id === masterId)
    throw new Failure(
      `The key labelled "${token.key}" is the master key already. Name another label with --key-label.`,
    );
  return {
    make: async () => ({
      master: await openTokenMaster(data, token, 'make'),
      take() {
        for (const file of [keyFile(data), newKeyFile(data)]) rmSync(file, { force: true });
        syncFolder(data);
      },
    }),
    said: `that in ${sayMasterPlace({ data, masterKey: { kind: 'file', token } }, makeTokenId(''))}. Name it by masterToken, on all nodes, before they start again.`,
  };
}

async function readOtherKey(data: string, { env }: Io): Promise<OtherMaster> {
  const { makeMaster } = await import('../storage/sealing/master.ts');
  const given = readOrRefuse('--to environment', () => readGivenKey(newMasterVariable, env));
  if (!given)
    throw new UsageError(
      `Set ${newMasterVariable}, or ${newMasterVariable}_FILE, to the other key: \`openssl rand -base64 32\` makes one.`,
    );
  return {
    make: () => ({
      master: makeMaster(given.key),
      take() {
        rmSync(keyFile(data), { force: true });
        syncFolder(data);
      },
    }),
    said: `what ${given.from} gives. Set ${masterVariable} or ${masterVariable}_FILE to it, on all nodes, before they start again.`,
  };
}

/** Makes it beside the one there is, until nothing is wrapped by that any more. */
async function prepareMasterFile(data: string): Promise<OtherMaster> {
  const { readKeyText, writeKeyFile, writeKeyText } = await import('../storage/keys.ts');
  const { makeMaster } = await import('../storage/sealing/master.ts');
  const { drawKey } = await import('../storage/sealing/xaes.ts');
  const file = newKeyFile(data);
  const make = () => {
    const bytes = drawKey();
    rmSync(file, { force: true });
    writeKeyFile(file, writeKeyText(bytes));
    syncFolder(dirname(file));
    return {
      master: makeMaster(bytes),
      take() {
        // A process that was started in between has taken it already.
        if (existsSync(keyFile(data)) && readKeyText(keyFile(data)) === writeKeyText(bytes)) return;
        renameSync(file, keyFile(data));
        syncFolder(dirname(file));
      },
    };
  };
  return {
    make,
    said: `${keyFile(data)}. Copy it to a safe place, and to the other nodes before they start again.`,
  };
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
