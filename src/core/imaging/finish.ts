// What becomes of the studies of an intake: each goes into the record as a whole, in one transaction; one whose patient is named
// otherwise than the record's person only where they said so. What is done can be taken back as an import.

import type { Grant } from '../authorization/grant.ts';
import { makePersonGrant } from '../authorization/grants.ts';
import { dropBlob } from '../blobs/keep.ts';
import { Fault, type FaultName, fault } from '../faults.ts';
import { type Import, noTally } from '../imports/import.ts';
import type { Writer } from '../store.ts';
import type { Vault } from '../vault.ts';
import { type FiledStudy, fileStudy } from './file-study.ts';
import type { Intake, IntakeKey, NewInstance } from './intake.ts';
import { dropPapers, preparePapers } from './papers.ts';
import { type Difference, findDifferences, findRecordPerson } from './patient.ts';
import { listFiles } from './review.ts';
import { demandAdding, findIntake } from './take.ts';

export interface Wishes {
  /** Studies to be added; all where it is left out. */
  readonly studies?: readonly string[];
  /** Those that are to be added though their patient is named otherwise. */
  readonly anyway?: readonly string[];
}

export interface StudyOutcome {
  readonly studyUid: string;
  /** `asked`: the patient is named otherwise, and nobody said that it is to be added anyway; `left` by its person. */
  readonly outcome: 'added' | 'same' | 'asked' | 'left' | 'refused';
  readonly thingId?: string;
  readonly added?: number;
  readonly same?: number;
  readonly other?: number;
  readonly differs?: readonly Difference[];
  /** Why the record did not take it. */
  readonly why?: FaultName;
}

/**
 * Adds the studies of an intake. It stays open while one is asked about or was refused, and is done otherwise; called again it
 * goes on with what is left.
 * @throws accessDenied; thingNotFound where there is no such intake; blobIncomplete while a zip of it is not unpacked, of whose
 *   studies only a part is here
 */
export async function finishIntake(
  vault: Vault,
  grant: Grant,
  id: string,
  wishes: Wishes,
): Promise<StudyOutcome[]> {
  demandAdding(grant);
  const intake = await findIntake(vault, grant, id);
  if (!intake) throw fault('thingNotFound', 'There is no such upload of pictures.');
  if (intake.state === 'done') return [];
  if (intake.about.zip) throw fault('blobIncomplete', 'A zip of this upload is not unpacked yet.');
  const outcomes: StudyOutcome[] = [];
  const { studies, files } = await gatherStudies(vault, intake);
  for (const [studyUid, instances] of studies) {
    const isLeft = wishes.studies !== undefined && !wishes.studies.includes(studyUid);
    if (isLeft) outcomes.push({ studyUid, outcome: 'left' });
    else outcomes.push(await finishStudy(vault, grant, intake, instances, wishes));
  }
  if (!outcomes.some(({ outcome }) => outcome === 'asked' || outcome === 'refused'))
    await closeIntake(vault, intake, 'done', files);
  return outcomes;
}

interface Gathered {
  readonly studies: ReadonlyMap<string, readonly NewInstance[]>;
  /** How many came, refused ones among them. */
  readonly files: number;
}

async function gatherStudies(vault: Vault, intake: Intake): Promise<Gathered> {
  const studies = new Map<string, NewInstance[]>();
  let files = 0;
  await vault.store.read(async db => {
    for await (const { header, facts } of listFiles(db, intake)) {
      files++;
      if (!header || !facts) continue;
      const own = studies.get(header.studyUid);
      if (own) own.push({ header, facts });
      else studies.set(header.studyUid, [{ header, facts }]);
    }
  });
  return { studies, files };
}

async function finishStudy(
  vault: Vault,
  own: Grant,
  intake: Intake,
  instances: readonly NewInstance[],
  { anyway = [] }: Wishes,
): Promise<StudyOutcome> {
  const studyUid = instances[0]?.header.studyUid ?? '';
  const papers = await preparePapers(vault, own, instances);
  try {
    return await vault.store.write(async db => {
      // What its person may do at this moment.
      const grant = await makePersonGrant(db, own.personId, own.recordId, vault.clock.now());
      const person = await findRecordPerson(db, grant);
      const differs = [
        ...new Set(instances.flatMap(({ header }) => findDifferences(header.patient, person))),
      ];
      if (differs.length > 0 && !anyway.includes(studyUid)) return { studyUid, outcome: 'asked', differs };
      const done = await fileStudy(db, vault, grant, instances, papers);
      if (done.filed) await noteImport(db, vault, intake, done);
      return {
        studyUid,
        outcome: done.filed ? 'added' : 'same',
        ...(done.thingId !== undefined && { thingId: done.thingId }),
        ...{ added: done.added.length, same: done.same.length, other: done.other.length },
      };
    }, own);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { studyUid, outcome: 'refused', why: error.reason };
  } finally {
    await dropPapers(vault, papers);
  }
}

/** It stands among the imports of the record, which can be taken back. An import has the id of its intake. */
async function noteImport(db: Writer, vault: Vault, intake: Intake, done: FiledStudy): Promise<void> {
  const { recordId, id, personId, about, bytes } = intake;
  const now = vault.clock.now();
  const before = await db.imports.byId({ recordId, id });
  const one: Import = before ?? {
    ...{ recordId, id, personId, state: 'done', blobId: undefined, begunAt: now, changedAt: now },
    ...{ dueAt: 0, tries: 0, done: 0, total: 0, tally: noTally },
    about: {
      fileName: about.name,
      bytes,
      options: { zone: 'UTC', language: 'en', keepsRaw: false },
      format: 'dicom',
    },
  };
  if (!before) await db.imports.insert(one);
  const { filed } = done;
  if (!filed) return;
  const tally = { ...one.tally, new: one.tally.new + done.papers.length };
  const kind = filed.previousStamp === undefined ? 'new' : 'changed';
  await db.imports.update({
    ...one,
    changedAt: now,
    tally: { ...tally, [kind]: tally[kind] + 1 },
  });
  await db.imports.putThing(one, filed, undefined);
  for (const { id: thingId, versionStamp } of done.papers)
    await db.imports.putThing(one, { thingId, versionStamp, previousStamp: undefined }, undefined);
}

/** Forgets what came, and nothing took. @throws thingNotFound */
export async function dropIntake(vault: Vault, grant: Grant, id: string): Promise<void> {
  const intake = await findIntake(vault, grant, id);
  if (intake?.state !== 'open') throw fault('thingNotFound', 'There is no such upload of pictures.');
  await closeIntake(vault, intake, 'dropped');
}

const droppedAtOnce = 200;

/** @param files it stays open where others came meanwhile, or a zip: nobody has looked at them */
async function closeIntake(
  vault: Vault,
  key: IntakeKey,
  state: 'done' | 'dropped',
  files?: number,
): Promise<void> {
  const { recordId, id } = key;
  const closed = await vault.store.write(
    async db => {
      const intake = await db.images.intake({ recordId, id });
      const hasMore = files !== undefined && (intake?.files !== files || intake.about.zip);
      if (!intake || hasMore) return undefined;
      await db.images.update({ ...intake, state, changedAt: vault.clock.now() });
      return intake;
    },
    { recordId },
  );
  if (!closed) return;
  if (closed.about.zip) await dropBlob(vault, closed.about.zip.uploadId);
  for (;;) {
    const some = await vault.store.read(async db => db.images.files(key, -1, droppedAtOnce));
    // One that a study holds stays.
    for (const { facts } of some) if (facts) await dropBlob(vault, facts.blobId);
    await vault.store.write(db => db.images.dropFiles(key, some.length), { recordId });
    if (some.length < droppedAtOnce) return;
  }
}

/** Those that nobody went on with. */
export async function sweepIntakes(vault: Vault): Promise<void> {
  const { store, clock, limits } = vault;
  for (;;) {
    const before = clock.now() - limits.imageIntakeIdleMs;
    const idle = await store.read(async db => db.images.idleIntakes(before, droppedAtOnce));
    for (const key of idle) {
      await closeIntake(vault, key, 'dropped');
      await store.write(db => db.images.dropIntake(key), { recordId: key.recordId });
    }
    if (idle.length < droppedAtOnce) return;
  }
}
