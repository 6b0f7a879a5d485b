// Task tracking entry: that a task was done, or that what was done did not count.
import taskTrackingEntry from '../../../things/task-tracking-entry.ts';
import { oneOf } from '../convert.ts';
import { dateTime } from '../dates.ts';
import { isMarked, makeMark, spanOf } from '../elements.ts';
import { getOwn } from '../json.ts';
import { defineMapping, rowsOf } from '../mapping.ts';

const { row, rowBy } = rowsOf(taskTrackingEntry);

export default defineMapping(taskTrackingEntry, {
  resourceType: 'Task',
  subject: 'for',
  fixed: { status: 'completed', intent: 'plan', code: makeMark(taskTrackingEntry) },
  rows: [
    row('trackingTime', 'lastModified', dateTime),
    row(
      'trackingStatus',
      'businessStatus.text',
      oneOf({
        Occurrence: 'Occurrence',
        Completion: 'Completion',
        OutOfWindow: 'OutOfWindow',
        NonOccurrence: 'NonOccurrence',
      }),
    ),
    row('trackingType', 'performerType[0].text', oneOf({ Manual: 'Manual', Auto: 'Auto' })),
    rowBy(
      'completionStartTime',
      'executionPeriod',
      spanOf('completionStartTime', 'completionEndTime', 'executionPeriod', dateTime),
    ),
  ],
  takes: resource =>
    isMarked(resource, taskTrackingEntry) &&
    typeof resource.lastModified === 'string' &&
    getOwn(resource.executionPeriod, 'start') !== undefined &&
    getOwn(resource.executionPeriod, 'end') !== undefined,
});
