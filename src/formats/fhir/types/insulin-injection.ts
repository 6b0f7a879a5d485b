// Insulin injection: which insulin a person is to inject, and how much.
import insulinInjection from '../../../things/insulin-injection.ts';
import { measuredIn } from '../convert.ts';
import { hasMedicine, isMarked, makeMark, medicineOf } from '../elements.ts';
import { defineMapping, rowsOf } from '../mapping.ts';

const { row, rowBy } = rowsOf(insulinInjection);

export default defineMapping(insulinInjection, {
  resourceType: 'MedicationStatement',
  subject: 'subject',
  fixed: { status: 'active', category: makeMark(insulinInjection) },
  rows: [
    rowBy('type', 'medication[x]', medicineOf('type')),
    row('amount', 'dosage[0].doseAndRate[0].doseQuantity', measuredIn('IE')),
  ],
  takes: resource => isMarked(resource, insulinInjection) && hasMedicine(resource),
});
