// What `keepwell doctor` finds out about the disk, certificates and a server that is not ready.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keepwell, tempFolder } from '../testing/process.ts';
import { startTestServer } from '../testing/server.ts';
import { filesIn, makePair, writePair } from '../testing/tls.ts';

async function check(data: string, name: string): Promise<{ ok: boolean; detail: string }> {
  const { out } = await keepwell(['doctor', '--json', '--data', data]);
  return JSON.parse(out).find(({ check }: { check: string }) => check === name);
}

function giveSettings(data: string, settings: object): void {
  writeFileSync(join(data, 'keepwell.json'), JSON.stringify(settings), { mode: 0o600 });
}

test('a disk with little room is told of before a server stops being ready', async () => {
  const data = tempFolder();
  expect(await check(data, 'disk')).toMatchObject({
    ok: true,
    detail: expect.stringContaining('GiB are free'),
  });
  giveSettings(data, { limits: { diskBytesFreeMin: 2 ** 52 } });
  expect(await check(data, 'disk')).toMatchObject({ ok: false, detail: expect.stringContaining('Only') });
});

test.each([
  [90, true, 'is valid for 89 days'],
  [9, false, 'ends in 8 days. Renew it.'],
  [-10, false, 'is over since'],
] as const)('a certificate of %i days', async (days, ok, words) => {
  const data = tempFolder();
  const files = filesIn(data);
  writePair(files, await makePair(days));
  giveSettings(data, { ...files });
  expect(await check(data, 'TLS files')).toMatchObject({ ok, detail: expect.stringContaining(words) });
});

test('a server that is not ready is told of, and where to read why', async () => {
  const data = tempFolder();
  await using server = await startTestServer({ data, limits: { diskBytesFreeMin: 2 ** 52 } });
  expect(server.data).not.toBe(data);
  expect(await check(data, 'ready')).toMatchObject({
    ok: false,
    detail: expect.stringContaining('/ready answers with HTTP status 503'),
  });
});
