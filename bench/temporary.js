// What a run leaves nothing of, however it ends.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

export function makeTemporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'keepwell-bench-'));
  const stop = atExit(() => rmSync(path, { recursive: true, force: true }));
  return { path, remove: stop };
}

/** Does it when the process ends, or when the function that it returns is called, whichever comes first. */
export function atExit(work) {
  const once = () => {
    process.removeListener('exit', once);
    work();
  };
  // What began last is ended first.
  process.prependOnceListener('exit', once);
  return once;
}
