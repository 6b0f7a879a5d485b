// Whether the vault is backed up, as its operator and those whose records are in it are told.
import { expect, test } from 'vitest';
import type { DrillRun } from '../../../core/backup/ports.ts';
import { hourMs } from '../../../core/limits/durations.ts';
import { keepwell, tempFolder } from '../../../testing/process.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import { givenSignedIn } from '../../testing/visitors.ts';

async function backupSettings() {
  const keygen = ['backup', 'keygen', '--out', `${tempFolder()}/identity`, '--json'];
  const { recipient } = JSON.parse((await keepwell(keygen)).out);
  return { target: tempFolder(), recipients: [recipient], everyHours: 1 };
}

test('the operator sees that nothing is set, that none was made, and what was made and proven', async () => {
  await using bare = await startTestServer();
  const { browser } = await givenSignedIn(bare, 'Olga First');
  expect((await browser.open('/operator/health')).text).toContain('The settings name no place for backups.');
  const limits = { shellSessionIdleMs: 5 * hourMs };
  await using server = await startTestServer({ backup: await backupSettings(), limits }, 1);
  const olga = await givenSignedIn(server, 'Olga First');
  const health = async () => (await olga.browser.open('/operator/health')).text;
  expect(await health()).toContain('No backup was made yet.');
  await server.background.run('back up');
  const made = await health();
  expect(made).toMatch(/Last backup .*2026.* 1 backup is kept/);
  expect(made).toMatch(/Last proof .* 1 of 1 records came back as they were/);
  expect(made).not.toContain('That is longer ago');
  server.clock.pass(4 * hourMs);
  expect(await health()).toContain('That is longer ago than the settings want.');
});

test('a backup that is asked for is made, and it is noted who asked', async () => {
  await using server = await startTestServer({ backup: await backupSettings() }, 1);
  const olga = await givenSignedIn(server, 'Olga First');
  await server.background.run('back up');
  const page = await olga.browser.open('/operator/health');
  server.clock.pass(1000);
  const answer = await olga.browser.submit(page, '/operator/health/backup');
  expect(answer.text).toContain('A backup begins within a minute.');
  await server.background.run('back up');
  expect((await olga.browser.open('/operator/health')).text).toContain('2 backups are kept');
  expect((await olga.browser.open('/operator')).text).toContain('Asked for a backup');
});

test('what went wrong is told, and the last backup that went well stays told of', async () => {
  const backup = await backupSettings();
  await using server = await startTestServer({ backup }, 1);
  const olga = await givenSignedIn(server, 'Olga First');
  await server.background.run('back up');
  await server.vault.store.write(db =>
    db.backups.add({ ...aDrill(server), kind: 'backup', facts: undefined, problem: 'The disk is full.' }),
  );
  const text = (await olga.browser.open('/operator/health')).text;
  expect(text).toMatch(/On .* a backup could not be made: The disk is full\./);
  expect(text).toContain('1 backup is kept');
});

test('a record’s activity says that it is backed up, where the trial had this very record the same', async () => {
  await using server = await startTestServer();
  const ada = await givenSignedIn(server);
  const activity = async () => (await ada.browser.open('/activity')).text;
  expect(await activity()).not.toContain('Backed up');
  await server.vault.store.write(db => db.backups.add(aDrill(server)));
  expect(await activity()).toMatch(
    /Backed up as it was on .* 2026\. On .* 2026 that copy was restored for a trial, and this record came back the same, with its files\./,
  );
  const wrong = aDrill(server, { wrongRecords: [ada.record.id], findings: ['1 record did not come back.'] });
  await server.vault.store.write(db => db.backups.add({ ...wrong, problem: 'It found something.' }));
  expect(await activity()).not.toContain('Backed up');
  await server.vault.store.write(db => db.backups.add({ ...aDrill(server), snapshotAt: server.clock.now() }));
  // It was made too short a time before.
  expect(await activity()).not.toContain('Backed up');
});

function aDrill({ clock }: TestServer, facts: Partial<NonNullable<DrillRun['facts']>> = {}): DrillRun {
  const at = clock.now() + 2 * hourMs;
  return {
    kind: 'drill',
    target: '/backups',
    backupId: 'a',
    snapshotAt: at,
    begunAt: at,
    endedAt: at,
    problem: undefined,
    facts: {
      isRestored: true,
      records: 1,
      wrongRecords: [],
      objects: 10,
      damagedObjects: [],
      findings: [],
      ...facts,
    },
  };
}
