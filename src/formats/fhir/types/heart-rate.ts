// Heart rate.
import heartRate from '../../../things/heart-rate.ts';
import { codeable } from '../codes.ts';
import { quantity } from '../convert.ts';
import { dateTime } from '../dates.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { makeVitalSign } from '../observation.ts';

const { row } = rowsOf(heartRate);

export default defineMapping(heartRate, {
  ...makeVitalSign(
    '8867-4',
    'Heart rate',
    'http://hl7.org/fhir/us/core/StructureDefinition/us-core-heart-rate',
  ),
  rows: [
    row('when', 'effectiveDateTime', dateTime),
    row('value', 'valueQuantity', quantity('/min', '/min')),
    row('measurementMethod', 'method', codeable),
  ],
});
