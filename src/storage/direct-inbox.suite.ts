// What every store must do that keeps mail by Direct. Part of store.suite.ts.
import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { StoredMail } from '../core/direct/inbox/ports.ts';
import type { Store } from '../core/store.ts';
import { ofDirectKey, ofMailbox } from '../core/turns.ts';

const now = Date.parse('2026-11-25T12:00:00Z');

function makeMail(given: Partial<StoredMail> = {}): StoredMail {
  return {
    id: randomUUID(),
    personId: randomUUID(),
    hash: randomBytes(32),
    senderHash: randomBytes(32),
    folder: 'inbox',
    isVerified: true,
    isRead: false,
    at: now,
    movedAt: now,
    blobId: randomUUID(),
    bytes: 100,
    thingId: undefined,
    sealed: Buffer.from('sealed'),
    ...given,
  };
}

export function directInboxSuite(opened: () => Store): void {
  const insert = (mail: StoredMail) =>
    opened().write(db => db.directInbox.insert(mail), ofMailbox(mail.personId));
  const address = (hash = randomBytes(32)) => ({ hash, sealed: Buffer.from('local'), at: now });

  describe('Direct messages that come in', () => {
    test('an address is its person’s for good, and one of theirs is the current one', async () => {
      const [ann, bob] = [randomUUID(), randomUUID()];
      const [one, two] = [address(), address()];
      const put = (personId: string, some: typeof one) =>
        opened().write(db => db.directInbox.putAddress(personId, some), ofMailbox(personId));
      const current = (personId: string) => opened().read(db => db.directInbox.addressOf(personId));
      expect([await put(ann, one), await put(ann, two), await put(bob, one)]).toEqual([true, true, false]);
      expect(await current(ann)).toEqual({ personId: ann, sealed: two.sealed });
      expect(await current(bob)).toBeUndefined();
      expect(await opened().read(db => db.directInbox.addressByHash(one.hash))).toEqual({ personId: ann });
      expect(await put(ann, one)).toBe(true);
      expect(await opened().read(db => db.directInbox.countAddresses(ann))).toBe(2);
      await opened().write(db => db.people.purge(ann));
      expect(await opened().read(db => db.directInbox.addressByHash(one.hash))).toEqual({
        personId: undefined,
      });
      expect(await put(bob, one)).toBe(false);
    });

    test('what a key opens is theirs to whom it came first, and theirs who got it in the same transaction', async () => {
      const keyHash = randomBytes(32);
      const claim = (reader: number, transaction: string, at = now) =>
        opened().write(
          db =>
            db.directInbox.claimContent({ keyHash, readerHash: Buffer.alloc(32, reader), transaction, at }),
          ofDirectKey(keyHash),
        );
      const first = await Promise.all([1, 2, 3].map(reader => claim(reader, `first of ${reader}`)));
      expect(first.filter(Boolean)).toHaveLength(1);
      const [owner, other] = first[0] ? [1, 2] : [first[1] ? 2 : 3, 1];
      expect(await claim(other, `first of ${owner}`)).toBe(true);
      expect(await claim(other, 'another')).toBe(true);
      expect(await claim(9, 'another')).toBe(false);
      await opened().write(db => db.directInbox.dropClaims(now), ofDirectKey(keyHash));
      expect(await claim(9, 'another')).toBe(false);
      await opened().write(db => db.directInbox.dropClaims(now + 1), ofDirectKey(keyHash));
      expect(await claim(9, 'another')).toBe(true);
    });

    test('the same mail is kept once, whoever brings it at the same moment', async () => {
      const mail = makeMail();
      const others = Array.from({ length: 5 }, () => ({ ...mail, id: randomUUID() }));
      const kept = await Promise.all(
        others.map(one => opened().write(db => db.directInbox.insert(one), { turns: [`test ${one.id}`] })),
      );
      expect(kept.filter(Boolean)).toHaveLength(1);
      expect(await opened().read(db => db.directInbox.hasMail(mail.personId, mail.hash))).toBe(true);
      expect(await insert({ ...mail, id: randomUUID(), personId: randomUUID() })).toBe(true);
    });

    test('folders list the newest first, page by page, and each person sees theirs alone', async () => {
      const personId = randomUUID();
      const mails = [1, 2, 3, 3, 4].map(n => makeMail({ personId, at: now + n, movedAt: now + n }));
      for (const mail of mails) await insert(mail);
      const list = (after?: { at: number; id: string }) =>
        opened().read(db => db.directInbox.list(personId, 'inbox', after, 3));
      const first = await list();
      const last = first.at(-1);
      const second = await list(last && { at: last.at, id: last.id });
      expect([...first, ...second].map(({ at }) => at - now)).toEqual([4, 3, 3, 2, 1]);
      expect(new Set([...first, ...second].map(({ id }) => id)).size).toBe(5);
      expect(first[0]).toEqual(mails[4]);
      const other = randomUUID();
      expect(await opened().read(db => db.directInbox.mail(other, first[0]?.id ?? ''))).toBeUndefined();
      expect(await opened().read(db => db.directInbox.held(personId, true))).toEqual({
        count: 5,
        bytes: 500,
      });
      expect(await opened().read(db => db.directInbox.held(personId, false))).toEqual({ count: 0, bytes: 0 });
      expect(await opened().read(db => db.directInbox.countUnread(personId))).toBe(5);
    });

    test('what changes is folder, reading and what it became; what lay in the bin is found', async () => {
      const mail = makeMail();
      await insert(mail);
      const changed = { ...mail, folder: 'bin' as const, isRead: true, movedAt: now + 7, thingId: 'thing' };
      await opened().write(db => db.directInbox.update(changed), ofMailbox(mail.personId));
      expect(await opened().read(db => db.directInbox.mail(mail.personId, mail.id))).toEqual(changed);
      const binned = async (before: number) =>
        (await opened().read(db => db.directInbox.lyingIn('bin', before, 1000))).map(({ id }) => id);
      expect(await binned(now + 7)).not.toContain(mail.id);
      expect(await binned(now + 8)).toContain(mail.id);
      await opened().write(db => db.directInbox.remove(mail.personId, mail.id), ofMailbox(mail.personId));
      expect(await opened().read(db => db.directInbox.mail(mail.personId, mail.id))).toBeUndefined();
    });

    test('what is said of a sender holds, and what they wrote is found where they are vouched for', async () => {
      const personId = randomUUID();
      const senderHash = randomBytes(32);
      const put = (standing: 'accepted' | 'refused') =>
        opened().write(
          db =>
            db.directInbox.putSender(personId, {
              hash: senderHash,
              sealed: Buffer.from('a'),
              standing,
              at: now,
            }),
          ofMailbox(personId),
        );
      const said = () => opened().read(db => db.directInbox.sender(personId, senderHash));
      expect(await said()).toBeUndefined();
      await put('accepted');
      expect(await said()).toBe('accepted');
      await put('refused');
      expect(await said()).toBe('refused');
      expect(await opened().read(db => db.directInbox.countSenders(personId))).toBe(1);
      const known = makeMail({ personId, senderHash, folder: 'unknown' });
      await insert(known);
      await insert(makeMail({ personId, senderHash, folder: 'unknown', isVerified: false }));
      await insert(makeMail({ personId, folder: 'unknown' }));
      const found = await opened().read(db => db.directInbox.ofSender(personId, senderHash, 'unknown', 10));
      expect(found.map(({ id }) => id)).toEqual([known.id]);
    });
  });
}
