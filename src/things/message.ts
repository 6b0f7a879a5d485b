// Message: a mail with its attachments. The thing holds their names; the content is in blobs of these names.
import { type Infer, inUnit, longText } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { boolean, positiveInteger, string } from '../schema/text.ts';
import { dateTime } from './common/dates.ts';
import { stringnznw } from './common/strings.ts';
import { thingType, thingVersion } from './thing-type.ts';

const header = seq({ name: stringnznw, value: stringnznw });

const attachment = seq({
  name: stringnznw,
  'blob-name': stringnznw,
  'inline-display': boolean,
  'content-id': optional(stringnznw),
});

export const message = seq({
  when: dateTime,
  headers: many(header),
  size: inUnit(positiveInteger(), 'bytes'),
  summary: optional(longText(string)),
  'html-blob-name': optional(stringnznw),
  'text-blob-name': optional(stringnznw),
  attachments: many(attachment),
});
export type Message = Infer<typeof message>;

export default thingType({
  name: 'Message',
  description: 'A mail that was put into the record, with its attachments.',
  group: 'documents',
  versions: [
    thingVersion({
      id: '72dc49e1-1486-4634-b651-ef560ed051e5',
      number: 1,
      root: 'message',
      namespace: 'urn:com.microsoft.wc.thing.message',
      schema: message,
      effectiveDate: 'when',
    }),
  ],
  labels: {
    'html-blob-name': 'Stored file with the HTML',
    'text-blob-name': 'Stored file with the plain text',
    'blob-name': 'Stored file',
    'inline-display': 'Shown within the text',
    'content-id': 'Name within the text',
  },
  forPrograms: ['size', 'html-blob-name', 'text-blob-name', 'attachments'],
  summary: ({ headers, summary }: Message) => subjectOf(headers) || summary || '',
});

function subjectOf(headers: Message['headers']): string | undefined {
  return headers?.find(header => header.name.toLowerCase() === 'subject')?.value;
}
