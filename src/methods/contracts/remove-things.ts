// RemoveThings.
import { many, seq } from '../../schema/sequence.ts';
import { guid, textWithAttributes } from '../../schema/text.ts';

export const removeThings = {
  1: {
    // A missing stamp has a status of its own.
    request: seq({
      'thing-id': many(textWithAttributes(guid, { 'version-stamp': { optional: guid } }), { min: 1 }),
    }),
  },
};
