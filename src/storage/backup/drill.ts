// Proves the last backup: restores it into a database of its own, compares each table, each record and each part of a file with
// what was promised, then reads all else that is in the target.
import type { DrillFacts } from '../../core/backup/ports.ts';
import { openForCopy } from '../copy/places.ts';
import { listBackups, type Manifest, readManifest } from './manifest.ts';
import { BadObject, ObjectReader } from './objects.ts';
import { compareRestored, RestoreRefused, restoreFiles, restoreTables } from './restore.ts';
import type { Target } from './target.ts';
import { type VerifyOptions, verifyTarget } from './verify.ts';

export interface Drilled {
  readonly manifest: Manifest | undefined;
  readonly facts: DrillFacts;
}

/** More are not listed one by one: then none counts as proven. */
const wrongRecordsMax = 10_000;

/** @param scratch a file that is not there, in a folder of this drill alone. @throws when the target does not answer */
export async function drillTarget(target: Target, scratch: string, options: VerifyOptions): Promise<Drilled> {
  const id = (await listBackups(target)).at(-1);
  const findings: string[] = [];
  if (id === undefined) findings.push('There is no backup that is whole.');
  const manifest =
    id === undefined ? undefined : await readManifest(target, options.identities, id).catch(() => undefined);
  const wrong = new Set<string>();
  let isRestored = false;
  if (manifest) {
    try {
      findings.push(...(await restore(target, manifest, scratch, { ...options, wrong })));
      isRestored = wrong.size <= wrongRecordsMax;
    } catch (error) {
      if (!(error instanceof BadObject || error instanceof RestoreRefused)) throw error;
      findings.push(`The backup ${manifest.id} could not be restored. ${error.message}`);
    }
  }
  const verified = await verifyTarget(target, options);
  return {
    manifest,
    facts: {
      isRestored,
      records: manifest?.records.count ?? 0,
      wrongRecords: [...wrong].slice(0, wrongRecordsMax),
      objects: verified.objects,
      damagedObjects: verified.damagedObjects,
      findings: [...findings, ...verified.findings],
    },
  };
}

/** @returns what did not come back as was promised */
async function restore(
  target: Target,
  manifest: Manifest,
  scratch: string,
  { identities, watcher, wrong }: VerifyOptions & { wrong: Set<string> },
): Promise<string[]> {
  const findings: string[] = [];
  const objects = new ObjectReader(target, identities, Buffer.from(manifest.nameKey, 'base64'));
  const database = await openForCopy({ file: scratch }, 'write');
  try {
    await restoreTables(database, objects, manifest, watcher);
    const { tables, records } = await compareRestored(database, objects, manifest, watcher);
    for (const table of tables) findings.push(`The table ${table} did not come back as it was.`);
    for (const record of records) wrong.add(record);
    const bad = new Set<string>();
    await restoreFiles(database, objects, manifest, {
      keep: async () => {},
      onLost: blobId => void bad.add(blobId),
      onBad: blobId => void bad.add(blobId),
      watcher,
    });
    for (const blobId of bad) {
      const holders = await database.sql.all<{ record_id: string }>(
        'SELECT DISTINCT record_id FROM thing_blob WHERE blob_id = ?',
        blobId,
      );
      for (const holder of holders) wrong.add(holder.record_id);
    }
    if (bad.size > 0) findings.push(`${bad.size} files did not come back whole.`);
    if (wrong.size > 0) findings.push(`${wrong.size} records did not come back as they were.`);
  } finally {
    await database.close();
  }
  return findings;
}
