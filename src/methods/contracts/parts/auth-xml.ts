// The rules of an application as XML: what it asks for online or offline.
import { many, optional, seq } from '../../../schema/sequence.ts';
import {
  boolean,
  dateTimeText,
  guid,
  limitedString,
  oneOf,
  textWithAttributes,
  unsignedInt,
} from '../../../schema/text.ts';
import { languageAttribute } from './local-text.ts';

export const setElement = seq({
  'date-range': many(seq({ 'date-min': optional(dateTimeText), 'date-max': optional(dateTimeText) })),
  'type-id': many(guid),
});

export const ruleElement = seq(
  {
    reason: many(textWithAttributes(limitedString({ minLength: 1, maxLength: 1024 }), languageAttribute)),
    'display-flags': optional(unsignedInt()),
    permission: many(oneOf('All', 'Read', 'Update', 'Create', 'Delete'), { min: 1, max: 5 }),
    'target-set': many(setElement),
    'exception-set': many(setElement),
  },
  {
    'is-incr': { optional: boolean },
    'is-optional': { optional: boolean },
    name: { optional: limitedString({ minLength: 1, maxLength: 16 }) },
  },
);

export const authXml = seq({ auth: optional(seq({ rules: optional(seq({ rule: many(ruleElement) })) })) });
