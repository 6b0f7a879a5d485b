// What only a process itself can tell, told to who started it. Loaded into a server by `--import`.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

const delays = monitorEventLoopDelay({ resolution: 10 });
delays.enable();

/** The heap once its garbage is collected, and the longest delays since it was asked last. */
process.on('message', () => {
  const [delayP99Ms, delayMaxMs] = [delays.percentile(99) / 1e6, delays.max / 1e6];
  collectGarbage();
  process.send({
    heapMb: process.memoryUsage().heapUsed / 1e6,
    handles: process.getActiveResourcesInfo().length,
    delayP99Ms,
    delayMaxMs,
  });
  delays.reset();
});
process.channel?.unref();
