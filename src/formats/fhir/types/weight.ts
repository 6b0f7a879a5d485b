// Weight.
import weight from '../../../things/weight.ts';
import { measuredIn } from '../convert.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { exactMoment, makeVitalSign, usCoreProfile } from '../observation.ts';

const { row, rowBy } = rowsOf(weight);

export default defineMapping(weight, {
  ...makeVitalSign('29463-7', 'Body weight', usCoreProfile('body-weight'), {
    also: ['3141-9', '3142-7', '8335-2', '8341-0', '8350-1', '3143-5', '75292-3'],
  }),
  rows: [
    rowBy('when', 'effectiveDateTime', exactMoment),
    row('value', 'valueQuantity', measuredIn('kg'), 'In kilograms; read of any unit of mass.'),
  ],
});
