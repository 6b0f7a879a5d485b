// Blood pressure: both pressures, and the pulse that was taken with them, are components.
import bloodPressure from '../../../things/blood-pressure.ts';
import { quantity } from '../convert.ts';
import { dateTime } from '../dates.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { component, makeVitalSign } from '../observation.ts';

const { row, rowBy } = rowsOf(bloodPressure);
const pressure = quantity('mm[Hg]', 'mmHg');

export default defineMapping(bloodPressure, {
  ...makeVitalSign(
    '85354-9',
    'Blood pressure panel',
    'http://hl7.org/fhir/us/core/StructureDefinition/us-core-blood-pressure',
  ),
  rows: [
    row('when', 'effectiveDateTime', dateTime),
    rowBy(
      'systolic',
      'component[8480-6].valueQuantity',
      component('systolic', '8480-6', 'Systolic blood pressure', pressure),
    ),
    rowBy(
      'diastolic',
      'component[8462-4].valueQuantity',
      component('diastolic', '8462-4', 'Diastolic blood pressure', pressure),
    ),
    rowBy(
      'pulse',
      'component[8867-4].valueQuantity',
      component('pulse', '8867-4', 'Heart rate', quantity('/min', '/min')),
    ),
  ],
});
