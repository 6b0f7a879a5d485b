// docs/cli.md is what the commands are. `KEEPWELL_WRITE_CLI=1 npm test -- src/cli/documented.test.ts` writes it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { printCliPage } from '../testing/cli-page.ts';
import { makeProgram } from './program.ts';

const page = join(import.meta.dirname, '../../docs/cli.md');

test('docs/cli.md has every command with its options', () => {
  const quiet = () => undefined;
  const printed = printCliPage(makeProgram({ out: quiet, err: quiet, input: Readable.from([]), env: {} }));
  if (process.env.KEEPWELL_WRITE_CLI) writeFileSync(page, printed);
  expect(readFileSync(page, 'utf8')).toBe(printed);
});
