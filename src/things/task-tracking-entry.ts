// Task tracking entry: that a task (task.ts) was done, or that what was done did not count.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { oneOf } from '../schema/text.ts';
import { dateText, dateTime } from './common/dates.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const taskTrackingEntry = seq({
  'tracking-time': dateTime,
  'tracking-type': oneOf('Manual', 'Auto'),
  'tracking-status': oneOf('Occurrence', 'Completion', 'OutOfWindow', 'NonOccurrence'),
  'occurrence-start-time': optional(dateTime),
  'occurrence-end-time': optional(dateTime),
  'completion-start-time': dateTime,
  'completion-end-time': dateTime,
});
export type TaskTrackingEntry = Infer<typeof taskTrackingEntry>;

export default thingType({
  name: 'Task tracking entry',
  description: 'That a task of a plan was done at a time, noted by hand or found in the record.',
  group: 'plans',
  versions: [
    thingVersion({
      id: 'b54a6e00-c1fb-4e22-8694-0a4ae94e8cb6',
      number: 1,
      root: 'task-tracking-entry',
      namespace: 'urn:com.microsoft.wc.thing.task-tracking-entry',
      schema: taskTrackingEntry,
      effectiveDate: 'tracking-time',
    }),
  ],
  labels: {
    'tracking-time': 'Done at',
    'tracking-type': 'Noted by',
    'tracking-status': 'Counts as',
    'occurrence-start-time': 'Done from',
    'occurrence-end-time': 'Done until',
    'completion-start-time': 'Task counted from',
    'completion-end-time': 'Task counted until',
  },
  summary: ({ trackingStatus, trackingTime }: TaskTrackingEntry, say) =>
    `${say(statusText[trackingStatus])}, ${dateText(trackingTime, say)}`,
});

const statusText: Record<TaskTrackingEntry['trackingStatus'], string> = {
  Occurrence: 'Done once',
  Completion: 'Task completed',
  OutOfWindow: 'Done outside its time',
  NonOccurrence: 'Did not count',
};
