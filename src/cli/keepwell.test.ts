import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const bin = join(import.meta.dirname, '../../dist/cli/keepwell.js');

test.skipIf(process.platform === 'win32')('whoever reads the output may stop before its end', () => {
  const line = '("$0" "$1" serve --help; echo "code $?" >&2) | true';
  const { stderr } = spawnSync('sh', ['-c', line, process.execPath, bin], { encoding: 'utf8' });
  expect(stderr).toBe('code 0\n');
});

test.skipIf(process.platform === 'win32')('it is a program of its own after every build', () => {
  const { stdout, status } = spawnSync(bin, ['--version'], { encoding: 'utf8' });
  expect(status).toBe(0);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});
