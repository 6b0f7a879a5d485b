// Blood pressure, in mmHg.
import { type Infer, inUnit } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { boolean } from '../schema/text.ts';
import { dateTime } from './common/dates.ts';
import { nonNegativeInt } from './common/numbers.ts';
import { healthService, restingPulse } from './common/references.ts';
import { usualDiastolic, usualPulse, usualSystolic } from './common/usual.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const bloodPressure = seq({
  when: dateTime,
  systolic: inUnit(nonNegativeInt, 'mmHg'),
  diastolic: inUnit(nonNegativeInt, 'mmHg'),
  pulse: optional(inUnit(nonNegativeInt, '/min')),
  'irregular-heartbeat': optional(boolean),
});
export type BloodPressure = Infer<typeof bloodPressure>;

export default thingType({
  name: 'Blood pressure',
  description: 'A reading of the pressure in the arteries, with the pulse if it was taken.',
  group: 'vitals',
  versions: [
    thingVersion({
      id: 'ca3c57f4-f4c1-4e15-be67-0a3caf5414ed',
      number: 1,
      root: 'blood-pressure',
      namespace: 'urn:com.microsoft.wc.thing.BloodPressure',
      schema: bloodPressure,
      effectiveDate: 'when',
    }),
  ],
  short: ['systolic', 'diastolic', 'pulse', 'when'],
  usual: { systolic: usualSystolic, diastolic: usualDiastolic, pulse: usualPulse },
  ordered: [['diastolic', 'systolic']],
  summary({ systolic, diastolic, pulse, irregularHeartbeat }: BloodPressure, say) {
    const reading = `${systolic}/${diastolic} mmHg`;
    return [
      reading,
      pulse !== undefined && say('pulse {0}', pulse),
      irregularHeartbeat && say('irregular heartbeat'),
    ]
      .filter(Boolean)
      .join(', ');
  },
  chart: [
    {
      label: 'Systolic',
      unit: 'mmHg',
      goal: 'bp-sys',
      value: ({ systolic }) => systolic,
      reference: () => ({ ...healthService, min: 90, max: 120, below: [80, 70], above: [140, 180] }),
    },
    {
      label: 'Diastolic',
      unit: 'mmHg',
      goal: 'bp-dia',
      value: ({ diastolic }) => diastolic,
      reference: () => ({ ...healthService, min: 60, max: 80, below: [50, 40], above: [90, 120] }),
    },
    {
      label: 'Pulse',
      unit: '/min',
      value: ({ pulse }) => pulse,
      reference: () => restingPulse,
    },
  ],
});
