import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { isMatched, makeZip, readAll, sourceFile } from '../../testing/source-files.ts';
import { appleHealth } from './apple-health.ts';
import { ecgBytesMax } from './limits.ts';

/** As iOS has written it since 16: not a DTD that any reader takes. */
const brokenDtd = `<!DOCTYPE HealthData [
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation)*)>
<!ELEMENT HeartRateVariabilityMetadataList (InstantaneousBeatsPerMinute*)>
  startDate         CDATA #IMPLIED
>
]>`;

function exported(records: string, dtd = brokenDtd): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${dtd}\n<HealthData locale="en_US">\n <ExportDate value="2026-01-01 08:00:00 +0100"/>\n${records}\n</HealthData>\n`;
}

interface Told {
  readonly value: string;
  readonly unit?: string;
  readonly at?: string;
  readonly until?: string;
  readonly source?: string;
  readonly within?: string;
}

function record(
  type: string,
  { value, unit, at = '2026-01-03 07:12:00 +0100', until = at, source = 'Watch', within = '' }: Told,
) {
  return `<Record type="HK${type}" sourceName="${source}" ${unit ? `unit="${unit}" ` : ''}creationDate="${at}" startDate="${at}" endDate="${until}" value="${value}">${within}</Record>`;
}

const quantity = (type: string, told: Told) => record(`QuantityTypeIdentifier${type}`, told);
const read = (records: string, options = {}) =>
  readAll(appleHealth, sourceFile('export.xml', exported(records)), options);

async function readOne(records: string, options = {}) {
  const { candidates, leftOut } = await read(records, options);
  expect(leftOut).toEqual([]);
  expect(candidates).toHaveLength(1);
  return candidates[0];
}

describe('an export', () => {
  test('is known by its root, in an archive or alone, whatever it is called', async () => {
    const xml = exported('');
    expect(await isMatched(appleHealth, sourceFile('export.xml', xml))).toBe(true);
    const zip = await makeZip({
      'apple_health_export/export_cda.xml': '<ClinicalDocument/>',
      'apple_health_export/Exportación.xml': xml,
    });
    expect(await isMatched(appleHealth, sourceFile('Exportación.zip', zip))).toBe(true);
    expect(
      await isMatched(appleHealth, sourceFile('a.zip', await makeZip({ 'a.xml': '<ClinicalDocument/>' }))),
    ).toBe(false);
    expect(
      await isMatched(appleHealth, sourceFile('a.xml', '<ClinicalDocument>HealthData</ClinicalDocument>')),
    ).toBe(false);
    expect(await isMatched(appleHealth, sourceFile('a.csv', 'HealthData,<HealthData>'))).toBe(false);
  });

  test('is read past control characters and a DTD that is broken', async () => {
    const text = quantity('BodyMass', { value: '70', unit: 'kg', source: 'Sc\u000bale' });
    expect(await readOne(text)).toMatchObject({ source: 'Sc ale', effectiveDate: '2026-01-03T07:12:00' });
  });

  test('comes out of an archive, with what else is there told by name', async () => {
    const zip = await makeZip({
      'apple_health_export/export.xml': exported(quantity('BodyMass', { value: '70', unit: 'kg' })),
      'apple_health_export/export_cda.xml': '<ClinicalDocument/>',
      'apple_health_export/electrocardiograms/ecg_2026-01-01.csv': 'a',
      'apple_health_export/clinical-records/Observation-1A.json': '{}',
      'apple_health_export/clinical-records/AllergyIntolerance-2B.json': JSON.stringify({
        resourceType: 'AllergyIntolerance',
        id: '2B',
        code: { text: 'Penicillin' },
      }),
      'apple_health_export/clinical-records/Provenance-3C.json': '{"resourceType":"Provenance"}',
    });
    const { candidates, leftOut } = await readAll(appleHealth, sourceFile('export.zip', zip));
    expect(candidates).toHaveLength(2);
    expect(candidates[1]!.xml).toContain('Penicillin');
    expect(leftOut).toEqual([
      { why: 'invalid', what: 'Electrocardiogram', count: 1 },
      { why: 'no-kind', what: 'Provenance', count: 1 },
      { why: 'no-kind', what: 'Clinical record', count: 1 },
      { why: 'no-kind', what: 'export_cda.xml', count: 1 },
    ]);
  });
});

describe('an electrocardiogram', () => {
  const ecg = (...lines: string[]) =>
    [...lines, 'Sample Rate,512 hertz', '', 'Lead,Lead I', 'Unit,µV', '', '12.3', '-4.5'].join('\n');
  const own = ecg(
    'Name,Ada Example',
    'Date of Birth,"1 Jan 1980"',
    'Recorded Date,2026-01-03 07:12:00 +0100',
    'Classification,"Sinus Rhythm"',
    'Symptoms,',
    'Heart Rate,61 BPM',
    'Device,"Watch5,1"',
  );
  const readEcgs = async (files: Record<string, string | Buffer>) =>
    readAll(appleHealth, sourceFile('export.zip', await makeZip({ 'e/export.xml': exported(''), ...files })));

  test('is a study of its own, with what was found, and holds its table as it is', async () => {
    const { candidates, leftOut } = await readEcgs({ 'e/electrocardiograms/ecg_2026-01-03.csv': own });
    expect(leftOut).toEqual([]);
    expect(candidates).toMatchObject([
      {
        effectiveDate: '2026-01-03T07:12:00',
        source: 'Watch5,1',
        sourceId: 'apple-health Electrocardiogram 2026-01-03T06:12:00Z Watch5,1',
        file: {
          name: 'ecg_2026-01-03.csv',
          contentType: 'text/csv',
          base64: Buffer.from(own).toString('base64'),
        },
      },
    ]);
    expect(candidates[0]?.xml).toContain('<description>Sinus Rhythm, 61/min</description>');
    expect(candidates[0]?.xml).toContain('<image-blob-name>ecg_2026-01-03.csv</image-blob-name>');
  });

  test('is read in whatever language its lines are named', async () => {
    const german = ecg(
      'Name;Ada',
      'Geburtsdatum;1.1.80',
      'Aufzeichnungsdatum;2026-01-03 07:12:00 +0100',
      'Klassifizierung;Vorhofflimmern',
    );
    const { candidates } = await readEcgs({ 'e/electrocardiograms/ecg.csv': `\ufeff${german}` });
    expect(candidates[0]?.xml).toContain('<description>Vorhofflimmern</description>');
  });

  test('has a name that everybody can read, whatever its file has', async () => {
    const long = `${'x'.repeat(300)}.csv`;
    const { candidates } = await readEcgs({
      [`e/electrocardiograms/${long}`]: own,
      'e/electrocardiograms/a\u0007<b>.csv': own,
    });
    expect(candidates.map(({ file }) => file?.name)).toEqual(['ecg.csv', 'ecg.csv']);
  });

  test('is told where it is too large, or says no day', async () => {
    const { candidates, leftOut } = await readEcgs({
      'e/electrocardiograms/a.csv': Buffer.alloc(ecgBytesMax + 1, '1\n'),
      'e/electrocardiograms/b.csv': 'Name,Ada\n1\n2\n',
    });
    expect(candidates).toEqual([]);
    expect(leftOut.map(({ why }) => why)).toEqual(['too-large', 'invalid']);
  });
});

describe('what a person measured is one item each', () => {
  test.each([
    ['BodyMass', '154.3', 'lb', '<weight>', '<kg>69.989302691</kg><display units="lb">154.3</display>'],
    ['BodyMass', '11', 'st', '<weight>', '<kg>69.85322498</kg><display units="st">11</display>'],
    ['Height', '5.9', 'ft', '<height>', '<display units="ft">5.9</display>'],
    ['BodyFatPercentage', '0.182', '%', '<body-composition>', '<percent-value>0.182</percent-value>'],
    ['LeanBodyMass', '60', 'kg', '<body-composition>', '<value>lean-mass</value>'],
    ['WaistCircumference', '34', 'in', '<body-dimension>', '<m>0.8636</m><display units="in">34</display>'],
    ['BodyMassIndex', '22.5', 'count', '<vital-signs>', '<value>22.5</value><unit><text>kg/m²</text></unit>'],
    ['BodyTemperature', '98.6', 'degF', '<vital-signs>', '<value>98.6</value><unit><text>°F</text></unit>'],
    ['RestingHeartRate', '55', 'count/min', '<heart-rate>', '<value>Resting</value>'],
    ['PeakExpiratoryFlowRate', '480', 'L/min', '<peak-flow>', '<liters-per-second>8</liters-per-second>'],
    ['InsulinDelivery', '4', 'IU', '<diabetes-insulin-injection-use>', '<IE>4</IE>'],
    ['BloodGlucose', '99', 'mg/dL', '<blood-glucose>', '<display units="mg/dL">99</display>'],
    ['BloodGlucose', '5.5', 'mmol&lt;180.1558800000541&gt;/L', '<blood-glucose>', '<mmolPerL>5.5</mmolPerL>'],
  ])('%s of %s %s', async (type, value, unit, root, part) => {
    const candidate = await readOne(quantity(type, { value, unit }));
    expect(candidate?.xml).toContain(root);
    expect(candidate?.xml).toContain(part);
  });

  test('glucose says whether it was before a meal or after', async () => {
    const within = '<MetadataEntry key="HKBloodGlucoseMealTime" value="1"/>';
    const candidate = await readOne(quantity('BloodGlucose', { value: '99', unit: 'mg/dL', within }));
    expect(candidate?.xml).toContain('<value>BeforeMeal</value>');
  });

  test('the clock is that of where it was, where that is told', async () => {
    const at = (zone: string) => ({ within: `<MetadataEntry key="HKTimeZone" value="${zone}"/>` });
    const weight = { value: '70', unit: 'kg' };
    const there = await readOne(quantity('BodyMass', { ...weight, ...at('America/New_York') }));
    expect(there).toMatchObject({
      effectiveDate: '2026-01-03T01:12:00',
      sourceId: 'apple-health Body Mass 2026-01-03T06:12:00Z Watch',
    });
    const nowhere = await readOne(quantity('BodyMass', { ...weight, ...at('Mars/Olympus') }));
    expect(nowhere?.effectiveDate).toBe('2026-01-03T07:12:00');
  });

  test('both halves of a blood pressure are one, though each is told twice', async () => {
    const halves = [
      quantity('BloodPressureSystolic', { value: '121', unit: 'mmHg' }),
      quantity('BloodPressureDiastolic', { value: '79', unit: 'mmHg' }),
    ].join('');
    const candidate = await readOne(
      `${halves}<Correlation type="HKCorrelationTypeIdentifierBloodPressure">${halves}</Correlation>`,
    );
    expect(candidate?.xml).toContain('<systolic>121</systolic><diastolic>79</diastolic>');
    const half = await read(quantity('BloodPressureSystolic', { value: '121', unit: 'mmHg' }));
    expect(half).toEqual({ candidates: [], leftOut: [{ why: 'invalid', what: 'Blood Pressure', count: 1 }] });
  });

  test('the day of a period, and that a cycle began', async () => {
    const within = '<MetadataEntry key="HKMenstrualCycleStart" value="1"/>';
    const flow = (value: string) =>
      record('CategoryTypeIdentifierMenstrualFlow', {
        value: `HKCategoryValueMenstrualFlow${value}`,
        within,
      });
    expect((await readOne(flow('Heavy')))?.xml).toContain(
      '<is-new-cycle>true</is-new-cycle><amount><text>Heavy</text>',
    );
    expect((await read(flow('None'))).leftOut).toEqual([{ why: 'denied', what: 'Menstrual Flow', count: 1 }]);
  });
});

describe('what a device measures by itself is an item a day', () => {
  const rates = ['60', '90', '75'].map((value, hour) =>
    quantity('HeartRate', { value, unit: 'count/min', at: `2026-01-03 0${hour}:00:00 +0100` }),
  );

  test('the mean, with the lowest and the highest', async () => {
    expect(await readOne(rates.join(''))).toMatchObject({
      xml: '<heart-rate><when><date><y>2026</y><m>1</m><d>3</d></date></when><value>75</value></heart-rate>',
      note: '60–90, n = 3',
      of: 3,
      sourceId: 'apple-health heartRate 2026-01-03 Watch',
    });
  });

  test('each of them where they are kept', async () => {
    const { candidates } = await read(rates.join(''), { keepsRaw: true });
    expect(candidates.map(({ sourceId, of }) => [sourceId, of])).toEqual([
      ['apple-health Heart Rate 2026-01-02T23:00:00Z Watch', 1],
      ['apple-health Heart Rate 2026-01-03T00:00:00Z Watch', 1],
      ['apple-health Heart Rate 2026-01-03T01:00:00Z Watch', 1],
    ]);
  });

  test('one that is alone stays as it was', async () => {
    expect(await readOne(rates[0] ?? '')).toMatchObject({
      note: undefined,
      of: 1,
      effectiveDate: '2026-01-03T00:00:00',
    });
  });

  test('steps and ways are an activity, of the device that counted most', async () => {
    const steps = (value: string, source: string, hour: number) =>
      quantity('StepCount', { value, unit: 'count', source, at: `2026-01-03 1${hour}:00:00 +0100` });
    const way = quantity('DistanceWalkingRunning', { value: '1.5', unit: 'mi', source: 'Phone' });
    const candidate = await readOne(
      [steps('500', 'Phone', 1), steps('600', 'Phone', 2), steps('1300', 'Watch', 1), way].join(''),
    );
    expect(candidate).toMatchObject({ source: 'Watch', of: 4, sourceId: 'apple-health activity 2026-01-03' });
    expect(candidate?.xml).toContain('<value>1300</value>');
    expect(candidate?.xml).toContain('<m>2414</m>');
  });

  test('pieces of sleep are a night, of the device that knows its phases', async () => {
    const piece = (stage: string, from: string, to: string, source = 'Watch') =>
      record('CategoryTypeIdentifierSleepAnalysis', {
        value: `HKCategoryValueSleepAnalysis${stage}`,
        at: `2026-01-0${from}:00 +0100`,
        until: `2026-01-0${to}:00 +0100`,
        source,
      });
    const candidate = await readOne(
      [
        piece('InBed', '2 22:30', '3 07:00', 'Phone'),
        piece('AsleepCore', '2 23:00', '3 01:00'),
        piece('AsleepDeep', '3 01:00', '3 02:00'),
        piece('Awake', '3 02:00', '3 02:20'),
        piece('AsleepREM', '3 02:20', '3 06:20'),
      ].join(''),
    );
    expect(candidate).toMatchObject({ source: 'Watch', of: 5, effectiveDate: '2026-01-03T06:20:00' });
    expect(candidate?.xml).toContain(
      '<sleep-minutes>420</sleep-minutes><settling-minutes>0</settling-minutes>',
    );
    expect(candidate?.xml).toContain(
      '<awakening><when><h>2</h><m>0</m></when><minutes>20</minutes></awakening>',
    );
    expect((await read(piece('InBed', '2 22:30', '3 07:00'))).leftOut).toEqual([
      { why: 'invalid', what: 'Sleep Analysis', count: 1 },
    ]);
  });
});

describe('a workout', () => {
  const workout = `<Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="30.5" durationUnit="min" totalDistance="5.2" totalDistanceUnit="km" totalEnergyBurned="400" totalEnergyBurnedUnit="Cal" sourceName="Watch" startDate="2026-01-03 17:00:00 +0100" endDate="2026-01-03 17:31:00 +0100">
    <MetadataEntry key="HKElevationAscended" value="5320 cm"/>
    <WorkoutStatistics type="HKQuantityTypeIdentifierHeartRate" average="141" minimum="92" maximum="171" unit="count/min"/>
    <WorkoutRoute sourceName="Watch"><FileReference path="/workout-routes/route_1.gpx"/></WorkoutRoute></Workout>`;

  test('says how long, how far, and how the heart went', async () => {
    const candidate = await readOne(workout);
    expect(candidate?.xml).toContain('<text>Running</text><code><value>run</value>');
    expect(candidate?.xml).toContain('<m>5200</m><display units="km">5.2</display>');
    expect(candidate?.xml).toContain('<duration>30.5</duration>');
    for (const name of [
      'MinimumHeartrate_BPM',
      'AverageHeartrate_BPM',
      'CaloriesBurned_calories',
      'ElevationGain_meters',
    ])
      expect(candidate?.xml).toContain(`<value>${name}</value>`);
  });

  test('has of its route how high and how fast, and not where', async () => {
    const points = [10, 14, 30, 12].map(
      (ele, i) =>
        `<trkpt lat="52.51${i}" lon="13.4"><ele>${ele}</ele><extensions><speed>${3 + i}</speed></extensions></trkpt>`,
    );
    const zip = await makeZip({
      'apple_health_export/export.xml': exported(workout.replace(/<MetadataEntry[^>]*>/, '')),
      'apple_health_export/workout-routes/route_1.gpx': `<?xml version="1.0"?><gpx><trk><trkseg>${points.join('')}</trkseg></trk></gpx>`,
    });
    const { candidates } = await readAll(appleHealth, sourceFile('export.zip', zip));
    const xml = candidates[0]?.xml ?? '';
    expect(xml).toMatch(/MaximumAltitude_meters.*?<value>30<\/value>/);
    expect(xml).toMatch(/ElevationGain_meters.*?<value>20<\/value>/);
    expect(xml).toMatch(/MaximumSpeed_m-per-s.*?<value>6<\/value>/);
    expect(xml).not.toContain('52.51');
  });
});

describe('what becomes no item is told', () => {
  test.each([
    [
      'no-kind',
      'Headphone Audio Exposure',
      quantity('HeadphoneAudioExposure', { value: '60', unit: 'dBASPL' }),
    ],
    ['unknown-code', 'Body Mass', quantity('BodyMass', { value: '60', unit: 'stones of old' })],
    ['invalid', 'Body Mass', quantity('BodyMass', { value: '6000', unit: 'kg' })],
    ['invalid', 'Body Mass', quantity('BodyMass', { value: '', unit: 'kg' })],
    [
      'invalid',
      'Body Mass',
      quantity('BodyMass', { value: '60', unit: 'kg', at: '2026-02-31 10:00:00 +0100' }),
    ],
  ])('%s: %s', async (why, what, text) => {
    expect(await read(text + text)).toEqual({ candidates: [], leftOut: [{ why, what, count: 2 }] });
  });

  test('names that are endless, and too many of them, are cut', async () => {
    const text = Array.from({ length: 3000 }, (_, i) => quantity(`${'Name'.repeat(60)}${i}`, { value: '1' }));
    const many = Array.from({ length: 3000 }, (_, i) => quantity(`Kind ${i}`, { value: '1' }));
    const { leftOut } = await read(text.join('') + many.join(''));
    expect(leftOut.length).toBeLessThanOrEqual(1001);
    expect(leftOut.reduce((sum, { count }) => sum + count, 0)).toBe(6000);
    for (const { what } of leftOut) expect(what.length).toBeLessThanOrEqual(81);
  });
});

describe('a hostile file is refused in a word', () => {
  const weight = quantity('BodyMass', { value: '70', unit: 'kg' });
  const whole = exported(weight);
  const deep = `${'<a>'.repeat(500)}${'</a>'.repeat(500)}`;
  const bomb = '<!DOCTYPE HealthData [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>';

  test.each([
    ['cut-off', 'ends within', whole.slice(0, -20)],
    ['damaged', 'has tags that do not fit', exported('<Record></Workout>')],
    ['too-deep', 'nests', exported(deep)],
    ['damaged', 'has a value that never ends', exported(`<Record type="${'a'.repeat(9_000_000)}"/>`)],
    ['damaged', 'is nothing but control characters', exported('\u0001'.repeat(200_000))],
    ['damaged', 'has a DTD that never ends', `<!DOCTYPE HealthData [${'<!ELEMENT a (b)>'.repeat(600_000)}`],
  ])('%s: it %s', async (fault, _, text) => {
    await expect(readAll(appleHealth, sourceFile('export.xml', text))).rejects.toMatchObject({ fault });
  });

  test('that is not UTF-8', async () => {
    const bytes = Buffer.from(
      exported(quantity('BodyMass', { value: '70', unit: 'kg', source: 'Waage für Ida' })),
      'latin1',
    );
    await expect(readAll(appleHealth, sourceFile('export.xml', bytes))).rejects.toMatchObject({
      fault: 'wrong-encoding',
    });
  });

  test('entities of its own are never expanded', async () => {
    const text = exported(quantity('BodyMass', { value: '70', unit: 'kg', source: '&b;' }), bomb);
    const { candidates } = await readAll(appleHealth, sourceFile('export.xml', text));
    expect(candidates[0]?.source).toBe('&b;');
  });

  test('what came before its end stands', async () => {
    const found: unknown[] = [];
    const text = exported(weight + ' '.repeat(600_000) + weight).slice(0, -30);
    await expect(
      (async () => {
        for await (const finding of appleHealth.read(sourceFile('export.xml', text), {
          zone: 'UTC',
          language: 'en',
          keepsRaw: false,
          tell() {},
        }))
          found.push(finding);
      })(),
    ).rejects.toMatchObject({ fault: 'cut-off' });
    expect(found.length).toBeGreaterThan(0);
  });
});

test('a file of any size is read in the memory of a small one', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'keepwell-')), 'export.xml');
  // @ts-expect-error the generator is plain JavaScript, outside of what is compiled
  const { writeAppleExport } = await import('../../../bench/apple-export.js');
  for (const text of writeAppleExport({ bytes: 48_000_000 })) appendFileSync(path, text);
  const { outcome, items } = await readInThread(path);
  rmSync(dirname(path), { recursive: true });
  expect(outcome).toBe('read');
  expect(items).toBeGreaterThan(400);
}, 120_000);

/** With a heap that the text of the file would not go into. Node cannot load TypeScript, so the one that was built is read. */
function readInThread(path: string): Promise<{ outcome: string; items?: number }> {
  const built = new URL('../../../dist/formats/apple-health/apple-health.js', import.meta.url).href;
  const code = `
    const { parentPort, workerData } = require('node:worker_threads');
    const { openSync, readSync, statSync } = require('node:fs');
    import(workerData.built).then(async ({ appleHealth }) => {
      const handle = openSync(workerData.path);
      const read = async (from, to) => {
        const bytes = Buffer.alloc(to - from);
        return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, from));
      };
      const file = { name: 'export.xml', size: statSync(workerData.path).size, read };
      let items = 0;
      for await (const finding of appleHealth.read(file, { zone: 'UTC', language: 'en', keepsRaw: false, tell() {} }))
        if (finding.candidate) items++;
      parentPort.postMessage({ outcome: 'read', items });
    });`;
  return new Promise(resolve => {
    const workerData = { built, path };
    const worker = new Worker(code, {
      eval: true,
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: 40 },
    });
    worker.once('message', resolve);
    worker.once('error', error => resolve({ outcome: error.message }));
  });
}
