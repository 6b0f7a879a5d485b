// Care plan: what is to be done, by whom, and towards which goals.
import { type Infer, longText } from '../schema/schema.ts';
import { group, many, oneElement, optional, seq } from '../schema/sequence.ts';
import { codable } from './common/codable.ts';
import { approxDateTime, dateText } from './common/dates.ts';
import { generalMeasurement } from './common/measurements.ts';
import { nonNegativeInt, positiveInt } from './common/numbers.ts';
import { person } from './common/people.ts';
import { guid, stringnznw } from './common/strings.ts';
import { thingType, thingVersion } from './thing-type.ts';

const timesInInterval = {
  interval: codable('recurrence-intervals'),
  'times-in-interval': positiveInt,
};

const typeInfo = seq({
  'thing-type-version-id': guid,
  'thing-type-value-xpath': optional(stringnznw),
  'thing-type-display-xpath': optional(stringnznw),
});

const description = {
  name: codable(),
  description: optional(longText(stringnznw)),
};
const dates = {
  'start-date': optional(approxDateTime),
  'end-date': optional(approxDateTime),
  'target-completion-date': optional(approxDateTime),
};

const task = seq({
  ...description,
  ...dates,
  'sequence-number': optional(nonNegativeInt),
  'associated-type-info': optional(typeInfo),
  recurrence: optional(oneElement({ 'ical-recurrence': stringnznw, repeated: group(timesInInterval) })),
  'reference-id': optional(stringnznw),
});

const goalRange = seq({
  ...description,
  minimum: optional(generalMeasurement),
  maximum: optional(generalMeasurement),
});

const goal = seq({
  ...description,
  ...dates,
  'associated-type-info': optional(typeInfo),
  'target-range': optional(goalRange),
  'goal-additional-ranges': many(goalRange),
  recurrence: optional(seq(timesInInterval)),
  'reference-id': optional(stringnznw),
});

const goalGroup = seq({ ...description, goals: seq({ goal: many(goal, { min: 1 }) }) });

export const carePlan = seq({
  name: stringnznw,
  'start-date': optional(approxDateTime),
  'end-date': optional(approxDateTime),
  status: optional(codable()),
  'care-team': optional(seq({ person: many(person, { min: 1 }) })),
  'care-plan-manager': optional(person),
  tasks: optional(seq({ task: many(task, { min: 1 }) })),
  'goal-groups': optional(seq({ 'goal-group': many(goalGroup, { min: 1 }) })),
});
export type CarePlan = Infer<typeof carePlan>;

export default thingType({
  name: 'Care plan',
  description: 'Tasks and goals for a person’s health, and the people who see to them.',
  group: 'plans',
  versions: [
    thingVersion({
      id: '415c95e0-0533-4d9c-ac73-91dc5031186c',
      number: 1,
      root: 'care-plan',
      namespace: 'urn:com.microsoft.wc.thing.care-plan',
      schema: carePlan,
      endDate: 'end-date',
    }),
  ],
  labels: {
    'care-plan-manager': 'Led by',
    'target-completion-date': 'To be done by',
    'sequence-number': 'Order',
    'associated-type-info': 'Measured by items of a type',
    'thing-type-version-id': 'Type',
    'thing-type-value-xpath': 'Place of the value',
    'thing-type-display-xpath': 'Place of the value to show',
    'ical-recurrence': 'Recurrence (iCalendar)',
    'times-in-interval': 'How often',
    'goal-additional-ranges': 'Further range',
    'start-date': 'From',
    'end-date': 'Until',
    'care-team/person': 'Member',
    'reference-id': 'Reference number',
    repeated: 'Repeated',
  },
  forPrograms: ['associated-type-info', 'ical-recurrence'],
  lasts: true,
  begins: 'start-date',
  summary: ({ name, status, startDate, endDate }: CarePlan, say) =>
    [
      name,
      status?.text,
      startDate && say('since {0}', dateText(startDate, say)),
      endDate && say('until {0}', dateText(endDate, say)),
    ]
      .filter(Boolean)
      .join(', '),
});
