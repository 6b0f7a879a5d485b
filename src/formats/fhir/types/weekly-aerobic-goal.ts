// Weekly aerobic exercise goal: how long, how far and how often are targets.
import weeklyAerobicGoal from '../../../things/weekly-aerobic-goal.ts';
import { codesOf, loinc, makeConcept } from '../codes.ts';
import { count, measuredIn, quantity } from '../convert.ts';
import { known } from '../elements.ts';
import { makeGoal } from '../goals.ts';
import { getOwn, type JsonObject, listOf } from '../json.ts';
import { type Converter, defineMapping, type Row, rowsOf } from '../mapping.ts';
import { ownCodes } from '../observation.ts';
import { getAtPath, putAtPath } from '../paths.ts';

const { row, rowBy } = rowsOf(weeklyAerobicGoal);

/** A number in a target of its own. */
function target(field: string, measure: JsonObject, converter: Converter): Pick<Row, 'write' | 'read'> {
  const [coding] = listOf(measure.coding);
  const code = getOwn(coding, 'code');
  return {
    write(item, resource, settings) {
      const value = getAtPath(item, field);
      const written = value === undefined ? undefined : converter.write(value, settings);
      if (written !== undefined)
        resource.target = [...listOf(resource.target), { measure, detailQuantity: written }];
    },
    read(resource, item, settings) {
      const own = listOf(resource.target).find(one =>
        codesOf(getOwn(one, 'measure')).some(known => known === code),
      );
      const json = getOwn(own, 'detailQuantity');
      const value = json === undefined ? undefined : converter.read(json, settings);
      if (value !== undefined) putAtPath(item, field, value);
    },
  };
}

const often = makeConcept(ownCodes, 'recurrence', 'Times a week');
const long = makeConcept(loinc, '55411-3', 'Exercise duration');
const far = makeConcept(ownCodes, 'distance', 'Distance');

export default defineMapping(weeklyAerobicGoal, {
  ...makeGoal(weeklyAerobicGoal),
  rows: [
    row('session.mode', 'description', known),
    rowBy('session', 'target', {
      write() {},
      read(_resource, item) {
        if (item.session === undefined) item.session = {};
      },
    }),
    rowBy(
      'recurrence',
      'target[recurrence].detailQuantity',
      target('recurrence', often, count('/wk', 'times a week')),
    ),
    rowBy(
      'session.minutes',
      'target[55411-3].detailQuantity',
      target('session.minutes', long, quantity('min', 'min')),
    ),
    rowBy(
      'session.distance',
      'target[distance].detailQuantity',
      target('session.distance', far, measuredIn('m')),
    ),
  ],
});
