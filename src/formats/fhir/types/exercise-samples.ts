// Exercise samples: how far apart they are and in what; the samples themselves are a file of the item.
import { dropNoise } from '../../../things/common/numbers.ts';
import exerciseSamples from '../../../things/exercise-samples.ts';
import { codeable } from '../codes.ts';
import { isMarked, makeMark, unknownConcept } from '../elements.ts';
import { getOwn, isObject } from '../json.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { categories, roughMoment } from '../observation.ts';
import { readUnits, writeAmount } from '../results.ts';

const { row, rowBy } = rowsOf(exerciseSamples);

export default defineMapping(exerciseSamples, {
  resourceType: 'Observation',
  subject: 'subject',
  fixed: {
    status: 'final',
    category: [{ coding: [{ system: categories, code: 'activity' }] }, makeMark(exerciseSamples)],
    code: unknownConcept,
  },
  rows: [
    rowBy('when', 'effectiveDateTime', roughMoment),
    row('name', 'code', codeable),
    rowBy('unit', 'valueSampledData.origin', {
      write(item, resource) {
        const interval = item.samplingInterval;
        const period = typeof interval === 'number' ? dropNoise(interval * 1000) : undefined;
        if (period === undefined || !Number.isFinite(period)) return;
        resource.valueSampledData = {
          origin: writeAmount(0, item.unit) ?? { value: 0 },
          period,
          dimensions: 1,
        };
      },
      read(resource, item) {
        const units = readUnits(getOwn(resource.valueSampledData, 'origin'));
        if (units) item.unit = units;
      },
    }),
    rowBy(
      'samplingInterval',
      'valueSampledData.period',
      {
        write() {},
        read(resource, item) {
          const period = getOwn(resource.valueSampledData, 'period');
          if (typeof period === 'number') item.samplingInterval = dropNoise(period / 1000);
        },
      },
      'In milliseconds.',
    ),
  ],
  takes: resource => isMarked(resource, exerciseSamples) && isObject(resource.valueSampledData),
});
