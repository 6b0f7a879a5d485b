// Height.
import height from '../../../things/height.ts';
import { centimeters } from '../convert.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { exactMoment, makeVitalSign, usCoreProfile } from '../observation.ts';

const { row, rowBy } = rowsOf(height);

export default defineMapping(height, {
  ...makeVitalSign('8302-2', 'Body height', usCoreProfile('body-height'), {
    also: ['8306-3', '8301-4', '8307-1', '8308-9', '3137-7', '3138-5'],
  }),
  rows: [
    rowBy('when', 'effectiveDateTime', exactMoment),
    row('value', 'valueQuantity', centimeters, 'In centimetres; read of any unit of length.'),
  ],
});
