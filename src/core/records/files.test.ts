// A file whose parts have all come is not thrown away for what goes wrong on our side.
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { givenSignedIn } from '../../shell/testing/visitors.ts';
import { startTestServer } from '../../testing/server.ts';

test('when the store fails at its end, the end is sent again and the file is there', async () => {
  await using server = await startTestServer();
  const { browser, record } = await givenSignedIn(server);
  const form = (await browser.open('/upload')).form('/upload').form as string;
  const { origin } = new URL(server.shellUrl);
  const sent = (address: string, body: BodyInit, headers: Record<string, string> = {}) =>
    browser.send(address, { method: 'POST', body, headers: { origin, ...headers } });
  const step = (address: string, values: Record<string, string>) =>
    sent(address, new URLSearchParams({ form, record: record.id, ...values }));
  const { upload } = JSON.parse((await step('/upload/begin', { size: '1000' })).html);
  const part = { 'x-keepwell-form': form, 'x-keepwell-upload': upload, 'x-keepwell-from': '0' };
  await sent('/upload/part', randomBytes(1000), { ...part, 'x-keepwell-last': '1' });
  const end = () => step('/upload/end', { upload, name: 'scan.pdf', type: 'application/pdf' });
  const store = new Database(join(server.data, 'keepwell.db'));
  store.exec("CREATE TRIGGER full BEFORE INSERT ON thing BEGIN SELECT RAISE(ABORT, 'no space'); END");
  expect((await end()).status).toBe(500);
  store.exec('DROP TRIGGER full');
  store.close();
  const again = await end();
  expect(again.status).toBe(200);
  expect((await browser.open(JSON.parse(again.html).to)).text).toContain('scan.pdf');
});
