// Message: a mail. Its subject is the topic, its files are attachments.
import message from '../../../things/message.ts';
import { isWritable } from '../codes.ts';
import { makeCommunication } from '../communications.ts';
import { text } from '../convert.ts';
import { dateTime } from '../dates.ts';
import { getOwn, listOf } from '../json.ts';
import { defineMapping, rowsOf } from '../mapping.ts';

const { row, rowBy } = rowsOf(message);

export default defineMapping(message, {
  ...makeCommunication(message),
  rows: [
    row('when', 'sent', dateTime),
    row('summary', 'payload[0].contentString', text),
    rowBy(
      'attachments',
      'payload',
      {
        write(_item, resource, { attachments = [] }) {
          const files = attachments.map(({ name, contentType, size, url }) => ({
            contentAttachment: { contentType, url, size, title: name },
          }));
          if (files.length > 0) resource.payload = [...listOf(resource.payload), ...files];
        },
        read() {},
      },
      'Where the files can be read; how the mail names them is in the extension.',
    ),
    rowBy(
      'headers',
      'topic',
      {
        write(item, resource) {
          const subject = listOf(item.headers).find(
            one => String(getOwn(one, 'name')).toLowerCase() === 'subject',
          );
          const words = getOwn(subject, 'value');
          if (isWritable(words)) resource.topic = { text: words };
        },
        read(resource, item) {
          const words = getOwn(resource.topic, 'text');
          if (isWritable(words)) item.headers = [{ name: 'Subject', value: words }];
        },
      },
      'The subject; the other headers are in the extension.',
    ),
  ],
});
