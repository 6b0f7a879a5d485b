// The key of the vault in a data folder. A new vault gets one; no vault ever gets another in its place unasked, for what
// the old one sealed would be lost. Called by main.ts for whoever opens a vault.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { isTokenId } from './core/seals/master-place.ts';
import { ForeignKey, type Settling, settleSeal } from './core/seals/seals.ts';
import type { Store } from './core/store.ts';
import { databaseFile, hasDatabase, hasLostDatabase, keyFile, newKeyFile } from './data-folder.ts';
import { masterVariable } from './master-place.ts';
import { examineStore, type StorePlace, type VaultPlace } from './open-store.ts';
import { makeKeys, readFileKey, readKeyText, writeKeyText } from './storage/keys.ts';
import { KeyRing } from './storage/sealing/key-ring.ts';
import { type MasterKey, makeMaster } from './storage/sealing/master.ts';

/** Where a vault keeps its files, and its master key. */
export type KeyPlace = Pick<VaultPlace, 'data' | 'masterKey'>;

interface Found {
  readonly master: MasterKey;
  /** Its bytes, where they are at hand: of a vault from before it was encrypted, the only key. */
  readonly bytes?: Buffer;
}

/** A master key that is at hand, whether it is that of the vault or not. */
interface Candidate {
  /** @throws when it is damaged or open to others; MasterUnavailable */
  read(): Promise<Found>;
  /** Where it is that of the vault: keeps it where it is looked for first. */
  settle(): void;
}

/**
 * What is at hand. There are several where a rotation was broken off, or takes the key elsewhere.
 * @throws where the environment and the data folder have keys that differ
 */
function listCandidates({ data, masterKey }: KeyPlace): Candidate[] {
  const { token } = masterKey;
  const candidates: Candidate[] = [];
  const add = (read: Candidate['read'], settle = () => {}) => void candidates.push({ read, settle });
  const file = keyFile(data);
  if (masterKey.kind === 'given') {
    const { key, from } = masterKey;
    if (existsSync(file) && readKeyText(file) !== writeKeyText(key))
      throw new Error(
        `${from} and ${file} are two keys that differ. Take away the one that is not that of the vault.`,
      );
    add(async () => ({ master: makeMaster(key), bytes: key }));
  } else {
    const addFile = (path: string, settle?: () => void) =>
      add(async () => {
        const bytes = readFileKey(path);
        return { master: makeMaster(bytes), bytes };
      }, settle);
    if (existsSync(file)) addFile(file);
    const next = newKeyFile(data);
    if (existsSync(next)) addFile(next, () => renameSync(next, file));
  }
  if (token)
    add(async () => {
      const { openTokenMaster } = await import('./storage/sealing/token-master.ts');
      return { master: await openTokenMaster(data, token) };
    });
  return candidates;
}

/** Takes the first that is at hand, whether it is that of the vault or not. False where there is none. */
async function takeFirst(place: KeyPlace, ring: KeyRing): Promise<boolean> {
  const [first] = listCandidates(place);
  if (!first) return false;
  take(await first.read(), ring);
  return true;
}

function take({ master, bytes }: Found, ring: KeyRing): void {
  ring.setMaster(master, bytes);
}

/**
 * What `open` makes of the keys at hand, tried one after the other until one is that of the vault; undefined where there is none.
 * @throws ForeignKey where none of them is; what reading one throws
 */
export async function tryKeys<T>(
  place: KeyPlace,
  open: (ring: KeyRing) => Promise<T>,
): Promise<{ readonly opened: T } | undefined> {
  let foreign: ForeignKey | undefined;
  for (const candidate of listCandidates(place)) {
    const ring = new KeyRing();
    take(await candidate.read(), ring);
    try {
      return { opened: await open(ring) };
    } catch (error) {
      if (!(error instanceof ForeignKey)) throw error;
      foreign = error;
    }
  }
  if (foreign) throw foreign;
  return undefined;
}

/** @throws when the key of a vault is not there, or the vault of a key is not; says how to mend it */
export async function openVaultKeys(place: KeyPlace, ring: KeyRing): Promise<void> {
  const { data } = place;
  if (hasLostDatabase(data)) throw new Error(sayLostDatabase(data));
  const isNew = !hasDatabase(data);
  if (isNew && place.masterKey.token) return beginInToken(place, ring);
  if (await takeFirst(place, ring)) return;
  if (!isNew) throw new Error(sayLostKey(data, await findEncrypted({ data, database: undefined })));
  makeKeys(keyFile(data), ring);
}

/** As openVaultKeys, of a vault whose database is elsewhere: that tells itself whether there is a vault. */
export async function openKeysBeside(
  store: Store,
  place: KeyPlace,
  ring: KeyRing,
  settling: Settling,
): Promise<void> {
  const { data, masterKey } = place;
  const isNew = !(await store.read(db => db.seals.seal()));
  if (isNew && masterKey.token) return beginInToken(place, ring);
  if (await takeFirst(place, ring)) return;
  const file = keyFile(data);
  const isSealed = async () => isEncrypted(await store.read(db => db.seals.vaultKeys()));
  if (!isNew) throw new Error(sayKeyOfNodes(data, await isSealed()));
  makeKeys(file, ring);
  try {
    await settleSeal(store, ring, settling);
  } catch (error) {
    // Whatever else went wrong, it may have sealed the vault.
    if (!(error instanceof ForeignKey)) throw error;
    // Another node made the vault meanwhile, with a key of its own: this one has sealed nothing.
    rmSync(file);
    throw new Error(sayKeyOfNodes(data, await isSealed()));
  }
}

/** A new vault takes the key of that label, which is made where it is not there. */
async function beginInToken({ data, masterKey }: KeyPlace, ring: KeyRing): Promise<void> {
  const { token } = masterKey;
  if (!token) return;
  const other = [
    ...(masterKey.kind === 'given' ? [masterKey.from] : []),
    ...[keyFile(data), newKeyFile(data)].filter(existsSync),
  ];
  if (other.length > 0)
    throw new Error(
      `This vault is new, and has two places for its master key: masterToken and ${other.join(', ')}. Take away what is not meant.`,
    );
  const { openTokenMaster } = await import('./storage/sealing/token-master.ts');
  ring.setMaster(await openTokenMaster(data, token, 'make'));
}

/** The id of the vault. @throws when its database was sealed with another key; says how to mend it */
export async function readVaultId(
  place: KeyPlace,
  store: Store,
  ring: KeyRing,
  settling: Settling,
): Promise<string> {
  const [first, ...others] = listCandidates(place);
  try {
    const id = await settleSeal(store, ring, settling);
    first?.settle();
    return id;
  } catch (error) {
    if (!(error instanceof ForeignKey)) throw error;
  }
  for (const candidate of others) {
    take(await candidate.read(), ring);
    try {
      const id = await settleSeal(store, ring, settling);
      candidate.settle();
      return id;
    } catch (error) {
      if (!(error instanceof ForeignKey)) throw error;
    }
  }
  const rows = await store.read(db => db.seals.vaultKeys());
  throw new Error(sayForeignKey(place, rows.at(-1)?.masterId));
}

/** What the loss of a key means. @param isEncrypted undefined where the database does not tell */
function sayLoss(data: string, isEncrypted: boolean | undefined): string {
  if (isEncrypted)
    return 'This vault is encrypted: without the key nobody can read it, and nothing replaces it. A backup has the key too.';
  const ofPlain =
    'records and their files stay, but what the key sealed is lost: second steps of signing in, secrets of devices, ' +
    'subscriptions to events, invitations and mail under way. ' +
    `To see how much that is, and to go on without the key: keepwell key replace --data ${data}`;
  return isEncrypted === undefined
    ? `Without the key nobody can read a vault that is encrypted. Of one that is not, ${ofPlain}`
    : `This vault is not encrypted: ${ofPlain}`;
}

/** Undefined where the database does not tell. */
async function findEncrypted(place: StorePlace): Promise<boolean | undefined> {
  const found = await examineStore(place).catch(() => undefined);
  try {
    return found?.db && isEncrypted(await found.db.seals.vaultKeys());
  } finally {
    await found?.close();
  }
}

export const isEncrypted = (vaultKeys: readonly unknown[]) => vaultKeys.length > 0;

const elsewhere = `give it by ${masterVariable}, or name the token that has it by masterToken`;

export function sayLostKey(data: string, isEncrypted: boolean | undefined): string {
  return `The key of this vault, ${keyFile(data)}, is not there. Restore it from a backup, or ${elsewhere}. ${sayLoss(data, isEncrypted)}`;
}

function sayKeyOfNodes(data: string, isEncrypted: boolean): string {
  return (
    `There is a vault in this database, and ${keyFile(data)} is not there. Copy it from another node, ${elsewhere}, ` +
    `or restore it from a backup. ${sayLoss(data, isEncrypted)}`
  );
}

/** @param masterId of the key that wraps those of the vault; undefined of a vault that is not encrypted */
export function sayForeignKey(place: KeyPlace, masterId: string | undefined): string {
  const { data, masterKey } = place;
  const loss = sayLoss(data, masterId !== undefined);
  if (
    masterId !== undefined &&
    isTokenId(masterId) &&
    (masterKey.kind === 'given' || existsSync(keyFile(data)))
  )
    return (
      `The master key of this vault was taken into a token, and what ${masterKey.kind === 'given' ? masterKey.from : keyFile(data)} has is not it any more. ` +
      'Name the token, and the label of its key, by masterToken, or restore the vault from a backup, which opens without the token.'
    );
  if (masterKey.kind === 'given')
    return `What ${masterKey.from} gives is not the key this vault was sealed with. Give that one. ${loss}`;
  if (masterKey.token && !existsSync(keyFile(data)))
    return (
      `What is in ${sayMasterPlace(place)}, is not the key this vault was sealed with. Name that one by masterToken, or restore ` +
      'the vault from a backup, which opens without the token.'
    );
  return `${keyFile(data)} is not the key this vault was sealed with. Restore that one from a backup. ${loss}`;
}

/** Where the master key is, in words for the operator. @param masterId of the key that wraps those of the vault */
export function sayMasterPlace({ data, masterKey }: KeyPlace, masterId?: string): string {
  const { token } = masterKey;
  const isGiven = masterKey.kind === 'given';
  const isInToken = masterId === undefined ? !isGiven && !existsSync(keyFile(data)) : isTokenId(masterId);
  if (token && isInToken)
    return `the token ${token.label === undefined ? `of serial ${token.serial}` : `"${token.label}"`}, labelled "${token.key}"`;
  return isGiven ? masterKey.from : keyFile(data);
}

/** A key that is beside that of the vault, and opens nothing; undefined where there is none. */
export function findLeftKey({ data }: KeyPlace, masterId: string | undefined): string | undefined {
  return masterId !== undefined && isTokenId(masterId) && existsSync(keyFile(data))
    ? keyFile(data)
    : undefined;
}

/** What stands in a key file, or would, for backups. @throws where it was taken elsewhere since this process began */
export function readMasterText({ data, masterKey }: KeyPlace): string {
  if (masterKey.kind === 'given') return writeKeyText(masterKey.key);
  if (!existsSync(keyFile(data)))
    throw new Error(
      `${keyFile(data)} is not there. Where the master key was taken elsewhere, start again with that.`,
    );
  return readKeyText(keyFile(data));
}

/** The master keys that are at hand by now, the likeliest first. @throws where one is not there, or damaged */
export async function* readMasters(place: KeyPlace): AsyncGenerator<MasterKey> {
  for (const candidate of listCandidates(place)) yield (await candidate.read()).master;
}

export function sayLostDatabase(data: string): string {
  return (
    `There was a vault in ${data}, but its database, ${databaseFile(data)}, is not there. Restore it from a backup, ` +
    'with the key that belongs to it; for a new vault name another folder with --data.'
  );
}
