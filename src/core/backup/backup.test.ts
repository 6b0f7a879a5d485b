import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { givenLinkedApp } from '../../testing/given.ts';
import { keepwell, tempFolder } from '../../testing/process.ts';
import { startTestServer } from '../../testing/server.ts';
import { dayMs, hourMs, minuteMs } from '../limits/durations.ts';
import { chooseKept } from './keep.ts';
import type { BackupRun } from './ports.ts';
import { isBackupDue, isDrillDue, type LastRuns } from './schedule.ts';
import type { BackupSettings } from './settings.ts';
import { findProof } from './state.ts';

test('the last backup of each day, week and month stays', () => {
  // Two a day for half a year, ending on a Saturday.
  const last = Date.UTC(2026, 10, 28, 20);
  const backups = Array.from({ length: 360 }, (_, i) => {
    const at = last - (i * dayMs) / 2;
    return { id: new Date(at).toISOString().slice(0, 13), at };
  });
  const kept = (keep: Parameters<typeof chooseKept>[1]) => [...chooseKept(backups, keep)].sort();
  expect(kept({ days: 3, weeks: 0, months: 0 })).toEqual(['2026-11-26T20', '2026-11-27T20', '2026-11-28T20']);
  expect(kept({ days: 1, weeks: 3, months: 0 })).toEqual(['2026-11-15T20', '2026-11-22T20', '2026-11-28T20']);
  expect(kept({ days: 0, weeks: 0, months: 3 })).toEqual(['2026-09-30T20', '2026-10-31T20', '2026-11-28T20']);
  expect(kept({ days: 0, weeks: 0, months: 0 })).toEqual(['2026-11-28T20']);
  expect(chooseKept([], { days: 7, weeks: 4, months: 12 })).toEqual(new Set());
});

const settings: BackupSettings = {
  target: '/backups',
  recipients: [],
  when: { everyHours: 6 },
  keep: undefined,
  drillEveryDays: 7,
};
const none: LastRuns = { backup: undefined, goodBackup: undefined, drill: undefined, askedAt: undefined };
const run = (begunAt: number, problem?: string): BackupRun => ({
  kind: 'backup',
  target: '/backups',
  backupId: 'a',
  snapshotAt: begunAt,
  begunAt,
  endedAt: begunAt,
  problem,
  facts: undefined,
});
const good = (begunAt: number) => ({ ...none, backup: run(begunAt), goodBackup: run(begunAt) });

test('backups are due by the clock, after a failure a while later, and when somebody asks', () => {
  const now = new Date(2026, 10, 28, 12).getTime();
  expect(isBackupDue(settings, none, now)).toBe(true);
  expect(isBackupDue(settings, good(now - 5 * hourMs), now)).toBe(false);
  expect(isBackupDue(settings, good(now - 6 * hourMs), now)).toBe(true);
  const failed = { ...good(now - 7 * hourMs), backup: run(now - 14 * minuteMs, 'The disk is full.') };
  expect(isBackupDue(settings, failed, now)).toBe(false);
  expect(isBackupDue(settings, failed, now + minuteMs)).toBe(true);
  const daily = { ...settings, when: { minuteOfDay: 11 * 60 + 30 } };
  expect(isBackupDue(daily, good(now - 31 * minuteMs), now)).toBe(true);
  expect(isBackupDue(daily, good(now - 29 * minuteMs), now)).toBe(false);
  const never = { ...settings, when: undefined };
  expect(isBackupDue(never, none, now)).toBe(false);
  expect(isBackupDue(never, { ...good(now - 1000), askedAt: now }, now)).toBe(true);
  expect(isBackupDue(never, { ...good(now), askedAt: now - 1000 }, now)).toBe(false);
});

test('a drill is due each so many days, and once more after what it found was mended', () => {
  const now = Date.UTC(2026, 10, 28, 12);
  const drill = (begunAt: number, problem?: string) => ({
    ...run(begunAt, problem),
    kind: 'drill' as const,
    facts: undefined,
  });
  expect(isDrillDue(settings, none, now)).toBe(false);
  expect(isDrillDue(settings, good(now - hourMs), now)).toBe(true);
  expect(isDrillDue(settings, { ...good(now), drill: drill(now - 6 * dayMs) }, now)).toBe(false);
  expect(isDrillDue(settings, { ...good(now), drill: drill(now - 7 * dayMs) }, now)).toBe(true);
  const found = drill(now - hourMs, 'An object is damaged.');
  expect(isDrillDue(settings, { ...good(now - 2 * hourMs), drill: found }, now)).toBe(false);
  expect(isDrillDue(settings, { ...good(now - minuteMs), drill: found }, now)).toBe(true);
  expect(isDrillDue({ ...settings, drillEveryDays: 0 }, good(now), now)).toBe(false);
});

test('a server backs its vault up by the timetable, and proves it', async () => {
  const keygen = ['backup', 'keygen', '--out', `${tempFolder()}/identity`, '--json'];
  const { recipient } = JSON.parse((await keepwell(keygen)).out);
  const target = tempFolder();
  const backup = { target, recipients: [recipient], everyHours: 6 };
  await using server = await startTestServer({ backup }, 1);
  const { record } = await givenLinkedApp(server);
  const { store, clock } = server.vault;
  const runJob = () => server.background.run('back up');
  await runJob();
  const first = await store.read(db => db.backups.last('backup', 'good'));
  expect(first).toMatchObject({ target, begunAt: clock.now(), facts: { records: 1, kept: 1 } });
  expect(await store.read(db => db.backups.last('drill'))).toMatchObject({
    backupId: first?.backupId,
    problem: undefined,
    facts: { isRestored: true, records: 1, wrongRecords: [], damagedObjects: [], findings: [] },
  });
  expect(await store.read(db => findProof(db, { ...record, createdAt: 0 }))).toEqual({
    snapshotAt: first?.snapshotAt,
    provenAt: clock.now(),
  });
  // It may not have been there yet.
  expect(
    await store.read(db => findProof(db, { ...record, createdAt: first?.snapshotAt ?? 0 })),
  ).toBeUndefined();
  await runJob();
  expect((await store.read(db => db.backups.last('backup')))?.backupId).toBe(first?.backupId);
  await store.write(db => db.backups.ask(clock.now() + 1));
  await runJob();
  const second = await store.read(db => db.backups.last('backup'));
  expect(second?.backupId).not.toBe(first?.backupId);
  expect(second?.facts?.kept).toBe(2);
  const told = server.logged.map(line => JSON.parse(line)).filter(({ backupId }) => backupId !== undefined);
  expect(told).toMatchObject([
    { level: 30, msg: 'backed up', backupId: first?.backupId, rows: first?.facts?.rows },
    { level: 30, msg: 'the last backup was restored for a trial', backupId: first?.backupId, records: 1 },
    { level: 30, msg: 'backed up', backupId: second?.backupId },
  ]);
});

test('a trial restore that finds a fault is an error in the log', async () => {
  const keygen = ['backup', 'keygen', '--out', `${tempFolder()}/identity`, '--json'];
  const { recipient } = JSON.parse((await keepwell(keygen)).out);
  const target = tempFolder();
  const backup = { target, recipients: [recipient], everyHours: 6, drillEveryDays: 1 };
  await using server = await startTestServer({ backup }, 1);
  await givenLinkedApp(server);
  await server.background.run('back up');
  const objects = readdirSync(target, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && entry.parentPath.includes('objects'))
    .map(({ parentPath, name }) => join(parentPath, name));
  for (const object of objects) writeFileSync(object, 'damaged');
  server.clock.pass(dayMs + 1);
  await server.background.run('back up');
  const errors = server.logged.map(line => JSON.parse(line)).filter(({ level }) => level === 50);
  expect(errors).toMatchObject([{ msg: 'the trial restore of the last backup found faults' }]);
  expect(errors[0].findings).toMatch(/\w/);
});

test.each([
  ['{', 'backup must be JSON'],
  ['[]', 'backup must be an object'],
  ['{"target":"x","recipients":[]}', 'recipients must be a list'],
  ['{"target":"x","recipients":["age1x"]}', 'A recipient is written age1…'],
  ['{"target":"","recipients":["a"]}', 'target must be a folder'],
  ['{"target":"ftp://x","recipients":["a"]}', 'it must be a folder, or s3://bucket'],
  ['{"targte":"x"}', 'there is no targte'],
  ['OK,"at":"3:00"}', 'a time of day such as "03:00"'],
  ['OK,"everyHours":0}', 'everyHours must be a whole number from 1 to 744'],
  ['OK,"at":"03:00","everyHours":1}', 'not both'],
  ['OK,"keep":{"years":1}}', 'keep has no years'],
  ['OK,"keep":{"days":-1}}', 'keep.days must be a whole number'],
  ['OK,"drillEveryDays":1.5}', 'drillEveryDays must be a whole number from 0 to 366'],
])('settings that are wrong are refused in words: %s', async (setting, words) => {
  const keygen = ['backup', 'keygen', '--out', `${tempFolder()}/identity`, '--json'];
  const { recipient } = JSON.parse((await keepwell(keygen)).out);
  const env = { KEEPWELL_BACKUP: setting.replace('OK', `{"target":"x","recipients":["${recipient}"]`) };
  const { code, err } = await keepwell(['backup', '--data', tempFolder()], { env });
  expect(code).toBe(2);
  expect(err).toContain(words);
});
