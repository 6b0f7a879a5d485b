// Heart rate.
import heartRate from '../../../things/heart-rate.ts';
import { codeable } from '../codes.ts';
import { count } from '../convert.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { exactMoment, makeVitalSign, ownComponent, usCoreProfile } from '../observation.ts';

const { row, rowBy } = rowsOf(heartRate);

export default defineMapping(heartRate, {
  ...makeVitalSign('8867-4', 'Heart rate', usCoreProfile('heart-rate'), {
    also: ['8889-8', '8890-6', '8893-0', '68999-2', '69000-8', '69001-6', '40443-4'],
  }),
  rows: [
    rowBy('when', 'effectiveDateTime', exactMoment),
    row('value', 'valueQuantity', count('/min', '/min')),
    row('measurementMethod', 'method', codeable),
    rowBy(
      'measurementConditions',
      'component[measurement-conditions].valueCodeableConcept',
      ownComponent(
        'measurementConditions',
        'measurement-conditions',
        'Circumstances',
        codeable,
        'valueCodeableConcept',
      ),
    ),
  ],
});
