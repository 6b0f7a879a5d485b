// What a backup is: its manifest, which is written last, and beside it the names of its objects as plain text, by which what
// no backup needs any more is removed without a key. docs/backup.md has the formats.
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Table } from '../copy/rows.ts';
import { decryptWith, encryptTo } from './age.ts';
import type { Identity, Recipient } from './age-keys.ts';
import { hashOf, isObjectName } from './objects.ts';
import type { TableSummary } from './summary.ts';
import type { Target } from './target.ts';

export const backupsFolder = 'backups';
const markerName = 'keepwell-backup.json';
export const format = 1;

/** The name of an object, and how many rows are in it; of tables that are in the order of records, the first of these. */
export type ChunkEntry = readonly [object: string, rows: number, firstRecord?: string];

export interface TableEntry extends Table, TableSummary {
  readonly chunks: readonly ChunkEntry[];
}

export interface Manifest {
  readonly format: typeof format;
  readonly id: string;
  readonly vaultId: string;
  /** The version of Keepwell that made it. */
  readonly keepwell: string;
  /** How many steps the tables of the vault had been through. */
  readonly steps: number;
  /** Milliseconds since 1970, UTC, by the clock of the database: the backup is all that was committed at a moment between the
   * first two. */
  readonly begunAt: number;
  readonly snapshotAt: number;
  readonly endedAt: number;
  /** The key of the HMAC-SHA256 over the SHA-256 of what an object holds, by which it is named; base64. */
  readonly nameKey: string;
  readonly tables: readonly TableEntry[];
  /** Of a vault that is encrypted: how many records were not yet. */
  readonly encryption?: { readonly plainRecords: number } | undefined;
  /** Lines `[record id, rows, hash]`. */
  readonly records: { readonly count: number; readonly chunks: readonly ChunkEntry[] };
  /** Lines `[blob id, position, name, bytes, object]`; the object is null where the vault itself had it no more. */
  readonly files: {
    readonly parts: number;
    readonly bytes: number;
    readonly missing: number;
    readonly chunks: readonly ChunkEntry[];
  };
  /** Of the names in the listing. */
  readonly objects: { readonly count: number; readonly hash: string };
}

/** Whose backups are in a target. @throws when there are others, or something else */
export async function readMarker(target: Target): Promise<string | undefined> {
  const bytes = await target.get(markerName);
  if (!bytes) return undefined;
  try {
    const marker = JSON.parse(bytes.toString()) as { format: number; vault: string };
    if (marker.format === format && typeof marker.vault === 'string') return marker.vault;
  } catch {
    // As below.
  }
  throw new Error(`${markerName} in ${target.place} is damaged, or of another version of Keepwell.`);
}

export async function writeMarker(target: Target, vaultId: string): Promise<void> {
  await target.put(markerName, Buffer.from(`${JSON.stringify({ format, vault: vaultId })}\n`));
}

const manifestName = (id: string) => `${backupsFolder}/${id}.age`;
const listingName = (id: string) => `${backupsFolder}/${id}.objects`;

/** The ids of backups that are whole, oldest first. */
export async function listBackups(target: Target): Promise<string[]> {
  const ids: string[] = [];
  for await (const name of target.list(backupsFolder)) {
    const id = /^backups\/(\d{8}T\d{9}Z-[0-9a-f]{8})\.age$/.exec(name)?.[1];
    if (id !== undefined) ids.push(id);
  }
  return ids.sort();
}

/** An id by which backups are in the order of their time. */
export function makeBackupId(at: number, random: Buffer): string {
  const time = new Date(at).toISOString().replace(/[-:.]/g, '');
  return `${time}-${random.subarray(0, 4).toString('hex')}`;
}

/** When the backup of an id was begun. Milliseconds since 1970, UTC. */
export function timeOfBackup(id: string): number {
  return Date.parse(
    id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-.*$/, '$1-$2-$3T$4:$5:$6.$7Z'),
  );
}

/** Once it is there, so is the backup. */
export async function writeManifest(
  target: Target,
  recipients: readonly Recipient[],
  manifest: Manifest,
): Promise<void> {
  const bytes = await promisify(gzip)(Buffer.from(`${JSON.stringify(manifest)}\n`));
  await target.put(manifestName(manifest.id), await encryptTo(recipients, bytes));
}

/** @throws NotForUs, Damaged; what an operator can mend where there is none */
export async function readManifest(
  target: Target,
  identities: readonly Identity[],
  id: string,
): Promise<Manifest> {
  const bytes = await target.get(manifestName(id));
  if (!bytes) throw new Error(`There is no backup ${id} in ${target.place}.`);
  const manifest = JSON.parse(
    (await promisify(gunzip)(await decryptWith(identities, bytes))).toString(),
  ) as Manifest;
  if (manifest.format !== format)
    throw new Error(`A newer Keepwell made the backup ${id}. Use that version.`);
  return manifest;
}

export interface Listing {
  readonly count: number;
  readonly hash: string;
}

/** Names, a line each, and a last line with their hash. */
export async function writeListing(target: Target, id: string, names: readonly string[]): Promise<Listing> {
  const text = names.map(name => `${name}\n`).join('');
  const hash = hashOf(Buffer.from(text)).toString('hex');
  await target.put(listingName(id), Buffer.from(`${text}sha256 ${hash}\n`));
  return { count: names.length, hash };
}

/** The names of a backup's objects. Undefined where the listing is damaged or not there. */
export async function readListing(
  target: Target,
  id: string,
): Promise<(Listing & { names: string[] }) | undefined> {
  const bytes = await target.get(listingName(id));
  const lines = bytes?.toString().split('\n') ?? [];
  const [end, last = ''] = [lines.pop(), lines.pop()];
  const text = lines.map(line => `${line}\n`).join('');
  const hash = hashOf(Buffer.from(text)).toString('hex');
  if (end !== '' || last !== `sha256 ${hash}` || !lines.every(isObjectName)) return undefined;
  return { names: lines, count: lines.length, hash };
}

/** Which objects of a backup are not among those that are there. Undefined where its listing is not what it was. */
export async function listObjectsMissing(
  target: Target,
  { id, objects }: Manifest,
  known: ReadonlySet<string>,
): Promise<string[] | undefined> {
  const listing = await readListing(target, id);
  if (listing?.hash !== objects.hash) return undefined;
  return listing.names.filter(name => !known.has(name));
}

/** It is no backup any more from the first on. */
export async function removeBackup(target: Target, id: string): Promise<void> {
  await target.remove(manifestName(id));
  await target.settle();
  await target.remove(listingName(id));
}

/** Lists of objects without the manifest of their backup: it was cut off before it was whole, or its manifest is gone. */
export async function findStrayListings(target: Target, ids: readonly string[]): Promise<string[]> {
  const kept = new Set(ids.map(listingName));
  const strays: string[] = [];
  for await (const name of target.list(backupsFolder))
    if (name.endsWith('.objects') && !kept.has(name)) strays.push(name);
  return strays;
}
