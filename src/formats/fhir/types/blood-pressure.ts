// Blood pressure: both pressures, and the pulse that was taken with them, are components.
import bloodPressure from '../../../things/blood-pressure.ts';
import { loinc } from '../codes.ts';
import { count } from '../convert.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import {
  component,
  exactMoment,
  findComponent,
  findValue,
  makeVitalSign,
  usCoreProfile,
} from '../observation.ts';

const { rowBy } = rowsOf(bloodPressure);
const pressure = count('mm[Hg]', 'mmHg');

const panel = makeVitalSign('85354-9', 'Blood pressure panel', usCoreProfile('blood-pressure'), {
  also: ['55284-4', '35094-2'],
  isPanel: true,
});

export default defineMapping(bloodPressure, {
  ...panel,
  takes: resource =>
    panel.takes(resource) &&
    ['8480-6', '8462-4'].every(code => findValue(findComponent(resource, loinc, code)) !== undefined),
  rows: [
    rowBy('when', 'effectiveDateTime', exactMoment),
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
      component('pulse', '8867-4', 'Heart rate', count('/min', '/min')),
    ),
  ],
});
