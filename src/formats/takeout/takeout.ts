// Google Takeout: what Fit and Fitbit kept, in an archive of many small files. The days of Fit are one table; sessions of Fit and
// all of Fitbit are JSON. Folders are in the language of the account, so files are known by what they hold.
import { type ArchiveEntry, isArchive, openArchive } from '../archive/archive.ts';
import { type Finding, type Format, type ReadingOptions, UnreadableFile } from '../format.ts';
import { isObject, readJson } from '../readings/json-values.ts';
import { Readings } from '../readings/readings.ts';
import { readRows } from '../readings/rows.ts';
import { findFitbitTake, takeOxygen } from './fitbit.ts';
import { findFitColumns, isDayOfFit, isSessionOfFit, takeDay, takeSession } from './google-fit.ts';

export const takeout: Format = {
  id: 'takeout',

  async matches(of) {
    if (!isArchive(of)) return false;
    try {
      const { entries } = await openArchive(of.file);
      return entries.some(entry => findReader(entry) !== undefined);
    } catch (error) {
      if (error instanceof UnreadableFile) return false;
      throw error;
    }
  },

  async *read(file, options) {
    const { entries } = await openArchive(file);
    const readings = new Readings('takeout', options);
    for (const entry of entries) {
      const read = findReader(entry);
      if (read) yield* read(entry, readings, options);
      else if (/\/(Fit|Fitbit)\//.test(entry.name)) yield* readings.leave('no-kind', nameOf(entry));
    }
    yield* readings.finish();
  },
};

type Read = (entry: ArchiveEntry, readings: Readings, options: ReadingOptions) => AsyncGenerator<Finding>;

function findReader({ name }: ArchiveEntry): Read | undefined {
  const file = name.split('/').at(-1) ?? '';
  const take = fitbitFolders.test(name) ? findFitbitTake(file) : undefined;
  if (take)
    return async function* (entry, readings, options) {
      for await (const { value } of readJson(entry.read(options.tell), '$.*'))
        if (isObject(value)) yield* take(value, readings, options);
    };
  if (/^Daily SpO2 - .*\.csv$/.test(file))
    return async function* (entry, readings, options) {
      let isHeading = true;
      for await (const row of readRows(entry.read(options.tell))) {
        if (!isHeading) yield* takeOxygen(row, readings);
        isHeading = false;
      }
    };
  if (isSessionOfFit(name)) return readSession;
  return isDayOfFit(name) ? readDays : undefined;
}

const fitbitFolders = /(^|\/)(Takeout|Fitbit|MyFitbitData|Global Export Data|Physical Activity)\//;

/** A file is one session. */
async function* readSession(
  entry: ArchiveEntry,
  readings: Readings,
  options: ReadingOptions,
): AsyncGenerator<Finding> {
  for await (const { value } of readJson(entry.read(options.tell), '$'))
    if (isObject(value)) yield* takeSession(value, readings, options);
}

async function* readDays(
  entry: ArchiveEntry,
  readings: Readings,
  options: ReadingOptions,
): AsyncGenerator<Finding> {
  let columns: ReturnType<typeof findFitColumns>;
  for await (const row of readRows(entry.read(options.tell))) {
    if (columns) yield* takeDay(row, columns, readings);
    else {
      columns = findFitColumns(row);
      if (!columns) return yield* readings.leave('no-kind', 'Daily activity metrics');
    }
  }
}

/** Without its date, so that a thousand days are told as one. */
function nameOf({ name }: ArchiveEntry): string {
  const file = name.split('/').at(-1) ?? '';
  return (
    file
      .replace(/\.\w+$/, '')
      .replace(/[\s_-]*\d{4}-\d{2}.*$/, '')
      .replace(/[\s_-]*\d+$/, '') || 'Takeout'
  );
}
