// What every store must do, whichever database it is. Run by sqlite.test.ts and postgres.test.ts.
import { randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AppText } from '../core/applications/app-text.ts';
import type { Application } from '../core/applications/application.ts';
import { makeSystemGrant } from '../core/authorization/grant.ts';
import type { ConnectRequest } from '../core/healthvault/connect/connect-request.ts';
import type { Person, ShellSession } from '../core/people/person.ts';
import type { HealthRecord } from '../core/records/record.ts';
import type { Store, Writer } from '../core/store.ts';
import type { ThingQuery } from '../core/things/query.ts';
import type { StoredThing } from '../core/things/thing.ts';
import type { LoadedItem, SearchMode } from '../core/vocabularies/loaded.ts';
import { storedThing } from '../testing/stored-thing.ts';
import { blobsSuite } from './blobs.suite.ts';
import { directInboxSuite } from './direct-inbox.suite.ts';
import { directOutboxSuite } from './direct-outbox.suite.ts';
import { eventsSuite } from './events.suite.ts';
import { fhirSuite } from './fhir.suite.ts';
import { leasesSuite } from './leases.suite.ts';
import { meaningfulUseSuite } from './meaningful-use.suite.ts';
import { rightsSuite } from './rights.suite.ts';
import { tracingSuite } from './tracing.suite.ts';
import { triesSuite } from './tries.suite.ts';

export interface StoreUnderTest {
  readonly store: Store;
  /** The same data by another connection, as another process sees it. */
  again(): Promise<Store>;
  dispose(): Promise<void>;
}

const now = Date.parse('2026-11-25T12:00:00Z');
const typeA = '3d34d87e-7fc1-4153-800f-f56592cb0d17';
const typeB = 'ca3c57f4-f4c1-4e15-be67-0a3caf5414ed';

const person = (email = `${randomUUID()}@example.org`): Person => ({
  id: randomUUID(),
  email,
  name: 'Ada',
  passwordHash: undefined,
  birthDate: '1980-01-01',
  country: 'US',
  culture: 'en-US',
  state: 'active',
  createdAt: now,
});

const shellSession = (): ShellSession => ({
  hash: randomBytes(32),
  id: randomUUID(),
  personId: 'p',
  place: { address: '203.0.113.7', browser: 'Firefox', system: 'Linux' },
  createdAt: now,
  lastUsedAt: now,
  provedAt: now,
  expiresAt: now + 1000,
});

const record = (): HealthRecord => ({
  id: randomUUID(),
  name: 'Ada',
  country: 'GB',
  createdAt: now,
  updatedAt: now,
  state: 'active',
  deletedAt: undefined,
});

const ofApp: Partial<Application> = { methodGroups: ['basic'], createdAt: now, updatedAt: now };

const everything: ThingQuery = {
  filters: [{}],
  currentOnly: true,
  openOnly: true,
  limit: 1000,
};

export function storeSuite(open: () => Promise<StoreUnderTest>): void {
  let under: StoreUnderTest;
  let store: Store;
  beforeEach(async () => {
    under = await open();
    store = under.store;
  });
  afterEach(() => under.dispose());

  const givenRecord = async () => {
    const r = record();
    await store.write(db => db.records.insert(r, 'p'));
    return { record: r, grant: makeSystemGrant('tests', r.id, 'p') };
  };
  const put = async (db: Writer, grant: ReturnType<typeof makeSystemGrant>, ...versions: StoredThing[]) => {
    for (const version of versions) await db.things(grant).putVersion(version, undefined);
  };

  blobsSuite(() => store);
  directInboxSuite(() => store);
  directOutboxSuite(() => store);
  eventsSuite(() => store);
  leasesSuite(() => store);
  meaningfulUseSuite(() => store);
  rightsSuite(() => store);
  fhirSuite(() => store);
  tracingSuite(() => store);
  triesSuite(() => under);

  test('a refused write leaves nothing, and its neighbours in the same commit stay', async () => {
    const [a, b, c] = [person(), person(), person()];
    const refused = new Error('refused');
    const results = await Promise.allSettled([
      store.write(db => db.people.insert(a)),
      store.write(async db => {
        await db.people.insert(b);
        throw refused;
      }),
      store.write(db => db.people.insert(c)),
    ]);
    expect(results.map(r => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((results[1] as PromiseRejectedResult).reason).toBe(refused);
    const found = await store.read(db => Promise.all([a, b, c].map(p => db.people.byId(p.id))));
    expect(found.map(p => p?.id)).toEqual([a.id, undefined, c.id]);
  });

  test('there is one seal, the last that was put', async () => {
    expect(await store.read(db => db.seals.seal())).toBeUndefined();
    const seals = ['one', 'another'].map(vaultId => ({ vaultId, sealedId: randomBytes(64) }));
    for (const seal of seals) await store.write(db => db.seals.putSeal(seal));
    expect(await store.read(db => db.seals.seal())).toEqual(seals[1]);
  });

  test('an acknowledged write is seen by another process at once', async () => {
    const other = await under.again();
    const p = person();
    await store.write(db => db.people.insert(p));
    expect(await other.read(db => db.people.byId(p.id))).toEqual(p);
    await other.close();
  });

  test('a reader sees nothing of a write that is not committed', async () => {
    const p = person();
    let seen: Person | undefined | 'not asked' = 'not asked';
    await store.write(async db => {
      await db.people.insert(p);
      seen = await store.read(reading => reading.people.byId(p.id));
    });
    expect(seen).toBeUndefined();
  });

  test('later writes of a commit see the earlier ones', async () => {
    const p = person();
    const [, found] = await Promise.all([
      store.write(db => db.people.insert(p)),
      store.write(db => db.people.byId(p.id)),
    ]);
    expect(found?.id).toBe(p.id);
  });

  test('closing lets waiting writes finish', async () => {
    const p = person();
    const writing = store.write(db => db.people.insert(p));
    const other = await under.again();
    await store.close();
    await writing;
    expect(await other.read(db => db.people.byId(p.id))).toBeDefined();
    await other.close();
  });

  test('e-mail addresses are unique without regard to case', async () => {
    const p = person('Ada@Example.org');
    await store.write(db => db.people.insert(p));
    expect((await store.read(db => db.people.byEmail('ada@example.ORG')))?.id).toBe(p.id);
    await expect(store.write(db => db.people.insert(person('ADA@example.org')))).rejects.toThrow();
  });

  test('an application comes back as it was put', async () => {
    const app: Application = {
      id: randomUUID(),
      name: 'App',
      description: '',
      kind: 'web',
      masterId: undefined,
      state: 'active',
      multiRecord: false,
      actionUrl: 'https://app.example/',
      redirectHosts: [],
      privacyUrl: undefined,
      termsUrl: undefined,
      methodGroups: ['basic'],
      rules: [
        {
          name: 'r',
          reason: 'why',
          permissions: ['Read'],
          targets: [{ typeIds: 'all' }],
          exceptions: [],
          mode: 'online',
          optional: undefined,
        },
      ],
      ipPrefixes: [],
      createdAt: now,
      updatedAt: now,
    };
    await store.write(db => db.applications.put(app));
    const renamed = { ...app, name: 'Renamed', updatedAt: now + 1 };
    await store.write(db => db.applications.put(renamed));
    expect(await store.read(db => db.applications.byId(app.id))).toEqual(renamed);
  });

  test('a secret of an application outlives changes to it', async () => {
    const app = { id: randomUUID(), name: 'App', ...ofApp } as Application;
    await store.write(async db => {
      await db.applications.put(app);
      await db.applications.putSharedSecret(app.id, Buffer.from('sealed'));
      await db.applications.put({ ...app, name: 'Renamed' });
    });
    expect(await store.read(db => db.applications.sharedSecret(app.id))).toEqual(Buffer.from('sealed'));
  });

  test('what devices made is not among the applications that were registered', async () => {
    const [web, device] = [randomUUID(), randomUUID()];
    await store.write(async db => {
      for (const id of [web, device]) await db.applications.put({ id, name: 'App', ...ofApp } as Application);
      await db.applications.putSharedSecret(device, Buffer.from('sealed'));
    });
    const found = (await store.read(db => db.applications.registered())).map(({ id }) => id);
    expect([found.includes(web), found.includes(device)]).toEqual([true, false]);
  });

  test('texts and pictures of an application are kept by kind, language and item', async () => {
    const appId = randomUUID();
    const text = (kind: AppText['kind'], language: string, content: string, item = ''): AppText => ({
      kind,
      item,
      language,
      contentType: kind === 'large-logo' ? 'image/png' : undefined,
      content: Buffer.from(content),
    });
    const names = [text('name', '', 'One'), text('name', 'es', 'Uno')];
    const logo = text('large-logo', '', '\x89PNG');
    await store.write(async db => {
      await db.applicationTexts.replace(appId, 'name', [text('name', 'de', 'Alt')]);
      await db.applicationTexts.replace(appId, 'name', names);
      await db.applicationTexts.replace(appId, 'large-logo', [logo]);
      await db.applicationTexts.replace(randomUUID(), 'name', [text('name', '', 'Other')]);
    });
    const of = (...kinds: AppText['kind'][]) => store.read(db => db.applicationTexts.of(appId, kinds));
    expect(await of('name')).toEqual(names);
    expect(await of('name', 'large-logo')).toEqual([logo, ...names]);
    expect(await of('small-logo')).toEqual([]);
    const kinds = await store.read(db => db.applicationTexts.kinds(appId));
    expect(kinds.sort()).toEqual(['large-logo', 'name']);
  });

  test('children are counted by master, and certificates taken away together', async () => {
    const [masterId, childId] = [randomUUID(), randomUUID()];
    const child = { id: childId, masterId, name: 'Child', ...ofApp } as Application;
    const certificate = { appId: childId, thumbprint: 'ab', pem: 'pem', addedAt: now, addedBy: randomUUID() };
    await store.write(async db => {
      await db.applications.put(child);
      await db.applications.addCertificate(certificate);
    });
    const count = (id: string) => store.read(db => db.applications.childCount(id));
    expect([await count(masterId), await count(childId)]).toEqual([1, 0]);
    const children = (offset: number) =>
      store.read(db => db.applications.children(masterId, { offset, limit: 1 }));
    expect([await children(0), await children(1)]).toEqual([[child], []]);
    const other = { ...certificate, thumbprint: 'cd' };
    await store.write(db => db.applications.addCertificate(other));
    expect(await store.read(db => db.applications.certificates(childId))).toEqual([certificate, other]);
    await store.write(db => db.applications.removeCertificate(childId, 'cd'));
    expect(await store.read(db => db.applications.certificates(childId))).toEqual([certificate]);
    await store.write(db => db.applications.removeCertificates(childId));
    expect(await store.read(db => db.applications.certificates(childId))).toEqual([]);
  });

  test('an application goes with all that is configured of it, and it is known whether anybody took it up', async () => {
    const [appId, masterId, otherId] = [randomUUID(), randomUUID(), randomUUID()];
    const app = (id: string) => ({ id, name: 'App', ...ofApp }) as Application;
    await store.write(async db => {
      await db.applications.put(app(masterId));
      await db.applications.put({ ...app(randomUUID()), masterId });
      await db.applications.put(app(otherId));
      await db.aliases.putPerson(otherId, randomUUID(), randomUUID());
      await db.applications.put(app(appId));
      await db.applications.addCertificate({ appId, thumbprint: 'ab', pem: 'pem', addedAt: now });
      await db.appAdmins.add({ appId, personId: 'p', addedAt: now });
      await db.appAdmins.invite({ appId, email: 'ada@example.org', invitedAt: now });
      await db.appAdmins.putEntry(appId, { isListed: true });
      const text = { kind: 'name', item: '', language: 'es', contentType: undefined } as const;
      await db.applicationTexts.replace(appId, 'name', [{ ...text, content: Buffer.from('App') }]);
    });
    const isTakenUp = (id: string) => store.read(db => db.applications.isTakenUp(id));
    expect([await isTakenUp(appId), await isTakenUp(masterId), await isTakenUp(otherId)]).toEqual([
      false,
      true,
      true,
    ]);
    await store.write(db => db.applications.remove(appId));
    const left = await store.read(async db => [
      await db.applications.byId(appId),
      await db.applications.certificates(appId),
      await db.appAdmins.of(appId),
      await db.appAdmins.invitations(appId),
      await db.appAdmins.entry(appId),
      await db.applicationTexts.kinds(appId),
    ]);
    expect(left).toEqual([undefined, [], [], [], {}, []]);
    expect(await store.read(db => db.applications.byId(masterId))).toBeDefined();
  });

  test('what an application did with items, and what is open to it, is told', async () => {
    const [appId, personId, recordId, typeId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const told = async () =>
      store.read(async db => ({
        uses: await db.applications.uses(appId),
        standing: await db.applications.standing(appId, { now, idleSince: now - 10 }),
      }));
    const none = { firstAuthorizedAt: undefined, authorizations: 0, idle: 0, sessions: [], strayTokens: 0 };
    expect(await told()).toEqual({ uses: [], standing: none });
    await store.write(async db => {
      await db.reads.add({ appId, personId, recordId, typeId, items: 2, lastAt: now - 20 });
      const granted = { rules: [], createdAt: now - 30, updatedAt: now - 30 };
      await db.authorizations.put({ appId, personId, recordId, ...granted });
      const session = {
        hash: randomBytes(32),
        appId,
        hmac: 'HMACSHA256',
        sealedSecret: randomBytes(9),
      } as const;
      await db.sessions.putApp({ ...session, thumbprint: 'ab', expiresAt: now + 1 });
      await db.sessions.putApp({
        ...session,
        hash: randomBytes(32),
        thumbprint: undefined,
        expiresAt: now - 1,
      });
    });
    expect(await told()).toEqual({
      uses: [{ typeId, permission: 'Read', lastAt: now - 20 }],
      standing: {
        ...{ firstAuthorizedAt: now - 30, authorizations: 1, idle: 1, strayTokens: 0 },
        sessions: [{ thumbprint: 'ab', count: 1 }],
      },
    });
  });

  test('what may be used once is refused the second time, until it has expired', async () => {
    const hash = randomBytes(32);
    const use = (at: number) => store.write(db => db.sessions.useOnce('test', hash, at, at + 1000));
    expect([await use(now), await use(now + 999), await use(now + 1000)]).toEqual([true, false, true]);
  });

  test('the sweep drops what has expired and nothing else', async () => {
    const token = (expiresAt: number) => ({
      hash: randomBytes(32),
      appId: 'a',
      personId: 'p',
      shellHash: undefined,
      expiresAt,
    });
    const [over, alive] = [token(now), token(now + 1)];
    await store.write(async db => {
      await db.sessions.putUser(over);
      await db.sessions.putUser(alive);
      await db.sessions.sweep(now);
    });
    expect(await store.read(db => db.sessions.user(over.hash))).toBeUndefined();
    expect((await store.read(db => db.sessions.user(alive.hash)))?.token).toEqual(alive);
  });

  test('ending a Shell session ends the tokens that came of it', async () => {
    const shell = shellSession();
    const token = {
      hash: randomBytes(32),
      appId: 'a',
      personId: 'p',
      shellHash: shell.hash,
      expiresAt: now + 1000,
    };
    await store.write(async db => {
      await db.sessions.putShell(shell);
      await db.sessions.putUser(token);
    });
    await store.write(db => db.sessions.removeShell(shell.hash));
    expect(await store.read(db => db.sessions.shell(shell.hash))).toBeUndefined();
    expect(await store.read(db => db.sessions.user(token.hash))).toBeUndefined();
  });

  test('a Shell session that gets another token keeps the tokens that came of it', async () => {
    const session = shellSession();
    const token = { hash: randomBytes(32), appId: 'a', personId: 'p', expiresAt: now + 1000 };
    await store.write(async db => {
      await db.sessions.putShell(session);
      await db.sessions.putUser({ ...token, shellHash: session.hash });
    });
    const hash = randomBytes(32);
    await store.write(db => db.sessions.renewShell(session.hash, { hash, provedAt: now + 5 }));
    expect(await store.read(db => db.sessions.shell(session.hash))).toBeUndefined();
    const renewed = { ...session, hash, provedAt: now + 5, lastUsedAt: now + 5 };
    expect(await store.read(db => db.sessions.shellsOf('p', now))).toEqual([renewed]);
    expect((await store.read(db => db.sessions.user(token.hash)))?.token.shellHash).toEqual(hash);
  });

  test('steps of a code app go forward only, and recovery codes work once', async () => {
    const hash = randomBytes(32);
    await store.write(async db => {
      const app = { personId: 'p', sealedSecret: randomBytes(40), createdAt: now, lastStep: 7 };
      await db.credentials.putCodeApp(app);
      await db.credentials.putRecoveryCodes('p', [randomBytes(32), hash], now);
    });
    const use = (step: number) => store.write(db => db.credentials.useCodeStep('p', step));
    expect([await use(7), await use(8), await use(8), await use(6)]).toEqual([false, true, false, false]);
    const useCode = () => store.write(db => db.credentials.useRecoveryCode('p', hash));
    expect([await useCode(), await useCode()]).toEqual([true, false]);
    expect(await store.read(db => db.credentials.recoveryCodesLeft('p'))).toBe(1);
  });

  test('browsers are known until their time is over, the newest of them, and of one person', async () => {
    const browser = (hash: Buffer, expiresAt: number) => ({
      personId: 'p',
      hash,
      secrets: randomBytes(32),
      expiresAt,
    });
    const [first, second, third] = [1, 2, 3].map(i => browser(randomBytes(32), now + i));
    const known = ({ hash }: { hash: Buffer }, at = now, personId = 'p') =>
      store.read(db => db.credentials.knownBrowser(personId, hash, at));
    await store.write(async db => {
      for (const one of [third!, first!, second!]) await db.credentials.putKnownBrowser(one);
      await db.credentials.trimKnownBrowsers('p', 2);
    });
    expect(await known(first!)).toBeUndefined();
    expect(await known(second!)).toEqual(second);
    expect(await known(third!, now, 'q')).toBeUndefined();
    expect(await known(third!, now + 3)).toBeUndefined();
    const hasAny = (at: number, personId = 'p') =>
      store.read(db => db.credentials.hasKnownBrowsers(personId, at));
    expect([await hasAny(now), await hasAny(now + 3), await hasAny(now, 'q')]).toEqual([true, false, false]);
    await store.write(db => db.credentials.putKnownBrowser({ ...second!, expiresAt: now + 9 }));
    expect((await known(second!))!.expiresAt).toBe(now + 9);
    await store.write(db => db.credentials.removeKnownBrowsersOf('p'));
    expect(await known(third!)).toBeUndefined();
  });

  test('purging a person leaves nothing of the account, and others as they are', async () => {
    const leaving = person();
    const staying = person();
    const passkey = (personId: string) => ({
      id: randomUUID(),
      personId,
      publicKey: randomBytes(40),
      counter: 0,
      transports: ['usb'],
      name: 'Key',
      createdAt: now,
      lastUsedAt: undefined,
    });
    const kept = passkey(staying.id);
    const identity = {
      issuer: 'https://id.example',
      subject: 's',
      email: '',
      createdAt: now,
      lastUsedAt: now,
    };
    await store.write(async db => {
      for (const one of [leaving, staying]) await db.people.insert(one);
      await db.credentials.addPasskey(passkey(leaving.id));
      await db.credentials.addPasskey(kept);
      await db.credentials.addIdentity({ ...identity, personId: leaving.id });
      await db.people.putClosing({ personId: leaving.id, dueAt: now, recordIds: ['r'] });
    });
    expect(await store.read(db => db.people.closingsDue(now - 1))).toEqual([]);
    expect(await store.read(db => db.people.closingsDue(now))).toEqual([leaving.id]);
    await store.write(db => db.people.purge(leaving.id));
    const left = await store.read(db =>
      Promise.all([
        db.people.byId(leaving.id),
        db.people.closing(leaving.id),
        db.credentials.identity('https://id.example', 's'),
      ]),
    );
    expect(left).toEqual([undefined, undefined, undefined]);
    expect(await store.read(db => db.credentials.passkeysOf(leaving.id))).toEqual([]);
    expect(await store.read(db => db.credentials.passkeysOf(staying.id))).toEqual([kept]);
  });

  test('an alias belongs to one person of one application', async () => {
    const alias = randomUUID();
    await store.write(db => db.aliases.putPerson('app', 'p1', alias));
    await expect(store.write(db => db.aliases.putPerson('app', 'p2', alias))).rejects.toThrow();
    await expect(store.write(db => db.aliases.putPerson('app', 'p1', randomUUID()))).rejects.toThrow();
    await store.write(db => db.aliases.putPerson('other', 'p2', alias));
    expect(await store.read(db => db.aliases.person('app', alias))).toBe('p1');
    expect(await store.read(db => db.aliases.person('other', alias))).toBe('p2');
  });

  test('a thing comes back as it was put, and only to its own record', async () => {
    const mine = await givenRecord();
    const other = await givenRecord();
    const t = storedThing({
      clientId: 'c',
      tags: 'a,b',
      updatedEndDate: '2027-01-01T00:00:00',
      flags: 16,
      commonXml: '<common/>',
    });
    await store.write(db => put(db, mine.grant, t));
    expect(await store.read(db => db.things(mine.grant).byIds([t.id]))).toEqual([t]);
    expect(await store.read(db => db.things(other.grant).byIds([t.id]))).toEqual([]);
  });

  test('an update moves the version before into history', async () => {
    const { grant } = await givenRecord();
    const first = storedThing({ signature: { xml: '<Signature/>', dataXml: '<data-xml> </data-xml>' } });
    const second = {
      ...first,
      signature: { xml: '<signature-info/>', dataXml: undefined },
      versionStamp: randomUUID(),
      dataXml: '<weight>2</weight>',
      updated: { ...first.updated, at: now + 1 },
    };
    await store.write(db => put(db, grant, first));
    await store.write(db => db.things(grant).putVersion(second, first));
    expect(await store.read(db => db.things(grant).query(everything))).toEqual([second]);
    const all = await store.read(db => db.things(grant).query({ ...everything, currentOnly: false }));
    expect(all).toEqual([second, { ...first, current: false }]);
  });

  test('queries give the newest effective date first and keep to their limit', async () => {
    const { grant } = await givenRecord();
    const days = ['2026-01-02', '2026-03-01', '2026-01-01', '2026-02-01'].map(day =>
      storedThing({ effectiveDate: `${day}T00:00:00` }),
    );
    await store.write(db => put(db, grant, ...days));
    const found = await store.read(db => db.things(grant).query({ ...everything, limit: 3 }));
    expect(found.map(t => t.effectiveDate.slice(0, 10))).toEqual(['2026-03-01', '2026-02-01', '2026-01-02']);
  });

  test('what is to be shown is the same as in full, whatever it holds; what does not fit ends it', async () => {
    const { grant } = await givenRecord();
    const signed = { xml: '<Signature/>', dataXml: '<data-xml>ü</data-xml>' };
    const small = [
      storedThing({ effectiveDate: '2026-01-05T00:00:00', size: 100 }),
      storedThing({
        effectiveDate: '2026-01-04T00:00:00',
        updatedEndDate: '2026-02-01T00:00:00',
        tags: 'a,b',
        commonXml: '<common/>',
        blobSet: 'set',
        signature: signed,
        size: 101,
      }),
      storedThing({ effectiveDate: '2026-01-03T00:00:00', signature: { ...signed, dataXml: undefined } }),
    ];
    const large = storedThing({
      effectiveDate: '2026-01-02T00:00:00',
      size: 20_000,
      dataXml: 'x'.repeat(20_000),
    });
    const odd = storedThing({ effectiveDate: '2026-01-01T00:00:00', dataXml: '<a>\x1f</a>' });
    await store.write(db => put(db, grant, ...small, large, odd));
    const { openOnly, ...all } = everything;
    for (const limit of [3, 4, 5]) {
      const asked = { ...all, limit };
      const full = await store.read(db => db.things(grant).query(asked));
      const shown = await store.read(db => db.things(grant).queryShown(asked));
      expect(shown).toEqual(full.map(thing => expect.objectContaining({ id: thing.id })));
      expect(full).toEqual(shown.map(thing => expect.objectContaining(thing)));
    }
    for (const [limit, asks] of [
      [3, [100, 101]],
      [5, [100, 101]],
    ] as const) {
      const asked: number[] = [];
      const fits = (size: number) => {
        asked.push(size);
        return size < 101;
      };
      const shown = await store.read(db => db.things(grant).queryShown({ ...all, limit }, fits));
      expect(shown.map(({ id }) => id)).toEqual([small[0]?.id]);
      expect(asked).toEqual(asks);
    }
  });

  test('filters of a query are ANDed, ids ORed with them, types of the whole ANDed with all', async () => {
    const { grant } = await givenRecord();
    const [a, b, c, d] = [
      storedThing({ typeId: typeA, effectiveDate: '2026-01-01T00:00:00' }),
      storedThing({
        typeId: typeA,
        effectiveDate: '2026-06-01T00:00:00',
        updatedEndDate: '2026-07-01T00:00:00',
      }),
      storedThing({ typeId: typeB, effectiveDate: '2026-06-02T00:00:00', clientId: 'x' }),
      storedThing({ typeId: typeB, effectiveDate: '2026-06-03T00:00:00', state: 'Deleted' }),
    ];
    await store.write(db => put(db, grant, a, b, c, d));
    const found = async (query: Partial<ThingQuery>) =>
      (await store.read(db => db.things(grant).query({ ...everything, filters: [], ...query }))).map(
        t => t.id,
      );
    expect(await found({ filters: [{ typeIds: [typeA] }, { effectiveMin: '2026-02-01T00:00:00' }] })).toEqual(
      [b.id],
    );
    expect(await found({ filters: [{ typeIds: [typeA] }], clientIds: ['x'] })).toEqual([c.id, b.id, a.id]);
    expect(await found({ filters: [{}], typeIds: [typeB] })).toEqual([c.id]);
    expect(await found({ filters: [{ typeIds: [typeA] }], clientIds: ['x'], typeIds: [typeB] })).toEqual([
      c.id,
    ]);
    expect(await found({ filters: [{ endMin: '2026-07-02T00:00:00' }] })).toEqual([c.id, a.id]);
    const { openOnly, ...all } = everything;
    const seen = await store.read(db => db.things(grant).query(all));
    expect(seen.map(t => t.id)).toEqual([d.id, c.id, b.id, a.id]);
    expect(await found({ keys: [{ id: a.id, versionStamp: b.versionStamp }] })).toEqual([]);
    expect(await found({})).toEqual([]);
  });

  test('the operation log answers what came after a place in it', async () => {
    const { grant } = await givenRecord();
    const operation = (sequence: number, position: number) => ({
      sequence,
      position,
      operation: 'Create' as const,
      thingId: randomUUID(),
      versionStamp: randomUUID(),
      typeId: typeA,
      effectiveDate: '2026-01-01T00:00:00',
      updatedEndDate: undefined,
      personal: false,
      at: now,
    });
    const [one, two, three] = [operation(1, 0), operation(1, 1), operation(2, 0)];
    await store.write(async db => {
      await db.things(grant).addOperation(one);
      await db.things(grant).addOperation(two);
      await db.things(grant).addOperation(three);
      const usage = { bytes: 10, blobBytes: 4, sequence: 2, updatedAt: now + 5, isOpen: true };
      await db.records.setUsage(grant.recordId, usage);
    });
    const after = (sequence: number, position: number, limit: number) =>
      store.read(db => db.things(grant).operations({ sequence, position }, limit));
    expect(await after(1, 1, 10)).toMatchObject({ latest: 2, operations: [three], isFull: false });
    expect(await after(1, 0, 10)).toMatchObject({
      latest: 2,
      operations: [two, three],
      last: { sequence: 2, position: 0 },
    });
    expect(await after(0, 99, 1)).toMatchObject({ latest: 2, operations: [one], isFull: true });
    expect(await store.read(db => db.records.usage(grant.recordId))).toEqual({
      bytes: 10,
      blobBytes: 4,
      sequence: 2,
      openSequence: 2,
      openUpdatedAt: now + 5,
      ownerBytes: 10,
      vaultBytes: 10,
      hasSubscribers: false,
    });
  });

  test('no number that a client may send is beyond what is compared', async () => {
    const { grant } = await givenRecord();
    const after = (sequence: number) =>
      store.read(db => db.things(grant).operations({ sequence, position: 0 }, 10));
    for (const sequence of [2 ** 63, -(2 ** 63), 2 ** 53 + 2])
      expect((await after(sequence)).operations).toEqual([]);
  });

  test('a connect request comes back as it was put; one may wait, others beside it were connected', async () => {
    const waiting: ConnectRequest = {
      id: randomUUID(),
      appId: randomUUID(),
      codeHash: randomBytes(32),
      friendlyName: 'Ada',
      question: 'Which street?',
      keptAnswer: randomBytes(60),
      externalId: 'Patient 7',
      createdAt: now,
      wrongAnswers: 2,
      connected: undefined,
    };
    const { appId, externalId } = waiting;
    await store.write(db => db.connect.insert(waiting));
    const another = { ...waiting, id: randomUUID(), codeHash: randomBytes(32), createdAt: now + 1 };
    await expect(store.write(db => db.connect.insert(another))).rejects.toThrow();
    const used = { ...waiting, connected: { personId: randomUUID(), recordId: randomUUID(), at: now } };
    await store.write(db => db.connect.update(used));
    await store.write(db => db.connect.insert(another));
    expect(await store.read(db => db.connect.byCode(waiting.codeHash))).toEqual(used);
    expect(await store.read(db => db.connect.byExternalId(appId, externalId))).toEqual([used, another]);
    expect(await store.read(db => db.connect.byExternalId(appId, 'patient 7'))).toEqual([]);
    await store.write(db => db.connect.remove(used.id));
    expect(await store.read(db => db.connect.count(appId))).toBe(1);
  });

  test('an alternate id belongs to one record of an application, case by case', async () => {
    const of = { appId: randomUUID(), personId: randomUUID(), recordId: randomUUID() };
    const add = (alternateId: string, at: number) =>
      store.write(db => db.alternateIds.add({ ...of, alternateId }, at));
    await add('b', now);
    await add('a', now + 1);
    await add('B', now + 2);
    await expect(add('b', now)).rejects.toThrow();
    expect(await store.read(db => db.alternateIds.ofRecord(of))).toEqual(['b', 'a', 'B']);
    await store.write(db => db.alternateIds.remove(of.appId, 'b'));
    expect(await store.read(db => db.alternateIds.find(of.appId, 'b'))).toBeUndefined();
    expect(await store.read(db => db.alternateIds.find(of.appId, 'B'))).toEqual({ ...of, alternateId: 'B' });
    await store.write(db => db.alternateIds.removeOf(of));
    expect(await store.read(db => db.alternateIds.ofRecord(of))).toEqual([]);
  });

  describe('loaded vocabularies', () => {
    const head = {
      family: 'Garden',
      name: 'trees',
      version: '1',
      description: 'Trees',
      languages: ['en', 'es'] as [string, ...string[]],
    };
    const item = (code: string, display: string, more: Partial<LoadedItem['item']> = {}): LoadedItem => ({
      list: 0,
      item: { code, texts: { en: { display } }, ...more },
    });
    const begin = (version = '1', source = `file ${version}`) =>
      store.write(db => db.vocabularies.begin({ source, startedAt: now, lists: [{ ...head, version }] }));
    const add = (loadId: number, from: number, items: readonly LoadedItem[]) =>
      store.write(db => db.vocabularies.addItems(loadId, { from, to: from + items.length, items }));
    const publish = (loadId: number) => store.write(db => db.vocabularies.publish(loadId));
    const sweep = async () => {
      let steps = 0;
      while (await store.write(db => db.vocabularies.sweep())) steps++;
      return steps;
    };
    const compact = async () => {
      let isFirst = true;
      while (await store.write(db => db.vocabularies.compact(isFirst))) isFirst = false;
    };
    const given = async (items: readonly LoadedItem[], version = '1') => {
      const { id } = await begin(version);
      await add(id, 0, items);
      await publish(id);
    };
    const all = (from = store) => from.read(db => db.vocabularies.all());
    const codes = async (version = '1', page: { from?: string; limit: number } = { limit: 100 }) => {
      const vocabulary = (await all()).find(known => known.version === version)!;
      return (await store.read(db => db.vocabularies.items(vocabulary, page)))?.map(({ code }) => code);
    };
    const search = async (
      mode: SearchMode,
      text: string,
      { language = 'en', limit = 100, version = '1' } = {},
    ) => {
      const vocabulary = (await all()).find(known => known.version === version)!;
      const found = await store.read(db =>
        db.vocabularies.search(vocabulary, { mode, text, language, limit }),
      );
      return found.map(({ code }) => code);
    };

    test('are seen when they are published, by another process too, and not before', async () => {
      const other = await under.again();
      const { id } = await begin();
      await add(id, 0, [item('OAK', 'Oak', { infoXml: '<tall/>' }), item('ASH', 'Ash')]);
      expect(await all()).toEqual([]);
      expect(await all(other)).toEqual([]);
      await publish(id);
      for (const reader of [store, other]) {
        const [vocabulary] = await all(reader);
        expect(vocabulary).toEqual({ ...head, itemCount: 2 });
        expect(await reader.read(db => db.vocabularies.items(vocabulary!, { limit: 10 }))).toEqual([
          { code: 'OAK', texts: { en: { display: 'Oak' } }, infoXml: '<tall/>' },
          { code: 'ASH', texts: { en: { display: 'Ash' } } },
        ]);
      }
      await other.close();
    });

    test('are read in parts, from a code on', async () => {
      await given(['OAK', 'ASH', 'YEW'].map(code => item(code, code)));
      expect(await codes('1', { limit: 2 })).toEqual(['OAK', 'ASH']);
      expect(await codes('1', { from: 'ASH', limit: 5 })).toEqual(['ASH', 'YEW']);
      expect(await codes('1', { from: 'ELM', limit: 5 })).toBeUndefined();
    });

    test('are listed by name, the newest version last, as versions are numbered', async () => {
      for (const version of ['2.10', '2.9', '20261101']) await given([item('OAK', 'Oak')], version);
      expect((await all()).map(({ version }) => version)).toEqual(['2.9', '2.10', '20261101']);
    });

    test('keep the text of a code that came first, and gain the languages it lacked', async () => {
      const { id } = await begin();
      const spanish = item('OAK', '', { texts: { es: { display: 'Roble' } } });
      expect(await add(id, 0, [item('OAK', 'Oak'), item('OAK', 'Another'), spanish])).toBe(1);
      await publish(id);
      expect(await all()).toMatchObject([{ itemCount: 1 }]);
      const [vocabulary] = await all();
      expect(await store.read(db => db.vocabularies.items(vocabulary!, { limit: 9 }))).toEqual([
        { code: 'OAK', texts: { en: { display: 'Oak' }, es: { display: 'Roble' } } },
      ]);
      expect(await search('Prefix', 'rob', { language: 'es' })).toEqual(['OAK']);
      expect(await search('Prefix', 'rob')).toEqual([]);
      expect(await search('Contains', 'another')).toEqual([]);
    });

    describe('are searched', () => {
      const trees = [
        item('1', 'Red oak'),
        item('2', 'Oak'),
        item('3', 'Poison oak (not an oak)'),
        item('4', 'Élder, black', { texts: { en: { display: 'Élder, black', abbreviation: 'BLK' } } }),
        item('5', 'Šípek "rose" 50% -x*'),
        item('6', 'Soaked wood'),
        item('7', 'ox'),
        item('8', '柳の木'),
      ];
      beforeEach(() => given(trees));

      test.each<[SearchMode, string, string[]]>([
        ['Prefix', 'oak', ['2']],
        ['Prefix', 'ELDER, b', ['4']],
        ['Prefix', 'blk', ['4']],
        ['Prefix', 'sipek', ['5']],
        ['Prefix', 'black', []],
        ['Contains', 'oak', ['2', '1', '6', '3']],
        ['Contains', 'OAK (', ['3']],
        ['Contains', 'oaked w', ['6']],
        ['Contains', 'oak (not on', []],
        ['Contains', 'o', ['7', '2', '1', '6', '5', '3']],
        ['Contains', 'ox', ['7']],
        ['Contains', 'x*', ['5']],
        ['Contains', 'k', ['2', '4', '1', '6', '5', '3']],
        ['Contains', 'の', ['8']],
        ['Contains', 'の木', ['8']],
        ['Contains', '"', ['5']],
        ['Contains', '50%', ['5']],
        ['Contains', '0_', []],
        ['FullText', 'oak', ['2', '1', '3']],
        ['FullText', 'oak red', ['1']],
        ['FullText', 'OA re', ['1']],
        ['FullText', 'oaked', []],
        ['FullText', 'black élder', ['4']],
        ['FullText', 'rose NOT oak', []],
        ['FullText', 'oak OR elder', []],
        ['FullText', '"rose"', ['5']],
        ['FullText', 'ros*', ['5']],
        ['FullText', '***', []],
        ['FullText', 'o'.repeat(3000), []],
        ['Contains', 'o'.repeat(3000), []],
        ['Contains', '  ', []],
      ])('%s %s', async (mode, text, found) => {
        expect(await search(mode, text)).toEqual(found);
        await compact();
        expect(await search(mode, text)).toEqual(found);
      });

      test('in no language they are not in', async () => {
        expect(await search('Contains', 'oak', { language: 'fr' })).toEqual([]);
      });

      test('up to a limit, the best first', async () => {
        expect(await search('Contains', 'oak', { limit: 2 })).toEqual(['2', '1']);
        expect(await search('FullText', 'oak', { limit: 1 })).toEqual(['2']);
        expect(await search('Prefix', 'o', { limit: 1 })).toEqual(['2']);
      });

      test('each by itself', async () => {
        await given([item('A', 'An oak elsewhere')], '2');
        expect(await search('Contains', 'oak', { version: '2' })).toEqual(['A']);
        expect(await search('FullText', 'oak', { version: '2' })).toEqual(['A']);
        expect(await search('Prefix', 'an', { version: '2' })).toEqual(['A']);
        expect(await search('Contains', 'elsewhere')).toEqual([]);
      });
    });

    test('are replaced in one step; what they were is swept away', async () => {
      await given([item('OAK', 'Oak')]);
      const { id } = await begin('1', 'a newer file');
      await add(id, 0, [item('ELM', 'Elm')]);
      expect(await codes()).toEqual(['OAK']);
      await publish(id);
      expect(await codes()).toEqual(['ELM']);
      expect(await sweep()).toBeGreaterThan(0);
      expect(await codes()).toEqual(['ELM']);
      expect(await search('Contains', 'oak')).toEqual([]);
      expect(await search('Contains', 'elm')).toEqual(['ELM']);
    });

    test('are gone once removed, and leave nothing to be found', async () => {
      await given([item('OAK', 'Oak')]);
      const [vocabulary] = await all();
      await store.write(db => db.vocabularies.remove(vocabulary!));
      expect(await all()).toEqual([]);
      expect(await store.read(db => db.vocabularies.items(vocabulary!, { limit: 1 }))).toBeUndefined();
      await sweep();
      await compact();
      await given([item('OAK', 'Oak')]);
      expect(await search('FullText', 'oak')).toEqual(['OAK']);
    });

    test('a load is at one place, for one process', async () => {
      const { id } = await begin();
      await add(id, 0, [item('OAK', 'Oak')]);
      await expect(add(id, 0, [item('OAK', 'Oak')])).rejects.toThrow('Another process');
      expect(await store.write(db => db.vocabularies.unfinished())).toEqual([
        { id, source: 'file 1', position: 1, startedAt: now, lists: [{ ...head, itemCount: 1 }] },
      ]);
    });

    test('an unfinished load ends when another of the same vocabulary begins, or is given up', async () => {
      const first = await begin('1', 'one file');
      await add(first.id, 0, [item('OAK', 'Oak')]);
      const second = await begin('1', 'another file');
      await expect(add(first.id, 1, [item('ELM', 'Elm')])).rejects.toThrow('Another process');
      await store.write(db => db.vocabularies.giveUp(second.id));
      expect(await store.write(db => db.vocabularies.unfinished())).toEqual([]);
      expect(await all()).toEqual([]);
      await sweep();
      expect(await sweep()).toBe(0);
    });

    test('a vocabulary that got no items is not published', async () => {
      const { id } = await begin();
      await publish(id);
      expect(await all()).toEqual([]);
    });
  });
}
