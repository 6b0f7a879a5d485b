// Diabetic profile: the blood glucose and the HbA1c that a person aims for.
import diabeticProfile from '../../../things/diabetic-profile.ts';
import { measuredIn, percent } from '../convert.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { exactMoment, makeOwnObservation, ownComponent } from '../observation.ts';
import { zonesOf } from '../zones.ts';

const { rowBy } = rowsOf(diabeticProfile);

export default defineMapping(diabeticProfile, {
  ...makeOwnObservation('diabetic-profile', 'Diabetic profile', 'survey'),
  rows: [
    rowBy('when', 'effectiveDateTime', exactMoment),
    rowBy(
      'maxHbA1C',
      'component[max-hba1c].valueQuantity',
      ownComponent('maxHbA1C', 'max-hba1c', 'Highest HbA1c to aim for', percent),
      'In % of NGSP.',
    ),
    rowBy(
      'targetGlucoseZoneGroup',
      'component[target-glucose-zone].valueRange',
      zonesOf({
        groups: 'targetGlucoseZoneGroup',
        zones: 'targetGlucoseZone',
        bound: 'absoluteGlucose',
        code: 'target-glucose-zone',
        display: 'Glucose to aim for',
        converter: measuredIn('mmolPerL', { substance: 'glucose' }),
      }),
      'Zones of the first group that are told in mmol/L; the rest is in the extension.',
    ),
  ],
});
