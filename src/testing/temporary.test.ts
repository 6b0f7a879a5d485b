import { tmpdir } from 'node:os';
import { basename, dirname } from 'node:path';
import { expect, test } from 'vitest';
import { tempFolder } from './process.ts';

test('what tests put away for a while lies in a folder that goes with the run', () => {
  expect(basename(tmpdir())).toMatch(/^keepwell-run-/);
  expect(dirname(tempFolder())).toBe(tmpdir());
});
