// Family history: illnesses of one relative. Its three versions hold them differently: below.
import { type Infer, inUnit } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { boolean, string } from '../schema/text.ts';
import { codable, words } from './common/codable.ts';
import { approxDate } from './common/dates.ts';
import { nonNegativeInt } from './common/numbers.ts';
import { person } from './common/people.ts';
import { conditionEntry, durationValue } from './common/structures.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const familyHistory1 = seq({
  condition: codable('icd:icd9cm'),
  relationship: optional(codable('personal-relationship')),
  'age-of-onset': optional(inUnit(nonNegativeInt, 'years')),
  'date-of-birth': optional(approxDate),
  'age-of-resolution': optional(inUnit(nonNegativeInt, 'years')),
  duration: optional(durationValue),
  severity: optional(string),
  'is-recurring': optional(boolean),
  status: optional(codable()),
});
export type FamilyHistory1 = Infer<typeof familyHistory1>;

export const familyHistory2 = seq({
  condition: conditionEntry,
  relative: optional(
    seq({
      'relative-name': optional(person),
      relationship: optional(codable('personal-relationship')),
      'date-of-birth': optional(approxDate),
      'date-of-death': optional(approxDate),
    }),
  ),
});
export type FamilyHistory2 = Infer<typeof familyHistory2>;

export const familyHistory = seq({
  condition: many(conditionEntry),
  relative: optional(
    seq({
      relationship: codable('personal-relationship'),
      'relative-name': optional(person),
      'date-of-birth': optional(approxDate),
      'date-of-death': optional(approxDate),
      'region-of-origin': optional(codable('family-history-region-of-origin')),
    }),
  ),
});
export type FamilyHistory = Infer<typeof familyHistory>;

const common = { root: 'family-history', namespace: 'urn:com.microsoft.wc.thing.family-history' };

export default thingType({
  name: 'Family history',
  description: 'Illnesses of a relative, who that is, and when they lived.',
  group: 'conditions',
  versions: [
    thingVersion({
      ...common,
      id: '6d39f894-f7ac-4fce-ac78-b22693bf96e6',
      number: 1,
      schema: familyHistory1,
    }),
    thingVersion({
      ...common,
      id: '22826e13-41e1-4ba3-8447-37dadd208fd8',
      number: 2,
      schema: familyHistory2,
      up: up2,
      down: down2,
      loses: {
        up: 'age-of-onset, age-of-resolution, duration, severity, is-recurring and status',
        down: 'all of the condition but its name; relative-name and date-of-death',
      },
    }),
    thingVersion({
      ...common,
      id: '4a04fcc8-19c1-4d59-a8c7-2031a03f21de',
      number: 3,
      schema: familyHistory,
      up: up3,
      down: down3,
      loses: {
        up: 'that a relationship is missing (it becomes Unknown)',
        down: 'all conditions but the first, that there is none (it becomes Unknown), region-of-origin',
      },
    }),
  ],
  opensWith: 'condition',
  short: [
    { at: 'relative/relationship', label: 'Relative' },
    { at: 'condition/name', label: 'Illness' },
    { at: 'condition/onset-date', label: 'Began on' },
  ],
  labels: {
    relationship: 'Relative',
    'relative-name': 'Name of the relative',
    relative: 'About the relative',
    'age-of-onset': 'Age when it began',
    'age-of-resolution': 'Age when it ended',
    'is-recurring': 'Comes back',
  },
  summary: ({ condition = [], relative }: FamilyHistory) =>
    [relative?.relationship.text, ...condition.map(({ name }) => name.text)].filter(Boolean).join(', '),
});

// Family history between its versions: flat fields of version 1, one condition of one relative of version 2, any number
// of conditions of version 3. What has no place on the other side is listed in family-history.ts under `loses`.

function up2({ condition, relationship, dateOfBirth }: FamilyHistory1): FamilyHistory2 {
  return {
    condition: { name: condition },
    relative: relationship || dateOfBirth ? { relationship, dateOfBirth } : undefined,
  };
}

function down2({ condition, relative }: FamilyHistory2): FamilyHistory1 {
  return {
    condition: condition.name,
    relationship: relative?.relationship,
    dateOfBirth: relative?.dateOfBirth,
  };
}

function up3({ condition, relative }: FamilyHistory2): FamilyHistory {
  return {
    condition: [condition],
    relative: relative && { ...relative, relationship: relative.relationship ?? words('Unknown') },
  };
}

function down3({ condition = [], relative }: FamilyHistory): FamilyHistory2 {
  return {
    condition: condition[0] ?? { name: words('Unknown') },
    relative: relative && withoutRegion(relative),
  };
}

function withoutRegion({
  regionOfOrigin: _,
  ...rest
}: NonNullable<FamilyHistory['relative']>): FamilyHistory2['relative'] {
  return rest;
}
