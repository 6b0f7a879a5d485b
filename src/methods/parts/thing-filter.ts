// What a group of GetThings asks for, as clients send it. How it is to be shown is in thing-format.ts.
import type { AskedFilter } from '../../core/things/filter.ts';
import type { Infer, Schema, TextSchema } from '../../schema/schema.ts';
import { many, optional, seq } from '../../schema/sequence.ts';
import {
  collapse,
  dateTimeText,
  guid,
  oneOf,
  string,
  TextProblem,
  text,
  textWithAttributes,
} from '../../schema/text.ts';
import { moment } from './moments.ts';
import { localDateTime } from './thing-write.ts';

/** One of a list of words. The documentation's own requests wrap them in white space. */
export function word<const V extends readonly string[]>(...words: V): TextSchema<V[number]> {
  const exact = oneOf(...words);
  return text(
    exact.shape.base,
    exact.shape.facets,
    written => exact.fromText(collapse(written)),
    exact.toText,
  );
}

/** A local date-time. Some clients add a zone; the digits are what counts. */
const localTime: TextSchema<string> = text(
  'dateTime',
  {},
  written => {
    const local = localDateTime(dateTimeText.fromText(written));
    if (!/^\d{4}-/.test(local)) throw new TextProblem('must lie in the years 0001 to 9999');
    return local;
  },
  local => local,
);

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

export function askedFilter(sent: Infer<typeof thingFilter>): AskedFilter {
  return {
    typeIds: sent.typeId,
    states: sent.thingState,
    effectiveMin: sent.effDateMin,
    effectiveMax: sent.effDateMax,
    createdApp: sent.createdAppId,
    createdPerson: sent.createdPersonId,
    updatedApp: sent.updatedAppId,
    updatedPerson: sent.updatedPersonId,
    createdMin: sent.createdDateMin,
    createdMax: sent.createdDateMax,
    updatedMin: sent.updatedDateMin,
    updatedMax: sent.updatedDateMax,
    xpath: sent.xpath,
    endMin: sent.updatedEndDateMin,
    endMax: sent.updatedEndDateMax,
  };
}

const key = textWithAttributes(guid, { 'version-stamp': guid });
const wrappedKey = seq({ 'thing-id': key });

/** A thing's id and version stamp. pyhealthvault wraps them in an element of their own. */
export const askedKey: Schema<Infer<typeof key>> = {
  ...key,
  parse: at => (at.outerXml().includes('<thing-id') ? wrappedKey.parse(at).thingId : key.parse(at)),
};
