// Weight.
import weight from '../../../things/weight.ts';
import { measuredIn } from '../convert.ts';
import { dateTime } from '../dates.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { makeVitalSign } from '../observation.ts';

const { row } = rowsOf(weight);

export default defineMapping(weight, {
  ...makeVitalSign(
    '29463-7',
    'Body weight',
    'http://hl7.org/fhir/us/core/StructureDefinition/us-core-body-weight',
  ),
  rows: [row('when', 'effectiveDateTime', dateTime), row('value', 'valueQuantity', measuredIn('kg'))],
});
