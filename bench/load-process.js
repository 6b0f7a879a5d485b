// The load as its process is told to make it.
import { fork } from 'node:child_process';
import { join } from 'node:path';

export function startLoad() {
  const child = fork(join(import.meta.dirname, 'load.js'));
  const waiting = new Map();
  let last = 0;
  child.on('message', ({ id, answer, error }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error) reject(new Error(error));
    else resolve(answer);
  });
  child.on('exit', () => {
    for (const { reject } of waiting.values()) reject(new Error('the process that makes the load ended'));
  });
  const ask = (command, options) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      child.send({ id: last, command, options });
    });
  return {
    /** @param requests Buffers, of which each connection takes one */
    open: ({ requests, ...options }) =>
      ask('open', { ...options, requests: requests.map(request => request.toString('base64')) }),
    run: (name, ms) => ask('run', { name, ms }),
    closeAll: () => ask('close'),
    stop: () => child.kill('SIGKILL'),
  };
}
