// What only a process itself can tell, told to who started it. Loaded into a server by `--import`.
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delays = monitorEventLoopDelay({ resolution: 10 });
delays.enable();
let heapMin = process.memoryUsage().heapUsed;
setInterval(() => {
  heapMin = Math.min(heapMin, process.memoryUsage().heapUsed);
}, 250).unref();

/** Since it was asked last: the least of the heap, which is what is left when garbage was collected; and the longest delays. */
process.on('message', () => {
  process.send({
    heapMb: heapMin / 1e6,
    handles: process.getActiveResourcesInfo().length,
    delayP99Ms: delays.percentile(99) / 1e6,
    delayMaxMs: delays.max / 1e6,
  });
  heapMin = process.memoryUsage().heapUsed;
  delays.reset();
});
process.channel?.unref();
