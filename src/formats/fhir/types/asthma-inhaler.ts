// Asthma inhaler: what is in it, how much to take of it, and since when.
import asthmaInhaler from '../../../things/asthma-inhaler.ts';
import { codeable } from '../codes.ts';
import { hasMedicine, isMarked, makeMark, medicineOf, spanOf } from '../elements.ts';
import { getOwn } from '../json.ts';
import { type Converter, defineMapping, rowsOf } from '../mapping.ts';

const { row, rowBy } = rowsOf(asthmaInhaler);

const aDay: Converter<number> = {
  write: value =>
    typeof value === 'number'
      ? {
          numerator: { value, unit: 'doses', system: 'http://unitsofmeasure.org', code: '{dose}' },
          denominator: { value: 1, unit: 'day', system: 'http://unitsofmeasure.org', code: 'd' },
        }
      : undefined,
  read(json) {
    const [above, below] = [getOwn(json, 'numerator'), getOwn(json, 'denominator')];
    const value = getOwn(above, 'value');
    const isDay = getOwn(below, 'code') === 'd' && getOwn(below, 'value') === 1;
    return isDay && typeof value === 'number' ? value : undefined;
  },
};

/** Its strength, in words. */
const words: Converter = {
  write(value) {
    const text = getOwn(value, 'text');
    return typeof text === 'string' && /\S/.test(text) ? text : undefined;
  },
  read: (json, settings) => codeable.read({ text: json }, settings),
};

export default defineMapping(asthmaInhaler, {
  resourceType: 'MedicationStatement',
  subject: 'subject',
  fixed: { status: 'active', category: makeMark(asthmaInhaler) },
  rows: [
    rowBy('drug', 'medication[x]', medicineOf('drug')),
    row('strength', 'dosage[0].text', words as Converter<never>),
    row('maxDailyDoses', 'dosage[0].maxDosePerPeriod', aDay),
    rowBy('startDate', 'effectivePeriod', spanOf('startDate', 'stopDate', 'effectivePeriod')),
    rowBy('stopDate', 'status', {
      write(item, resource) {
        if (item.stopDate !== undefined) resource.status = 'completed';
      },
      read() {},
    }),
  ],
  takes: resource =>
    isMarked(resource, asthmaInhaler) &&
    hasMedicine(resource) &&
    getOwn(resource.effectivePeriod, 'start') !== undefined,
});
