// Task: something to be done for a plan. When and how it counts stays beside.
import task from '../../../things/task.ts';
import { isWritable } from '../codes.ts';
import { oneOf, text } from '../convert.ts';
import { dateTime } from '../dates.ts';
import { isMarked, makeMark } from '../elements.ts';
import { getOwn } from '../json.ts';
import { defineMapping, type Row, rowsOf } from '../mapping.ts';

const { row, rowBy } = rowsOf(task);

/** In short it is the beginning of what it is in full, where nothing else is said. */
const words: Pick<Row, 'write' | 'read'> = {
  write(item, resource) {
    if (isWritable(item.longDescription)) resource.description = item.longDescription;
  },
  read(resource, item) {
    if (!isWritable(resource.description)) return;
    item.longDescription = resource.description;
    item.shortDescription = resource.description.slice(0, 128);
  },
};

export default defineMapping(task, {
  resourceType: 'Task',
  subject: 'for',
  fixed: { status: 'in-progress', intent: 'plan', code: makeMark(task) },
  rows: [
    row('name', 'code.text', text),
    rowBy('longDescription', 'description', words),
    row('dateStarted', 'executionPeriod.start', dateTime),
    row(
      'status',
      'status',
      oneOf({
        InProgress: 'in-progress',
        Completed: 'completed',
        Archived: 'cancelled',
        Recommended: 'requested',
      }),
    ),
  ],
  takes: resource =>
    isMarked(resource, task) &&
    isWritable(getOwn(resource.code, 'text')) &&
    isWritable(resource.description) &&
    getOwn(resource.executionPeriod, 'start') !== undefined,
});
