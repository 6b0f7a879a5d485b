// The rules of an application as XML: what it asks for online or offline.
import type { Rule, RuleTarget } from '../../core/authorization/rules.ts';
import type { Infer } from '../../schema/schema.ts';
import { many, optional, seq } from '../../schema/sequence.ts';
import {
  boolean,
  dateTimeText,
  guid,
  limitedString,
  oneOf,
  string,
  textWithAttributes,
  unsignedInt,
} from '../../schema/text.ts';

const set = seq({
  'date-range': many(seq({ 'date-min': optional(dateTimeText), 'date-max': optional(dateTimeText) })),
  'type-id': many(guid),
});

const rule = seq(
  {
    reason: many(textWithAttributes(string, { 'xml:lang': { optional: string, key: 'language' } })),
    'display-flags': optional(unsignedInt()),
    permission: many(oneOf('All', 'Read', 'Update', 'Create', 'Delete'), { min: 1, max: 5 }),
    'target-set': many(set),
    'exception-set': many(set),
  },
  {
    'is-incr': { optional: boolean },
    'is-optional': { optional: boolean },
    name: { optional: limitedString({ maxLength: 16 }) },
  },
);

export const authXml = seq({ auth: optional(seq({ rules: optional(seq({ rule: many(rule) })) })) });

export function authAnswer(rules: readonly Rule[]): Infer<typeof authXml> {
  return { auth: { rules: { rule: rules.map(ruleAnswer) } } };
}

function ruleAnswer({ name, reason, permissions, targets, exceptions, optional }: Rule): Infer<typeof rule> {
  // A rule without target sets is on everything.
  const everything = targets.some(
    ({ typeIds, from, to }) => typeIds === 'all' && from === undefined && to === undefined,
  );
  return {
    name,
    'is-optional': optional !== undefined,
    reason: [{ value: reason }],
    displayFlags: optional && displayFlags(optional),
    permission: [...permissions],
    targetSet: everything ? [] : targets.map(setAnswer),
    exceptionSet: exceptions.map(setAnswer),
  };
}

function displayFlags(how: NonNullable<Rule['optional']>): number {
  return (how.displayFirst ? 1 : 0) | (how.checkedFirst ? 2 : 0) | (how.checkedByDefault ? 4 : 0);
}

function setAnswer({ typeIds, from, to }: RuleTarget): Infer<typeof set> {
  return {
    dateRange: from === undefined && to === undefined ? [] : [{ dateMin: from, dateMax: to }],
    typeId: typeIds === 'all' ? [] : [...typeIds],
  };
}
