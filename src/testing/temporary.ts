// One folder for all that a run of the tests makes for a while: workers may be ended before they tidy up, and children
// killed. Set up by vitest before the workers start, and removed when they have gone.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default function keepTogether(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'keepwell-run-'));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
