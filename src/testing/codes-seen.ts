// Keeps count of the status codes that answers carried in a run of all tests, and ends the run in failure when one that
// a client can cause was not caused. Set up by vitest before the workers start.
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { status, statusNames } from '../core/healthvault/statuses.ts';
import { notCaused } from './codes-not-caused.ts';

const seen = new Set<number>();

/** Tells of a code that came over the wire. */
export function codeSeen(code: number): void {
  const folder = process.env.KEEPWELL_CODES_SEEN;
  if (folder === undefined || seen.has(code)) return;
  seen.add(code);
  appendFileSync(join(folder, String(process.pid)), `${code}\n`);
}

export default function countCodes(): (() => void) | undefined {
  // Only with the reference at hand do all the tests that cause codes run.
  if (!process.env.KEEPWELL_WHOLE_RUN || !process.env.KEEPWELL_REFERENCE) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'keepwell-codes-'));
  process.env.KEEPWELL_CODES_SEEN = folder;
  return () => {
    const caused = new Set(
      readdirSync(folder).flatMap(file =>
        readFileSync(join(folder, file), 'utf8').trim().split('\n').map(Number),
      ),
    );
    rmSync(folder, { recursive: true });
    const missing = statusNames()
      .map(name => status(name).code)
      .filter(code => !caused.has(code) && !notCaused.has(code));
    const wronglyListed = [...notCaused.keys()].filter(code => caused.has(code));
    // vitest tells of what goes wrong here, and ends as if all were well.
    if (missing.length + wronglyListed.length > 0) process.on('exit', () => process.exit(1));
    if (missing.length > 0) throw new Error(`No test caused the status codes ${missing.join(', ')}.`);
    if (wronglyListed.length > 0)
      throw new Error(`Listed as not caused, but caused: the status codes ${wronglyListed.join(', ')}.`);
    console.log(`Status codes caused by the tests: ${caused.size}.`);
  };
}
