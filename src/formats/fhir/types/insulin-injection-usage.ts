// Insulin injection usage: insulin that a person injected.
import insulinInjectionUsage from '../../../things/insulin-injection-usage.ts';
import { measuredIn, text } from '../convert.ts';
import { dateTime } from '../dates.ts';
import { medicineOf } from '../elements.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { makeUsage } from '../usages.ts';

const { row, rowBy } = rowsOf(insulinInjectionUsage);

export default defineMapping(insulinInjectionUsage, {
  ...makeUsage(insulinInjectionUsage),
  rows: [
    row('when', 'effectiveDateTime', dateTime),
    rowBy('type', 'medication[x]', medicineOf('type')),
    row('amount', 'dosage.dose', measuredIn('IE')),
    row('deviceId', 'device[0].identifier.value', text),
  ],
});
