// LibreView: the table of a FreeStyle Libre. A line with a title stands before its heading, in the language of the account, as the
// heading is; what the columns are is told by their order, and the kinds of rows by a number.
import { words } from '../../things/common/codable.ts';
import { readPieces } from '../archive/archive.ts';
import {
  type Finding,
  type Format,
  type ReadingOptions,
  type SourceFile,
  UnreadableFile,
} from '../format.ts';
import { type DayOrder, findOrder, parseDayFirst } from '../readings/day-order.ts';
import { rowsBeforeHeadingMax } from '../readings/limits.ts';
import { type Moment, parseWall } from '../readings/moment.ts';
import { Readings } from '../readings/readings.ts';
import { findDelimiter, headText, parseNumber, type Row, readRows } from '../readings/rows.ts';
import { parseSensor } from '../readings/sensor.ts';

/** Columns, in every language. */
const at = {
  device: 0,
  serial: 1,
  time: 2,
  type: 3,
  historic: 4,
  scan: 5,
  rapid: 7,
  carbohydrates: 9,
  long: 12,
  notes: 13,
  strip: 14,
  ketone: 15,
} as const;

export const libreview: Format = {
  id: 'libreview',

  matches({ head }) {
    const text = headText(head.subarray(0, 8192));
    const delimiter = findDelimiter(text);
    return text
      .split(/\r?\n/, 4)
      .some(line => findUnit(line.split(delimiter).map(field => field.replace(/^"|"$/g, ''))) !== undefined);
  },

  async *read(file, options) {
    const order = await findOrder(readDates(file), options);
    const readings = new Readings('libreview', options);
    for await (const { row, unit } of readTable(file, options.tell))
      yield* takeRow(row, unit, order, readings);
    yield* readings.finish();
  },
};

/** Of the heading alone: the unit of its glucose. */
function findUnit(row: Row): string | undefined {
  const unitOf = (name = '') => /(mg\/dL|mmol\/L)$/i.exec(name.trim())?.[1]?.toLowerCase();
  const unit = unitOf(row[at.historic]);
  if (unit === undefined || unit !== unitOf(row[at.scan]) || unit !== unitOf(row[at.strip])) return undefined;
  return unitOf(row[at.ketone]) === 'mmol/l' ? (unit === 'mg/dl' ? 'mg/dL' : 'mmol/L') : undefined;
}

/** @throws UnreadableFile where no heading is near its beginning */
async function* readTable(
  file: SourceFile,
  tell?: ReadingOptions['tell'],
): AsyncGenerator<{ row: Row; unit: string }> {
  let unit: string | undefined;
  let before = 0;
  for await (const row of readRows(readPieces(file, 0, file.size, tell))) {
    if (unit !== undefined) yield { row, unit };
    else if (before++ > rowsBeforeHeadingMax) break;
    else unit = findUnit(row);
  }
  if (unit === undefined) throw new UnreadableFile('not-this-format');
}

async function* readDates(file: SourceFile): AsyncGenerator<string> {
  for await (const { row } of readTable(file)) yield row[at.time] ?? '';
}

/** What a Libre tells. */
const bounds = { low: 40, high: 500 };

function* takeRow(row: Row, unit: string, order: DayOrder, readings: Readings): Iterable<Finding> {
  const type = row[at.type] ?? '';
  const what = typeNames.get(type) ?? `Record type ${type}`;
  const when = parseTime(row[at.time] ?? '', order);
  if (!when) return yield* readings.leave('invalid', what);
  const source = row[at.device] || undefined;
  const glucose = (column: number, kind: 'sensorGlucose' | 'glucose') => {
    const text = row[column] ?? '';
    const measured = parseSensor(text, parseNumber(text), unit, bounds);
    return measured
      ? readings.add({ kind, at: when, ...measured, source, what })
      : readings.leave('invalid', what);
  };
  const amount = (column: number, kind: 'insulin' | 'carbohydrates', name?: string) =>
    (row[column] ?? '') === ''
      ? []
      : readings.add({
          kind,
          at: when,
          value: parseNumber(row[column]) ?? Number.NaN,
          context: words(name),
          source,
          what,
        });
  switch (type) {
    case '0':
      return yield* glucose(at.historic, 'sensorGlucose');
    case '1':
      return yield* glucose(at.scan, 'sensorGlucose');
    case '2':
      return yield* glucose(at.strip, 'glucose');
    case '4': {
      const found = [
        ...amount(at.rapid, 'insulin', 'Rapid-acting'),
        ...amount(at.long, 'insulin', 'Long-acting'),
      ];
      return yield* found.length > 0 ? found : readings.leave('invalid', what);
    }
    case '5': {
      const found = amount(at.carbohydrates, 'carbohydrates');
      return yield* found.length > 0 ? found : readings.leave('invalid', what);
    }
    default:
      yield* readings.leave(type === '6' && !row[at.notes] ? 'invalid' : 'no-kind', what);
  }
}

const typeNames: ReadonlyMap<string, string> = new Map([
  ['0', 'Historic glucose'],
  ['1', 'Scan glucose'],
  ['2', 'Strip glucose'],
  ['3', 'Ketone'],
  ['4', 'Insulin'],
  ['5', 'Food'],
  ['6', 'Note'],
]);

function parseTime(text: string, order: DayOrder): Moment | undefined {
  const wall = /^\d{4}/.test(text) ? parseWall(text) : undefined;
  return wall === undefined ? parseDayFirst(text, order) : { at: wall, wall };
}
