// Takes instances that an application sends: each is kept as it comes, then each study goes into the record in one transaction, so
// that what is answered as stored is there. What cannot be taken is told of one by one.

import type { UploadOwner } from '../blobs/begin.ts';
import { type BlobFacts, storedOf } from '../blobs/blob.ts';
import { dropBlob, keepBlob } from '../blobs/keep.ts';
import { Fault, fault } from '../faults.ts';
import type { FhirAccess } from '../fhir/access.ts';
import type { Reader } from '../store.ts';
import type { Vault } from '../vault.ts';
import { fileStudy, findStudy } from './file-study.ts';
import type { InstanceHeader, NewInstance, Refusal } from './intake.ts';
import { demandStudies, isStudyOpen, opensAnyStudy } from './open.ts';
import { dropPapers, preparePapers } from './papers.ts';
import { findDifferences, findRecordPerson } from './patient.ts';
import { readStoredHeader } from './read-header.ts';
import { makeRoom } from './take.ts';

/** Why an instance was not stored, beside what is wrong with its file. */
export type NotStored = Refusal | 'other-study' | 'other-person' | 'not-allowed' | 'no-room';

export interface StoredInstance {
  readonly header: InstanceHeader | undefined;
  readonly why?: NotStored;
}

export interface Storing {
  /** The study that all are to be of. */
  readonly studyUid?: string | undefined;
  /** Are they to be taken though their patient is named otherwise than the record's person? */
  readonly isAnyway: boolean;
  /** How far the application reaches when all has come, which may take minutes. */
  readonly reopen: (db: Reader) => Promise<FhirAccess | undefined>;
}

/**
 * @param files one after the other; each is read to its end before the next
 * @throws FhirProblem 403; limitReached for too many of them
 */
export async function storeInstances(
  vault: Vault,
  access: FhirAccess,
  files: AsyncIterable<AsyncIterable<Buffer>>,
  storing: Storing,
): Promise<StoredInstance[]> {
  if (!access.allows('ImagingStudy', 'u')) demandStudies(access, 'c');
  const outcomes: StoredInstance[] = [];
  const kept: NewInstance[] = [];
  let slow = 0;
  try {
    for await (const bytes of files) {
      if (kept.length + outcomes.length >= vault.limits.imageStoreInstancesMax)
        throw fault('limitReached', `Send at most ${vault.limits.imageStoreInstancesMax} instances at once.`);
      const taken = await keep(vault, access, bytes, storing);
      if ('why' in taken && taken.why === 'took-too-long') slow++;
      if (slow > vault.limits.imageSlowFilesMax)
        throw fault('limitReached', 'Too many of these instances took too long to read.');
      if ('facts' in taken) kept.push(taken);
      else outcomes.push(taken);
    }
    for (const own of groupByStudy(kept)) outcomes.push(...(await storeStudy(vault, access, own, storing)));
    return outcomes;
  } finally {
    // One that a study holds stays.
    for (const { facts } of kept) await dropBlob(vault, facts.blobId);
  }
}

function ownerOf({ grant: { app, personId, recordId } }: FhirAccess): UploadOwner {
  return { appId: app?.id ?? '', personId, recordId };
}

async function keep(
  vault: Vault,
  access: FhirAccess,
  bytes: AsyncIterable<Buffer>,
  { studyUid }: Storing,
): Promise<NewInstance | StoredInstance> {
  const some = await demandSome(bytes);
  if (!some) return { header: undefined, why: 'not-dicom' };
  const facts = await keepIfRoom(vault, access, some);
  if (!facts) return { header: undefined, why: 'no-room' };
  const read = await readStoredHeader(vault, {
    personId: access.grant.personId,
    blob: storedOf(facts),
  });
  const isOther = typeof read !== 'string' && studyUid !== undefined && read.studyUid !== studyUid;
  if (typeof read !== 'string' && !isOther) return { header: read, facts };
  await dropBlob(vault, facts.blobId);
  return typeof read === 'string' ? { header: undefined, why: read } : { header: read, why: 'other-study' };
}

/** Undefined where the record has no room; the bytes are read to their end all the same, so that the next can be. */
async function keepIfRoom(
  vault: Vault,
  access: FhirAccess,
  bytes: AsyncIterable<Buffer>,
): Promise<BlobFacts | undefined> {
  const { clock, limits } = vault;
  const room = makeRoom(vault, access.grant, clock.now() + limits.blobWriteTokenTtlMs);
  try {
    return await keepBlob(vault, ownerOf(access), bytes, room);
  } catch (error) {
    if (!(error instanceof Fault) || error.reason !== 'recordFull') throw error;
    for await (const _ of bytes);
    return undefined;
  }
}

/** Undefined for no bytes at all, which are not worth a blob. Who stops on the way may go on where they stopped. */
async function demandSome(bytes: AsyncIterable<Buffer>): Promise<AsyncIterable<Buffer> | undefined> {
  const pieces = bytes[Symbol.asyncIterator]();
  let first: IteratorResult<Buffer> | undefined = await pieces.next();
  if (first.done) return undefined;
  const next = async () => {
    const piece = first ?? (await pieces.next());
    first = undefined;
    return piece;
  };
  return { [Symbol.asyncIterator]: () => ({ next }) };
}

async function storeStudy(
  vault: Vault,
  own: FhirAccess,
  instances: readonly NewInstance[],
  { isAnyway, reopen }: Storing,
): Promise<StoredInstance[]> {
  const papers = await preparePapers(vault, own.grant, instances);
  const failed = (why: NotStored) => instances.map(({ header }) => ({ header, why }));
  try {
    return await vault.store.write(async db => {
      const access = await reopen(db);
      if (!access) return failed('not-allowed');
      const { grant } = access;
      const person = await findRecordPerson(db, grant);
      const isOther = instances.some(({ header }) => findDifferences(header.patient, person).length > 0);
      if (isOther && !isAnyway) return failed('other-person');
      const before = await findStudy(db, vault, grant, instances[0]?.header.studyUid ?? '');
      if (before && !isStudyOpen(vault, access, before, 'u')) throw fault('accessDenied');
      const { thingId, added, same, other } = await fileStudy(db, vault, grant, instances, papers);
      const [after] = thingId === undefined ? [] : await db.things(grant).byIds([thingId]);
      const isOpened = after ? isStudyOpen(vault, access, after, 'c') : opensAnyStudy(access, 'c');
      if (thingId !== undefined && !before && !isOpened) throw fault('accessDenied');
      return [
        ...[...added, ...same].map(({ header }) => ({ header })),
        ...other.map(({ header }) => ({ header, why: 'other-bytes' as const })),
      ];
    }, own.grant);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return failed(reasons.get(error.reason) ?? 'not-allowed');
  } finally {
    await dropPapers(vault, papers);
  }
}

const reasons: ReadonlyMap<string, NotStored> = new Map([
  ['recordFull', 'no-room'],
  ['limitReached', 'too-many'],
]);

function groupByStudy(instances: readonly NewInstance[]): NewInstance[][] {
  const studies = new Map<string, NewInstance[]>();
  for (const one of instances) {
    const own = studies.get(one.header.studyUid);
    if (own) own.push(one);
    else studies.set(one.header.studyUid, [one]);
  }
  return [...studies.values()];
}
