// An export of Apple Health of any size, in the shape of those that phones write since iOS 16: the same bytes for the same seed. It
// comes in pieces, so that none has to be held.
// Run by itself it writes one: node bench/apple-export.js BYTES > export.xml
import { once } from 'node:events';
import { randomFrom } from './random.js';

/**
 * What a year or more of a phone and a watch looks like: half of it heart rates, a third steps and the like.
 * @param {{ bytes: number, seed?: number }} options about how many bytes it has
 */
export function* writeAppleExport({ bytes, seed = 17 }) {
  const random = randomFrom(seed);
  const days = Math.max(1, Math.round(bytes / bytesOfDay));
  const first = Date.UTC(2025, 11, 31) - days * dayMs;
  yield beginning;
  for (const write of [
    writeWeights,
    writePressures,
    writeHeartRates,
    writeSteps,
    writeOxygen,
    writeSleep,
    writeWorkouts,
  ])
    for (let day = 0; day < days; day++) {
      const lines = [...write(first + day * dayMs, day, random)];
      if (lines.length > 0) yield `${lines.join('\n')}\n`;
    }
  yield '</HealthData>\n';
}

/** What one day comes to, in what is written here. */
const bytesOfDay = 356_000;
const dayMs = 86_400_000;
const minuteMs = 60_000;

/** As iOS writes it: its DTD names an attribute list after the end of an element, which no DTD may. */
const beginning = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 14 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary|ClinicalRecord)*)>
<!ATTLIST HealthData
  locale CDATA #REQUIRED
>
<!ELEMENT HeartRateVariabilityMetadataList (InstantaneousBeatsPerMinute*)>
  startDate         CDATA #IMPLIED
>
]>
<HealthData locale="de_DE">
 <ExportDate value="2026-01-01 08:00:00 +0100"/>
 <Me HKCharacteristicTypeIdentifierDateOfBirth="1980-02-29" HKCharacteristicTypeIdentifierBiologicalSex="HKBiologicalSexFemale"/>
`;

const phone =
  'sourceName="Ida’s iPhone" sourceVersion="17.2" device="&lt;&lt;HKDevice: 0x3037c1e50&gt;, name:iPhone, manufacturer:Apple Inc., model:iPhone, hardware:iPhone15,2, software:17.2&gt;"';
const watch =
  'sourceName="Ida’s Apple\u00a0Watch" sourceVersion="10.2" device="&lt;&lt;HKDevice: 0x3037c2a30&gt;, name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch6,9, software:10.2&gt;"';
const scale = 'sourceName="Scale" sourceVersion="5"';

function* writeHeartRates(day, _, random) {
  for (let minute = 0; minute < 1440; minute += 4) {
    const at = day + minute * minuteMs;
    yield record(
      `HKQuantityTypeIdentifierHeartRate`,
      watch,
      'count/min',
      at,
      at,
      `${50 + Math.floor(random() * 70)}`,
      [['HKMetadataKeyHeartRateMotionContext', String(Math.floor(random() * 3))]],
    );
  }
}

function* writeSteps(day, _, random) {
  for (let minute = 420; minute < 1320; minute += 12) {
    const at = day + minute * minuteMs;
    const count = Math.floor(random() * 200);
    for (const by of [phone, watch]) {
      yield record('HKQuantityTypeIdentifierStepCount', by, 'count', at, at + 8 * minuteMs, String(count));
      yield record(
        'HKQuantityTypeIdentifierDistanceWalkingRunning',
        by,
        'km',
        at,
        at + 8 * minuteMs,
        (count * 0.0007).toFixed(5),
      );
    }
    yield record(
      'HKQuantityTypeIdentifierActiveEnergyBurned',
      watch,
      'kcal',
      at,
      at + 8 * minuteMs,
      (count / 30).toFixed(3),
    );
    yield record('HKQuantityTypeIdentifierHeadphoneAudioExposure', phone, 'dBASPL', at, at, '62.5');
  }
}

function* writeOxygen(day, _, random) {
  for (let hour = 0; hour < 24; hour += 2) {
    const at = day + hour * 60 * minuteMs;
    yield record(
      'HKQuantityTypeIdentifierOxygenSaturation',
      watch,
      '%',
      at,
      at,
      (0.94 + random() * 0.06).toFixed(2),
    );
  }
}

function* writeWeights(day, number, random) {
  if (number % 3 === 0)
    yield record(
      'HKQuantityTypeIdentifierBodyMass',
      scale,
      'kg',
      day + 7 * 60 * minuteMs,
      day + 7 * 60 * minuteMs,
      (70 + random()).toFixed(1),
    );
}

function* writePressures(day, number, random) {
  if (number % 7 !== 0) return;
  const at = day + 8 * 60 * minuteMs;
  const halves = [
    record(
      'HKQuantityTypeIdentifierBloodPressureSystolic',
      scale,
      'mmHg',
      at,
      at,
      String(115 + Math.floor(random() * 20)),
    ),
    record(
      'HKQuantityTypeIdentifierBloodPressureDiastolic',
      scale,
      'mmHg',
      at,
      at,
      String(70 + Math.floor(random() * 15)),
    ),
  ];
  yield* halves;
  yield ` <Correlation type="HKCorrelationTypeIdentifierBloodPressure" ${scale} creationDate="${date(at)}" startDate="${date(at)}" endDate="${date(at)}">\n${halves.join('\n')}\n </Correlation>`;
}

const stages = ['AsleepCore', 'AsleepDeep', 'AsleepCore', 'AsleepREM', 'Awake'];

function* writeSleep(day, _, random) {
  let at = day - 60 * minuteMs;
  for (let piece = 0; piece < 20; piece++) {
    const end = at + (10 + Math.floor(random() * 25)) * minuteMs;
    yield record(
      'HKCategoryTypeIdentifierSleepAnalysis',
      watch,
      undefined,
      at,
      end,
      `HKCategoryValueSleepAnalysis${stages[piece % 5]}`,
    );
    at = end;
  }
}

function* writeWorkouts(day, number, random) {
  if (number % 4 !== 0) return;
  const at = day + 17 * 60 * minuteMs;
  const minutes = 20 + Math.floor(random() * 40);
  yield ` <Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="${minutes}.5" durationUnit="min" ${watch} creationDate="${date(at)}" startDate="${date(at)}" endDate="${date(at + minutes * minuteMs)}">
  <MetadataEntry key="HKElevationAscended" value="5320 cm"/>
  <WorkoutStatistics type="HKQuantityTypeIdentifierHeartRate" startDate="${date(at)}" endDate="${date(at)}" average="141.5" minimum="92" maximum="171" unit="count/min"/>
  <WorkoutStatistics type="HKQuantityTypeIdentifierDistanceWalkingRunning" startDate="${date(at)}" endDate="${date(at)}" sum="${(minutes / 6).toFixed(3)}" unit="km"/>
  <WorkoutRoute ${watch} creationDate="${date(at)}" startDate="${date(at)}" endDate="${date(at)}">
   <FileReference path="/workout-routes/route_${date(at).slice(0, 10)}.gpx"/>
  </WorkoutRoute>
 </Workout>`;
}

function record(type, by, unit, start, end, value, metadata = []) {
  const inUnit = unit === undefined ? '' : ` unit="${unit}"`;
  const tag = ` <Record type="${type}" ${by}${inUnit} creationDate="${date(end)}" startDate="${date(start)}" endDate="${date(end)}" value="${value}"`;
  if (metadata.length === 0) return `${tag}/>`;
  return `${tag}>\n${metadata.map(([key, text]) => `  <MetadataEntry key="${key}" value="${text}"/>`).join('\n')}\n </Record>`;
}

function date(at) {
  return `${new Date(at + 3_600_000).toISOString().slice(0, 19).replace('T', ' ')} +0100`;
}

if (process.argv[1] === import.meta.filename) {
  for (const text of writeAppleExport({ bytes: Number(process.argv[2]) }))
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}
