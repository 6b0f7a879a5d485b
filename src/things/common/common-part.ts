// The part of an item that every type shares: note, source, relations, extensions.
import { any, choice, group, many, optional, seq } from '../../schema/sequence.ts';
import { guid, limitedString, string } from '../../schema/text.ts';

export const tags = limitedString({ maxLength: 512 });
/** An id that an application gives a thing. */
export const clientThingId = limitedString({ minLength: 1, maxLength: 255 });

export const common = seq({
  source: optional(string),
  note: optional(string),
  tags: optional(tags),
  extension: many(
    seq(
      { content: any() },
      { source: string, ver: { optional: string }, logo: { optional: string }, xsl: { optional: string } },
    ),
  ),
  'related-thing': many(
    seq({
      target: choice({
        byId: group({ 'thing-id': guid, 'version-stamp': optional(guid) }),
        'client-thing-id': clientThingId,
      }),
      'relationship-type': optional(string),
    }),
  ),
  'client-thing-id': optional(clientThingId),
});
