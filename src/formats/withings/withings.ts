// Withings: the archive of an account, a table for each measure, or one of those tables. Their names are English; of their headings
// the units count, as the words are in the language of the account.
import { isArchive, openArchive, readPieces } from '../archive/archive.ts';
import { type Finding, type Format, UnreadableFile } from '../format.ts';
import { Readings } from '../readings/readings.ts';
import { findDelimiter, headText, type Row, readRows } from '../readings/rows.ts';
import { findTable, type Take, takeNamed } from './tables.ts';

export const withings: Format = {
  id: 'withings',

  async matches(of) {
    if (!isArchive(of)) return findTable(splitHeading(of.head)) !== undefined;
    try {
      const { entries } = await openArchive(of.file);
      const names = new Set(entries.map(({ name }) => name.split('/').at(-1)));
      return (
        ['weight.csv', 'aggregates_steps.csv', 'raw_tracker_steps.csv', 'account_relatives.csv'].filter(
          name => names.has(name),
        ).length >= 2
      );
    } catch (error) {
      if (error instanceof UnreadableFile) return false;
      throw error;
    }
  },

  async *read(file, options) {
    const readings = new Readings('withings', options);
    if (isArchive({ file, head: await file.read(0, 4) })) {
      const { entries } = await openArchive(file);
      for (const entry of entries) {
        const name = entry.name.split('/').at(-1) ?? '';
        if (name.endsWith('.csv')) yield* readTable(entry.read(options.tell), name, readings);
      }
    } else
      yield* readTable(
        readPieces(file, 0, file.size, options.tell),
        file.name.split(/[\\/]/).at(-1) ?? '',
        readings,
      );
    yield* readings.finish();
  },
};

async function* readTable(
  bytes: AsyncIterable<Uint8Array>,
  name: string,
  readings: Readings,
): AsyncGenerator<Finding> {
  let take: Take | undefined;
  for await (const row of readRows(bytes)) {
    if (take) yield* take(row, readings);
    else {
      take = findTable(row) ?? takeNamed(name, row);
      if (take) continue;
      // Its rows are of a measure that has no kind, or of the account.
      yield* readings.leave('no-kind', name.replace(/\.csv$/, ''));
      return;
    }
  }
}

function splitHeading(head: Uint8Array): Row {
  const line = headText(head.subarray(0, 4096)).split(/\r?\n/, 1)[0] ?? '';
  return line.split(findDelimiter(line)).map(field => field.trim().replace(/^"|"$/g, ''));
}
