// Reads all that is in a target, and tells what is missing or damaged: of every backup its manifest and its list of objects,
// every object, and the keys. What a drill restores is compared besides (drill.ts).
import { ForeignKey } from '../../core/seals/foreign-key.ts';
import { NotForUs } from './age.ts';
import type { Identity } from './age-keys.ts';
import { type KeysObject, readKeysObject } from './keys-object.ts';
import { findStrayListings, listBackups, type Manifest, readListing, readManifest } from './manifest.ts';
import { BadObject, listObjects, ObjectReader } from './objects.ts';
import type { Target } from './target.ts';
import { deriveIdentity, openKeyTables } from './vault-keys.ts';
import type { BackupWatcher } from './watcher.ts';

export interface Verified {
  readonly backups: number;
  /** That were read. */
  readonly objects: number;
  /** Names of objects that are missing or damaged. */
  readonly damagedObjects: readonly string[];
  /** In words for the operator. */
  readonly findings: readonly string[];
  /** What may be as it should be, in words for the operator. */
  readonly remarks: readonly string[];
}

export interface VerifyOptions {
  readonly vaultId: string;
  readonly identities: readonly Identity[];
  /** What stands in the key file of the vault, where there is one and it is at hand. */
  readonly keyText: string | undefined;
  readonly watcher: BackupWatcher;
}

/** @throws when the target does not answer */
export async function verifyTarget(target: Target, options: VerifyOptions): Promise<Verified> {
  const { identities, watcher } = options;
  const findings: string[] = [];
  const ids = await listBackups(target);
  const nameKeys = new Set<string>();
  const foreign = new Set<string>();
  const named = new Map<string, string>();
  for (const id of ids) {
    watcher.goOn?.();
    const listing = await readListing(target, id);
    if (!listing) findings.push(`The list of objects of the backup ${id} is missing or damaged.`);
    const manifest = await readOr(target, identities, id, findings);
    if (manifest === 'foreign') for (const name of listing?.names ?? []) foreign.add(name);
    if (!manifest || manifest === 'foreign') continue;
    nameKeys.add(manifest.nameKey);
    if (listing && listing.hash !== manifest.objects.hash)
      findings.push(`The list of objects of the backup ${id} is not the one that belongs to it.`);
    for (const name of listing?.names ?? []) named.set(name, id);
  }
  const present = await listObjects(target);
  const readers = [...nameKeys].map(key => new ObjectReader(target, identities, Buffer.from(key, 'base64')));
  const damaged = [...named.keys()].filter(name => !present.has(name));
  watcher.onBegin?.('objects', present.size);
  let objects = 0;
  for (const name of present) {
    watcher.goOn?.();
    watcher.onSlice?.('objects', 1);
    if (foreign.has(name) && !named.has(name)) continue;
    objects++;
    if (!(await isWhole(readers, name))) damaged.push(name);
  }
  for (const name of damaged.slice(0, findingsOfObjects))
    findings.push(
      `An object of the backup ${named.get(name) ?? '(none that is whole)'} is missing or damaged: ${name}.`,
    );
  if (damaged.length > findingsOfObjects)
    findings.push(`${damaged.length} objects in all are missing or damaged.`);
  if (ids.length > 0) findings.push(...(await examineKeys(target, options)));
  const strays = await findStrayListings(target, ids);
  const remarks = strays.map(
    name =>
      `${name} names the objects of a backup that has no manifest: it is under way, was cut off, or its manifest was removed. The next backup clears this up.`,
  );
  return { backups: ids.length, objects, damagedObjects: damaged, findings, remarks };
}

const findingsOfObjects = 10;

/** Undefined where it cannot be read, of which a finding tells. */
async function readOr(
  target: Target,
  identities: readonly Identity[],
  id: string,
  findings: string[],
): Promise<Manifest | 'foreign' | undefined> {
  try {
    return await readManifest(target, identities, id);
  } catch (error) {
    if (error instanceof NotForUs) {
      findings.push(
        `The backup ${id} was encrypted to other keys, as before the key of the vault was replaced.`,
      );
      return 'foreign';
    }
    if (isOutage(error)) throw error;
    findings.push(`The manifest of the backup ${id} is damaged.`);
    return undefined;
  }
}

async function isWhole(readers: readonly ObjectReader[], name: string): Promise<boolean> {
  for (const reader of readers) {
    try {
      await reader.read(name);
      return true;
    } catch (error) {
      if (!(error instanceof BadObject)) throw error;
    }
  }
  return false;
}

async function examineKeys(
  target: Target,
  { identities, vaultId, keyText }: VerifyOptions,
): Promise<string[]> {
  try {
    const keys = await readKeysObject(target, identities);
    if (!keys) return ['The keys are missing (keys.age). The next backup writes them anew.'];
    const isRight =
      keys.vaultId === vaultId &&
      (keyText === undefined || keys.vaultKey === keyText) &&
      (await opensVault(keys, identities));
    return isRight ? [] : ['keys.age does not hold the key of this vault. The next backup writes it anew.'];
  } catch (error) {
    if (isOutage(error)) throw error;
    return ['The keys are damaged (keys.age). The next backup writes them anew.'];
  }
}

/** Does the key that is in it open the keys of the vault that are beside it? */
async function opensVault(
  { vaultKey, tables = [] }: KeysObject,
  identities: readonly Identity[],
): Promise<boolean> {
  if (vaultKey === undefined) return true;
  try {
    return identities.includes(deriveIdentity(await openKeyTables(vaultKey, tables)));
  } catch (error) {
    if (error instanceof ForeignKey) return false;
    throw error;
  }
}

/** The system and S3 say what is wrong by more than words. */
function isOutage(error: unknown): boolean {
  return Object.hasOwn(error as object, 'syscall') || Object.hasOwn(error as object, '$metadata');
}
