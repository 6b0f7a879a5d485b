// Weight goal: a range of the weight.
import weightGoal from '../../../things/weight-goal.ts';
import { loinc, makeConcept } from '../codes.ts';
import { measuredIn } from '../convert.ts';
import { dateIn, goalInfoRows, makeGoal } from '../goals.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { getAtPath, putAtPath } from '../paths.ts';

const { rowBy } = rowsOf(weightGoal);
const goal = makeGoal(weightGoal);
const kilograms = measuredIn('kg');

function bound(field: 'minimum' | 'maximum', end: 'low' | 'high') {
  const element = `target[0].detailRange.${end}`;
  return rowBy(
    field,
    element,
    {
      write(item, resource, settings) {
        const written = item[field] === undefined ? undefined : kilograms.write(item[field], settings);
        const other = getAtPath(resource, 'target[0].detailRange.low.value');
        const value = getAtPath({ written: written ?? null }, 'written.value');
        // What is above its maximum is no range.
        if (written !== undefined && !(Number(other) > Number(value))) {
          putAtPath(resource, 'target[0].measure', makeConcept(loinc, '29463-7', 'Body weight'));
          putAtPath(resource, element, written);
        }
      },
      read(resource, item, settings) {
        const json = getAtPath(resource, element);
        const value = json === undefined ? undefined : kilograms.read(json, settings);
        if (value !== undefined) item[field] = value;
      },
    },
    'In kilograms; read of any unit of mass.',
  );
}

export default defineMapping(weightGoal, {
  ...goal,
  fixed: { ...goal.fixed, description: { text: 'Weight' } },
  rows: [
    bound('minimum', 'low'),
    bound('maximum', 'high'),
    ...goalInfoRows,
    dateIn('goalInfo.targetDate', 'target[0].dueDate'),
  ],
});
