// Blood oxygen saturation, by a pulse oximeter.
import bloodOxygenSaturation from '../../../things/blood-oxygen-saturation.ts';
import { codeable } from '../codes.ts';
import { percent } from '../convert.ts';
import { dateTime } from '../dates.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { makeVitalSign } from '../observation.ts';

const { row } = rowsOf(bloodOxygenSaturation);

export default defineMapping(bloodOxygenSaturation, {
  ...makeVitalSign('59408-5', 'Oxygen saturation in Arterial blood by Pulse oximetry'),
  rows: [
    row('when', 'effectiveDateTime', dateTime),
    row('value', 'valueQuantity', percent),
    row('measurementMethod', 'method', codeable),
  ],
});
