// Pictures on their way into a record: several files become one study, whole or not at all.
import { expect, test } from 'vitest';
import { giveAccess, givenSignedIn } from '../../shell/testing/visitors.ts';
import { type MadeInstance, makeDicom } from '../../testing/dicom-files.ts';
import { grantOf, runUntilDone } from '../../testing/imports/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { makeZip } from '../../testing/source-files.ts';
import { readValue } from '../../things/data.ts';
import { startUndo } from '../imports/choose.ts';
import { findStudy } from './file-study.ts';
import { dropIntake, finishIntake, sweepIntakes } from './finish.ts';
import { reviewIntake } from './review.ts';
import { studyType } from './study-type.ts';
import { beginIntake, findIntake, takeFile } from './take.ts';
import { appendZip, beginZip, unpackSome } from './unzip.ts';

async function* stream(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

const study = '1.2.3';
const ada: Pick<MadeInstance, 'study' | 'patientName'> = { study, patientName: 'Example^Ada' };

async function given(server: TestServer) {
  const owner = await givenSignedIn(server);
  const grant = await grantOf(server, owner);
  const { vault } = server;
  const take = (id: string, name: string, bytes: Buffer) =>
    takeFile(vault, grant, id, { name }, stream(bytes));
  const find = async (uid = study) => {
    const thing = await vault.store.read(db => findStudy(db, vault, grant, uid));
    const sets = thing?.blobSet
      ? await vault.store.read(db => db.things(grant).blobSets([thing.blobSet ?? '']))
      : undefined;
    return thing && { thing, value: readValue(studyType, thing), blobs: [...(sets?.values() ?? [])].flat() };
  };
  return { vault, grant, owner, take, find };
}

test('a zip that is begun again, as when no answer came, is the same; another one is refused', async () => {
  await using server = await startTestServer();
  const { vault, grant, take } = await given(server);
  const { id } = await beginIntake(vault, grant, 'CT');
  await take(id, 'CT/1', makeDicom({ ...ada, number: 1 }));
  const zip = await makeZip({ 'CT/2': makeDicom({ ...ada, number: 2 }) });
  const begun = await beginZip(vault, grant, id, zip.length);
  expect((await beginZip(vault, grant, id, zip.length)).id).toBe(begun.id);
  await expect(beginZip(vault, grant, id, zip.length + 1)).rejects.toThrow('not unpacked yet');
  await appendZip(vault, grant, id, { from: 0, isLast: true, bytes: stream(zip) });
  await expect(beginZip(vault, grant, id, zip.length)).rejects.toThrow('not unpacked yet');
  expect(await unpackSome(vault, grant, id)).toEqual({ done: 1, total: 1 });
});

test('a zip that is begun twice at once is one, and no other upload stays', async () => {
  await using server = await startTestServer();
  const { vault, grant } = await given(server);
  const { id } = await beginIntake(vault, grant, 'CT');
  const begun = await Promise.all([1, 2, 3].map(() => beginZip(vault, grant, id, 500)));
  expect(new Set(begun.map(one => one.id)).size).toBe(1);
  const { appId } = begun[0] as (typeof begun)[0];
  expect((await vault.store.read(async db => db.blobs.unattached(appId))).count).toBe(1);
});

test('files become a study with its series in order, and nothing is there before', async () => {
  await using server = await startTestServer();
  const { vault, grant, take, find } = await given(server);
  const intake = await beginIntake(vault, grant, 'CT');
  for (const number of [3, 1, 2])
    expect(await take(intake.id, `CT/${number}`, makeDicom({ ...ada, number }))).toMatchObject({
      outcome: 'kept',
    });
  expect(await take(intake.id, 'CT/9', makeDicom({ ...ada, series: '1.2.9', modality: 'MR' }))).toMatchObject(
    {
      outcome: 'kept',
    },
  );
  expect(await take(intake.id, 'notes.txt', Buffer.from('not a picture'))).toEqual({
    outcome: 'refused',
    why: 'not-dicom',
  });
  expect(await take(intake.id, 'CT/1', makeDicom({ ...ada, number: 1 }))).toEqual({ outcome: 'twice' });
  expect(await find()).toBeUndefined();
  const open = await findIntake(vault, grant, intake.id);
  const review = await reviewIntake(vault, grant, open ?? intake);
  expect(review).toMatchObject({
    studies: [
      { studyUid: study, instances: 4, added: 4, same: 0, differs: [], series: [{ instances: 3 }, {}] },
    ],
    refused: [{ why: 'not-dicom', count: 1, names: ['notes.txt'] }],
  });
  expect(await finishIntake(vault, grant, intake.id, {})).toMatchObject([{ outcome: 'added', added: 4 }]);
  const found = await find();
  expect(found?.value).toMatchObject({
    when: { date: { y: 2026, m: 3, d: 1 }, time: { h: 10, m: 15, s: 0 } },
    patientName: 'Ada Example',
    description: 'CT of the chest',
    accessionNumber: 'A1',
    referringPhysician: { name: { full: 'Ada Doctor' } },
    studyInstanceUid: study,
    series: [
      {
        modality: { text: 'Computed Tomography', code: [{ value: 'CT' }] },
        bodyPart: { text: 'Chest' },
        images: [1, 2, 3].map(number => ({ imageBlobName: `1.2.3.1.${number}.dcm` })),
      },
      { seriesInstanceUid: '1.2.9', images: [{ imageBlobName: '1.2.9.1.dcm' }] },
    ],
  });
  expect(found?.blobs).toHaveLength(4);
  expect(found?.blobs.every(({ contentType }) => contentType === 'application/dicom')).toBe(true);
  expect(await finishIntake(vault, grant, intake.id, {})).toEqual([]);
});

test('what comes later joins its study, the same is one, other bytes are told of; undone, all is as before', async () => {
  await using server = await startTestServer();
  const { vault, grant, take, find } = await given(server);
  const bring = async (files: readonly MadeInstance[]) => {
    const intake = await beginIntake(vault, grant, 'CT');
    for (const [i, file] of files.entries()) await take(intake.id, String(i), makeDicom(file));
    return { id: intake.id, outcomes: await finishIntake(vault, grant, intake.id, {}) };
  };
  const first = await bring([{ ...ada, number: 1 }]);
  const second = await bring([
    { ...ada, number: 1 },
    { ...ada, number: 2 },
    { ...ada, number: 1, pixels: Buffer.alloc(32, 9) },
  ]);
  expect(second.outcomes).toMatchObject([{ outcome: 'added', added: 1, same: 1, other: 1 }]);
  expect((await find())?.blobs.map(({ name }) => name)).toEqual(['1.2.3.1.1.dcm', '1.2.3.1.2.dcm']);
  const undo = async (id: string) => {
    await startUndo(vault, { recordId: grant.recordId, id }, grant);
    await runUntilDone(server, { recordId: grant.recordId, id });
  };
  await undo(second.id);
  expect((await find())?.blobs.map(({ name }) => name)).toEqual(['1.2.3.1.1.dcm']);
  await undo(first.id);
  expect(await find()).toBeUndefined();
});

test('a study is not added while a part of it is in a zip that is not unpacked', async () => {
  await using server = await startTestServer({ limits: { imageUnpackMs: 0 } });
  const { vault, grant, find } = await given(server);
  const { id } = await beginIntake(vault, grant, 'disc.zip');
  const zip = await makeZip({
    'CT/1': makeDicom({ ...ada, number: 1 }),
    'CT/2': makeDicom({ ...ada, number: 2 }),
    'CT/3': makeDicom({ ...ada, number: 3 }),
  });
  await beginZip(vault, grant, id, zip.length);
  await appendZip(vault, grant, id, { from: 0, isLast: true, bytes: stream(zip) });
  for (const done of [1, 2, 3]) {
    await expect(finishIntake(vault, grant, id, {})).rejects.toMatchObject({ reason: 'blobIncomplete' });
    expect(await find()).toBeUndefined();
    expect(await unpackSome(vault, grant, id)).toEqual({ done, total: 3 });
  }
  expect(await finishIntake(vault, grant, id, {})).toMatchObject([{ outcome: 'added', added: 3 }]);
  expect((await find())?.blobs).toHaveLength(3);
});

test('what comes while its study is added is either refused or still there to be added', async () => {
  await using server = await startTestServer();
  const { vault, grant, take, find } = await given(server);
  const { id } = await beginIntake(vault, grant, 'CT');
  for (let number = 1; number <= 10; number++) await take(id, `${number}`, makeDicom({ ...ada, number }));
  const finishing = finishIntake(vault, grant, id, {});
  let kept = 10;
  for (let number = 11; number <= 30; number++) {
    const taken = await take(id, `${number}`, makeDicom({ ...ada, number })).catch(error => error);
    if (taken.outcome === 'kept') kept++;
    else expect(taken).toMatchObject({ reason: 'thingNotFound' });
  }
  await finishing;
  await finishIntake(vault, grant, id, {});
  expect((await find())?.blobs).toHaveLength(kept);
});

test('another person’s pictures are asked about, and come in only where that is said', async () => {
  await using server = await startTestServer();
  const { vault, grant, take, find } = await given(server);
  const intake = await beginIntake(vault, grant, 'CT');
  await take(intake.id, '1', makeDicom({ ...ada, patientName: 'Other^Olaf' }));
  expect(await finishIntake(vault, grant, intake.id, {})).toEqual([
    { studyUid: study, outcome: 'asked', differs: ['name'] },
  ]);
  expect(await find()).toBeUndefined();
  expect(await finishIntake(vault, grant, intake.id, { anyway: [study] })).toMatchObject([
    { outcome: 'added' },
  ]);
  expect(await find()).toBeDefined();
});

test('what is dropped, or lies too long, is gone', async () => {
  await using server = await startTestServer();
  const { vault, grant, take } = await given(server);
  const room = () => vault.store.read(db => db.blobs.held(grant.recordId, vault.clock.now(), grant.personId));
  const first = await beginIntake(vault, grant, 'CT');
  await take(first.id, '1', makeDicom(ada));
  expect(await room()).toBeGreaterThan(0);
  await dropIntake(vault, grant, first.id);
  expect(await room()).toBe(0);
  expect(await findIntake(vault, grant, first.id)).toBeUndefined();
  const second = await beginIntake(vault, grant, 'CT');
  await take(second.id, '1', makeDicom(ada));
  server.clock.pass(vault.limits.imageIntakeIdleMs + 1);
  await sweepIntakes(vault);
  expect(await findIntake(vault, grant, second.id)).toBeUndefined();
  expect(await room()).toBe(0);
});

test('others see nothing of an intake, and who may only look adds nothing', async () => {
  await using server = await startTestServer();
  const { vault, grant, owner } = await given(server);
  const intake = await beginIntake(vault, grant, 'CT');
  const other = await givenSignedIn(server, 'Ben Example');
  await giveAccess(server, { person: other.person, record: owner.record }, 'custodian');
  const theirs = await grantOf(server, { person: other.person, record: owner.record });
  expect(await findIntake(vault, theirs, intake.id)).toBeUndefined();
  const viewer = await givenSignedIn(server, 'Vera Example');
  await giveAccess(server, { person: viewer.person, record: owner.record }, 'view');
  const looking = await grantOf(server, { person: viewer.person, record: owner.record });
  await expect(beginIntake(vault, looking, 'CT')).rejects.toMatchObject({ reason: 'accessDenied' });
});

test('a zip that is unpacked by two calls at once is taken once, and done', async () => {
  await using server = await startTestServer({ limits: { imageUnpackMs: 0 } });
  const { vault, grant } = await given(server);
  const { id } = await beginIntake(vault, grant, 'disc.zip');
  // The first takes long.
  const pixels = Buffer.alloc(1_000_000);
  const files = [1, 2, 3, 4].map(number =>
    makeDicom({ ...ada, number, ...(number === 1 && { pixels, rows: 500, columns: 1000 }) }),
  );
  const zip = await makeZip(Object.fromEntries(files.map((file, at) => [`${at}`, file])));
  await beginZip(vault, grant, id, zip.length);
  await appendZip(vault, grant, id, { from: 0, isLast: true, bytes: stream(zip) });
  const unpack = async () => {
    for (;;) {
      const { done, total } = await unpackSome(vault, grant, id);
      if (done === total) return;
    }
  };
  await Promise.allSettled([unpack(), unpack()]);
  const intake = await findIntake(vault, grant, id);
  expect([intake?.files, intake?.about.zip]).toEqual([4, undefined]);
  expect(await finishIntake(vault, grant, id, {})).toMatchObject([{ outcome: 'added', added: 4 }]);
});
