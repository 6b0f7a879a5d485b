// Daily medication usage: how many doses a person took on a day.
import dailyMedicationUsage from '../../../things/daily-medication-usage.ts';
import { codeable } from '../codes.ts';
import { date } from '../dates.ts';
import { medicineOf } from '../elements.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { doses, makeUsage, wordsBeside } from '../usages.ts';

const { row, rowBy } = rowsOf(dailyMedicationUsage);

export default defineMapping(dailyMedicationUsage, {
  ...makeUsage(dailyMedicationUsage),
  rows: [
    row('when', 'effectiveDateTime', date),
    rowBy('drugName', 'medication[x]', medicineOf('drugName')),
    row('numberDosesConsumedInDay', 'dosage.dose', doses),
    row('purposeOfUse', 'reasonCode[0]', codeable),
    rowBy(
      'singleDoseDescription',
      'dosage.text',
      wordsBeside('singleDoseDescription', 'dosage.text', 'dosage.dose'),
    ),
  ],
});
