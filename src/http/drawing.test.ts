import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** In a process of its own: whatever else the tests run leaves hooks in theirs. What is built is what draws. */
const program = `
  import { mkdtempSync, rmSync } from 'node:fs';
  import { tmpdir } from 'node:os';
  import { join } from 'node:path';
  import { readConfig } from './dist/config.js';
  import { startServer } from './dist/main.js';
  const data = mkdtempSync(join(tmpdir(), 'keepwell-test-'));
  const server = await startServer(readConfig({ data, port: 0 }, {}));
  const hooks = () => Object.getOwnPropertySymbols(Promise.resolve()).length;
  const before = hooks();
  const pages = [];
  for (const path of ['/', '/docs/']) {
    const page = await fetch('http://127.0.0.1:' + server.port + path);
    pages.push((await page.text()).includes('<!DOCTYPE html>'));
  }
  const after = hooks();
  await server.close();
  rmSync(data, { recursive: true });
  process.stderr.write(JSON.stringify({ before, after, pages }));`;

test('a page that was drawn leaves no hooks on the promises of the process', () => {
  const ran = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(JSON.parse(ran.stderr)).toEqual({ before: 0, after: 0, pages: [true, true] });
});
