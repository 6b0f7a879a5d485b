// GetThings: version 3 with blobs by name, intents, an order, and the dates things end.
import { many, optional, seq } from '../../schema/sequence.ts';
import { boolean, guid, string } from '../../schema/text.ts';
import { thing1, thing2, unprocessedThing } from './parts/thing.ts';
import { asked, groupAttributes, thingFormat1, thingFormat3, word } from './parts/thing-group.ts';

const orderBy = seq({
  'order-by-property': seq(
    {},
    { 'type-id': guid, 'property-name': string, direction: { optional: word('Asc', 'Desc') } },
  ),
});

export const group1 = seq(
  { ...asked, format: thingFormat1, 'current-version-only': optional(boolean) },
  groupAttributes,
);

export const group3 = seq(
  {
    ...asked,
    format: thingFormat3,
    'current-version-only': optional(boolean),
    intents: optional(seq({ intent: many(word('view', 'download', 'transmit')) })),
    'order-by': optional(orderBy),
  },
  groupAttributes,
);

const name = { name: { optional: string } } as const;
const found = { 'unprocessed-thing-key-info': many(unprocessedThing), filtered: optional(boolean) } as const;
const answer1 = seq({ thing: many(thing1), ...found }, name);
const answer3 = seq({ thing: many(thing2), ...found, 'order-by-culture': optional(string) }, name);

const oldVersion = {
  request: seq({ group: many(group1, { min: 1 }) }),
  response: seq({ group: many(answer1) }),
};

export const getThings = {
  1: oldVersion,
  2: oldVersion,
  3: {
    request: seq({ group: many(group3, { min: 1 }) }),
    response: seq({ group: many(answer3) }),
    answersAs: 'GetThings3',
  },
};
