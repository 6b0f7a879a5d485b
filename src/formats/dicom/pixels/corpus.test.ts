// Published files of others, where a variable names their folder: each picture is drawn, or refused in a word; and where Debian's
// dcmtk is installed, what it unpacks of RLE, JPEG and JPEG-LS is the same.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { type Frame, readFrame } from './frame.ts';
import { readPicture } from './picture.ts';
import { type Undrawn, UndrawnPicture } from './undrawn.ts';

const folder = process.env.KEEPWELL_CORPUS_DICOM;
const hasDcmtk = spawnSync('dcmdjpeg', ['--version']).status === 0;

const jpeg = '1.2.840.10008.1.2.4';
const unpackers: ReadonlyMap<string, string> = new Map([
  ['1.2.840.10008.1.2.5', 'dcmdrle'],
  ...['50', '51', '57', '70'].map(end => [`${jpeg}.${end}`, 'dcmdjpeg'] as const),
  ...['80', '81'].map(end => [`${jpeg}.${end}`, 'dcmdjpls'] as const),
]);

function* listFiles(): Generator<string> {
  for (const name of readdirSync(folder ?? '', { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(folder ?? '', name);
    if (statSync(path).isFile()) yield path;
  }
}

async function draw(bytes: Buffer): Promise<Frame | Undrawn> {
  try {
    return await readFrame(bytes, 0);
  } catch (error) {
    if (error instanceof UndrawnPicture) return error.why;
    throw error;
  }
}

test.skipIf(folder === undefined)(
  'published files are drawn, or refused in a word',
  async () => {
    const outcomes = new Map<string, number>();
    for (const path of listFiles()) {
      const drawn = await draw(readFileSync(path));
      const outcome = typeof drawn === 'string' ? drawn : 'drawn';
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    console.log(Object.fromEntries(outcomes));
    expect(outcomes.get('drawn')).toBeGreaterThanOrEqual(300);
  },
  300_000,
);

/** Its decoder gives the last pixel another value, and this one keeps the colours of RGB that a mark calls YCbCr. */
const otherwise = ['CT2_JPLL', 'GH195.dcm'];

test.skipIf(folder === undefined || !hasDcmtk)(
  'what dcmtk unpacks is the same',
  async () => {
    const made = mkdtempSync(join(tmpdir(), 'keepwell-dicom-'));
    const out = join(made, 'out.dcm');
    let compared = 0;
    for (const path of listFiles()) {
      const bytes = readFileSync(path);
      const drawn = await draw(bytes);
      if (typeof drawn === 'string' || otherwise.includes(basename(path))) continue;
      const tool = unpackers.get(readPicture(bytes).syntax);
      if (!tool || !unpack(tool, path, out)) continue;
      const other = await draw(readFileSync(out));
      const isSame = typeof other !== 'string' && Buffer.compare(other.pixels, drawn.pixels) === 0;
      expect([basename(path), isSame]).toEqual([basename(path), true]);
      compared++;
    }
    rmSync(made, { recursive: true, force: true });
    console.log(`${compared} pictures are the same`);
    expect(compared).toBeGreaterThanOrEqual(50);
  },
  300_000,
);

/** It gives up at some that break the rules. */
function unpack(tool: string, path: string, out: string): boolean {
  try {
    execFileSync(tool, [path, out], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}
