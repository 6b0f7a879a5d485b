// Decides which writes a grant and the rules of a type allow, and what each becomes. Pure: no store, no clock.
// Called by write.ts and remove.ts.
import { findVersion, type ThingType, type ThingVersion } from '../../things/index.ts';
import type { Grant } from '../authorization/grant.ts';
import type { ThingBlob } from '../blobs/blob.ts';
import { type BlobsAtHand, noBlobs, type PlannedBlobs, type PutBlob, planBlobs } from '../blobs/put.ts';
import { readDocumentDate } from '../documents/about.ts';
import { chooseSignature, type SentSignature, type VerifiedSignature } from '../signatures/signature.ts';
import { printLocal } from './local-text.ts';
import type { Progress, Refuse } from './progress.ts';
import { demand, isOfCaller, isVisible } from './rights.ts';
import { flag, type RecordOperation, type Stamp, type StoredThing } from './thing.ts';
import { chooseUnknownType } from './unknown-type.ts';

/** A thing as a client sends it: only the sections that are there. */
export interface ThingWrite {
  readonly id?: string;
  /** What a new thing will be called, where others have to name it before it is written. The vault makes it. */
  readonly newId?: string;
  readonly versionStamp?: string;
  readonly typeId?: string;
  readonly flags?: number;
  /** The data-xml section: the type's element, what was read from it, and the common element. */
  readonly data?: ThingData;
  /** An empty string clears them. */
  readonly tags?: string;
  /** A local date-time; null clears it. */
  readonly updatedEndDate?: string | null;
  /** The blobs that change; others stay. */
  readonly blobs?: readonly PutBlob[];
  /** Was it sent by version 1 of a method? That one shows but a single blob, the one without a name. */
  readonly byOldMethod?: boolean;
  readonly signature?: SentSignature;
}

/** What came of verifying the signatures of a request. */
export type VerifiedSignatures = ReadonlyMap<ThingWrite, VerifiedSignature>;

export interface ThingData {
  readonly xml: string;
  readonly commonXml: string;
  readonly clientId: string | undefined;
  /** From the type's own date, where it has one. */
  readonly effectiveDate: string | undefined;
  readonly endDate: string | undefined;
}

export interface PlannedWrite {
  readonly version: StoredThing;
  readonly previous: StoredThing | undefined;
  /** Undefined when nothing changes. */
  readonly operation: RecordOperation['operation'] | undefined;
  /** Every blob the thing has after the write, whether it was sent now or kept; digital signatures are checked against them. */
  readonly blobs: readonly ThingBlob[];
  /** Those of them that no thing held before: they count against the quota now. */
  readonly newBlobs: readonly ThingBlob[];
}

export interface PlanInput {
  readonly writes: readonly ThingWrite[];
  readonly grant: Grant;
  /** May a down-versioned item replace a newer one? */
  readonly overwrite: boolean;
  readonly now: number;
  readonly newGuid: () => string;
  readonly current: ReadonlyMap<string, StoredThing>;
  /** By version-type-id: the thing of a singleton type that the record has. */
  readonly singletons: ReadonlyMap<string, StoredThing>;
  /** Needed when things of the request have or get blobs. */
  readonly blobs?: BlobsAtHand;
  readonly signatures?: VerifiedSignatures | undefined;
}

/** @throws Fault for the first write that may not be; its detail says which */
export function planWrites(input: PlanInput, progress: Progress): PlannedWrite[] {
  return input.writes.map(write => {
    const refuse = progress.next();
    if (write.id === undefined) return planCreate(input, write, progress, refuse);
    progress.demandOnce(write.id, refuse);
    return planUpdate(input, write, progress.usedBlobs, refuse);
  });
}

function planCreate(
  input: PlanInput,
  write: ThingWrite,
  { newSingletons, usedBlobs }: Progress,
  refuse: Refuse,
): PlannedWrite {
  if (write.typeId === undefined) throw refuse('typeMissing');
  const { type } = knownVersion(write.typeId, refuse);
  if (!write.data) throw refuse('dataMissing');
  const effectiveDate = findEffectiveDate(write.data, input.now);
  demand(input.grant, 'Create', write.typeId, effectiveDate, refuse);
  if (type.singleton) {
    if (newSingletons.has(type) || input.singletons.has(write.typeId)) {
      throw refuse('versionStampMissing', 'The record has its one thing of this type; update that.');
    }
    newSingletons.add(type);
  }
  const flags = (write.flags ?? 0) & flag.readOnly;
  if (flags !== 0 && !type.allowsReadOnly) throw refuse('readOnlyImpossible');
  const { blobs, added: newBlobs } = blobsAfter(input, write, undefined, usedBlobs, refuse);
  const stamp = makeStamp(input, 'Created');
  const versionStamp = input.newGuid();
  const signature = signatureOf(input, write, undefined, { blobs, changed: true }, refuse);
  const version: StoredThing = {
    id: write.newId ?? input.newGuid(),
    versionStamp,
    typeId: write.typeId,
    state: 'Active',
    flags,
    effectiveDate,
    updatedEndDate: endDate(write, undefined),
    clientId: write.data.clientId,
    tags: write.tags === '' ? undefined : write.tags,
    dataXml: write.data.xml,
    commonXml: write.data.commonXml,
    blobSet: blobs.length > 0 ? versionStamp : undefined,
    signature,
    // Known when it is written.
    ordinal: 0,
    size: countBytes(write.data.xml, write.data.commonXml, signature),
    created: stamp,
    updated: stamp,
    current: true,
  };
  return { version, previous: undefined, operation: 'Create', blobs, newBlobs };
}

/** Of the type, or what is said of a document beside it, or the moment it came. */
function findEffectiveDate({ effectiveDate, commonXml }: ThingData, came: number): string {
  return effectiveDate ?? readDocumentDate(commonXml) ?? printLocal(came);
}

function planUpdate(
  input: PlanInput,
  write: ThingWrite,
  usedBlobs: Set<string>,
  refuse: Refuse,
): PlannedWrite {
  const { grant, overwrite } = input;
  const previous = input.current.get(write.id!);
  if (!previous || !isVisible(grant, previous)) throw refuse('thingNotFound');
  demand(grant, 'Update', previous.typeId, previous.effectiveDate, refuse);
  if (write.versionStamp === undefined) throw refuse('versionStampMissing');
  if (write.versionStamp !== previous.versionStamp) throw refuse('versionStampOutdated');

  const typeId = newTypeId(write, previous, overwrite, refuse);
  // What has no date of its own any more stands under the moment it came, as if it never had one.
  const effectiveDate = write.data
    ? findEffectiveDate(write.data, previous.created.at)
    : previous.effectiveDate;
  demand(grant, 'Update', typeId, effectiveDate, refuse);
  const { type } = knownVersion(typeId, refuse);
  if ((write.data || write.blobs || write.signature) && type.immutable) throw refuse('typeImmutable');
  checkFlags(write, previous, refuse);

  const { blobs, added: newBlobs, changed } = blobsAfter(input, write, previous, usedBlobs, refuse);

  const signature = signatureOf(input, write, previous, { blobs, changed }, refuse);

  if (
    !write.data &&
    write.tags === undefined &&
    write.updatedEndDate === undefined &&
    !changed &&
    !write.signature
  ) {
    return { version: previous, previous: undefined, operation: undefined, blobs, newBlobs };
  }
  const versionStamp = input.newGuid();
  const { dataXml, commonXml, clientId } = write.data
    ? { dataXml: write.data.xml, commonXml: write.data.commonXml, clientId: write.data.clientId }
    : previous;
  const version: StoredThing = {
    ...previous,
    versionStamp,
    typeId,
    effectiveDate,
    updatedEndDate: endDate(write, previous.updatedEndDate),
    dataXml,
    commonXml,
    clientId,
    ...(write.tags !== undefined && { tags: write.tags === '' ? undefined : write.tags }),
    ...(changed && { blobSet: blobs.length > 0 ? versionStamp : undefined }),
    signature,
    size: countBytes(dataXml, commonXml, signature),
    updated: makeStamp(input, 'Updated'),
  };
  return { version, previous, operation: 'Update', blobs, newBlobs };
}

const unchangedBlobs: PlannedBlobs = { blobs: [], added: [], changed: false };

function blobsAfter(
  { blobs: atHand = noBlobs }: PlanInput,
  { blobs: puts, byOldMethod }: ThingWrite,
  previous: StoredThing | undefined,
  usedBlobs: Set<string>,
  refuse: Refuse,
): PlannedBlobs {
  const set = previous?.blobSet;
  if (set === undefined && puts === undefined) return unchangedBlobs;
  const kept = set === undefined ? [] : (atHand.sets.get(set) ?? []);
  if (byOldMethod && kept.some(({ name }) => name !== '')) throw refuse('wouldLoseParts');
  return puts ? planBlobs(puts, kept, atHand, usedBlobs, refuse) : { ...unchangedBlobs, blobs: kept };
}

function signatureOf(
  { signatures }: PlanInput,
  write: ThingWrite,
  previous: StoredThing | undefined,
  { blobs, changed }: Pick<PlannedBlobs, 'blobs' | 'changed'>,
  refuse: Refuse,
): StoredThing['signature'] {
  const how = {
    sent: write.signature !== undefined,
    verified: signatures?.get(write),
    changesSigned: write.data !== undefined || changed,
    byOldMethod: write.byOldMethod ?? false,
  };
  return chooseSignature(how, previous?.signature, blobs, refuse);
}

/** The version of the type an update leaves the thing in. */
function newTypeId(write: ThingWrite, previous: StoredThing, overwrite: boolean, refuse: Refuse): string {
  if (write.typeId === undefined || write.typeId === previous.typeId) return previous.typeId;
  const sent = knownVersion(write.typeId, refuse);
  const kept = knownVersion(previous.typeId, refuse);
  if (sent.type !== kept.type) throw refuse('typeUnknown', 'A thing cannot become one of another type.');
  if (!write.data) throw refuse('typeChangeWithoutData');
  if (sent.version.number < kept.version.number && !overwrite) throw refuse('typeVersionOlder');
  return write.typeId;
}

function checkFlags(write: ThingWrite, previous: StoredThing, refuse: Refuse): void {
  const wasReadOnly = (previous.flags & flag.readOnly) !== 0;
  if (wasReadOnly && (write.data || write.blobs || write.signature)) throw refuse('thingReadOnly');
  if (write.flags === undefined) return;
  const wantsReadOnly = (write.flags & flag.readOnly) !== 0;
  if (wantsReadOnly && !wasReadOnly) throw refuse('readOnlyTooLate');
  if (!wantsReadOnly && wasReadOnly) throw refuse('readOnlyForGood');
}

function knownVersion(typeId: string, refuse: Refuse): { type: ThingType; version: ThingVersion } {
  const known = findVersion(typeId);
  if (!known) throw refuse(chooseUnknownType(typeId));
  return known;
}

/** What the client says, else what is set, else the type's own end date. */
function endDate(write: ThingWrite, set: string | undefined): string | undefined {
  if (write.updatedEndDate !== undefined) return write.updatedEndDate ?? undefined;
  return set ?? write.data?.endDate;
}

function makeStamp({ grant, now }: Pick<PlanInput, 'grant' | 'now'>, action: Stamp['action']): Stamp {
  return { at: now, appId: grant.app?.id, personId: grant.personId, avenue: grant.avenue, action };
}

function countBytes(dataXml: string, commonXml: string, signature: StoredThing['signature']): number {
  const own = Buffer.byteLength(dataXml) + Buffer.byteLength(commonXml);
  return signature
    ? own + Buffer.byteLength(signature.xml) + Buffer.byteLength(signature.dataXml ?? '')
    : own;
}

/** Deletes are planned here too: a new version with state Deleted. */
export function planRemoves(
  input: Pick<PlanInput, 'grant' | 'now' | 'newGuid' | 'current'> & {
    keys: readonly { id: string; versionStamp: string | undefined }[];
    isOnce?: boolean;
  },
  progress: Progress,
): PlannedWrite[] {
  return input.keys.map(key => {
    const refuse = progress.next();
    progress.demandOnce(key.id, refuse);
    const previous = input.current.get(key.id);
    if (input.isOnce && previous && isOfCaller(input.grant, previous.updated, 'Deleted'))
      return { version: previous, previous: undefined, operation: undefined, blobs: [], newBlobs: [] };
    if (!previous || !isVisible(input.grant, previous) || previous.state === 'Deleted')
      throw refuse('thingNotFound');
    demand(input.grant, 'Delete', previous.typeId, previous.effectiveDate, refuse);
    if (key.versionStamp === undefined) throw refuse('versionStampMissing');
    if (key.versionStamp !== previous.versionStamp) throw refuse('versionStampOutdated');
    const version: StoredThing = {
      ...previous,
      versionStamp: input.newGuid(),
      state: 'Deleted',
      updated: makeStamp(input, 'Deleted'),
    };
    return { version, previous, operation: 'Delete', blobs: [], newBlobs: [] };
  });
}
