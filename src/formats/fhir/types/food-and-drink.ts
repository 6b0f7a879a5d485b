// Food & drink: what was eaten is the value, what it contains are components.
import foodAndDrink from '../../../things/food-and-drink.ts';
import { codeable, codesOf } from '../codes.ts';
import { measuredIn, quantity } from '../convert.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { moreNutrients, nutrientRows, nutrients } from '../nutrients.ts';
import { exactMoment, makeOwnObservation, ownCodes, ownComponent } from '../observation.ts';

const { row, rowBy } = rowsOf(foodAndDrink);

const concept = (field: 'servingSize' | 'meal', code: string, display: string) =>
  rowBy(
    field,
    `component[${code}].valueCodeableConcept`,
    ownComponent(field, code, display, codeable, 'valueCodeableConcept'),
  );
const energy = (field: 'energy' | 'energyFromFat', code: string, display: string) =>
  rowBy(
    field,
    `component[${code}].valueQuantity`,
    ownComponent(field, code, display, measuredIn('calories')),
    'In kcal; read of kJ too.',
  );

export default defineMapping(foodAndDrink, {
  ...makeOwnObservation('dietary-intake', 'Food or drink', 'survey'),
  rows: [
    rowBy('when', 'effectiveDateTime', exactMoment),
    row('foodItem', 'valueCodeableConcept', codeable),
    concept('servingSize', 'serving-size', 'Serving size'),
    rowBy(
      'servingsConsumed',
      'component[servings-consumed].valueQuantity',
      ownComponent('servingsConsumed', 'servings-consumed', 'Servings', quantity('1', 'servings')),
    ),
    concept('meal', 'meal', 'Meal'),
    energy('energy', 'energy', 'Energy'),
    energy('energyFromFat', 'energy-from-fat', 'Energy from fat'),
    ...nutrientRows(nutrients),
    ...nutrientRows(moreNutrients),
  ],
  takes: resource =>
    codesOf(resource.code, ownCodes).includes('dietary-intake') &&
    resource.valueCodeableConcept !== undefined,
});
