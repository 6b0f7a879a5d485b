import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { startServer } from './main.ts';
import { findRunning } from './running.ts';
import { keepwell, spawnServer, tempFolder } from './testing/process.ts';

const announced = (data: string) => join(data, 'server.json');

test('a second server on a folder is refused, names the first, and leaves it as it was', async () => {
  const data = tempFolder();
  await using first = await spawnServer([], data);
  const told = readFileSync(announced(data), 'utf8');
  const { code, err } = await keepwell(['serve', '--port', '0', '--data', data]);
  expect(code).toBe(1);
  expect(err).toContain(`Another server has the vault in ${data}: process ${first.pid} since `);
  expect(err).toContain(`at ${first.facts.shellUrl}.`);
  expect(readFileSync(announced(data), 'utf8')).toBe(told);
  // Commands beside it go on.
  expect(await keepwell(['operator', 'list', '--data', data])).toMatchObject({ code: 0 });
  expect(findRunning(data)?.pid).toBe(first.pid);
});

test('of a server that was killed nothing is in the way, even when its process id is another’s by now', async () => {
  const data = tempFolder();
  {
    await using server = await spawnServer([], data);
    server.signal('SIGKILL');
    await server.exited;
    expect(existsSync(announced(data))).toBe(true);
    const told = JSON.parse(readFileSync(announced(data), 'utf8'));
    writeFileSync(announced(data), JSON.stringify({ ...told, pid: process.pid }));
    expect(findRunning(data)).toBeUndefined();
    await using next = await startServer(readConfig({ data, port: 0, logLevel: 'silent' }, {}));
    expect(findRunning(data)?.url).toBe(next.shellUrl);
  }
  expect(findRunning(data)).toBeUndefined();
});

test('a server that cannot start gives the folder free', async () => {
  await using other = await spawnServer();
  const data = tempFolder();
  const { port } = new URL(other.facts.shellUrl);
  const config = readConfig({ data, logLevel: 'silent' }, {});
  await expect(startServer({ ...config, port: Number(port) })).rejects.toThrow('EADDRINUSE');
  await (await startServer({ ...config, port: 0 })).close();
});
