// Structures that several types hold: durations, goals, conditions, laboratory tests, references.
import { type Infer, longText, named, secret } from '../../schema/schema.ts';
import { many, optional, seq } from '../../schema/sequence.ts';
import { double, oneOf, string } from '../../schema/text.ts';
import { codable } from './codable.ts';
import { approxDate, approxDateTime, dateTime } from './dates.ts';
import { doubleRange } from './measurements.ts';
import { base } from './namespaces.ts';

export const durationValue = named(
  base,
  'duration-value',
  seq({ 'start-date': approxDateTime, 'end-date': optional(approxDateTime) }),
);
export type DurationValue = Infer<typeof durationValue>;

/** How far a plan or a task has got. */
export const progress = oneOf('Archived', 'InProgress', 'Recommended', 'Completed');
export const progressText: Record<Infer<typeof progress>, string> = {
  Archived: 'given up',
  InProgress: 'in progress',
  Recommended: 'not begun',
  Completed: 'completed',
};

export const goalStatus = named(base, 'goal-status', oneOf('Active', 'Achieved', 'Abandoned'));

export const goal = named(
  base,
  'goal',
  seq({
    'target-date': optional(approxDateTime),
    'completion-date': optional(approxDateTime),
    status: optional(goalStatus),
  }),
);

/** A condition as family histories and questionnaires note it; the item of its own is things/condition.ts. */
export const conditionEntry = named(
  base,
  'condition',
  seq({
    name: codable(),
    'onset-date': optional(approxDate),
    'resolution-date': optional(approxDate),
    resolution: optional(string),
    occurrence: optional(codable()),
    severity: optional(codable('condition-severity')),
  }),
);

export const labResult = named(
  base,
  'lab-result-type',
  seq({
    value: optional(double()),
    unit: optional(codable('lab-results-units')),
    'reference-range': optional(doubleRange),
    'toxic-range': optional(doubleRange),
    'text-value': optional(longText(string)),
    flag: many(codable('lab-result-flag')),
  }),
);

export const labTest = named(
  base,
  'lab-test-type',
  seq({
    when: dateTime,
    name: optional(string),
    substance: optional(codable()),
    'collection-method': optional(codable()),
    abbreviation: optional(string),
    description: optional(longText(string)),
    code: many(codable('regenstrief:LOINC')),
    result: optional(labResult),
    status: optional(codable('lab-results-status')),
  }),
);

export const documentReference = named(
  base,
  'document-reference-type',
  seq({ title: string, url: secret(string), 'document-index': string, version: string }),
);

export const groupMembershipType = named(
  base,
  'group-membership-type',
  seq({ name: codable('group-membership-type-name'), value: string }),
);
