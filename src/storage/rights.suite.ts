// What every store must keep to: that nothing is read or written past a grant. It goes over all that the port of things has,
// so that what is added to it fails here until it is judged. Run by store.suite.ts.
import { randomBytes, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Application } from '../core/applications/application.ts';
import { type Grant, makeGrant, makeSystemGrant } from '../core/authorization/grant.ts';
import { permissions, type Rule, type RuleTarget } from '../core/authorization/rules.ts';
import { getFacts, type ThingBlob, type Upload } from '../core/blobs/blob.ts';
import type { RecordAccess } from '../core/records/record.ts';
import type { Store, Writer } from '../core/store.ts';
import type { ThingsReader, ThingsWriter, UnscopedThings } from '../core/things/ports.ts';
import type { ThingQuery } from '../core/things/query.ts';
import { flag, type RecordOperation, type StoredThing } from '../core/things/thing.ts';
import { storedThing } from '../testing/stored-thing.ts';
import { typeIds } from '../testing/type-ids.ts';
import { everyType } from '../things/index.ts';

const { weight, height } = typeIds;
const names = ['weight', 'secluded weight', 'deleted weight', 'height'] as const;
type Name = (typeof names)[number];
type Laid = Readonly<Record<Name, StoredThing>>;

const everything: ThingQuery = { filters: [{}], currentOnly: false, limit: 99 };
const now: ThingQuery = { ...everything, currentOnly: true };
const begin = { sequence: 0, position: 0 };
const resources = { typeIds: [weight, height], none: ['no such word'], limit: 99 };

/** Each tells the names of what it found; by type where it tells no more. */
const reads: Record<keyof ThingsReader, (things: ThingsReader, laid: Laid) => Promise<string[]>> = {
  byIds: async (things, laid) => named(await things.byIds(names.map(name => laid[name].id))),
  ofTypes: async things => named(await things.ofTypes([weight, height], 99)),
  query: async (things, laid) => [
    ...named(await things.query(everything)),
    ...named(await things.query({ ...everything, filters: [], ids: names.map(name => laid[name].id) })),
  ],
  queryShown: async (things, laid) => [
    ...named(await things.queryShown({ ...now, filters: [{ typeIds: [height, weight] }] })),
    ...named(await things.queryShown({ ...now, filters: [], keys: Object.values(laid) })),
  ],
  queryKeys: async things =>
    (await things.queryKeys({ ...everything, filters: [], clientIds: [...names] })).map(({ id }) =>
      nameIn(id),
    ),
  operations: async things => (await things.operations(begin, 99)).operations.map(one => nameIn(one.thingId)),
  operationsBefore: async things =>
    (await things.operationsBefore(undefined, 99)).operations.map(one => nameIn(one.thingId)),
  lastOperations: async things =>
    (await things.lastOperations(0, 99)).operations.map(one => nameIn(one.thingId)),
  countOperations: async things => {
    const told = (await things.operations(begin, 99)).operations.map(one => nameIn(one.thingId));
    expect(await things.countOperations(0, 99)).toBe(told.length);
    return told;
  },
  kinds: async things => (await things.kinds()).map(id => (id === height ? 'height' : 'weight')),
  sources: async things => (await things.sources()).map(String),
  blobSets: async (things, laid) => [...(await things.blobSets(setsOf(laid))).keys()].map(nameIn),
  async blobOf(things, laid) {
    const each = setsOf(laid).map(async id =>
      (await things.blobOf(id, `blob of ${id.split('/')[0]}`)) ? [nameIn(id)] : [],
    );
    return (await Promise.all(each)).flat();
  },
  blobTexts: async (things, laid) => [...(await things.blobTexts(setsOf(laid), 99)).keys()].map(nameIn),
  relating: async things => named(await things.relating(related, 99)),
  findResources: async things => [
    ...named(await things.findResources({ ...resources, every: [], order: 'newest first' })),
    ...named(await things.findResources({ ...resources, every: [], order: 'first changed first' })),
    ...named(await things.findResources({ ...resources, every: [['word']], order: 'oldest first' })),
    ...named(await things.findResources({ ...resources, every: [['word']], order: 'last changed first' })),
  ],
  async countResources(things) {
    const found = await things.findResources({ ...resources, every: [['word']], order: 'newest first' });
    const query = { ...resources, order: 'newest first' } as const;
    expect(await things.countResources({ ...query, every: [['word', 'other']] }, 99)).toBe(found.length);
    expect(await things.countResources({ ...query, every: [] }, 99)).toBe(found.length);
    return named(found);
  },
};

/** Each does it to the thing of a name, or throws. */
const writes: Record<keyof ThingsWriter, (db: Writer, grant: Grant, thing: StoredThing) => Promise<void>> = {
  async putVersion(db, grant, thing) {
    await db.things(grant).putVersion(next(thing), thing);
  },
  async addOperation(db, grant, thing) {
    await db.things(grant).addOperation(operationOn(thing, 9));
  },
  async putBlobSet(db, grant, thing) {
    const { versionStamp, ...other } = next(thing);
    const version = { ...other, versionStamp, blobSet: versionStamp };
    await db.things(makeSystemGrant('tests', grant.recordId, 'p')).putVersion(version, thing);
    await db.things(grant).putBlobSet(version, []);
  },
  async putRelated(db, grant, thing) {
    const version = next(thing);
    await db.things(makeSystemGrant('tests', grant.recordId, 'p')).putVersion(version, thing);
    await db.things(grant).putRelated(version, [related]);
  },
  async purge(db, grant, thing) {
    await db.things(grant).purge(thing.id);
  },
  async markPersonal(db, grant, thing) {
    await db.things(grant).markPersonal([thing.id]);
  },
};

/** What all of them name. */
const related = randomUUID();

/** Sets are called as what holds them. */
function setsOf(laid: Laid): string[] {
  return names.map(name => laid[name].id);
}

/** Ids say whose they are. */
function nameIn(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}

function named(found: readonly { id: string }[]): string[] {
  return found.map(({ id }) => nameIn(id));
}

function next(thing: StoredThing, change: Partial<StoredThing> = {}): StoredThing {
  return { ...thing, versionStamp: randomUUID(), ...change };
}

function operationOn(thing: StoredThing, sequence: number): RecordOperation {
  const { id: thingId, versionStamp, typeId, effectiveDate, updatedEndDate } = thing;
  const personal = (thing.flags & flag.personal) !== 0;
  const place = { sequence, position: sequence };
  return {
    ...place,
    operation: 'Update',
    thingId,
    versionStamp,
    typeId,
    effectiveDate,
    updatedEndDate,
    personal,
    at: 1,
  };
}

const hash = randomBytes(32);

function blobOf(recordId: string): ThingBlob & { readonly upload: Upload } {
  const [length, partBytes] = [42, 100];
  const facts = getFacts({ id: `blob of ${recordId}`, length, partBytes, hash });
  const encodings = { legacyEncoding: undefined, currentEncoding: undefined };
  return {
    ...facts,
    ...encodings,
    name: '',
    contentType: 'application/pdf',
    streamed: false,
    upload: {
      ...{ id: facts.blobId, length, partBytes, hash, purpose: 'thing', state: 'attached', appId: 'app' },
      ...{ personId: undefined, recordId, tokenHash: undefined, heldBytes: 0, toldBytes: undefined },
      ...{ begunAt: 1, expiresAt: 2 },
    },
  };
}

const anyRight: Rule = {
  name: 'rule',
  reason: '',
  permissions,
  targets: [],
  exceptions: [],
  mode: 'online',
  optional: undefined,
};

export function rightsSuite(open: () => Store): void {
  describe('rights on things', () => {
    let recordId: string;
    let laid: Laid;
    let whole: Grant;
    beforeEach(async () => {
      recordId = randomUUID();
      whole = makeSystemGrant('tests', recordId, 'p');
      const stored = (name: Name, given: Partial<StoredThing>) => {
        const id = `${recordId}/${name}`;
        const created = { ...storedThing().created, appId: name };
        return storedThing({ id, versionStamp: id, blobSet: id, clientId: name, created, ...given });
      };
      laid = {
        weight: stored('weight', {}),
        'secluded weight': stored('secluded weight', { flags: flag.personal }),
        'deleted weight': stored('deleted weight', { state: 'Deleted' }),
        height: stored('height', { typeId: height }),
      };
      const { upload, ...blob } = blobOf(recordId);
      await open().write(async db => {
        await db.blobs.insert(upload);
        for (const [i, thing] of Object.values(laid).entries()) {
          await db.things(whole).putVersion(thing, undefined);
          await db.things(whole).putBlobSet(thing, [blob]);
          await db.things(whole).putRelated(thing, [related]);
          await db.things(whole).addOperation(operationOn(thing, i + 1));
        }
        await db.documents.put({ recordId, blobId: blob.blobId, tries: 0 }, 'words');
        await db.resourceIndex.put(
          recordId,
          Object.values(laid).map(({ id, effectiveDate, ordinal }) => ({
            ...{ id, effectiveDate, ordinal },
            parts: [{ part: 0, tokens: new Set(['word', 'other']) }],
          })),
        );
      });
    });

    const byRule = (target: Partial<RuleTarget> = {}, rule: Partial<Rule> = {}) =>
      grantOf([{ ...anyRight, targets: [{ typeIds: [weight], ...target }], ...rule }]);
    const byAccess = (access: Partial<RecordAccess>) => grantOf(undefined, access);
    function grantOf(rules: Rule[] | undefined, given: Partial<RecordAccess> = {}): Grant {
      const app = rules && ({ id: 'app', rules } as unknown as Application);
      const access = { level: 'custodian', typeIds: undefined, expiresAt: undefined, ...given } as const;
      return makeGrant({ recordId, personId: 'p', app, avenue: 'Online', rules, access });
    }

    test('all that the port has is judged here', () =>
      open().write(db => {
        const judged = [...Object.keys(reads), ...Object.keys(writes)];
        expect(Object.keys(db.things(byRule())).sort()).toEqual(judged.sort());
      }));

    describe.each(Object.entries(reads))('%s', (method, read) => {
      const found = (grant: Grant) => open().read(async db => new Set(await read(db.things(grant), laid)));
      /** That something was deleted is told. */
      const forApps = new Set(/operations/i.test(method) ? ['weight', 'deleted weight'] : ['weight']);

      test('finds all of these with a grant on everything', async () => {
        const active = names.filter(name => name !== 'deleted weight');
        const all =
          {
            ...{ kinds: ['weight', 'height'], ofTypes: active, sources: active, relating: active },
            ...{ findResources: active, countResources: active },
          }[method] ?? names;
        expect(await found(byAccess({}))).toEqual(new Set(all));
      });

      test('finds nothing of another type, nor what is secluded or deleted, for applications and others', async () => {
        expect(await found(byRule())).toEqual(forApps);
        expect(await found(byAccess({ level: 'view', typeIds: [weight] }))).toEqual(forApps);
      });

      test('finds nothing of another type for those who look after a part', async () => {
        const seen = await found(byAccess({ typeIds: [weight] }));
        expect([seen.has('weight'), seen.has('height')]).toEqual([true, false]);
      });

      test('finds nothing without the right to read, nor at dates that are not open', async () => {
        const closed = [
          byRule({}, { permissions: ['Create', 'Update', 'Delete'] }),
          byRule({ from: '2027' }),
          byRule({}, { exceptions: [{ typeIds: [weight], from: '2026', to: '2027' }] }),
          grantOf([]),
        ];
        for (const grant of closed) expect(await found(grant)).toEqual(new Set());
        const { effectiveDate } = laid.weight;
        expect(await found(byRule({ from: effectiveDate, to: effectiveDate }))).toEqual(forApps);
      });
    });

    test('what a thing was is closed with what it is', async () => {
      const apps = byRule();
      const versions = () =>
        open().read(async db => {
          const found = await db.things(apps).query({ ...everything, filters: [], ids: [laid.weight.id] });
          const sets = await db.things(apps).blobSets([laid.weight.id]);
          return [found.length, sets.size];
        });
      expect(await versions()).toEqual([1, 1]);
      const changed = next(laid.weight);
      await open().write(db => db.things(apps).putVersion(changed, laid.weight));
      expect(await versions()).toEqual([2, 1]);
      const secluded = next(changed, { flags: flag.personal });
      await open().write(db => db.things(whole).putVersion(secluded, changed));
      expect(await versions()).toEqual([0, 0]);
    });

    test('blobs are told of by a rule that names nearly all types at each of many dates', async () => {
      const others = everyType().flatMap(({ versions }) => versions.map(({ id }) => id));
      const targets = Array.from({ length: 150 }, (_, i) => ({
        typeIds: others.filter((id, at) => at !== i && (i === 0 || id !== height)),
        from: `${1000 + i}`,
        to: i === 0 ? '9999' : `${1001 + i}`,
      }));
      const sets = await open().read(db =>
        db.things(grantOf([{ ...anyRight, targets }])).blobSets(setsOf(laid)),
      );
      expect([...sets.keys()].map(nameIn).sort()).toEqual(['height', 'weight']);
    });

    describe.each(Object.entries(writes))('%s', (method, write) => {
      const isForCustodians = method === 'purge' || method === 'markPersonal';
      const name = method === 'purge' ? 'deleted weight' : 'weight';
      const done = (grant: Grant, thing: StoredThing) => open().write(db => write(db, grant, thing));

      test('does what the grant opens', async () => {
        await done(byAccess({ typeIds: [weight] }), laid[name]);
      });

      test(`${isForCustodians ? 'refuses' : 'does'} what applications and others ask`, async () => {
        for (const grant of [byRule(), byAccess({ level: 'modify' })]) {
          const result = open().write(async db => {
            await write(db, grant, laid[name]);
            throw new Error('undone');
          });
          await expect(result).rejects.toThrow(isForCustodians ? /custodians|grant/ : 'undone');
        }
      });

      test('does nothing to another type', async () => {
        const state = () =>
          open().read(async db => [
            await db.things(whole).query(everything),
            await db.things(whole).operations(begin, 99),
            await db.things(whole).blobSets(setsOf(laid)),
          ]);
        const before = await state();
        const others = [byAccess({ typeIds: [weight] }), byRule()];
        for (const grant of others) await done(grant, laid.height).catch(() => undefined);
        expect(await state()).toEqual(before);
      });

      test('refuses who may only look', async () => {
        await expect(done(byAccess({ level: 'view' }), laid[name])).rejects.toThrow();
        await expect(done(byRule({}, { permissions: ['Read'] }), laid[name])).rejects.toThrow();
      });
    });

    const put = (grant: Grant, version: StoredThing, previous?: StoredThing) =>
      open().write(db => db.things(grant).putVersion(version, previous));
    const refused = async (...put: Promise<void>[]) => {
      for (const result of await Promise.allSettled(put)) expect(result.status).toBe('rejected');
    };

    test('a version goes in by the rights on what it is and on what was there', async () => {
      const may = (...permissions: Rule['permissions']) => byRule({}, { permissions });
      const fresh = { ...next(laid.weight), id: randomUUID() };
      await refused(
        put(may('Read', 'Update', 'Delete'), fresh),
        put(may('Read', 'Create', 'Delete'), next(laid.weight), laid.weight),
        put(may('Read', 'Create', 'Update'), next(laid.weight, { state: 'Deleted' }), laid.weight),
        put(
          byRule({ to: '2026-12' }),
          next(laid.weight, { effectiveDate: '2027-01-01T00:00:00' }),
          laid.weight,
        ),
        put(byRule({}), next(laid.weight, { flags: flag.personal }), laid.weight),
        put(byRule({}), next(laid['secluded weight']), laid['secluded weight']),
        put(byRule({}), next(laid['deleted weight'], { state: 'Active' }), laid['deleted weight']),
        put(byAccess({}), next(laid.height, { typeId: weight }), laid.height),
      );
      await put(may('Create'), fresh);
      await put(may('Update'), next(laid.weight, { dataXml: '<a/>' }), laid.weight);
      await put(may('Delete'), next(fresh, { state: 'Deleted' }), fresh);
    });

    test('no other version than the one that is there is judged in its place', async () => {
      await refused(
        put(byRule(), next(laid.height, { typeId: weight }), { ...laid.height, typeId: weight }),
        put(byRule(), next(laid['secluded weight']), { ...laid['secluded weight'], flags: 0 }),
        put(byRule(), next(laid.weight), next(laid.weight)),
        put(byRule(), next(laid.height, { typeId: weight })),
      );
    });

    test('whoever deleted it by their own hand brings it back, applications and others do not', async () => {
      const deleted = laid['deleted weight'];
      const back = next(deleted, { state: 'Active' });
      const other = makeGrant({ ...whole, personId: 'other', access: { ...whole.access, level: 'modify' } });
      await refused(put(byRule(), back, deleted), put(other, back, deleted));
      await put(byAccess({ level: 'modify' }), back, deleted);
    });

    test('past the grant is not past its record', async () => {
      await open().write(db => db.things(whole).putVersion(next(laid.height), laid.height));
      const under = { clientIds: ['height'], typeIds: [height], appId: 'height', personId: 'p' };
      const ask: Record<keyof UnscopedThings, (things: UnscopedThings) => Promise<number>> = {
        byIds: async things => (await things.byIds([laid.height.id])).length,
        byClientIds: async things => (await things.byClientIds(under, 9)).length,
        firstVersions: async things => (await things.firstVersions([laid.height.id])).length,
        ofTypes: async things => (await things.ofTypes([height], 9)).length,
        sizes: async things => (await things.sizes([laid.height.id])).size,
        blobSets: async things => (await things.blobSets([laid.height.id])).size,
        holder: async things => ((await things.holder(`blob of ${recordId}`, height)) === undefined ? 0 : 1),
      };
      const found = (grant: Grant) =>
        open().read(async db => {
          const things = db.unscoped(grant, 'tests');
          expect(Object.keys(things).sort()).toEqual(Object.keys(ask).sort());
          return Promise.all(Object.values(ask).map(one => one(things)));
        });
      expect(await found(byRule())).toEqual([1, 1, 1, 1, 1, 1, 1]);
      expect(await found(makeSystemGrant('tests', randomUUID(), 'p'))).toEqual([0, 0, 0, 0, 0, 0, 0]);
    });
  });
}
