// Dexcom Clarity: the table of a glucose sensor, each five minutes, with insulin, meals and calibrations. Its headings are in the
// language of the account, but for their units and the pattern of their times, by which it is known.
import { words } from '../../things/common/codable.ts';
import { readPieces } from '../archive/archive.ts';
import { type Finding, type Format, UnreadableFile } from '../format.ts';
import { parseWall } from '../readings/moment.ts';
import { Readings } from '../readings/readings.ts';
import { findColumn, headText, parseNumber, type Row, readRows } from '../readings/rows.ts';
import { parseSensor } from '../readings/sensor.ts';

const timeHeading = /\((?:YYYY|JJJJ|AAAA)-MM-[A-Z]{2}[T ]hh:mm:ss\)$/i;
const glucoseHeading = /\((mg\/dL|mmol\/L)\)$/i;

export const clarity: Format = {
  id: 'clarity',

  matches({ head }) {
    const heading = headText(head.subarray(0, 4096)).split(/\r?\n/, 1)[0] ?? '';
    return (
      /\((?:YYYY|JJJJ|AAAA)-MM-[A-Z]{2}[T ]hh:mm:ss\)/i.test(heading) && /\((mg\/dL|mmol\/L)\)/i.test(heading)
    );
  },

  async *read(file, options) {
    const readings = new Readings('clarity', options);
    let columns: Columns | undefined;
    for await (const row of readRows(readPieces(file, 0, file.size, options.tell))) {
      if (columns) yield* takeRow(row, columns, readings);
      else columns = findColumns(row);
    }
    yield* readings.finish();
  },
};

interface Columns {
  readonly time: number;
  readonly glucose: number;
  readonly unit: string;
}

/** The others stand beside these two in every language. @throws UnreadableFile */
function findColumns(heading: Row): Columns {
  const time = findColumn(heading, timeHeading);
  const glucose = findColumn(heading, glucoseHeading);
  if (time < 0 || glucose < time + 3) throw new UnreadableFile('not-this-format');
  const unit =
    glucoseHeading.exec(heading[glucose] ?? '')?.[1]?.toLowerCase() === 'mg/dl' ? 'mg/dL' : 'mmol/L';
  return { time, glucose, unit };
}

/** What G6 and G7 tell. */
const bounds = { low: 40, high: 400 };

function* takeRow(row: Row, { time, glucose, unit }: Columns, readings: Readings): Iterable<Finding> {
  const [text = '', event = '', subtype = ''] = row.slice(time, time + 3);
  // Who it is of and when its alarms sound stand there too, without a time.
  if (text === '') return;
  const wall = parseWall(text);
  const device = row[glucose - 1];
  const source = device ? `Dexcom ${device}` : 'Dexcom';
  if (wall === undefined) return yield* readings.leave('invalid', event);
  const at = { at: wall, wall };
  const [value = '', insulin = '', carbohydrates = ''] = row.slice(glucose, glucose + 3);
  if (value !== '') {
    const measured = parseSensor(value, parseNumber(value), unit, bounds);
    const kind = /[ck]alib|étalon/i.test(event) ? 'glucose' : 'sensorGlucose';
    if (measured) yield* readings.add({ kind, at, ...measured, source, what: event });
    else yield* readings.leave('invalid', event);
  } else if (insulin !== '')
    yield* readings.add({
      kind: 'insulin',
      at,
      value: parseNumber(insulin) ?? Number.NaN,
      context: words(subtype === '' ? undefined : subtype),
      source,
      what: event,
    });
  else if (carbohydrates !== '')
    yield* readings.add({
      kind: 'carbohydrates',
      at,
      value: parseNumber(carbohydrates) ?? Number.NaN,
      source,
      what: event,
    });
  else yield* readings.leave('no-kind', event);
}
