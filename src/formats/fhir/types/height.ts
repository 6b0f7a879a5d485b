// Height.
import height from '../../../things/height.ts';
import { measuredIn } from '../convert.ts';
import { dateTime } from '../dates.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { makeVitalSign } from '../observation.ts';

const { row } = rowsOf(height);

export default defineMapping(height, {
  ...makeVitalSign(
    '8302-2',
    'Body height',
    'http://hl7.org/fhir/us/core/StructureDefinition/us-core-body-height',
  ),
  rows: [row('when', 'effectiveDateTime', dateTime), row('value', 'valueQuantity', measuredIn('m'))],
});
