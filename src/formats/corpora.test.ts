// Reads public collections of files of others, where a variable names their folder: each file is read, or refused in a word.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAll, sourceFile } from '../testing/source-files.ts';
import { UnreadableFile } from './format.ts';
import { findFormat } from './index.ts';

interface Outcome {
  readonly format: string | undefined;
  readonly candidates: number;
  readonly leftOut: number;
  readonly fault: string | undefined;
}

async function readFile(path: string): Promise<Outcome> {
  const file = sourceFile(path, readFileSync(path));
  const format = await findFormat({ file, head: await file.read(0, 65_536) });
  const none = { format: format?.id, candidates: 0, leftOut: 0, fault: undefined };
  if (!format) return none;
  try {
    const { candidates, leftOut } = await readAll(format, file);
    return {
      ...none,
      candidates: candidates.length,
      leftOut: leftOut.reduce((sum, { count }) => sum + count, 0),
    };
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { ...none, fault: error.fault };
  }
}

async function readFolder(folder: string, ending: RegExp): Promise<ReadonlyMap<string, Outcome>> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => ending.test(name));
  const outcomes = new Map<string, Outcome>();
  for (const name of names) outcomes.set(name, await readFile(join(folder, name)));
  return outcomes;
}

const { KEEPWELL_CORPUS_FIT: fitFolder, KEEPWELL_CORPUS_CGM: cgmFolder } = process.env;

test.skipIf(fitFolder === undefined)(
  'python-fitparse: each file is read, or refused for what is wrong with it',
  async () => {
    const outcomes = await readFolder(fitFolder ?? '', /\.fit$/i);
    for (const { format } of outcomes.values()) expect(format).toBe('fit');
    const refused = [...outcomes].filter(([, { fault }]) => fault !== undefined);
    expect(outcomes.size).toBeGreaterThanOrEqual(40);
    // Seven are cut or do not fit their sums, two are of a version before the first.
    expect(refused.length / outcomes.size).toBeLessThan(0.25);
    for (const [name, { fault }] of refused) expect(['cut-off', 'damaged'], name).toContain(fault);
    for (const [name, { candidates, leftOut, fault }] of outcomes) {
      if (fault === undefined) expect(candidates + leftOut, name).toBeGreaterThan(0);
    }
  },
  60_000,
);

test.skipIf(cgmFolder === undefined)(
  'cgm_format: each reading of a sensor is an item',
  async () => {
    const outcomes = await readFolder(
      cgmFolder ?? '',
      /(Clarity_Export|FreeStyle_Libre|nightscout_entries|nightscout_treatments|Dexcom_).*\.(csv|json)$/,
    );
    expect(
      [...outcomes].filter(([, { format, fault }]) => format === undefined || fault !== undefined),
    ).toEqual([]);
    const sum = (id: string) =>
      [...outcomes.values()]
        .filter(({ format }) => format === id)
        .reduce((all, { candidates }) => all + candidates, 0);
    expect(sum('clarity')).toBeGreaterThan(3900);
    expect(sum('libreview')).toBeGreaterThan(4600);
    expect(sum('nightscout')).toBeGreaterThan(1900);
  },
  60_000,
);
