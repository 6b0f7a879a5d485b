// Files that take long, or cannot be read: they keep nobody else waiting, and are not read again and again.
import { expect, test } from 'vitest';
import { element } from '../../formats/dicom/write.ts';
import { givenSignedIn } from '../../shell/testing/visitors.ts';
import { makeDicom } from '../../testing/dicom-files.ts';
import { givenSmartToken } from '../../testing/given-smart.ts';
import { givenStudy } from '../../testing/given-study.ts';
import { grantOf } from '../../testing/imports/given.ts';
import { startTestServer } from '../../testing/server.ts';
import { makeZip } from '../../testing/source-files.ts';
import { streamOnce } from '../blobs/keep.ts';
import { askOfDicom } from './dicom-thread.ts';
import { finishIntake } from './finish.ts';
import { openStudyThing } from './held.ts';
import { reviewIntake } from './review.ts';
import { beginIntake, findOpenIntake, takeFile } from './take.ts';
import { appendZip, beginZip, unpackSome } from './unzip.ts';

const about = { study: '1.2.3', patientName: 'Example^Ada' };
const slice = (number: number) => makeDicom({ ...about, number });

/** Says which study it is of behind so much else that a millisecond does not do. */
const slowSlice = (number: number) => {
  const more = Array.from({ length: 60_000 }, (_, i) =>
    element(`0009${(i + 0x100).toString(16).padStart(4, '0')}`, 'LO', ''),
  );
  return makeDicom({ ...about, number, more });
};
const hurry = { imageReadMs: 1 };

test('whoever has one file read waits for one of another’s many, not for all of them', async () => {
  await using server = await startTestServer();
  const { limits } = server.vault;
  const order: string[] = [];
  const ask = async (personId: string) => {
    const read = async () => Uint8Array.from(slice(1));
    await askOfDicom(limits, personId, { want: 'header', isCut: false, isLast: true }, read);
    order.push(personId);
  };
  await Promise.all([...Array.from({ length: 5 }, () => ask('mallory')), ask('ada')]);
  expect(order.indexOf('ada')).toBeLessThanOrEqual(1);
  expect(order).toHaveLength(6);
});

test('a file of a study that took too long, or is no picture, is read again after a while only', async () => {
  await using server = await startTestServer({ limits: hurry });
  const { vault } = server;
  const grant = await grantOf(server, await givenSignedIn(server));
  const id = await givenStudy(vault, grant, [{ description: 'Axial', files: [slowSlice(1)] }]);
  const count = async () => (await openStudyThing(vault, grant, id))?.instances.length;
  expect(await count()).toBe(0);
  Object.assign(vault.limits, { imageReadMs: 10_000 });
  expect(await count()).toBe(0);
  server.clock.pass(vault.limits.pictureRestMs);
  expect(await count()).toBe(1);
});

test('a request that stores is refused as soon as too many of its files take too long', async () => {
  await using server = await startTestServer({ limits: { imageSlowFilesMax: 2, ...hurry } });
  const { headers } = await givenSmartToken(server, { scopes: 'patient/ImagingStudy.cruds' });
  const store = (count: number) =>
    fetch(`${server.shellUrl}/dicomweb/studies`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'multipart/related; type="application/dicom"; boundary=x' },
      body: Buffer.concat([
        ...Array.from({ length: count }, (_, i) => [
          Buffer.from('--x\r\n\r\n'),
          slowSlice(i),
          Buffer.from('\r\n'),
        ]).flat(),
        Buffer.from('--x--\r\n'),
      ]),
    });
  expect((await store(2)).status).toBe(409);
  expect((await store(3)).status).toBe(429);
});

test('of an upload whose files take too long no more are read, and what came before can be added', async () => {
  await using server = await startTestServer({ limits: { imageSlowFilesMax: 2 } });
  const { vault } = server;
  const grant = await grantOf(server, await givenSignedIn(server));
  const { id } = await beginIntake(vault, grant, 'CT');
  const take = (name: string, bytes: Buffer) => takeFile(vault, grant, id, { name }, streamOnce(bytes));
  expect(await take('1', slice(1))).toMatchObject({ outcome: 'kept' });
  Object.assign(vault.limits, hurry);
  expect(await take('2', slowSlice(2))).toEqual({ outcome: 'refused', why: 'took-too-long' });
  // Sent again, it is counted again.
  expect(await take('2', slowSlice(2))).toEqual({ outcome: 'twice' });
  Object.assign(vault.limits, { imageReadMs: 10_000 });
  await expect(take('3', slice(3))).rejects.toMatchObject({ reason: 'limitReached' });
  const zip = await makeZip({ 'CT/3': slice(3), 'CT/4': slice(4) });
  await beginZip(vault, grant, id, zip.length);
  await appendZip(vault, grant, id, { from: 0, isLast: true, bytes: streamOnce(zip) });
  expect(await unpackSome(vault, grant, id)).toEqual({ done: 2, total: 2 });
  const { refused } = await reviewIntake(vault, grant, await findOpenIntake(vault, grant, id));
  expect(refused).toEqual([
    { why: 'took-too-long', count: 1, names: ['2'] },
    { why: 'too-many', count: 2, names: ['CT/3', 'CT/4'] },
  ]);
  expect(await finishIntake(vault, grant, id, {})).toMatchObject([{ outcome: 'added', added: 1 }]);
});
