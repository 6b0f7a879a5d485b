// Keeps what large bodies leave behind small. Their buffers lie outside the heap of V8, which sees little reason to collect
// them: some gigabytes that come by would leave tens of megabytes behind at any time. So a small collection, of about a
// millisecond, is asked for where bytes came by; and rarely a whole one, for what had the bad luck to outlive some small
// ones. Where the runtime offers neither, memory is used more freely.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Without `minor` it collects all. */
type Collect = (how?: { type: 'minor' }) => void;

/** From how many bytes on, and after which pause at the earliest. */
const when = {
  minor: { fromBytes: 8 * 1_048_576, pauseMs: 40 },
  major: { fromBytes: 16 * 1_048_576, pauseMs: 2000 },
};

let collect: Collect | undefined;
const lastAt = { minor: 0, major: 0 };
let isDue = false;

/** To be called now and then while large bodies are read or sent. Collects when the work at hand is done. */
export function reclaim(): void {
  if (isDue || performance.now() - lastAt.minor < when.minor.pauseMs) return;
  isDue = true;
  setImmediate(() => {
    isDue = false;
    const { arrayBuffers } = process.memoryUsage();
    const now = performance.now();
    const kind = (['major', 'minor'] as const).find(
      one => arrayBuffers >= when[one].fromBytes && now - lastAt[one] >= when[one].pauseMs,
    );
    if (!kind) return;
    collect ??= collector();
    if (kind === 'minor') collect({ type: kind });
    else collect();
    lastAt[kind] = lastAt.minor = performance.now();
  });
}

function collector(): Collect {
  setFlagsFromString('--expose-gc');
  const gc: unknown = runInNewContext('typeof gc === "function" ? gc : undefined');
  setFlagsFromString('--no-expose-gc');
  return typeof gc === 'function' ? (gc as Collect) : () => {};
}
