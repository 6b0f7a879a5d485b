// Exercise: what was done is the value; how long, how far and each detail are components. Its parts have no element.
import exercise from '../../../things/exercise.ts';
import { codeable, codesOf, isWritable, loinc } from '../codes.ts';
import { measuredIn, quantity } from '../convert.ts';
import { getOwn, isObject, type Json, type JsonObject, listOf } from '../json.ts';
import { defineMapping, rowsOf, type Settings } from '../mapping.ts';
import {
  addComponent,
  component,
  findMoment,
  makeObservation,
  ownComponent,
  roughMoment,
} from '../observation.ts';
import { readUnits, writeAmount } from '../results.ts';

const { row, rowBy } = rowsOf(exercise);
const details = 'exercise-detail-names';

function isDetail(coding: Json): boolean {
  return String(getOwn(coding, 'system') ?? '').endsWith(`:${details}`);
}

function readDetail(one: Json, settings: Settings): JsonObject | undefined {
  const coding = listOf(getOwn(getOwn(one, 'code'), 'coding')).find(isDetail);
  const name = coding === undefined ? undefined : codeable.read({ coding: [coding] }, settings);
  const [code] = listOf(getOwn(name, 'code'));
  const amount = getOwn(one, 'valueQuantity');
  const value = getOwn(amount, 'value');
  const units = readUnits(amount);
  if (code === undefined || typeof value !== 'number' || !units) return undefined;
  return { name: code, value: { value, units } };
}

export default defineMapping(exercise, {
  ...makeObservation('73985-4', 'Exercise activity', 'activity'),
  rows: [
    rowBy('when', 'effectiveDateTime', roughMoment),
    row('activity', 'valueCodeableConcept', codeable),
    rowBy(
      'duration',
      'component[55411-3].valueQuantity',
      component('duration', '55411-3', 'Exercise duration', quantity('min', 'min')),
    ),
    rowBy(
      'distance',
      'component[distance].valueQuantity',
      ownComponent('distance', 'distance', 'Distance', measuredIn('m')),
      'In metres; read of any unit of length.',
    ),
    rowBy(
      'detail',
      'component[].valueQuantity',
      {
        write(item, resource, settings) {
          for (const one of listOf(item.detail)) {
            const name = getOwn(one, 'name');
            const code = codeable.write({ text: '', code: [name ?? {}] }, settings);
            const amount = writeAmount(
              getOwn(getOwn(one, 'value'), 'value'),
              getOwn(getOwn(one, 'value'), 'units'),
            );
            if (isObject(code) && amount && isWritable(getOwn(name, 'value')))
              addComponent(resource, code, 'valueQuantity', amount);
          }
        },
        read(resource, item, settings) {
          const all = listOf(resource.component)
            .map(one => readDetail(one, settings))
            .filter(one => one !== undefined);
          if (all.length > 0) item.detail = all;
        },
      },
      'Each by its name in exercise-detail-names.',
    ),
  ],
  takes: resource =>
    codesOf(resource.code, loinc).includes('73985-4') &&
    resource.valueCodeableConcept !== undefined &&
    findMoment(resource) !== undefined,
});
