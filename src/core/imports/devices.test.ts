// Files of phones and devices go the whole way: known, read by the thread, written; a longer one adds what is new.
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { givenSignedIn, type Visitor } from '../../shell/testing/visitors.ts';
import { givenImport, grantOf, runUntilDone } from '../../testing/imports/given.ts';
import { startTestServer, type TestServer } from '../../testing/server.ts';
import { makeZip } from '../../testing/source-files.ts';
import { listThings } from '../things/list.ts';
import { startUndo, startWriting } from './choose.ts';
import type { Import } from './import.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function write(one: Import): Promise<Import> {
  await startWriting(server.vault, one, { typeIds: [], sources: [], lines: [] });
  return runUntilDone(server, one);
}

async function listXml(of: Visitor): Promise<string[]> {
  const asked = { after: undefined, limit: 500, withWriters: true };
  const { things } = await listThings(server.vault, await grantOf(server, of), asked);
  return things.map(({ dataXml }) => dataXml).sort();
}

const record = (type: string, value: string, unit: string, at: string) =>
  `<Record type="HKQuantityTypeIdentifier${type}" sourceName="Ida’s Watch" unit="${unit}" startDate="2026-01-${at} +0100" endDate="2026-01-${at} +0100" value="${value}"/>`;

const exportZip = (...records: string[]) =>
  makeZip({
    'apple_health_export/export.xml': `<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE HealthData [<!ELEMENT HealthData (Me)>]><HealthData locale="en_US">${records.join('')}</HealthData>`,
  });

test('a longer export of Apple Health adds what is new, and says of a day what it came to since', async () => {
  const ida = await givenSignedIn(server);
  const earlier = [
    record('BodyMass', '70.1', 'kg', '03 07:00:00'),
    record('HeartRate', '60', 'count/min', '03 08:00:00'),
    record('HeartRate', '80', 'count/min', '03 09:00:00'),
  ];
  const one = await givenImport(server, ida, await exportZip(...earlier), { name: 'export.zip' });
  expect(one).toMatchObject({ state: 'ready', about: { format: 'apple-health' } });
  expect(await write(one)).toMatchObject({ state: 'done', tally: { new: 2 } });
  const before = await listXml(ida);

  const later = [
    ...earlier,
    record('HeartRate', '100', 'count/min', '03 22:00:00'),
    record('BodyMass', '70.4', 'kg', '04 07:00:00'),
  ];
  const longer = await write(
    await givenImport(server, ida, await exportZip(...later), { name: 'export.zip' }),
  );
  expect(longer).toMatchObject({ state: 'done', tally: { new: 1, changed: 1, same: 1 } });
  expect((await listXml(ida)).filter(xml => xml.includes('<heart-rate>'))).toMatchObject([
    expect.stringContaining('<value>80</value>'),
  ]);

  await startUndo(server.vault, longer, longer);
  expect(await runUntilDone(server, longer)).toMatchObject({ state: 'undone' });
  expect(await listXml(ida)).toEqual(before);
});

test('the database of a phone is read by the process that the thread starts', async () => {
  const database = new Database(':memory:');
  database.exec(
    'CREATE TABLE weight_record_table (uuid BLOB, time INTEGER, zone_offset INTEGER, weight REAL)',
  );
  database.exec(`INSERT INTO weight_record_table VALUES (x'0102', ${Date.UTC(2026, 0, 3)}, 3600, 70100)`);
  const zip = await makeZip({ 'health_connect_export.db': database.serialize() });
  const one = await givenImport(server, await givenSignedIn(server), zip, { name: 'Health Connect.zip' });
  expect(one).toMatchObject({ state: 'ready', about: { format: 'health-connect' } });
  expect(await write(one)).toMatchObject({ tally: { new: 1 } });
});

test('a hostile archive is refused, and nothing of it is written', async () => {
  const ida = await givenSignedIn(server);
  const before = await listXml(ida);
  const zip = await exportZip(`<a>${'<a>'.repeat(1000)}`);
  expect(await givenImport(server, ida, zip, { name: 'export.zip' })).toMatchObject({ state: 'failed' });
  expect(await listXml(ida)).toEqual(before);
});
