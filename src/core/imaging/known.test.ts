// What is remembered of studies: so many instances, and of each version of an item its own.
import { expect, test } from 'vitest';
import { givenSignedIn } from '../../shell/testing/visitors.ts';
import { makeDicom } from '../../testing/dicom-files.ts';
import { givenStudy } from '../../testing/given-study.ts';
import { grantOf } from '../../testing/imports/given.ts';
import { startTestServer } from '../../testing/server.ts';
import { listStudyThings, openStudyThing } from './held.ts';
import { type HeldInstance, KnownStudies } from './known.ts';

test('so many instances are remembered, those of the studies that were used last', () => {
  const known = new KnownStudies<readonly HeldInstance[]>(10, ({ length }) => length);
  const some = (count: number) => Array.from({ length: count }, () => ({}) as HeldInstance);
  for (const name of ['a', 'b', 'c']) known.set(name, some(3));
  known.get('a');
  known.set('d', some(3));
  known.set('large', some(11));
  expect(['a', 'b', 'c', 'd', 'large'].map(name => known.get(name)?.length)).toEqual([
    ...[3, undefined, 3, 3, undefined],
  ]);
});

test('a study that is looked at again is not looked up again, and only for who may see it', async () => {
  await using server = await startTestServer();
  const { vault } = server;
  const grant = await grantOf(server, await givenSignedIn(server));
  const files = [1, 2].map(number => makeDicom({ study: '1.2.3', number }));
  const id = await givenStudy(vault, grant, [{ description: 'Axial', files }]);
  const first = await openStudyThing(vault, grant, id);
  expect(first?.instances).toHaveLength(2);
  expect((await openStudyThing(vault, grant, id))?.instances).toBe(first?.instances);
  const other = await grantOf(server, await givenSignedIn(server, 'Bo Example'));
  expect(await openStudyThing(vault, other, id)).toBeUndefined();
});

test('what items say of studies is read once for each version, and only for who may see it', async () => {
  await using server = await startTestServer();
  const { vault } = server;
  const grant = await grantOf(server, await givenSignedIn(server));
  await givenStudy(vault, grant, [{ description: 'Axial', files: [makeDicom({ study: '1.2.3' })] }]);
  const list = (of: typeof grant) => vault.store.read(db => listStudyThings(db, vault, of));
  const [first, again] = [await list(grant), await list(grant)];
  expect(first).toHaveLength(1);
  expect(again[0]?.value).toBe(first[0]?.value);
  const other = await grantOf(server, await givenSignedIn(server, 'Bo Example'));
  expect(await list(other)).toEqual([]);
});
