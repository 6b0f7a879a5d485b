// What a group of GetThings asks for and how it is to be shown, as clients send it.
import { type Infer, type Schema, secret, type TextSchema } from '../../../schema/schema.ts';
import { many, optional, seq } from '../../../schema/sequence.ts';
import {
  collapseSpaces,
  guid,
  int,
  limitedString,
  oneOf,
  string,
  text,
  textWithAttributes,
} from '../../../schema/text.ts';
import { clientThingId } from '../../../things/common/common-part.ts';
import { localTime } from './local-time.ts';
import { moment } from './moments.ts';

/** One of a list of words. The documentation's own requests wrap them in white space. */
export function word<const V extends readonly string[]>(...words: V): TextSchema<V[number]> {
  const exact = oneOf(...words);
  return text(
    exact.shape.base,
    exact.shape.facets,
    written => exact.fromText(collapseSpaces(written)),
    exact.toText,
  );
}

export const thingFilter = seq({
  'type-id': many(guid),
  'thing-state': many(word('Active', 'Deleted'), { max: 2 }),
  'eff-date-min': optional(localTime),
  'eff-date-max': optional(localTime),
  'created-app-id': optional(guid),
  'created-person-id': optional(guid),
  'updated-app-id': optional(guid),
  'updated-person-id': optional(guid),
  'created-date-min': optional(moment),
  'created-date-max': optional(moment),
  'updated-date-min': optional(moment),
  'updated-date-max': optional(moment),
  xpath: optional(string),
  'updated-end-date-max': optional(localTime),
  'updated-end-date-min': optional(localTime),
});

const key = textWithAttributes(guid, { 'version-stamp': guid });
const wrappedKey = seq({ 'thing-id': key });

/** A thing's id and version stamp. pyhealthvault wraps them in an element of their own. */
const askedKey: Schema<Infer<typeof key>> = {
  ...key,
  parse: at => (at.outerXml().includes('<thing-id') ? wrappedKey.parse(at).thingId : key.parse(at)),
};

const count = int({ min: 0 });
export const groupAttributes = {
  name: { optional: string },
  max: { optional: count },
  'max-full': { optional: count },
} as const;

/** Which things. */
export const asked = {
  id: many(guid),
  key: many(secret(askedKey)),
  'client-thing-id': many(clientThingId),
  filter: many(thingFilter),
} as const;

const shared = ['core', 'audits', 'effectivepermissions', 'digitalsignatures', 'tags'] as const;

/** As versions 1 and 2 of the method have it. */
export const thingFormat1 = seq({
  section: many(word(...shared, 'otherdata')),
  xml: many(string),
  'type-version-format': many(guid),
});

export const thingFormat3 = seq({
  section: many(word(...shared, 'blobpayload')),
  xml: many(string),
  'type-version-format': many(guid),
  'blob-payload-request': optional(
    seq({
      'blob-filters': optional(
        seq({ 'blob-filter': many(seq({ 'blob-name': limitedString({ maxLength: 64 }) }), { min: 1 }) }),
      ),
      'blob-format': seq({ 'blob-format-spec': word('information', 'inline', 'streamed') }),
    }),
  ),
});
