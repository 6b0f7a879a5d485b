// Daily dietary intake: the sum of a day, each nutrient a component.
import dailyDietaryIntake from '../../../things/daily-dietary-intake.ts';
import { count } from '../convert.ts';
import { date } from '../dates.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { nutrientRow, nutrientRows, nutrients } from '../nutrients.ts';
import { makeOwnObservation, ownComponent } from '../observation.ts';

const { row, rowBy } = rowsOf(dailyDietaryIntake);

export default defineMapping(dailyDietaryIntake, {
  ...makeOwnObservation('dietary-intake-daily', 'Daily dietary intake', 'survey'),
  rows: [
    row('when', 'effectiveDateTime', date),
    rowBy(
      'calories',
      'component[calories].valueQuantity',
      ownComponent('calories', 'calories', 'Energy', count('kcal', 'kcal')),
    ),
    nutrientRow('totalCarbohydrates', ['total-carbohydrates', 'Carbohydrates']),
    ...nutrientRows(nutrients),
  ],
});
