import { describe, expect, test } from 'vitest';
import { testClock, testIds } from '../../testing/clock.ts';
import { givenLinkedApp } from '../../testing/given.ts';
import { startTestServer } from '../../testing/server.ts';
import { aWeight } from '../../testing/things.ts';
import { ThingIds } from './ids.ts';

const minuteOf = (id: string) => Number.parseInt(id.slice(0, 8), 16) * 60_000;
const placeOf = (id: string) => id.slice(9, 13);
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('an id of a thing', () => {
  test('is a GUID that begins with the minute it was made in', () => {
    const clock = testClock('2026-11-25T12:00:59.999Z');
    const made = new ThingIds();
    const before = made.make({ clock, ids: testIds });
    clock.pass(10);
    const after = made.make({ clock, ids: testIds });
    expect(before).toMatch(guid);
    expect(minuteOf(before)).toBe(Date.parse('2026-11-25T12:00:00Z'));
    expect(minuteOf(after)).toBe(Date.parse('2026-11-25T12:01:00Z'));
  });

  test('lies beside those of the same milliseconds, at a place that tells nothing of when in the minute', () => {
    const clock = testClock('2026-11-25T12:00:00Z');
    const made = new ThingIds();
    const places = Array.from({ length: 1000 }, () => {
      clock.pass(10);
      const together = [made.make({ clock, ids: testIds }), made.make({ clock, ids: testIds })];
      expect(placeOf(together[0]!)).toBe(placeOf(together[1]!));
      expect(together[0]!.slice(14)).not.toBe(together[1]!.slice(14));
      return placeOf(together[0]!);
    });
    const rises = places.filter((place, i) => i > 0 && place > places[i - 1]!).length;
    expect(rises).toBeGreaterThan(400);
    expect(rises).toBeLessThan(600);
  });

  test('tells the minute still when the clock was set back', () => {
    const clock = testClock('2026-11-25T12:10:00Z');
    const made = new ThingIds();
    made.make({ clock, ids: testIds });
    clock.pass(-600_000);
    expect(minuteOf(made.make({ clock, ids: testIds }))).toBe(Date.parse('2026-11-25T12:00:00Z'));
  });

  test('and of its version is what PutThings answers', async () => {
    await using server = await startTestServer();
    const app = await givenLinkedApp(server);
    const { client, recordId, userToken } = app;
    const answer = await client.call('PutThings', { version: 2, info: aWeight(70), recordId, userToken });
    const [key] = answer.elements('thing-id');
    const stamp = key!.attribute('version-stamp')!;
    const id = key!.text();
    const minute = Math.floor(server.clock.now() / 60_000) * 60_000;
    expect(minuteOf(id)).toBe(minute);
    expect(minuteOf(stamp)).toBe(minute);
    expect(id).not.toBe(stamp);
    // Ids that applications know records by tell nothing.
    expect(minuteOf(recordId)).not.toBe(minute);
  });
});
