// Whatever is done to a file of a device, it is read or refused in a word: nothing hangs, no other error gets out.
import Database from 'better-sqlite3';
import { FitBaseType, FitEncoder } from 'fit-file-parser/encoder';
import { expect, test } from 'vitest';
import { makeZip, readAll, sourceFile } from '../testing/source-files.ts';
import { appleHealth } from './apple-health/apple-health.ts';
import { clarity } from './clarity/clarity.ts';
import { fhir } from './fhir/import/fhir.ts';
import { fit } from './fit/fit.ts';
import { type Format, UnreadableFile } from './format.ts';
import { healthAutoExport } from './health-auto-export/health-auto-export.ts';
import { healthConnect } from './health-connect/health-connect.ts';
import { findFormat } from './index.ts';
import { libreview } from './libreview/libreview.ts';
import { nightscout } from './nightscout/nightscout.ts';
import { takeout } from './takeout/takeout.ts';
import { withings } from './withings/withings.ts';

const xml = `<?xml version="1.0"?><!DOCTYPE HealthData []><HealthData>${'<Record type="HKQuantityTypeIdentifierBodyMass" sourceName="Scale" unit="kg" startDate="2026-01-03 07:12:00 +0100" endDate="2026-01-03 07:12:00 +0100" value="70"><MetadataEntry key="a" value="b"/></Record>'.repeat(5)}</HealthData>`;
const clarityTable = `Index,Timestamp (YYYY-MM-DDThh:mm:ss),Event Type,Event Subtype,Patient Info,Device Info,Source Device ID,Glucose Value (mg/dL),Insulin Value (u),Carb Value (grams)\n${'1,2026-03-04T07:05:00,EGV,,,,"G7, new",99,,\n'.repeat(5)}`;
const libreTable = `Glucose Data,Generated on,13-04-2026\nDevice,Serial,Time,Type,Historic Glucose mg/dL,Scan Glucose mg/dL,a,b,c,d,e,f,g,Notes,Strip Glucose mg/dL,Ketone mmol/L\n${'Libre,1,03-04-2026 08:00,0,98,,,,,,,,,,,\n'.repeat(5)}`;
const entries = JSON.stringify(
  Array.from({ length: 5 }, (_, i) => ({
    _id: `e${i}`,
    type: 'sgv',
    sgv: 100 + i,
    date: 1_775_421_029_000 + i,
  })),
);
const weights =
  'Date,"Weight (kg)","Fat mass (kg)","Bone mass (kg)","Muscle mass (kg)","Hydration (kg)"\n"2026-01-03 07:12:00",70.1,13.2,2.9,53.8,\n';
const steps = JSON.stringify([{ dateTime: '01/03/26 22:30:00', value: '40' }]);
const allergies = JSON.stringify({
  resourceType: 'Bundle',
  type: 'collection',
  entry: ['Nuts', 'Eggs', 'Pollen'].map((text, i) => ({
    fullUrl: `urn:uuid:${i}`,
    resource: { resourceType: 'AllergyIntolerance', code: { text }, onsetDateTime: '1999-01-02' },
  })),
});
const metrics = JSON.stringify({
  data: {
    metrics: [{ name: 'height', units: 'cm', data: [{ qty: 170, date: '2026-01-03 07:12:00 +0100' }] }],
  },
});

function makeFit(): Uint8Array {
  const encoder = new FitEncoder({ protocolVersion: 0x20 });
  for (const weight of [7000, 7010])
    encoder.writeMessage(30, [
      { number: 253, size: 4, baseType: FitBaseType.Uint32, value: 1_000_000_000 + weight },
      { number: 0, size: 2, baseType: FitBaseType.Uint16, value: weight },
    ]);
  return encoder.close();
}

const samples: readonly (readonly [Format, () => Promise<Uint8Array> | Uint8Array])[] = [
  [appleHealth, () => Buffer.from(xml)],
  [appleHealth, () => makeZip({ 'a/export.xml': xml })],
  [withings, () => Buffer.from(weights)],
  [
    withings,
    () => makeZip({ 'weight.csv': weights, 'aggregates_steps.csv': 'date,value\n2026-01-03,6000\n' }),
  ],
  [takeout, () => makeZip({ 'Takeout/Fitbit/a/steps-2026-01-03.json': steps })],
  [fit, makeFit],
  [clarity, () => Buffer.from(clarityTable)],
  [libreview, () => Buffer.from(libreTable)],
  [nightscout, () => Buffer.from(entries)],
  [healthAutoExport, () => Buffer.from(metrics)],
  [fhir, () => Buffer.from(allergies)],
  [fhir, () => makeZip({ 'a.json': allergies, 'b.ndjson': allergies })],
];

/** The same in every run. */
function makeRandom(): (below: number) => number {
  let state = 17;
  return below => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const harsh = [
  '"',
  '<',
  '{',
  '[',
  ',',
  '\n',
  '\0',
  '\ufeff',
  '&',
  '=',
  '-',
  '9'.repeat(400),
  '\\',
  ']]>',
  '<!--',
];

/** Cut, doubled, overwritten, or with something put in. */
function spoil(bytes: Uint8Array, random: (below: number) => number): Uint8Array {
  const at = random(bytes.length);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (random(4)) {
    case 0:
      return before;
    case 1:
      return Buffer.concat([before, bytes.subarray(random(bytes.length))]);
    case 2:
      return Buffer.concat([before, Buffer.from([random(256), random(256)]), after.subarray(2)]);
    default:
      return Buffer.concat([before, Buffer.from(harsh[random(harsh.length)] ?? ''), after]);
  }
}

async function readOrRefuse(format: Format, bytes: Uint8Array): Promise<string> {
  try {
    await readAll(format, sourceFile('file', bytes));
    return 'read';
  } catch (error) {
    if (error instanceof UnreadableFile) return error.fault;
    throw error;
  }
}

test.each(samples)('$id, spoilt in three hundred ways', async (format, make) => {
  const bytes = await make();
  expect((await readAll(format, sourceFile('file', bytes))).candidates.length).toBeGreaterThan(0);
  const random = makeRandom();
  const outcomes = new Set<string>();
  for (let i = 0; i < 300; i++) {
    const spoilt = spoil(bytes, random);
    outcomes.add(await readOrRefuse(format, spoilt));
    // Whoever asks what it is does not fail either.
    await findFormat({ file: sourceFile('file', spoilt), head: spoilt.subarray(0, 65_536) });
  }
  expect(outcomes.has('read') || outcomes.has('damaged')).toBe(true);
});

test('the database of a phone, spoilt in twenty ways', async () => {
  const database = new Database(':memory:');
  database.exec(
    'CREATE TABLE weight_record_table (uuid BLOB, time INTEGER, zone_offset INTEGER, weight REAL)',
  );
  const insert = database.prepare("INSERT INTO weight_record_table VALUES (x'01', ?, 3600, 70000)");
  for (let i = 0; i < 2000; i++) insert.run(1_760_000_000_000 + i);
  const bytes = database.serialize();
  const random = makeRandom();
  for (let i = 0; i < 20; i++) {
    const zip = await makeZip({ 'health_connect_export.db': Buffer.from(spoil(bytes, random)) });
    expect(['read', 'damaged']).toContain(await readOrRefuse(healthConnect, zip));
  }
}, 60_000);
