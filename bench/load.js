// The process that makes the load, apart from who measures and who is measured. Forked by bench/load-process.js; told by
// messages what to open, for how long to ask whom, and to close.
import { openConnections } from './http-client.js';
import { quantile } from './random.js';

const targets = new Map();
const commands = {
  async open({ name, requests, ...options }) {
    const bytes = requests.map(request => Buffer.from(request, 'base64'));
    targets.set(name, await openConnections({ ...options, requests: bytes }));
  },
  async run({ name, ms }) {
    const before = process.cpuUsage();
    const { latencies, tookMs } = await targets.get(name).run(ms);
    const { user, system } = process.cpuUsage(before);
    const [p50, p99] = [quantile(latencies, 0.5), quantile(latencies, 0.99)];
    return { count: latencies.length, tookMs, p50, p99, ownCpuMs: (user + system) / 1000 };
  },
  async close() {
    for (const target of targets.values()) target.close();
    targets.clear();
  },
};

process.on('message', async ({ id, command, options }) => {
  try {
    process.send({ id, answer: await commands[command](options) });
  } catch (error) {
    process.send({ id, error: error.message });
  }
});
process.on('disconnect', () => process.exit());
