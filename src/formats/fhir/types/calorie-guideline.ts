// Calorie guideline: how much energy a person should take in or spend.
import calorieGuideline from '../../../things/calorie-guideline.ts';
import { readMeasured, writeMeasured } from '../amounts.ts';
import { isWritable } from '../codes.ts';
import { known } from '../elements.ts';
import { day, makeGoal } from '../goals.ts';
import { getOwn, listOf } from '../json.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { ownCodes } from '../observation.ts';

const { row, rowBy } = rowsOf(calorieGuideline);
const measure = { coding: [{ system: ownCodes, code: 'calories', display: 'Energy' }], text: 'Energy' };

export default defineMapping(calorieGuideline, {
  ...makeGoal(calorieGuideline),
  rows: [
    row('when', 'startDate', day, 'Without the time of day.'),
    row('name', 'description', known),
    rowBy(
      'calories',
      'target',
      {
        write(item, resource) {
          const written = writeMeasured(item.calories);
          const words = getOwn(item.calories, 'display');
          const detail =
            written && 'quantity' in written
              ? { detailQuantity: written.quantity }
              : isWritable(words)
                ? { detailString: words }
                : undefined;
          if (detail) resource.target = [{ measure, ...detail }];
        },
        read(resource, item) {
          const [first] = listOf(resource.target);
          const words = getOwn(first, 'detailString');
          const value =
            readMeasured(getOwn(first, 'detailQuantity'), undefined) ??
            (isWritable(words) ? { display: words } : undefined);
          if (value) item.calories = value;
        },
      },
      'As a number where it is one.',
    ),
  ],
});
