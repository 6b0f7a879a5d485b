// Takes files of pictures, one after the other: each is kept as it came, and its header read. What is no picture is told of by
// its name and dropped.
import type { Grant } from '../authorization/grant.ts';
import type { UploadOwner } from '../blobs/begin.ts';
import { type BlobFacts, storedOf } from '../blobs/blob.ts';
import { dropBlob, keepBlob, type Room } from '../blobs/keep.ts';
import { fault } from '../faults.ts';
import { makeReadableName } from '../printable.ts';
import { countRoomLeft } from '../records/files.ts';
import type { Reader, Writer } from '../store.ts';
import { ofUploads } from '../turns.ts';
import type { Vault } from '../vault.ts';
import type { InstanceHeader, Intake, IntakeFile, IntakeKey, Refusal, TakenFile } from './intake.ts';
import { readStoredHeader } from './read-header.ts';
import { mayAddStudies } from './study-type.ts';

/**
 * Begins an intake.
 * @param name of the folder, the zip or the file
 * @throws accessDenied; limitReached where the person has as many that are open
 */
export async function beginIntake(vault: Vault, grant: Grant, name: string): Promise<Intake> {
  demandAdding(grant);
  const { recordId, personId } = grant;
  const now = vault.clock.now();
  const intake: Intake = {
    recordId,
    id: vault.ids.guid(),
    personId,
    state: 'open',
    begunAt: now,
    changedAt: now,
    files: 0,
    bytes: 0,
    about: { name: cleanName(name) },
  };
  const max = vault.limits.imageIntakesPerPersonMax;
  return vault.store.write(
    async db => {
      const open = await db.images.openIntakes(recordId, personId, max);
      if (open.length >= max)
        throw fault('limitReached', `You may have ${max} uploads of pictures that are not finished.`);
      await db.images.insert(intake);
      return intake;
    },
    ofUploads(ownerId(personId), recordId),
  );
}

/** Of whoever began it; others' is as good as none. */
export async function findIntake(vault: Vault, grant: Grant, id: string): Promise<Intake | undefined> {
  return vault.store.read(db => findIntakeIn(db, grant, id));
}

export async function findIntakeIn(
  db: Reader,
  { recordId, personId }: Grant,
  id: string,
): Promise<Intake | undefined> {
  const intake = await db.images.intake({ recordId, id });
  return intake?.personId === personId && intake.state !== 'dropped' ? intake : undefined;
}

export async function listOpenIntakes(vault: Vault, { recordId, personId }: Grant): Promise<Intake[]> {
  const max = vault.limits.imageIntakesPerPersonMax;
  return vault.store.read(async db => db.images.openIntakes(recordId, personId, max));
}

/** @throws accessDenied; thingNotFound */
export async function findOpenIntake(vault: Vault, grant: Grant, id: string): Promise<Intake> {
  demandAdding(grant);
  const intake = await findIntake(vault, grant, id);
  if (intake?.state !== 'open') throw fault('thingNotFound', 'There is no such upload of pictures.');
  return intake;
}

export interface NewFile {
  /** With its folders, as the person has it. */
  readonly name: string;
}

/**
 * Takes one file. Sent again, as after a break, it is told to have come before.
 * @throws accessDenied; thingNotFound where there is no such intake; recordFull; tooLarge; limitReached
 */
export async function takeFile(
  vault: Vault,
  grant: Grant,
  id: string,
  { name }: NewFile,
  bytes: AsyncIterable<Buffer>,
): Promise<TakenFile> {
  const intake = await findOpenIntake(vault, grant, id);
  if (isFull(vault, intake))
    throw fault('limitReached', 'The upload has as many files as it may, or too many took too long to read.');
  const facts = await keepBlob(vault, ownerOf(vault, grant), bytes, makeRoom(vault, grant, idleUntil(vault)));
  try {
    const read =
      facts.length === 0
        ? 'not-dicom'
        : await readStoredHeader(vault, { personId: grant.personId, blob: storedOf(facts) });
    const taken = await noteFile(vault, grant, intake, { name: cleanPath(name), facts, read });
    if (taken.outcome !== 'kept') await dropBlob(vault, facts.blobId);
    return taken;
  } catch (error) {
    await dropBlob(vault, facts.blobId);
    throw error;
  }
}

export function isFull({ limits }: Vault, { files, about: { slow = 0 } }: Intake): boolean {
  return files >= limits.imageFilesPerIntakeMax || slow >= limits.imageSlowFilesMax;
}

interface ReadFile {
  readonly name: string;
  readonly facts: Pick<BlobFacts, 'length'> & Partial<BlobFacts>;
  readonly read: InstanceHeader | Refusal;
}

/** Tells of a file that could not be taken out of what it came in. */
export async function refuseFile(
  vault: Vault,
  grant: Grant,
  id: string,
  { name, bytes, why }: { readonly name: string; readonly bytes: number; readonly why: Refusal },
): Promise<void> {
  const intake = await findOpenIntake(vault, grant, id);
  await noteFile(vault, grant, intake, { name: cleanPath(name), facts: { length: bytes }, read: why });
}

/** In one transaction with the count of the intake, whose files come several at a time. */
function noteFile(vault: Vault, grant: Grant, key: IntakeKey, file: ReadFile): Promise<TakenFile> {
  const { name, facts, read } = file;
  return vault.store.write(async db => {
    const intake = await findIntakeIn(db, grant, key.id);
    if (intake?.state !== 'open') throw fault('thingNotFound', 'There is no such upload of pictures.');
    const { slow = 0, ...rest } = intake.about;
    // One that is sent again took as long again.
    const about = read === 'took-too-long' ? { ...rest, slow: slow + 1 } : intake.about;
    const before = await db.images.filesNamed(intake, name);
    if (before.some(one => isSameFile(one, file))) {
      await touch(db, vault, intake, { about });
      return { outcome: 'twice' };
    }
    const isRefused = typeof read === 'string';
    await db.images.addFile(intake, {
      position: intake.files,
      name,
      bytes: facts.length,
      ...(isRefused ? { why: read } : { header: read, facts: facts as BlobFacts }),
    });
    await touch(db, vault, intake, {
      about,
      files: intake.files + 1,
      bytes: intake.bytes + (isRefused ? 0 : facts.length),
    });
    return isRefused ? { outcome: 'refused', why: read } : { outcome: 'kept', header: read };
  }, grant);
}

function isSameFile({ facts, why, bytes }: IntakeFile, { facts: own, read }: ReadFile): boolean {
  return facts ? facts.hash === own.hash : why === read && bytes === own.length;
}

async function touch(db: Writer, vault: Vault, intake: Intake, change: Partial<Intake> = {}): Promise<void> {
  await db.images.update({ ...intake, ...change, changedAt: vault.clock.now() });
}

/** All of what came takes room of the record, though nothing of it is there yet. @param until its time ends, if nothing comes of it */
export function makeRoom(vault: Vault, grant: Grant, until: number): Room {
  const demandRoom = async (db: Reader) => {
    if ((await countRoomLeft(db, vault, grant)) < 0) throw fault('recordFull');
  };
  return {
    admit: demandRoom,
    async grow(db, { id }, length) {
      await db.blobs.hold(id, length, until);
      await demandRoom(db);
    },
  };
}

export function demandAdding(grant: Grant): void {
  if (!mayAddStudies(grant)) throw fault('accessDenied', 'You may not add pictures to this record.');
}

export function ownerOf(vault: Vault, { personId, recordId }: Grant): UploadOwner {
  return { appId: ownerId(personId), personId, recordId, expiresAt: idleUntil(vault) };
}

function ownerId(personId: string): string {
  return `images ${personId}`;
}

/** Files go with their intake, which counts from the last of them. */
function idleUntil({ limits, clock }: Vault): number {
  return clock.now() + 4 * limits.imageIntakeIdleMs;
}

const nameLengthMax = 255;
const pathLengthMax = 1000;

function cleanName(name: string): string {
  return makeReadableName(name).slice(0, nameLengthMax).trim() || 'pictures';
}

function cleanPath(name: string): string {
  return makeReadableName(name).slice(-pathLengthMax).trim() || 'file';
}
