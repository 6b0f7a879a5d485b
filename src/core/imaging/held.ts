// Studies as a record has them: which files a study has, and what their headers say. What other programs put there is read once,
// and known from then on.

import { readValue } from '../../things/data.ts';
import type { MedicalImageStudy } from '../../things/medical-image-study.ts';
import type { Grant } from '../authorization/grant.ts';
import { storedOf, type ThingBlob } from '../blobs/blob.ts';
import type { Reader } from '../store.ts';
import type { StoredThing } from '../things/thing.ts';
import type { Vault } from '../vault.ts';
import type { HeldInstance } from './known.ts';
import { readStoredHeader } from './read-header.ts';
import { studyType, studyTypeIds } from './study-type.ts';

export type { HeldInstance } from './known.ts';

export interface StudyThing {
  readonly thing: StoredThing;
  readonly value: MedicalImageStudy;
}

export interface HeldStudy extends StudyThing {
  /** In the order of its series, and of the images in them. */
  readonly instances: readonly HeldInstance[];
}

/** All studies that the grant opens, the latest first. */
export async function listStudyThings(db: Reader, vault: Vault, grant: Grant): Promise<StudyThing[]> {
  const things = await db.things(grant).ofTypes(studyTypeIds, vault.limits.imageStudiesMax);
  return things
    .map(thing => ({ thing, value: readStudy(vault, grant, thing) }))
    .sort((a, b) => (a.thing.effectiveDate < b.thing.effectiveDate ? 1 : -1));
}

/** Of one version it is read once. Whoever asks has been judged before. */
export function readStudy({ memory }: Vault, { recordId }: Grant, thing: StoredThing): MedicalImageStudy {
  const name = `${recordId} ${thing.versionStamp}`;
  const before = memory.studyValues.get(name);
  if (before) return before;
  const value = readValue(studyType, thing);
  memory.studyValues.set(name, value);
  return value;
}

/** Undefined where no open item has it. */
export async function openStudy(
  vault: Vault,
  grant: Grant,
  studyUid: string,
): Promise<HeldStudy | undefined> {
  const found = await vault.store.read(async db => {
    const all = await listStudyThings(db, vault, grant);
    return all.find(({ value }) => value.studyInstanceUid === studyUid);
  });
  return found && holdStudy(vault, grant, found);
}

/** By the item. */
export async function openStudyThing(
  vault: Vault,
  grant: Grant,
  thingId: string,
): Promise<HeldStudy | undefined> {
  const found = await vault.store.read(async db => {
    const [thing] = await db.things(grant).byIds([thingId]);
    if (thing?.state !== 'Active' || !studyTypeIds.includes(thing.typeId)) return undefined;
    return { thing, value: readStudy(vault, grant, thing) };
  });
  return found && holdStudy(vault, grant, found);
}

export async function holdStudy(vault: Vault, grant: Grant, of: StudyThing): Promise<HeldStudy> {
  const { clock, limits, memory } = vault;
  const { unreadImages, knownStudies } = memory;
  const { blobSet } = of.thing;
  const name = `${grant.recordId} ${blobSet}`;
  const before = knownStudies.get(name);
  if (before) return { ...of, instances: before };
  const { blobs, known } = await vault.store.read(async db => {
    const sets = blobSet === undefined ? new Map() : await db.things(grant).blobSets([blobSet]);
    const blobs: readonly ThingBlob[] = sets.get(blobSet) ?? [];
    return {
      blobs,
      known: await db.images.headers(
        grant.recordId,
        blobs.map(({ blobId }) => blobId),
      ),
    };
  });
  const headers = new Map(known);
  for (const blob of blobs) {
    if (headers.has(blob.blobId) || unreadImages.get(blob.blobId, clock.now()) !== undefined) continue;
    const read = await readStoredHeader(vault, { personId: grant.personId, blob: storedOf(blob) });
    if (typeof read === 'string') {
      unreadImages.note(blob.blobId, read, clock.now() + limits.pictureRestMs);
      continue;
    }
    headers.set(blob.blobId, read);
    await vault.store.write(db => db.images.putHeader(grant.recordId, blob.blobId, read), grant);
  }
  const byName = new Map(blobs.map(blob => [blob.name, blob]));
  const inOrder = new Set([
    ...of.value.series.flatMap(({ images }) =>
      images.flatMap(({ imageBlobName }) => byName.get(imageBlobName) ?? []),
    ),
    ...blobs,
  ]);
  const instances = [...inOrder].flatMap(blob => {
    const header = headers.get(blob.blobId);
    return header ? [{ header, blob }] : [];
  });
  // Those that could not be read are tried again.
  if (blobs.length > 0 && instances.length === blobs.length) knownStudies.set(name, instances);
  return { ...of, instances };
}

export async function holdStudies(
  vault: Vault,
  grant: Grant,
  studies: readonly StudyThing[],
): Promise<HeldStudy[]> {
  const held: HeldStudy[] = [];
  for (const one of studies) held.push(await holdStudy(vault, grant, one));
  return held;
}

/** Those that are of the study by their own word: what another program calls one may hold anything. */
export function listOwn({ value, instances }: HeldStudy): HeldInstance[] {
  return instances.filter(({ header }) => header.studyUid === value.studyInstanceUid);
}

/** Of one study that several items hold; an instance that two of them hold is one. */
export function listOwnOfAll(studies: readonly HeldStudy[]): HeldInstance[] {
  const own = studies.flatMap(listOwn);
  return [...new Map(own.map(one => [one.header.instanceUid, one])).values()];
}
