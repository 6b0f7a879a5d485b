// Health Connect: the zip that Android exports, with one SQLite database in it. Offsets are in seconds, masses in grams, energy in
// small calories, glucose in mmol/L.
import { type ArchiveEntry, isArchive, openArchive } from '../archive/archive.ts';
import { type Format, type ReadingOptions, UnreadableFile } from '../format.ts';
import { Readings } from '../readings/readings.ts';
import { readDatabase } from './database.ts';
import { databaseBytesMax } from './limits.ts';
import { Phone } from './phone.ts';
import { queries } from './queries.ts';

export const healthConnect: Format = {
  id: 'health-connect',

  async matches(of) {
    if (!isArchive(of)) return false;
    try {
      return findDatabase((await openArchive(of.file)).entries) !== undefined;
    } catch (error) {
      if (error instanceof UnreadableFile) return false;
      throw error;
    }
  },

  async *read(file, options: ReadingOptions) {
    const entry = findDatabase((await openArchive(file)).entries);
    if (!entry) throw new UnreadableFile('not-this-format');
    if (entry.size > databaseBytesMax) throw new UnreadableFile('too-large');
    const readings = new Readings('health-connect', options);
    const phone = new Phone(options, readings);
    for await (const [number, rows] of readDatabase(entry.read(options.tell)))
      for (const row of rows) yield* phone.take(queries[number]?.table, row);
    phone.finish();
    yield* readings.finish();
  },
};

function findDatabase(entries: readonly ArchiveEntry[]): ArchiveEntry | undefined {
  return entries.find(({ name }) => /(^|\/)health_connect[\w.-]*\.db$/.test(name));
}
