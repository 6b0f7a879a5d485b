// What a store seals, on every database: looked at past the store, by SQL.
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeSystemGrant } from '../../core/authorization/grant.ts';
import type { Upload } from '../../core/blobs/blob.ts';
import type { Store } from '../../core/store.ts';
import { storedThing } from '../../testing/stored-thing.ts';
import { importsSuite } from '../imports.suite.ts';
import type { Row } from '../sql.ts';

export interface SealedStore {
  readonly store: Store;
  /** With an empty memory. */
  again(): Promise<Store>;
  /** Rows of a statement without values, past the store. */
  look(statement: string): Promise<Row[]>;
  /** Bytes as a statement has them. */
  writeBytes(bytes: Buffer): string;
}

export function sealingSuite(open: () => SealedStore): void {
  importsSuite(open);
  const givenRecord = async () => {
    const id = randomUUID();
    await open().store.write(db =>
      db.records.insert(
        { id, name: 'Ada', country: 'GB', createdAt: 1, updatedAt: 1, state: 'active', deletedAt: undefined },
        'p',
      ),
    );
    return makeSystemGrant('tests', id, 'p');
  };
  const written = {
    dataXml: '<weight>quokka</weight>',
    commonXml: '<common><note>quokka</note></common>',
    tags: 'quokka',
    clientId: 'quokka-1',
    signature: { xml: '<Signature>quokka</Signature>', dataXml: '<signed>quokka</signed>' },
  };

  test('what somebody wrote of a thing is in no column as it is, and is read as it was', async () => {
    const { store, look, again } = open();
    const grant = await givenRecord();
    const first = storedThing({ id: randomUUID(), ...written });
    const second = { ...first, versionStamp: randomUUID(), dataXml: '<weight>quokka 2</weight>' };
    await store.write(db => db.things(grant).putVersion(first, undefined), grant);
    await store.write(db => db.things(grant).putVersion(second, first), grant);
    for (const table of ['thing', 'thing_history']) {
      const rows = await look(`SELECT * FROM ${table} WHERE record_id = '${grant.recordId}'`);
      expect(rows).toHaveLength(1);
      expect(rows[0]?.sealed).toBeInstanceOf(Buffer);
      const values = Object.values(rows[0] ?? {}).map(value =>
        Buffer.isBuffer(value) ? value.toString('latin1') : String(value),
      );
      expect(values.filter(value => value.includes('quokka'))).toEqual([]);
    }
    const fresh = await again();
    for (const one of [store, fresh]) {
      expect(await one.read(db => db.things(grant).byIds([first.id]))).toEqual([second]);
      const ask = { ids: [first.id], filters: [], currentOnly: false, limit: 10 };
      const both = await one.read(db => db.things(grant).query(ask));
      expect(both.map(({ dataXml }) => dataXml).sort()).toEqual([first.dataXml, second.dataXml].sort());
      const shown = await one.read(db => db.things(grant).queryShown({ ...ask, currentOnly: true }));
      expect(shown[0]).toMatchObject({
        dataXml: second.dataXml,
        tags: 'quokka',
        signature: written.signature,
      });
    }
    await fresh.close();
  });

  test('ids of clients are found, and each record has hashes of its own', async () => {
    const { store, look } = open();
    const grants = [await givenRecord(), await givenRecord()];
    for (const grant of grants) {
      const thing = storedThing({ id: randomUUID(), ...written });
      await store.write(db => db.things(grant).putVersion(thing, undefined), grant);
      const ask = { clientIds: ['quokka-1', 'other'], filters: [], currentOnly: true, limit: 10 };
      expect(await store.read(db => db.things(grant).query(ask))).toMatchObject([{ clientId: 'quokka-1' }]);
      expect(await store.read(db => db.things(grant).queryKeys(ask))).toMatchObject([{ id: thing.id }]);
    }
    const ids = grants.map(({ recordId }) => `'${recordId}'`).join();
    const rows = await look(`SELECT client_id FROM thing WHERE record_id IN (${ids})`);
    expect(new Set(rows.map(row => row.client_id)).size).toBe(2);
  });

  test('what was moved to another thing, version or record opens nowhere', async () => {
    const { store, look, again } = open();
    const grant = await givenRecord();
    const [one, two] = [1, 2].map(() => storedThing({ id: randomUUID(), ...written }));
    if (!one || !two) throw new Error('two things');
    for (const thing of [one, two])
      await store.write(db => db.things(grant).putVersion(thing, undefined), grant);
    await look(
      `UPDATE thing SET sealed = (SELECT sealed FROM thing WHERE id = '${two.id}') WHERE id = '${one.id}'`,
    );
    const fresh = await again();
    for (const each of [store, fresh]) {
      await expect(async () => each.read(db => db.things(grant).byIds([one.id]))).rejects.toThrow();
      expect(await each.read(db => db.things(grant).byIds([two.id]))).toEqual([two]);
    }
    await fresh.close();
  });

  test('what a key of the vault sealed opens in its own row and column only', async () => {
    const { store, look, again } = open();
    const ids = [randomUUID(), randomUUID()];
    const rest = {
      appId: 'a',
      keptAnswer: Buffer.from('x'),
      createdAt: 1,
      wrongAnswers: 0,
      connected: undefined,
    };
    const upload: Omit<Upload, 'id'> = {
      ...{ appId: 'a', personId: 'p', recordId: undefined, tokenHash: undefined, hash: undefined },
      ...{ length: 0, partBytes: 1, heldBytes: 0, toldBytes: undefined, begunAt: 1, expiresAt: 9 },
      purpose: 'thing',
      state: 'open',
    };
    await store.write(async db => {
      for (const id of ids) {
        const texts = { friendlyName: `name ${id}`, question: `question ${id}`, externalId: id };
        await db.connect.insert({ ...rest, ...texts, id, codeHash: Buffer.from(id) });
        await db.settings.put(id, 'p', { xml: `<quokka>${id}</quokka>`, selectedRecordId: undefined });
        await db.blobs.insert({ ...upload, id });
      }
    });
    const [one, two] = ids as [string, string];
    const reading = [
      (of: Store) => of.read(async db => (await db.connect.byId(one))?.friendlyName),
      (of: Store) => of.read(async db => (await db.settings.get(one, 'p'))?.xml),
      (of: Store) => of.read(db => db.blobs.key(one)),
    ];
    for (const read of reading) expect(await read(store)).toBeDefined();
    const swap = (table: string, column: string, key: string, from = column) =>
      look(
        `UPDATE ${table} SET ${column} = (SELECT ${from} FROM ${table} WHERE ${key} = '${two}') WHERE ${key} = '${one}'`,
      );
    await swap('connect_request', 'friendly_name', 'id');
    await swap('app_settings', 'xml', 'app_id');
    await swap('blob', 'sealed_key', 'id');
    const fresh = await again();
    for (const each of [store, fresh])
      for (const read of reading) await expect((async () => read(each))()).rejects.toThrow();
    // Its own, in the other column.
    await look(`UPDATE connect_request SET friendly_name = question WHERE id = '${one}'`);
    await expect((async () => reading[0]?.(fresh))()).rejects.toThrow();
    await fresh.close();
  });

  test('a record that is removed takes its keys along, and nothing of it opens', async () => {
    const { store, look, again } = open();
    const grant = await givenRecord();
    const thing = storedThing({ id: randomUUID(), ...written });
    await store.write(db => db.things(grant).putVersion(thing, undefined), grant);
    const [kept] = await look(`SELECT * FROM thing WHERE id = '${thing.id}'`);
    expect(await look(`SELECT * FROM record_key WHERE record_id = '${grant.recordId}'`)).toHaveLength(2);
    await store.write(db => db.records.purge(grant.recordId));
    expect(await look(`SELECT * FROM record_key WHERE record_id = '${grant.recordId}'`)).toEqual([]);
    const names = Object.keys(kept ?? {});
    const values = Object.values(kept ?? {}).map(writeLiteral);
    await look(`INSERT INTO thing (${names.join()}) VALUES (${values.join()})`);
    const fresh = await again();
    for (const each of [store, fresh])
      await expect(async () => each.read(db => db.things(grant).byIds([thing.id]))).rejects.toThrow('erased');
    await fresh.close();
  });

  const writeLiteral = (value: unknown) => {
    if (value === null) return 'NULL';
    if (Buffer.isBuffer(value)) return open().writeBytes(value);
    return typeof value === 'string' ? `'${value}'` : String(value);
  };
}
