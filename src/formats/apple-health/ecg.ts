// Electrocardiograms of an export: one table each, with some lines about it before the voltages. Their names are in the language of
// the phone, so lines are known by their places and by what they say.
import medicalImageStudy from '../../things/medical-image-study.ts';
import type { ArchiveEntry } from '../archive/archive.ts';
import { type Finding, leaveOut, makeFinding, UnreadableFile } from '../format.ts';
import { dateTimeOf, type Moment, parseMoment } from '../readings/moment.ts';
import type { Readings } from '../readings/readings.ts';
import { ecgBytesMax } from './limits.ts';

export const ecgName = 'Electrocardiogram';

/** The item has what was found, and holds the table as it is. */
export async function readEcg(entry: ArchiveEntry, readings: Readings): Promise<Finding> {
  if (entry.size > ecgBytesMax) return leaveOut('too-large', ecgName);
  const bytes = await readAll(entry);
  const facts = bytes && readFacts(bytes);
  if (!facts) return leaveOut('invalid', ecgName);
  const { at, classification, rate, device } = facts;
  const own = entry.name.split('/').at(-1) ?? '';
  // By it the item knows its file, and applications are told it.
  const name = /^[\w .()-]{1,100}$/.test(own) ? own : 'ecg.csv';
  const description = [classification, rate && `${rate}/min`].filter(Boolean).join(', ');
  const value = {
    when: dateTimeOf(at),
    ...(description !== '' && { description }),
    series: [
      {
        images: [{ imageBlobName: name }],
        modality: {
          text: 'Electrocardiography',
          code: [{ value: 'ECG', family: 'dicom', type: 'modality', version: '1' }],
        },
      },
    ],
    keyImages: [],
  };
  return makeFinding(medicalImageStudy, value, ecgName, {
    source: readings.source(device),
    sourceId: readings.id(ecgName, at, device),
    file: { name, contentType: 'text/csv', base64: bytes.toString('base64') },
  });
}

async function readAll(entry: ArchiveEntry): Promise<Buffer | undefined> {
  const pieces: Uint8Array[] = [];
  try {
    for await (const piece of entry.read()) pieces.push(piece);
  } catch (error) {
    if (error instanceof UnreadableFile && error.fault === 'damaged') return undefined;
    throw error;
  }
  return Buffer.concat(pieces);
}

interface Facts {
  readonly at: Moment;
  readonly classification: string | undefined;
  readonly rate: string | undefined;
  readonly device: string | undefined;
}

/** Lines before the voltages, with a name and what it says. */
const linesMax = 30;
const headBytes = 16_384;

function readFacts(bytes: Uint8Array): Facts | undefined {
  const head = Buffer.from(bytes.subarray(0, headBytes))
    .toString('utf8')
    .replace(/^\ufeff/, '');
  const rows = head
    .split(/\r?\n/, linesMax)
    .map(line => /^([^,;]*)[,;](.*)$/.exec(line))
    .flatMap(row => (row ? [{ name: row[1]?.trim() ?? '', said: unquote(row[2] ?? '') }] : []));
  // Who, born when, recorded when, and then what was found.
  const place = rows.findIndex(({ said }) => /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4}$/.test(said));
  const at = parseMoment(rows[place]?.said ?? '');
  if (!at) return undefined;
  return {
    at,
    classification: rows[place + 1]?.said || undefined,
    rate: rows.map(({ said }) => /^(\d{2,3})\s*(?:bpm|\/min|count\/min)/i.exec(said)?.[1]).find(Boolean),
    device: rows.map(({ said }) => said).find(said => /^(Apple )?Watch/i.test(said)),
  };
}

function unquote(field: string): string {
  const text = field.trim();
  return (/^"(.*)"$/.exec(text)?.[1]?.replaceAll('""', '"') ?? text).trim().slice(0, 200);
}
