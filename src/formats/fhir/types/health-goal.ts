// Health goal: ranges that measurements are to stay in, each a target.
import healthGoal from '../../../things/health-goal.ts';
import { readMeasured, writeMeasured } from '../amounts.ts';
import { readConcept, writeConcept } from '../codes.ts';
import { isUnknown, known, unknownConcept } from '../elements.ts';
import { dateIn, day, makeGoal } from '../goals.ts';
import { getOwn, isObject, type Json, type JsonObject, listOf } from '../json.ts';
import { defineMapping, rowsOf, type Settings } from '../mapping.ts';

const { row, rowBy } = rowsOf(healthGoal);

/** A range that says no number is words alone, which FHIR takes as well. */
function writeTarget(range: Json, settings: Settings): JsonObject {
  const [low, high] = ['minimum', 'maximum'].map(end => {
    const written = writeMeasured(getOwn(range, end));
    return written && 'quantity' in written ? written.quantity : undefined;
  });
  const isRange = !(Number(low?.value) > Number(high?.value));
  const detailRange = { ...(low && { low }), ...(high && isRange && { high }) };
  return {
    measure: writeConcept(getOwn(range, 'name'), settings) ?? unknownConcept,
    ...(Object.keys(detailRange).length > 0 && { detailRange }),
  };
}

function readTarget(target: Json, settings: Settings): JsonObject {
  const measure = getOwn(target, 'measure');
  const name = isUnknown(measure) ? undefined : readConcept(measure, settings);
  const [minimum, maximum] = ['low', 'high'].map(end =>
    readMeasured(getOwn(getOwn(target, 'detailRange'), end), undefined),
  );
  return { ...(name && { name }), ...(minimum && { minimum }), ...(maximum && { maximum }) };
}

export default defineMapping(healthGoal, {
  ...makeGoal(healthGoal),
  rows: [
    row('name', 'description', known),
    row('startDate', 'startDate', day, 'Without the time of day.'),
    rowBy(
      'targetRange',
      'target',
      {
        write(item, resource, settings) {
          const own = item.targetRange;
          const all = [
            ...(own === undefined ? [] : [own]),
            ...(own === undefined ? [] : listOf(item.goalAdditionalRanges)),
          ];
          if (all.length > 0) resource.target = all.map(one => writeTarget(one, settings));
        },
        read(resource, item, settings) {
          const [first, ...others] = listOf(resource.target).filter(
            one => isObject(one) && one.measure !== undefined,
          );
          if (first !== undefined) item.targetRange = readTarget(first, settings);
          if (others.length > 0) item.goalAdditionalRanges = others.map(one => readTarget(one, settings));
        },
      },
      'The first target; the others are the additional ranges.',
    ),
    dateIn('endDate', 'target[0].dueDate'),
  ],
});
