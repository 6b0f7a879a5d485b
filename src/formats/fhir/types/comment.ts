// Comment: a remark. Words that were said to somebody, and nothing else, are one.
import comment from '../../../things/comment.ts';
import { codeable, isWritable } from '../codes.ts';
import { makeCommunication } from '../communications.ts';
import { text } from '../convert.ts';
import { approxDateTime } from '../dates.ts';
import { isUnmarked } from '../elements.ts';
import { getOwn, listOf } from '../json.ts';
import { defineMapping, rowsOf } from '../mapping.ts';

const { row } = rowsOf(comment);

export default defineMapping(comment, {
  ...makeCommunication(comment),
  rows: [
    row('when', 'sent', approxDateTime),
    row('content', 'payload[0].contentString', text),
    row('category', 'topic', codeable),
  ],
  takesOthers: resource => {
    const [only, ...others] = listOf(resource.payload);
    return (
      isUnmarked(resource) &&
      others.length === 0 &&
      isWritable(getOwn(only, 'contentString')) &&
      typeof resource.sent === 'string'
    );
  },
});
