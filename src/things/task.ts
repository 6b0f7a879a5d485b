// Task: something to be done for a plan (plan.ts), when, and what counts as having done it (task-tracking-entry.ts).
import { type Infer, inUnit, longText, secret } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { boolean, double, oneOf, string } from '../schema/text.ts';
import { dateTime } from './common/dates.ts';
import { nonNegativeDouble, positiveInt } from './common/numbers.ts';
import { guid, string128, stringnznw } from './common/strings.ts';
import { progress, progressText } from './common/structures.ts';
import { thingType, thingVersion } from './thing-type.ts';

const recurrence = oneOf('None', 'Minute', 'Hourly', 'Daily', 'Weekly', 'Monthly', 'Yearly');
const source = oneOf('Manual', 'HealthVaultItem');

const schedule = seq({
  'start-date-time': dateTime,
  'end-date-time': optional(dateTime),
  'schedule-type': oneOf('Zoned', 'Local', 'Unscheduled', 'Anytime'),
  'recurrence-type': recurrence,
  'group-id': optional(stringnznw),
  multiple: optional(positiveInt),
  'minutes-to-remind-before': optional(inUnit(nonNegativeDouble, 'min')),
  'adherence-window-in-minutes': optional(inUnit(nonNegativeDouble, 'min')),
});

const target = seq({
  'property-xpath': stringnznw,
  'min-target': optional(double()),
  'max-target': optional(double()),
});

const targetEvent = seq({
  'element-xpath': stringnznw,
  'is-negated': optional(boolean),
  'element-values': optional(seq({ string: many(string, { min: 1 }) })),
});

const trackingPolicy = seq({
  'is-auto-trackable': optional(boolean),
  'source-types': seq({ 'source-type': many(source, { min: 1 }) }),
  'trigger-types': seq({ 'trigger-type': many(source, { min: 1 }) }),
  'occurrence-metrics': optional(
    seq({
      'evaluate-targets': optional(boolean),
      targets: optional(seq({ target: many(target, { min: 1 }) })),
    }),
  ),
  'completion-metrics': seq({
    'recurrence-type': recurrence,
    'completion-type': oneOf('Frequency', 'Scheduled'),
    'occurrence-count': optional(positiveInt),
  }),
  'target-events': optional(seq({ 'target-event': many(targetEvent, { min: 1 }) })),
});

export const task = seq({
  'date-started': dateTime,
  name: stringnznw,
  'short-description': longText(string128),
  'long-description': longText(stringnznw),
  'is-reminder-enabled': optional(boolean),
  status: progress,
  'task-key': optional(secret(guid)),
  type: optional(guid),
  schedules: optional(seq({ schedule: many(schedule, { min: 1 }) })),
  'tracking-policy': optional(trackingPolicy),
  'associated-objective-ids': optional(seq({ id: many(guid, { min: 1 }) })),
});
export type Task = Infer<typeof task>;

export default thingType({
  name: 'Task',
  description: 'Something to be done for a plan: how often, when, and whether to be reminded.',
  group: 'plans',
  looksAhead: true,
  versions: [
    thingVersion({
      id: '6184d61f-4846-4219-b675-b61de85860d1',
      number: 1,
      root: 'task',
      namespace: 'urn:com.microsoft.wc.thing.task',
      schema: task,
      effectiveDate: 'date-started',
    }),
  ],
  forPrograms: ['task-key', 'type', 'group-id', 'tracking-policy', 'associated-objective-ids'],
  labels: {
    'is-reminder-enabled': 'Remind me',
    'task-key': 'Key shared by tasks alike',
    type: 'Kind of item that the task asks for',
    'group-id': 'Belongs to the schedules of',
    multiple: 'Every how many times',
    'is-auto-trackable': 'Counts by itself when an item arrives',
    'property-xpath': 'Measured value',
    'element-xpath': 'Field looked at',
    'is-negated': 'All but these',
    'associated-objective-ids': 'Objectives of the plan',
    'date-started': 'Started on',
    'start-date-time': 'From',
    'end-date-time': 'Until',
    'schedule-type': 'Kind of schedule',
    'recurrence-type': 'Repeated',
    'minutes-to-remind-before': 'Remind this long before',
    'adherence-window-in-minutes': 'How far around the time counts as on time',
    'source-types': 'Entered by',
    'source-type': 'Entered by',
    'trigger-types': 'Counts when entered by',
    'trigger-type': 'Counts when entered by',
    'occurrence-metrics': 'What counts as done once',
    'evaluate-targets': 'Must reach the targets',
    'min-target': 'At least',
    'max-target': 'At most',
    'completion-metrics': 'What counts as completed',
    'completion-type': 'Completed by',
    'occurrence-count': 'Times to be done',
    'target-events': 'Fields that must match',
    'target-event': 'Field that must match',
    'element-values': 'Values',
    string: 'Value',
    'associated-objective-ids/id': 'Number of the objective',
    'tracking-policy': 'How it is tracked',
    'short-description': 'In short',
    'long-description': 'In full',
  },
  summary: ({ name, status }: Task, say) => `${name}, ${say(progressText[status])}`,
});
