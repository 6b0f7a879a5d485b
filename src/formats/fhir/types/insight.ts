// Insight: what an analysis found in the record, as it told the person.
import insight from '../../../things/insight.ts';
import { isWritable } from '../codes.ts';
import { makeCommunication } from '../communications.ts';
import { text } from '../convert.ts';
import { dateTime } from '../dates.ts';
import { getOwn, listOf } from '../json.ts';
import { defineMapping, rowsOf } from '../mapping.ts';

const { row, rowBy } = rowsOf(insight);

export default defineMapping(insight, {
  ...makeCommunication(insight),
  rows: [
    row('when', 'sent', dateTime),
    row('messages.short', 'topic.text', text),
    rowBy('messages.regular', 'payload', {
      write(item, resource) {
        const words = getOwn(item.messages, 'regular');
        if (isWritable(words)) resource.payload = [{ contentString: words }];
      },
      read(resource, item) {
        const words = getOwn(listOf(resource.payload)[0], 'contentString');
        if (isWritable(words)) item.messages = { ...(item.messages as object), regular: words };
      },
    }),
    row('raisedInsightId', 'identifier[0].value', text),
    row('catalogId', 'reasonCode[0].text', text),
  ],
});
