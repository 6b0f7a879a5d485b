// Puts instances of one study into the record, in one transaction: as a new item, or into the one that the study has. The same
// instance twice is one; another file with the number of one that is there is told of and left out.

import type { DateTime } from '../../things/common/dates.ts';
import { readValue } from '../../things/data.ts';
import type { Grant } from '../authorization/grant.ts';
import type { BlobFacts, ThingBlob } from '../blobs/blob.ts';
import type { PutBlob } from '../blobs/put.ts';
import { fault } from '../faults.ts';
import type { Reader, Writer } from '../store.ts';
import type { StoredThing } from '../things/thing.ts';
import { changeThing, makeThing } from '../things/typed.ts';
import { writeThingsIn } from '../things/write.ts';
import type { Vault } from '../vault.ts';
import { readStudy } from './held.ts';
import type { NewInstance } from './intake.ts';
import { filePapers, type Paper } from './papers.ts';
import { dicomContentType, extendStudy, makeStudy, nameBlob } from './study.ts';
import { studyType, studyTypeIds } from './study-type.ts';

export interface Filed {
  readonly thingId: string;
  readonly versionStamp: string;
  /** Of the version before; undefined where the item is new. */
  readonly previousStamp: string | undefined;
}

export interface FiledStudy {
  /** Undefined where nothing of it was new. */
  readonly filed: Filed | undefined;
  /** The item that has it. */
  readonly thingId: string | undefined;
  readonly added: readonly NewInstance[];
  readonly same: readonly NewInstance[];
  /** Whose number another file has. */
  readonly other: readonly NewInstance[];
  /** Documents of those that were added, as items of their own. */
  readonly papers: readonly { readonly id: string; readonly versionStamp: string }[];
}

/** The item of a study, as far as the grant opens it. */
export async function findStudy(
  db: Reader,
  vault: Vault,
  grant: Grant,
  studyUid: string,
): Promise<StoredThing | undefined> {
  const things = await db.things(grant).ofTypes(studyTypeIds, vault.limits.imageStudiesMax);
  return things.find(thing => readStudy(vault, grant, thing).studyInstanceUid === studyUid);
}

export interface SortedInstances extends Omit<FiledStudy, 'filed' | 'thingId' | 'papers'> {
  readonly thing: StoredThing | undefined;
}

/** What of these instances is new. */
export async function sortInstances(
  db: Reader,
  vault: Vault,
  grant: Grant,
  instances: readonly NewInstance[],
): Promise<SortedInstances> {
  const [first] = instances;
  const thing = first && (await findStudy(db, vault, grant, first.header.studyUid));
  const blobs = thing?.blobSet
    ? ((await db.things(grant).blobSets([thing.blobSet])).get(thing.blobSet) ?? [])
    : [];
  const hashes = new Map(blobs.map(({ name, hash }: ThingBlob) => [name, hash]));
  const sorted = { added: [] as NewInstance[], same: [] as NewInstance[], other: [] as NewInstance[] };
  for (const one of instances) {
    const name = nameBlob(one.header);
    const hash = hashes.get(name);
    hashes.set(name, hash ?? one.facts.hash);
    const place = hash === undefined ? 'added' : hash === one.facts.hash ? 'same' : 'other';
    sorted[place].push(one);
  }
  return { thing, ...sorted };
}

/** @throws accessDenied; recordFull; limitReached where the study would have more instances than it may */
export async function fileStudy(
  db: Writer,
  vault: Vault,
  grant: Grant,
  instances: readonly NewInstance[],
  papers: readonly Paper[] = [],
): Promise<FiledStudy> {
  const { thing, ...sorted } = await sortInstances(db, vault, grant, instances);
  const { added } = sorted;
  if (added.length === 0) return { filed: undefined, thingId: thing?.id, papers: [], ...sorted };
  const headers = added.map(({ header }) => header);
  const value = thing ? extendStudy(readValue(studyType, thing), headers) : makeStudy(headers, today(vault));
  const max = vault.limits.imagesPerStudyMax;
  if (value.series.reduce((count, { images }) => count + images.length, 0) > max)
    throw fault('limitReached', `A study may have ${max} instances.`);
  const stored = new Map(
    added.map(({ header, facts }): [PutBlob, BlobFacts] => [
      { name: nameBlob(header), contentType: dicomContentType },
      facts,
    ]),
  );
  const write = {
    ...(thing ? changeThing(studyType, thing, value) : makeThing(studyType, value)),
    blobs: [...stored.keys()],
  };
  const [written] = await writeThingsIn(db, vault, grant, [write], {
    overwrite: false,
    action: 'ImportThings',
    stored,
  });
  if (!written) throw new Error('a study that was written has no key');
  for (const { header, facts } of added) await db.images.putHeader(grant.recordId, facts.blobId, header);
  const filed = {
    thingId: written.id,
    versionStamp: written.versionStamp,
    previousStamp: thing?.versionStamp,
  };
  const uids = new Set(headers.map(({ instanceUid }) => instanceUid));
  const wanted = papers.filter(({ instanceUid }) => uids.has(instanceUid));
  return {
    filed,
    thingId: written.id,
    papers: await filePapers(db, vault, grant, written.id, wanted),
    ...sorted,
  };
}

function today({ clock }: Vault): DateTime {
  const now = new Date(clock.now());
  return { date: { y: now.getUTCFullYear(), m: now.getUTCMonth() + 1, d: now.getUTCDate() } };
}
