// File: name, size and kind of a file whose content is a blob beside it.
import { type Infer, inUnit } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { positiveInteger } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { platformStrings } from './common/strings.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const file = seq({
  name: platformStrings.string255,
  size: inUnit(positiveInteger(), 'bytes'),
  'content-type': optional(codable()),
});
export type File = Infer<typeof file>;

export default thingType({
  name: 'File',
  description: 'A file kept in the record.',
  group: 'documents',
  versions: [
    thingVersion({
      id: 'bd0403c5-4ae2-4b0e-a8db-1888678e4528',
      number: 1,
      root: 'file',
      namespace: 'urn:com.microsoft.wc.thing.file',
      schema: file,
    }),
  ],
  labels: { 'content-type': 'Kind of content' },
  isUploaded: true,
  forPrograms: ['size', 'content-type'],
  summary: ({ name, size }: File) => `${name}, ${sizeText(size)}`,
});

function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const step = Math.min(Math.floor(Math.log10(bytes) / 3), 4);
  return `${Number((bytes / 1000 ** step).toPrecision(3))} ${['B', 'kB', 'MB', 'GB', 'TB'][step]}`;
}
