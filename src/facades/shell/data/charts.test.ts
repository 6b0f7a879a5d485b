// What charts leave out.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemGrant } from '../../../core/authorization/grant.ts';
import { newThing } from '../../../core/things/typed.ts';
import { writeThings } from '../../../core/things/write.ts';
import { startTestServer, type TestServer } from '../../../testing/server.ts';
import peakFlow from '../../../things/peak-flow.ts';
import { givenSignedIn } from '../testing/visitors.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

test('a reading that is dated in words is not drawn at the moment it was typed in, and is told of', async () => {
  const { browser, person, record } = await givenSignedIn(server);
  const measured = (when: object, litersPerSecond: number) =>
    newThing(peakFlow, { when, pef: { litersPerSecond } } as never);
  await writeThings(
    server.vault,
    systemGrant('tests', record.id, person.id),
    [
      measured({ descriptive: 'when I was ten' }, 3.25),
      measured({ structured: { date: { y: 2026, m: 5, d: 4 } } }, 7.5),
    ],
    { overwrite: false },
  );
  const { text } = await browser.open('/charts/peak-flow?range=all');
  expect(text).toContain('One reading has no date in numbers and is not drawn');
  expect(text).toMatch(/4 May 2026 7\.5/);
  expect(text).not.toContain('3.25');
});
