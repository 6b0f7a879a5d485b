// Names of people are what is seen of them, as names of applications are.
import { expect, test } from 'vitest';
import { startTestServer } from '../../../testing/server.ts';
import { Browser, somebody } from '../../testing/browser.ts';

test('names of people and of passkeys hold nothing that turns them around or cannot be seen', async () => {
  await using server = await startTestServer();
  const own = new Browser(server);
  await own.signUp();
  const pile = `A${'\u0335\u0361'.repeat(9)}da`;
  for (const name of ['Ada\u202eelpmaxE', 'A\u2066da', '\u200b\u200b', 'A\u200bda', 'A\u2028da', pile]) {
    expect((await new Browser(server).signUp(undefined, { ...somebody(), name })).status).toBe(422);
    for (const path of ['/account/name', '/account/passkeys'])
      expect((await own.submit(await own.open(path), path, { name })).status).toBe(422);
  }
  const name = 'علی‌رضا';
  expect((await own.submit(await own.open('/account/name'), '/account/name', { name })).text).toContain(name);
});
