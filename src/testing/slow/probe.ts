// Somebody else at the same vault: they read and write their own record again and again, in a thread that nothing disturbs, and note
// how long each answer took to come.
import { Worker } from 'node:worker_threads';

export interface Waits {
  /** The longest wait for a read, in milliseconds. */
  readonly readMs: number;
  /** The longest wait for a write. */
  readonly writeMs: number;
  /** Answers that were not 200 or 201. */
  readonly refused: number;
}

export interface Probe {
  /** The waits since it was asked last. What is under way is waited for. */
  take(): Promise<Waits>;
  stop(): Promise<void>;
}

interface Probing {
  readonly port: number;
  readonly authorization: string;
  readonly readPath: string;
  readonly writePath: string;
  readonly written: string;
  readonly everyMs: number;
}

const source = `
  const { request, Agent } = require('node:http');
  const { parentPort, workerData: { port, authorization, readPath, writePath, written, everyMs } } = require('node:worker_threads');
  const agent = new Agent({ keepAlive: true });
  let waits, isOver = false, rounds = 0;
  const begin = () => { waits = { readMs: 0, writeMs: 0, refused: 0 }; };
  begin();
  const ask = (method, path, body) => new Promise(resolve => {
    const began = performance.now();
    const done = status => {
      if (status !== 200 && status !== 201) waits.refused++;
      resolve(performance.now() - began);
    };
    const headers = { authorization, 'content-type': 'application/fhir+json' };
    const asking = request({ port, host: '127.0.0.1', localAddress: '127.0.0.2', agent, method, path, headers }, answer =>
      answer.resume().on('end', () => done(answer.statusCode)).on('error', () => done(0)));
    asking.on('error', () => done(0)).end(body);
  });
  const once = async () => {
    const write = rounds++ % 4 === 0 ? ask('PUT', writePath, written) : 0;
    const read = await ask('GET', readPath);
    waits.readMs = Math.max(waits.readMs, read);
    waits.writeMs = Math.max(waits.writeMs, await write);
  };
  let current = Promise.resolve();
  parentPort.on('message', async told => {
    if (told === 'stop') { isOver = true; agent.destroy(); parentPort.close(); return; }
    await current;
    await once();
    parentPort.postMessage(waits);
    begin();
  });
  (async () => {
    while (!isOver) {
      current = once();
      await current;
      await new Promise(done => setTimeout(done, everyMs));
    }
  })();
`;

export function startProbe(probing: Probing): Probe {
  const worker = new Worker(source, { eval: true, workerData: probing });
  return {
    take: () =>
      new Promise(resolve => {
        worker.once('message', resolve);
        worker.postMessage('take');
      }),
    async stop() {
      worker.postMessage('stop');
      await worker.terminate();
    },
  };
}
