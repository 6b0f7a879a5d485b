import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepwell } from '../testing/process.ts';
import { findType, listTypeNames } from './type-names.ts';

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

test.each([
  [['help', 'nope'], "unknown command 'nope'"],
  [['help', 'doctr'], 'Did you mean doctor?'],
  [['help', 'app', 'creat'], 'Did you mean create?'],
  [['app', 'help', 'nope'], "unknown command 'nope'"],
])('%j says that there is no such command', async (args, words) => {
  const { code, out, err } = await keepwell(args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(words);
});

test.each([
  [['help'], 'Usage: keepwell [options] [command]'],
  [['help', '--help'], 'Usage: keepwell [options] [command]'],
  [['help', 'serve'], 'Usage: keepwell serve'],
  [['help', 'app', 'create'], 'Usage: keepwell app create'],
  [['app', 'help', 'create'], 'Usage: keepwell app create'],
])('%j is help', async (args, words) => {
  const { code, out, err } = await keepwell(args);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(words);
});

test('no name stands twice in the list of types', () => {
  const names = listTypeNames().split(', ');
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  for (const name of names) expect(findType(name)).toBeDefined();
});
