// Nightscout: its entries and treatments in JSON, as its API gives them in version 1 (a list) and 3 (a list within), and its
// entries as a table. Glucose of entries is in mg/dL, whatever its owner looks at.
import { words } from '../../things/common/codable.ts';
import { readPieces } from '../archive/archive.ts';
import type { Finding, Format, ReadingOptions, SourceFile } from '../format.ts';
import { isObject, type JsonObject, numberAt, readJson, textAt } from '../readings/json-values.ts';
import { type Moment, momentIn, parseMoment } from '../readings/moment.ts';
import { Readings } from '../readings/readings.ts';
import { headText, parseNumber, readRows } from '../readings/rows.ts';

/** `"2026-04-05T20:30:29.000Z",1775421029000,162,"Flat","device"` */
const tableRow = /^"?\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:?\d\d)"?[,\t]\d{13}[,\t]\d+/;

export const nightscout: Format = {
  id: 'nightscout',

  matches({ head }) {
    const text = headText(head);
    if (tableRow.test(text)) return true;
    if (!/^\s*(?:\[\s*\{|\{[^[]{0,200}"result"\s*:\s*\[)/.test(text)) return false;
    return (
      /"sgv"\s*:|"mbg"\s*:/.test(text) || (/"eventType"\s*:/.test(text) && /"created_at"\s*:/.test(text))
    );
  },

  async *read(file, options) {
    const readings = new Readings('nightscout', options);
    const head = headText(await file.read(0, 4096));
    if (tableRow.test(head)) yield* readTable(file, options, readings);
    else {
      const path = /^\s*\[/.test(head) ? '$.*' : '$.result.*';
      for await (const { value } of readJson(readPieces(file, 0, file.size, options.tell), path)) {
        if (isObject(value)) yield* takeEntry(value, options, readings);
        else yield* readings.leave('invalid', 'Entry');
      }
    }
    yield* readings.finish();
  },
};

async function* readTable(
  file: SourceFile,
  options: ReadingOptions,
  readings: Readings,
): AsyncGenerator<Finding> {
  for await (const [, time, glucose, , source] of readRows(readPieces(file, 0, file.size, options.tell))) {
    const at = momentOf(parseNumber(time), options.zone);
    const milligrams = parseNumber(glucose);
    if (!at || milligrams === undefined) yield* readings.leave('invalid', 'sgv');
    else yield* addGlucose({ at, milligrams, source, what: 'sgv' }, readings);
  }
}

function* takeEntry(entry: JsonObject, options: ReadingOptions, readings: Readings): Iterable<Finding> {
  const what = textAt(entry, 'eventType') ?? textAt(entry, 'type') ?? 'Entry';
  const at = findMoment(entry, options.zone);
  if (!at) return yield* readings.leave('invalid', what);
  const id = textAt(entry, '_id') ?? textAt(entry, 'identifier');
  const source = textAt(entry, 'device') ?? textAt(entry, 'enteredBy');
  const about = { at, source, what, id };
  const [sensor, meter] = [numberAt(entry, 'sgv'), numberAt(entry, 'mbg')];
  if (sensor !== undefined) return yield* addGlucose({ ...about, milligrams: sensor }, readings);
  if (meter !== undefined) return yield* addGlucose({ ...about, milligrams: meter, isMeter: true }, readings);
  const found = [...takeTreatment(entry, about, readings)];
  yield* found;
  if (found.length === 0) yield* readings.leave('no-kind', what);
}

interface About {
  readonly at: Moment;
  readonly source: string | undefined;
  readonly what: string;
  readonly id?: string | undefined;
}

function* takeTreatment(entry: JsonObject, about: About, readings: Readings): Iterable<Finding> {
  const [insulin, carbohydrates, glucose] = ['insulin', 'carbs', 'glucose'].map(
    name => numberAt(entry, name) || undefined,
  );
  const part = (name: string) => (about.id === undefined ? undefined : `${about.id} ${name}`);
  if (insulin !== undefined)
    yield* readings.add({
      ...about,
      id: part('insulin'),
      kind: 'insulin',
      value: insulin,
      context: words(textAt(entry, 'insulinType')),
    });
  if (carbohydrates !== undefined)
    yield* readings.add({ ...about, id: part('carbs'), kind: 'carbohydrates', value: carbohydrates });
  if (glucose === undefined || textAt(entry, 'glucoseType') === 'Sensor') return;
  const isMillimoles = textAt(entry, 'units') === 'mmol';
  const milligrams = isMillimoles ? glucose * 18.0156 : glucose;
  yield* addGlucose({ ...about, id: part('glucose'), milligrams, isMeter: true }, readings);
}

function addGlucose(
  { at, milligrams, source, what, id, isMeter = false }: About & { milligrams: number; isMeter?: boolean },
  readings: Readings,
): Finding[] {
  // Below 39 a sensor tells that something is wrong with it.
  if (!isMeter && milligrams < 39) return readings.leave('invalid', what);
  const kind = isMeter ? 'glucose' : 'sensorGlucose';
  return readings.add({
    kind,
    at,
    value: milligrams / 18.0156,
    shown: { value: Math.round(milligrams * 10) / 10, unit: 'mg/dL' },
    source,
    what,
    id,
  });
}

function findMoment(entry: JsonObject, zone: string): Moment | undefined {
  const epoch = numberAt(entry, 'date') ?? numberAt(entry, 'mills');
  if (epoch !== undefined) return momentOf(epoch, zone);
  const text = textAt(entry, 'dateString') ?? textAt(entry, 'created_at');
  const moment = text === undefined ? undefined : parseMoment(text);
  return moment && momentIn(moment.at, zone);
}

/** @param epoch milliseconds, or seconds from older uploaders */
function momentOf(epoch: number | undefined, zone: string): Moment | undefined {
  if (epoch === undefined) return undefined;
  const at = epoch < 1e11 ? epoch * 1000 : epoch;
  return at > 0 && at < 4e12 ? momentIn(at, zone) : undefined;
}
