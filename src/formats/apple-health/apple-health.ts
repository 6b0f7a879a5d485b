// Apple Health: the zip that the Health app exports, or the XML within it. Names of its files are in the language of the phone, so
// the export is known by its root. What else is in the archive, and becomes no item, is told by name.
import { type Archive, type ArchiveEntry, isArchive, openArchive, readPieces } from '../archive/archive.ts';
import { listSourcesOf } from '../fhir/import/entries.ts';
import { readFhir } from '../fhir/import/fhir.ts';
import {
  type FileHead,
  type Finding,
  type Format,
  leaveOut,
  type ReadingOptions,
  UnreadableFile,
} from '../format.ts';
import { Tally } from '../readings/tally.ts';
import { ecgName, readEcg } from './ecg.ts';
import { Export, formatId, rootName } from './export.ts';
import { ecgsMax } from './limits.ts';
import { readEvents } from './xml-events.ts';

export const appleHealth: Format = {
  id: formatId,

  async matches(of) {
    if (!isArchive(of)) return isExport(of.head);
    try {
      return (await findExport(await openArchive(of.file))) !== undefined;
    } catch (error) {
      if (error instanceof UnreadableFile) return false;
      throw error;
    }
  },

  async *read(file, options) {
    const head = { file, head: await file.read(0, 4) };
    if (!isArchive(head))
      yield* readExport(readPieces(file, 0, file.size, options.tell), new Export(options, new Map()));
    else yield* readArchive(await openArchive(file), options);
  },
};

async function* readArchive(archive: Archive, options: ReadingOptions): AsyncGenerator<Finding> {
  const entry = await findExport(archive);
  if (!entry) throw new UnreadableFile('not-this-format');
  const gpx = archive.entries.filter(({ name }) => name.endsWith('.gpx'));
  const routes = new Map(gpx.map(route => [route.name.split('/').at(-1) ?? '', route]));
  const reader = new Export(options, routes);
  yield* readExport(entry.read(options.tell), reader);
  yield* readEcgs(archive, reader);
  yield* readClinical(archive, options);
  yield* tellOthers(archive);
}

async function* readExport(bytes: AsyncIterable<Uint8Array>, reader: Export): AsyncGenerator<Finding> {
  for await (const _ of readEvents(bytes, reader)) yield* reader.take();
  yield* reader.finish();
}

async function* readEcgs({ entries }: Archive, { readings }: Export): AsyncGenerator<Finding> {
  const ecgs = entries.filter(({ name }) => /(^|\/)electrocardiograms\/[^/]+\.csv$/i.test(name));
  for (const entry of ecgs.slice(0, ecgsMax)) yield await readEcg(entry, readings);
  if (ecgs.length > ecgsMax) yield leaveOut('too-large', ecgName, ecgs.length - ecgsMax);
}

/** What hospitals gave to the phone, each resource a file of its own. */
async function* readClinical({ entries }: Archive, { zone }: ReadingOptions): AsyncGenerator<Finding> {
  const records = entries.filter(({ name }) => clinicalRecord.test(name));
  const sources = await listSourcesOf(records);
  yield* readFhir(sources, { zone, tell() {} });
  const others = records.length - sources.length;
  if (others > 0) yield leaveOut('no-kind', 'Clinical record', others);
}

const clinicalRecord = /(^|\/)clinical-records\/[^/]+\.json$/i;

/** The CDA says again what the export does. */
function* tellOthers({ entries }: Archive): Iterable<Finding> {
  const leftOut = new Tally();
  for (const { name } of entries) {
    const file = name.split('/').at(-1) ?? '';
    if (/cda\.xml$/i.test(file)) leftOut.add('no-kind', file);
  }
  yield* leftOut.tell();
}

async function findExport({ entries }: Archive): Promise<ArchiveEntry | undefined> {
  // It lies in the one folder there is, beside a CDA.
  const candidates = entries.filter(({ name }) => /^(?:[^/]+\/)?[^/]+\.xml$/i.test(name)).slice(0, 10);
  for (const entry of candidates) if (isExport(await readHead(entry))) return entry;
  return undefined;
}

async function readHead(entry: ArchiveEntry): Promise<Uint8Array> {
  for await (const piece of entry.read()) return piece.subarray(0, headBytes);
  return new Uint8Array();
}

const headBytes = 65_536;

/** The DTD comes before the root, and names it. */
function isExport(head: FileHead['head']): boolean {
  const text = Buffer.from(head.subarray(0, headBytes)).toString('latin1');
  return (
    /^(?:\xef\xbb\xbf)?\s*<(?:\?xml|!DOCTYPE|HealthData)/.test(text) &&
    new RegExp(`<!DOCTYPE ${rootName}\\b|<${rootName}[\\s>]`).test(text)
  );
}
