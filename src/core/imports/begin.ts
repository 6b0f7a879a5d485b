// A file to be imported on its way to the vault: in one stream, or in parts. It takes no room in the record, as it goes when it
// was read; a person may have few of them.
import type { Grant } from '../authorization/grant.ts';
import { appendChunk } from '../blobs/append.ts';
import { insertUpload, type UploadOwner } from '../blobs/begin.ts';
import type { Upload } from '../blobs/blob.ts';
import { dropBlob, keepBlob } from '../blobs/keep.ts';
import { fault } from '../faults.ts';
import { makeReadableName } from '../printable.ts';
import type { Reader } from '../store.ts';
import { ofUploads } from '../turns.ts';
import type { Vault } from '../vault.ts';
import { type Import, type ImportAbout, noTally } from './import.ts';

export interface NewImport {
  readonly name: string;
  readonly options: ImportAbout['options'];
  readonly intake?: string;
}

/** May the grant's holder bring anything in at all? */
export function mayImport(grant: Grant): boolean {
  return grant.access.level !== 'view';
}

/**
 * Takes a file that comes as one stream, and lets the job read it.
 * @throws accessDenied; tooLarge; limitReached; invalid for no bytes at all
 */
export async function keepImport(
  vault: Vault,
  grant: Grant,
  given: NewImport,
  bytes: AsyncIterable<Buffer>,
): Promise<Import> {
  demandImporting(grant);
  const owner = ownerOf(vault, grant);
  const room = {
    admit: (db: Reader) => demandFew(db, vault, grant),
    grow: async () => {},
  };
  const { blobId, length } = await keepBlob(vault, owner, bytes, room);
  if (length === 0) {
    await dropBlob(vault, blobId);
    throw fault('invalid', 'The file is empty.');
  }
  return insert(vault, grant, given, { id: blobId, length });
}

/** Begins one that comes in parts. @throws as keepImport */
export async function beginImport(vault: Vault, grant: Grant, bytes: number): Promise<Upload> {
  demandImporting(grant);
  if (bytes > vault.limits.importBytesMax) throw fault('tooLarge');
  if (!Number.isInteger(bytes) || bytes < 1) throw fault('invalid', 'The file is empty.');
  const owner = { ...ownerOf(vault, grant), toldBytes: bytes };
  return insertUpload(vault, owner, undefined, db => demandFew(db, vault, grant));
}

/** Of whoever began it; others' is as good as none. */
export async function findComing(vault: Vault, personId: string, id: string): Promise<Upload | undefined> {
  const upload = await vault.store.read(db => db.blobs.byId(id));
  const isOwn = upload?.personId === personId && upload.appId === ownerId(personId);
  const isWaiting = upload && upload.state !== 'dropped' && upload.expiresAt > vault.clock.now();
  return isOwn && isWaiting ? upload : undefined;
}

/** Takes a part, whose place is told so that one that comes twice counts once. @throws as keepImport */
export async function appendImport(
  vault: Vault,
  grant: Grant,
  upload: Upload,
  part: { from: number; isLast: boolean; bytes: AsyncIterable<Buffer> },
): Promise<void> {
  demandImporting(grant);
  const until = vault.clock.now() + vault.limits.importIdleMs;
  await vault.store.write(db => db.blobs.hold(upload.id, 0, until), ofUploads(upload.appId));
  await appendChunk(vault, upload, { ...part, to: undefined, total: upload.toldBytes });
}

/** Lets the job read a file whose parts have all come. Asked again, it tells of the same import. @throws blobIncomplete */
export async function finishImport(
  vault: Vault,
  grant: Grant,
  uploadId: string,
  given: NewImport,
): Promise<Import> {
  demandImporting(grant);
  const upload = await findComing(vault, grant.personId, uploadId);
  if (upload?.state !== 'complete' || upload.recordId !== grant.recordId) throw fault('blobIncomplete');
  return insert(vault, grant, given, upload);
}

/** An import has the id of its file. */
async function insert(
  vault: Vault,
  { recordId, personId }: Grant,
  { name, options, intake }: NewImport,
  { id, length }: Pick<Upload, 'id' | 'length'>,
): Promise<Import> {
  const now = vault.clock.now();
  const one: Import = {
    recordId,
    id,
    personId,
    state: 'waiting',
    blobId: id,
    begunAt: now,
    changedAt: now,
    dueAt: 0,
    tries: 0,
    done: 0,
    total: length,
    tally: noTally,
    about: { fileName: cleanName(name), bytes: length, options, ...(intake !== undefined && { intake }) },
  };
  return vault.store.write(
    async db => {
      await db.records.usage(recordId);
      const there = await db.imports.byId(one);
      if (there) return there;
      await db.imports.insert(one);
      // The import says from now on when it goes.
      await db.blobs.hold(id, 0, Number.MAX_SAFE_INTEGER);
      return one;
    },
    ofUploads(ownerId(personId), recordId),
  );
}

function demandImporting(grant: Grant): void {
  if (!mayImport(grant)) throw fault('accessDenied', 'You may not add to this record.');
}

/** What is not written yet takes room too, once the file that it was read from is gone. */
async function demandFew(db: Reader, { limits }: Vault, { personId, recordId }: Grant): Promise<void> {
  const { count } = await db.blobs.unattached(ownerId(personId));
  const held = await db.imports.countHeld(recordId, personId);
  if (count + held >= limits.importsPerPersonMax) throw fault('limitReached');
}

function ownerOf(vault: Vault, { personId, recordId }: Grant): UploadOwner {
  const expiresAt = vault.clock.now() + vault.limits.importIdleMs;
  return { appId: ownerId(personId), personId, recordId, purpose: 'import', expiresAt };
}

function ownerId(personId: string): string {
  return `imports ${personId}`;
}

const nameLengthMax = 255;

function cleanName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return [...makeReadableName(last)].slice(0, nameLengthMax).join('').trim() || 'file';
}
