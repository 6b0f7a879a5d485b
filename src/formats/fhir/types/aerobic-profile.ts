// Aerobic profile: what a heart and lungs can do, and the zones to train in.
import aerobicProfile from '../../../things/aerobic-profile.ts';
import { count, quantity } from '../convert.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { exactMoment, makeOwnObservation, ownComponent } from '../observation.ts';
import { zonesOf } from '../zones.ts';

const { rowBy } = rowsOf(aerobicProfile);
const rate = count('/min', '/min');

const heartRate = (
  field: 'maxHeartrate' | 'restingHeartrate' | 'anaerobicThreshold',
  code: string,
  display: string,
) => rowBy(field, `component[${code}].valueQuantity`, ownComponent(field, code, display, rate));

export default defineMapping(aerobicProfile, {
  ...makeOwnObservation('aerobic-profile', 'Aerobic profile', 'activity'),
  rows: [
    rowBy('when', 'effectiveDateTime', exactMoment),
    heartRate('maxHeartrate', 'max-heartrate', 'Maximum heart rate'),
    heartRate('restingHeartrate', 'resting-heartrate', 'Heart rate at rest'),
    heartRate('anaerobicThreshold', 'anaerobic-threshold', 'Heart rate at the anaerobic threshold'),
    rowBy(
      'VO2Max.absolute',
      'component[vo2-max-absolute].valueQuantity',
      ownComponent(
        'VO2Max.absolute',
        'vo2-max-absolute',
        'Maximum oxygen uptake',
        quantity('L/min', 'L/min'),
      ),
    ),
    rowBy(
      'VO2Max.relative',
      'component[vo2-max-relative].valueQuantity',
      ownComponent(
        'VO2Max.relative',
        'vo2-max-relative',
        'Maximum oxygen uptake by weight',
        quantity('mL/min/kg', 'mL/min/kg'),
      ),
    ),
    rowBy(
      'heartrateZoneGroup',
      'component[heartrate-zone].valueRange',
      zonesOf({
        groups: 'heartrateZoneGroup',
        zones: 'heartrateZone',
        bound: 'absoluteHeartrate',
        code: 'heartrate-zone',
        display: 'Heart rate zone',
        converter: rate,
      }),
      'Zones of the first group that are told in beats a minute; the rest is in the extension.',
    ),
  ],
});
