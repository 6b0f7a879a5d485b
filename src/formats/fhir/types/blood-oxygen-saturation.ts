// Blood oxygen saturation, by a pulse oximeter.
import bloodOxygenSaturation from '../../../things/blood-oxygen-saturation.ts';
import { codeable, loinc } from '../codes.ts';
import { percent } from '../convert.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { exactMoment, makeVitalSign, usCoreProfile } from '../observation.ts';

const { row, rowBy } = rowsOf(bloodOxygenSaturation);

const sign = makeVitalSign(
  '59408-5',
  'Oxygen saturation in Arterial blood by Pulse oximetry',
  usCoreProfile('pulse-oximetry'),
  { also: ['2708-6', '20564-1', '59417-6', '2710-2'] },
);
/** The two codes by which US Core has it known. */
const code = {
  coding: [
    { system: loinc, code: '59408-5', display: 'Oxygen saturation in Arterial blood by Pulse oximetry' },
    { system: loinc, code: '2708-6', display: 'Oxygen saturation in Arterial blood' },
  ],
  text: 'Oxygen saturation',
};

export default defineMapping(bloodOxygenSaturation, {
  ...sign,
  fixed: { ...sign.fixed, code },
  rows: [
    rowBy('when', 'effectiveDateTime', exactMoment),
    row('value', 'valueQuantity', percent, 'Of a hundred; the item has a fraction.'),
    row('measurementMethod', 'method', codeable),
  ],
});
