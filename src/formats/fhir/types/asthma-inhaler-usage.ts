// Asthma inhaler usage: one use of an inhaler.
import asthmaInhalerUsage from '../../../things/asthma-inhaler-usage.ts';
import { codeable } from '../codes.ts';
import { text } from '../convert.ts';
import { dateTime } from '../dates.ts';
import { medicineOf } from '../elements.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { doses, makeUsage, wordsBeside } from '../usages.ts';

const { row, rowBy } = rowsOf(asthmaInhalerUsage);

export default defineMapping(asthmaInhalerUsage, {
  ...makeUsage(asthmaInhalerUsage),
  rows: [
    row('when', 'effectiveDateTime', dateTime),
    rowBy('drug', 'medication[x]', medicineOf('drug')),
    row('doseCount', 'dosage.dose', doses),
    rowBy('strength', 'dosage.text', wordsBeside('strength', 'dosage.text', 'dosage.dose')),
    row('dosePurpose', 'reasonCode[0]', codeable),
    row('deviceId', 'device[0].identifier.value', text),
  ],
});
