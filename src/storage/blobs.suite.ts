// What every store must do with what it knows of blobs. Run by store.suite.ts.
import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { makeSystemGrant } from '../core/authorization/grant.ts';
import type { Part, ThingBlob, Upload } from '../core/blobs/blob.ts';
import type { Store } from '../core/store.ts';
import { storedThing } from '../testing/stored-thing.ts';

const now = Date.parse('2026-11-25T12:00:00Z');

const upload = (given: Partial<Upload> = {}): Upload => ({
  id: randomUUID(),
  purpose: 'thing',
  appId: 'app',
  personId: 'person',
  recordId: undefined,
  tokenHash: randomBytes(32),
  heldBytes: 0,
  toldBytes: undefined,
  state: 'open',
  length: 0,
  partBytes: 100,
  hash: undefined,
  begunAt: now,
  expiresAt: now + 1000,
  ...given,
});

const parts = (...names: string[]): Part[] => names.map(name => ({ name, digest: randomBytes(32) }));

export function blobsSuite(open: () => Store): void {
  describe('blobs', () => {
    const given = async (one: Upload = upload()) => {
      await open().write(db => db.blobs.insert(one));
      return one;
    };
    const found = (id: string) => open().read(db => db.blobs.byId(id));

    test('are found by id and by token as they were begun', async () => {
      const one = await given(upload({ recordId: 'record' }));
      expect(await found(one.id)).toEqual(one);
      expect(await open().read(db => db.blobs.byToken(one.tokenHash!))).toEqual(one);
      expect(await open().read(db => db.blobs.byToken(randomBytes(32)))).toBeUndefined();
      const inside = await given(upload({ tokenHash: undefined, personId: undefined, purpose: 'package' }));
      expect(await found(inside.id)).toEqual(inside);
    });

    test('grow by parts while they are open, and only from the length they have', async () => {
      const one = await given();
      const [a, b, c] = parts('0-a', '1-b', '2-c');
      const advance = (after: Upload, before: Upload, added: Part[]) =>
        open().write(db => db.blobs.advance(after, before, added));
      const grown = { ...one, length: 200 };
      expect(await advance(grown, one, [a!, b!])).toBe(true);
      expect(await advance({ ...one, length: 100 }, one, [c!])).toBe(false);
      const whole = { ...grown, length: 250, state: 'complete' as const, hash: randomBytes(32) };
      expect(await advance(whole, grown, [c!])).toBe(true);
      expect(await found(one.id)).toEqual(whole);
      expect(await open().read(db => db.blobs.parts(one.id, 0, 3))).toEqual([a, b, c]);
      expect(await open().read(db => db.blobs.parts(one.id, 1, 2))).toEqual([b]);
      const held = await open().read(db => db.blobs.heldParts(undefined, 10));
      expect(held.map(({ name, position, length }) => [name, position, length])).toEqual([
        ['0-a', 0, 100],
        ['1-b', 1, 100],
        ['2-c', 2, 50],
      ]);
      expect(await open().read(db => db.blobs.heldParts(held[0], 1))).toEqual([held[1]]);
      expect(await advance({ ...whole, length: 300 }, whole, [])).toBe(false);
    });

    test('move between states, and only from those they may come from', async () => {
      const one = await given();
      const move = (to: Upload['state'], ...from: Upload['state'][]) =>
        open().write(db => db.blobs.move(one.id, to, from));
      expect(await move('attached', 'complete')).toBe(false);
      expect(await move('complete', 'open', 'closing')).toBe(true);
      expect(await move('attached', 'complete')).toBe(true);
      expect(await move('attached', 'complete')).toBe(false);
    });

    test('are counted for their application and overdue until something holds them', async () => {
      const appId = randomUUID();
      const [first, second] = [
        await given(upload({ appId, length: 5, expiresAt: now - 2 })),
        await given(upload({ appId, length: 7, expiresAt: now - 1, state: 'complete' })),
      ];
      const unattached = () => open().read(db => db.blobs.unattached(appId));
      const overdue = async (at: number) =>
        (await open().read(db => db.blobs.overdue(at, 1000))).filter(u => u.appId === appId).map(u => u.id);
      expect(await unattached()).toEqual({ count: 2, bytes: 12 });
      expect(await overdue(now)).toEqual([first.id, second.id]);
      expect(await overdue(now - 2)).toEqual([first.id]);
      await open().write(db => db.blobs.move(second.id, 'attached', ['complete']));
      expect(await unattached()).toEqual({ count: 1, bytes: 5 });
      expect(await overdue(now)).toEqual([first.id]);
      await open().write(db => db.blobs.remove(first.id));
      expect(await found(first.id)).toBeUndefined();
      expect(await unattached()).toEqual({ count: 0, bytes: 0 });
    });

    test('hold room in a record while their time lasts, and whoever sends them may reach it', async () => {
      const [recordId, personId] = [randomUUID(), randomUUID()];
      const access = {
        recordId,
        level: 'modify',
        relationship: 1,
        typeIds: undefined,
        createdAt: now,
      } as const;
      const people = { [personId]: undefined, 'for a while': now + 500, 'no more': now };
      await open().write(async db => {
        for (const [id, expiresAt] of Object.entries(people))
          await db.records.putAccess({ ...access, personId: id, expiresAt });
      });
      for (const id of [...Object.keys(people), 'a stranger'])
        await given(upload({ recordId, personId: id, heldBytes: 10, toldBytes: 30 }));
      const last = await given(upload({ recordId, personId, heldBytes: 100 }));
      const held = (at: number, of = 'somebody else') => open().read(db => db.blobs.held(recordId, at, of));
      expect(await held(now)).toBe(120);
      expect(await held(now, personId)).toBe(140);
      expect(await held(now + 500)).toBe(110);
      await open().write(db => db.blobs.hold(last.id, 200, now + 2000));
      expect(await found(last.id)).toMatchObject({ heldBytes: 200, expiresAt: now + 2000 });
      expect(await held(now + 1000)).toBe(200);
      await open().write(db => db.records.removeAccess(personId, recordId));
      expect(await held(now + 1000)).toBe(0);
    });

    test('of a record are reached by a grant on it alone, in the order they were listed', async () => {
      const [mine, theirs] = ['a', 'b'].map(record =>
        makeSystemGrant('tests', `${record} ${randomUUID()}`, 'p'),
      );
      const hash = randomBytes(32);
      const one = await given(upload({ state: 'attached', length: 42, hash }));
      const blob = (name: string): ThingBlob => ({
        blobId: one.id,
        length: 42,
        hash: hash.toString('base64'),
        hashAlgorithm: 'SHA256Block',
        blockSize: 100,
        name,
        contentType: 'a/b',
        legacyEncoding: undefined,
        currentEncoding: 'gzip',
        streamed: name === 'z',
      });
      const set = [blob('z'), blob(''), blob('a')];
      const holder = storedThing({ versionStamp: 'set', blobSet: 'set' });
      await open().write(async db => {
        await db.things(mine!).putVersion(holder, undefined);
        await db.things(mine!).putBlobSet(holder, set);
      });
      const sets = (grant: typeof mine) => open().read(db => db.things(grant!).blobSets(['set', 'other']));
      expect(await sets(mine)).toEqual(new Map([['set', set]]));
      expect(await sets(theirs)).toEqual(new Map());
    });
  });
}
