// What a thread for what may be made to harm does at its bounds.
import { afterEach, expect, test } from 'vitest';
import { BoundedThread } from './bounded-thread.ts';

const bounds = { ms: 20_000, memoryBytesMax: 64 * 1_048_576 };
const threads: BoundedThread<string, string>[] = [];
afterEach(() => {
  for (const thread of threads.splice(0)) thread.end();
});

/** Of code that is written here: it says so when it has begun, and answers or not. */
function startThread(answers: string, begins = "parentPort.postMessage('begun');", beginMs = 10_000) {
  const code = `import { parentPort } from 'node:worker_threads';
    parentPort.on('message', question => { ${answers} }); ${begins}`;
  const thread = new BoundedThread<string, string>(
    `data:text/javascript,${encodeURIComponent(code)}`,
    10_000,
    beginMs,
  );
  threads.push(thread);
  return thread;
}

test('it answers one question after the other', async () => {
  const thread = startThread("parentPort.postMessage(question + '!');");
  expect(await thread.ask('a', bounds)).toEqual({ answer: 'a!' });
  expect(await thread.ask('b', bounds)).toEqual({ answer: 'b!' });
  expect(thread.isRunning).toBe(true);
});

test('one that never answers is ended when its time is over, and the next question begins another', async () => {
  const thread = startThread("if (question === 'a') for (;;); parentPort.postMessage(question);");
  expect(await thread.ask('a', { ...bounds, ms: 300 })).toEqual({ stopped: 'time' });
  expect(thread.isRunning).toBe(false);
  expect(await thread.ask('b', bounds)).toEqual({ answer: 'b' });
});

test('one that never begins is given up, and it is told that it saw nothing of the question', async () => {
  const thread = startThread('', '', 300);
  expect(await thread.ask('a', bounds)).toEqual({ stopped: 'not begun' });
  expect(thread.isRunning).toBe(false);
});

test('one that takes more memory than it may is ended', async () => {
  const thread = startThread(
    'const all = []; for (;;) all.push(new Array(1e5).fill(question + all.length));',
  );
  expect(await thread.ask('a', bounds)).toEqual({ stopped: 'memory' });
});

test('one that breaks is ended', async () => {
  const thread = startThread("throw new Error('no');");
  expect(await thread.ask('a', bounds)).toEqual({ stopped: 'ended' });
});
