// Published DICOM files (KEEPWELL_CORPUS_DICOM): each comes in or is refused in words; what goes out is the file that came in, and
// dcmtk reads it as it read that; what the header is told to say is what dcmtk says.
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DicomJson } from '../../formats/dicom/json.ts';
import { givenSignedIn } from '../../shell/testing/visitors.ts';
import { grantOf } from '../../testing/imports/given.ts';
import { tempFolder } from '../../testing/process.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import type { Grant } from '../authorization/grant.ts';
import { storedOf } from '../blobs/blob.ts';
import { lendBytes } from '../blobs/read.ts';
import { readFrames, readJson } from './content.ts';
import { exportDisc } from './export.ts';
import { finishIntake, type StudyOutcome } from './finish.ts';
import { type HeldInstance, openStudy } from './held.ts';
import { refusals, type TakenFile } from './intake.ts';
import { beginIntake, takeFile } from './take.ts';

const folder = process.env.KEEPWELL_CORPUS_DICOM ?? '';
const hasDcmtk = spawnSync('dcmdump', ['--version']).status === 0;

const hasJson = spawnSync('dcm2json', ['--version']).status === 0;

const files = folder === '' ? [] : listAll(folder);

function listAll(of: string): string[] {
  return readdirSync(of, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}

async function* stream(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

describe.skipIf(files.length === 0)('published files', { timeout: 600_000 }, () => {
  let server: TestServer;
  let grant: Grant;
  let outcomes: StudyOutcome[];
  const taken: (TakenFile & { path: string })[] = [];

  beforeAll(async () => {
    server = await startTestServer();
    const owner = await givenSignedIn(server);
    grant = await grantOf(server, owner);
    const intake = await beginIntake(server.vault, grant, 'corpus');
    for (const path of files)
      taken.push({
        path,
        ...(await takeFile(server.vault, grant, intake.id, { name: path }, stream(readFileSync(path)))),
      });
    const wishes = {
      anyway: [...new Set(taken.flatMap(one => (one.outcome === 'kept' ? one.header.studyUid : [])))],
    };
    outcomes = await finishIntake(server.vault, grant, intake.id, wishes);
  }, 600_000);
  afterAll(() => server.close());

  test('come in, or are refused for one of few reasons', () => {
    const counts = new Map<string, number>();
    for (const one of taken) {
      const word = one.outcome === 'refused' ? one.why : one.outcome;
      if (one.outcome === 'refused') expect(refusals).toContain(one.why);
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    console.log(Object.fromEntries(counts), `${outcomes.length} studies`);
    expect(counts.get('kept') ?? 0).toBeGreaterThan(300);
    expect(outcomes.filter(({ outcome }) => outcome !== 'added' && outcome !== 'same')).toEqual([]);
  });

  test('go out as they came in, on discs that dcmtk reads', async () => {
    const known = new Map(files.map(path => [readFileSync(path).toString('base64'), path]));
    let seen = 0;
    for (const { studyUid } of outcomes) {
      const study = await openStudy(server.vault, grant, studyUid);
      for await (const { path, content } of exportDisc(server.vault, grant, study?.instances ?? [])) {
        const bytes = await buffer(content);
        if (path !== 'DICOMDIR') {
          expect(known.has(bytes.toString('base64'))).toBe(true);
          seen++;
        } else if (hasDcmtk) {
          const place = join(tempFolder(), 'DICOMDIR');
          writeFileSync(place, bytes);
          execFileSync('dcmdump', ['-q', place], { stdio: 'pipe' });
        }
      }
    }
    expect(seen).toBeGreaterThan(300);
  });

  test('are told of as JSON, as dcmtk tells of them, and have as many frames', async () => {
    let compared = 0;
    let frames = 0;
    let told = 0;
    const others: unknown[] = [];
    for (const { studyUid } of outcomes) {
      const study = await openStudy(server.vault, grant, studyUid);
      for (const instance of study?.instances ?? []) {
        const json = await readJson(server.vault, grant.personId, instance, 'https://x.example');
        expect(json?.['0020000D']?.Value).toEqual([studyUid]);
        const found =
          instance.header.kind === 'image'
            ? await readFrames(server.vault, grant.personId, instance)
            : undefined;
        if (found) {
          expect(found.frames.length).toBe(instance.header.frames ?? 1);
          frames++;
        }
        if (hasJson && compared % 7 === 0) {
          const { count, differ } = await compareJson(server.vault, instance, json ?? {});
          told += count;
          others.push(...differ);
        }
        compared++;
      }
    }
    console.log({ compared, frames, told });
    expect(others).toEqual([]);
    if (hasJson) expect(told).toBeGreaterThan(500);
    expect(compared).toBeGreaterThan(300);
  });
});

/** Of what says the same in any character set. */
const plain = new Set(['AE', 'CS', 'DA', 'IS', 'SL', 'SS', 'TM', 'UI', 'UL', 'US']);

/** How many elements both tell of, none where dcmtk cannot read the file; and those of which they say other things. */
async function compareJson(
  vault: TestServer['vault'],
  { blob }: HeldInstance,
  own: DicomJson,
): Promise<{ count: number; differ: unknown[] }> {
  const place = join(tempFolder(), 'file.dcm');
  writeFileSync(place, await buffer(lendBytes(vault, storedOf(blob), 0, blob.length)));
  const said = spawnSync('dcm2json', ['-q', place], { encoding: 'utf8', maxBuffer: 1e9 });
  const differ: unknown[] = [];
  if (said.status !== 0) return { count: 0, differ };
  let count = 0;
  for (const [tag, element] of Object.entries(JSON.parse(said.stdout) as DicomJson)) {
    const ours = own[tag];
    if (!ours || !plain.has(element.vr) || ours.vr !== element.vr || ours.BulkDataURI !== undefined) continue;
    count++;
    const [mine, theirs] = [ours, element].map(one => JSON.stringify(one.Value?.map(String)));
    if (mine !== theirs) differ.push({ tag, mine, theirs });
  }
  return { count, differ };
}
