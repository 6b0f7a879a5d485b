// GetThingType.
import { many, optional, seq } from '../../schema/sequence.ts';
import { boolean, guid, int, oneOf, positiveInteger, string, textWithAttributes } from '../../schema/text.ts';
import { moment } from './parts/moments.ts';

export const section = oneOf(
  'core',
  'xsd',
  'columns',
  'transforms',
  'transformsource',
  'versions',
  'effectivedatexpath',
);

const column = seq(
  {},
  {
    tag: string,
    label: string,
    type: string,
    width: positiveInteger(),
    visible: { optional: boolean },
    'order-by': { optional: string },
  },
);
export const property = seq({}, { name: string, type: string, xpath: { optional: string } });
const versionInfo = seq(
  { 'order-by-properties': optional(seq({ property: many(property) })) },
  { 'version-type-id': guid, 'version-name': string, 'version-sequence': int() },
);

export const thingType = seq({
  id: guid,
  name: string,
  uncreatable: optional(boolean),
  immutable: optional(boolean),
  singleton: optional(boolean),
  xsd: optional(string),
  columns: optional(seq({ column: many(column) })),
  transforms: optional(seq({ tag: many(string) })),
  'transform-source': many(textWithAttributes(string, { tag: string })),
  image: many(textWithAttributes(string, { 'mime-type': string })),
  versions: optional(seq({ 'version-info': many(versionInfo, { min: 1 }) }, { 'thing-type-id': guid })),
  'effective-date-xpath': optional(string),
  'updated-end-date-xpath': optional(string),
  'allow-readonly': optional(boolean),
});

export const getThingType = {
  1: {
    request: seq({
      id: many(guid),
      section: many(section, { max: 7 }),
      // No type has an image.
      'image-type': many(string),
      'last-client-refresh': optional(moment),
    }),
    response: seq({ 'thing-type': many(thingType) }),
  },
};
