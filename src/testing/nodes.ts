// A vault that two nodes serve by turns: each request is answered by the one that did not answer the one before. What a
// person or an application goes through in several steps changes nodes at every step. They share the store and the place of
// blobs, and nothing that a process remembers.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { getAt } from '../assume.ts';
import { jobs } from '../background.ts';
import type { Config } from '../config.ts';
import { makeLastingTenure } from '../core/leases/tenure.ts';
import type { Vault } from '../core/vault.ts';
import { makeHealth } from '../health.ts';
import { boundConnections, timeouts } from '../http/connections.ts';
import { openVault, type Ports, type RunningServer, startServer } from '../main.ts';
import { makeRequestLog } from '../observe/request-log.ts';
import { makeRouter } from '../router.ts';

interface NodePorts extends Ports {
  readonly log: Logger;
}

export interface TestNodes extends RunningServer {
  /** The other one. */
  readonly second: Vault;
}

export async function startTestNodes(config: Config, ports: NodePorts): Promise<TestNodes> {
  const front = createServer(timeouts);
  boundConnections(front, config);
  await new Promise<void>(done => front.listen(0, config.host, done));
  const { port } = front.address() as AddressInfo;
  const own = { ...config, publicUrl: config.publicUrl.replace(/:0$/, `:${port}`) };
  const first = await startServer(own, ports);
  const second: Vault = { ...(await openVault(own, ports)), instance: first.vault.instance };
  const routers = [first.vault, second].map(vault =>
    makeRouter(own, vault, {
      log: ports.log,
      health: makeHealth({ vault, data: own.data, log: ports.log }),
      watch: { answered: makeRequestLog(ports.log, own.logRequests) },
    }),
  );
  let answered = 0;
  front.on('request', (request, response) => getAt(routers, answered++ % routers.length)(request, response));
  const jobsOfSecond = startJobsOfEach(second);
  return {
    ...first,
    second,
    port,
    background: {
      ...first.background,
      async run(name) {
        await jobsOfSecond.run(name);
        await first.background.run(name);
      },
    },
    async close() {
      front.closeAllConnections();
      await new Promise(done => front.close(done));
      jobsOfSecond.stop();
      await first.close();
      await second.store.close();
    },
  };
}

/** The second does what each process does for itself; all else is the first one's. */
function startJobsOfEach(vault: Vault): { run(name: string): Promise<void>; stop(): void } {
  const own = jobs.filter(({ isOfEach }) => isOfEach);
  const tenure = makeLastingTenure(new AbortController().signal);
  let last: Promise<unknown> = Promise.resolve();
  const timers = own.map(job =>
    setInterval(() => {
      last = job.run(vault, tenure).catch(() => {});
    }, job.everyMs).unref(),
  );
  return {
    async run(name) {
      await last;
      await own.find(job => job.name === name)?.run(vault, tenure);
    },
    stop: () => timers.forEach(clearInterval),
  };
}
