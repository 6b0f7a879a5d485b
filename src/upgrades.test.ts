// Vaults of earlier commits open with this one, and nothing in them is lost or another. Without KEEPWELL_UPGRADES_COUNT it is
// one commit; KEEPWELL_UPGRADES_PROGRESS names a file that keeps what came of which. Only of vaults in SQLite.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepwell, tempFolder } from './testing/process.ts';
import { startTestServer } from './testing/server.ts';
import { type Contents, readContents } from './testing/upgrades/contents.ts';
import { type Commit, listCommits, makeOlderVault } from './testing/upgrades/older.ts';

const { KEEPWELL_UPGRADES_COUNT: countGiven, KEEPWELL_UPGRADES_PROGRESS: progressFile } = process.env;
const count = Number(countGiven ?? 1);
const commits = listCommits(count);
const msPerCommit = 300_000;

/** Those whose vaults nobody can bring up to date, and why. */
const unfinished: Readonly<Record<string, string>> = {
  dbabc700790a39924345e7234d758def285c90c7:
    'it kept places for steps that had nothing in them yet, and its vaults note them as done',
};

/** By commit: what was found, nothing where all is well. */
const progress: Record<string, string> =
  progressFile !== undefined && existsSync(progressFile)
    ? JSON.parse(readFileSync(progressFile, 'utf8'))
    : {};

function note({ hash }: Commit, what: string): void {
  progress[hash] = what;
  if (progressFile !== undefined) writeFileSync(progressFile, JSON.stringify(progress, undefined, 1));
}

/** What of a vault that was brought up to date is not as it was. */
function findDifferences(before: ReadonlyMap<string, Contents>, file: string): string[] {
  const after = readContents(file, before);
  return [...before].flatMap(([table, { rows, hash }]) => {
    const now = after.get(table);
    if (!now) return [`${table} is gone`];
    if (now.rows !== rows) return [`${table} has ${now.rows} rows, and had ${rows}`];
    return now.hash === hash ? [] : [`${table} has other values`];
  });
}

async function upgrade(commit: Commit): Promise<string> {
  const data = tempFolder();
  const trouble = await makeOlderVault(commit, data);
  if (trouble !== undefined) return `not built: ${trouble}`;
  const file = join(data, 'keepwell.db');
  const before = readContents(file);
  const { code, err } = await keepwell(['upgrade', '--data', data]);
  if (code !== 0) return `not brought up to date: ${err}`;
  const differences = findDifferences(before, file);
  await using server = await startTestServer({ database: undefined, data }, 1);
  const records = await server.vault.store.read(db => db.operators.use());
  if (records.records !== (before.get('record')?.rows ?? 0)) differences.push('the records are others');
  return differences.join('; ');
}

test.skipIf(commits.length === 0).each(commits.filter(({ hash }) => !Object.hasOwn(unfinished, hash)))(
  'a vault of "$title" is brought up to date as it was',
  { timeout: msPerCommit },
  async commit => {
    const known = progress[commit.hash];
    const found = known ?? (await upgrade(commit));
    note(commit, found);
    // What cannot be built with the packages of today says nothing of a vault; the file of progress lists it.
    expect(found.startsWith('not built') ? '' : found).toBe('');
    if (found !== '') console.log(`${commit.title}: ${found}`);
  },
);
