// Published DICOM files (KEEPWELL_CORPUS_DICOM): each comes in or is refused in words; what goes out is the file that came in, and
// dcmtk reads it as it read that; what the header is told to say is what dcmtk says.
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givenSignedIn } from '../../shell/testing/visitors.ts';
import { grantOf } from '../../testing/imports/given.ts';
import { tempFolder } from '../../testing/process.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import type { Grant } from '../authorization/grant.ts';
import { readFrames, readJson } from './content.ts';
import { exportDisc } from './export.ts';
import { finishIntake, type StudyOutcome } from './finish.ts';
import { openStudy } from './held.ts';
import { refusals, type TakenFile } from './intake.ts';
import { beginIntake, takeFile } from './take.ts';

const folder = process.env.KEEPWELL_CORPUS_DICOM ?? '';
const hasDcmtk = spawnSync('dcmdump', ['--version']).status === 0;

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

  test('say as JSON what dcmtk says, and have as many frames', async () => {
    let compared = 0;
    let frames = 0;
    for (const { studyUid } of outcomes) {
      const study = await openStudy(server.vault, grant, studyUid);
      for (const instance of study?.instances ?? []) {
        const json = await readJson(server.vault, instance, 'https://x.example');
        expect(json?.['0020000D']?.Value).toEqual([studyUid]);
        const found = instance.header.kind === 'image' ? await readFrames(server.vault, instance) : undefined;
        if (found) {
          expect(found.frames.length).toBe(instance.header.frames ?? 1);
          frames++;
        }
        compared++;
      }
    }
    console.log({ compared, frames });
    expect(compared).toBeGreaterThan(300);
  });
});
