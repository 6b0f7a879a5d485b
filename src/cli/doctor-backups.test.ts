// What `keepwell doctor` finds out about backups.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from '../config.ts';
import { openVault } from '../main.ts';
import { keepwell, tempFolder } from '../testing/process.ts';

async function given(): Promise<{
  data: string;
  target: string;
  check: () => Promise<{ ok: boolean; detail: string }>;
}> {
  const [data, target] = [tempFolder(), tempFolder()];
  const { out } = await keepwell(['backup', 'keygen', '--out', `${tempFolder()}/identity`, '--json']);
  const backup = { target, recipients: [JSON.parse(out).recipient], everyHours: 6 };
  await (await openVault(readConfig({ data }, {}))).store.close();
  writeFileSync(join(data, 'keepwell.json'), JSON.stringify({ backup }), { mode: 0o600 });
  const check = async () => {
    const answer = await keepwell(['doctor', '--json', '--data', data]);
    return JSON.parse(answer.out).find((one: { check: string }) => one.check === 'backups');
  };
  return { data, target, check };
}

const failed = (words: string) => ({ ok: false, detail: expect.stringContaining(words) });

/** Writes down a run as if it had been so many hours ago. */
async function note(
  data: string,
  hoursAgo: number,
  kind: 'backup' | 'drill',
  problem?: string,
): Promise<void> {
  const { store } = await openVault(readConfig({ data }, {}));
  const at = Date.now() - hoursAgo * 3_600_000;
  const run = {
    target: 'x',
    backupId: 'x',
    snapshotAt: at,
    begunAt: at,
    endedAt: at,
    problem,
    facts: undefined,
  };
  await store.write(db => db.backups.add({ ...run, kind }));
  await store.close();
}

test('a vault whose settings name no backups is told of, as they may be made otherwise', async () => {
  const { data, check } = await given();
  writeFileSync(join(data, 'keepwell.json'), '{}');
  expect(await check()).toMatchObject({
    ok: true,
    detail: expect.stringContaining('The settings name no place for backups'),
  });
});

test('there must be one, in the target, and no newer one that failed', async () => {
  const { data, target, check } = await given();
  expect(await check()).toMatchObject(failed('None was made yet.'));
  expect(await keepwell(['backup', '--data', data])).toMatchObject({ code: 0 });
  const { ok, detail } = await check();
  expect([ok, detail]).toEqual([
    true,
    expect.stringMatching(/^the last good one is of 20.*Z, none was restored.*; 1 in /),
  ]);
  expect(await keepwell(['backup', 'drill', '--data', data])).toMatchObject({ code: 0 });
  expect(await check()).toMatchObject({ ok: true, detail: expect.stringContaining('one was proven at 20') });
  await note(data, 0, 'drill', 'An object is damaged.');
  expect(await check()).toMatchObject(failed('found: An object is damaged.'));
  await note(data, 0, 'backup', 'The disk is full.');
  expect(await check()).toMatchObject(failed('The disk is full. (the last good one is of 20'));
  await keepwell(['backup', '--data', data]);
  await keepwell(['backup', 'drill', '--data', data]);
  expect(await check()).toMatchObject({ ok: true });
  rmSync(join(target, 'backups'), { recursive: true });
  expect(await check()).toMatchObject(failed('There are no backups in'));
  rmSync(target, { recursive: true });
  expect(await check()).toMatchObject(failed('cannot be reached'));
});

test('one that is too old is told of', async () => {
  const { data, check } = await given();
  await note(data, 30, 'backup');
  expect(await check()).toMatchObject(failed('longer ago than the settings want'));
});
