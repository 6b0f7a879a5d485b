// SIGHUP has a server, and each of its workers, read its certificate again. Runs what is built in dist/.
import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { spawnServer, tempFolder } from '../testing/process.ts';
import { connectToTls, filesIn, makePair, seeFingerprint, writePair } from '../testing/tls.ts';

test.each(['1', '2'])('with %s processes', async workers => {
  const data = tempFolder();
  writeFileSync(join(data, 'keepwell.json'), '{ "limits": { "certificateLookMs": 0 } }');
  const files = filesIn(data);
  writePair(files, await makePair());
  const args = ['--tls-cert', files.tlsCert, '--tls-key', files.tlsKey, '--workers', workers];
  await using server = await spawnServer(args, data);
  const port = Number(new URL(server.facts.shellUrl).port);
  await using before = await connectToTls(port);
  const second = await makePair();
  writePair(files, second);
  server.signal('SIGHUP');
  const print = new X509Certificate(second.cert).fingerprint256;
  await expect.poll(() => seeFingerprint(port), { timeout: 10_000 }).toBe(print);
  // Connections go to the workers in turn.
  await expect
    .poll(async () => [await seeFingerprint(port), await seeFingerprint(port)])
    .toEqual([print, print]);
  expect(await before.ask('/alive')).toBe('HTTP/1.1 200 OK');
  server.signal('SIGTERM');
  expect(await server.exited).toBe(0);
});
