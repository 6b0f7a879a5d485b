// Aerobic profile: what a heart and lungs can do, and the zones to train in.
import { type Infer, inUnit } from '../schema/schema.ts';
import { many, oneElement, optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { dateTime } from './common/dates.ts';
import { percentage, positiveDouble, positiveInt } from './common/numbers.ts';
import { thingType, thingVersion } from './thing-type.ts';

const zoneBoundary = oneElement({
  'absolute-heartrate': inUnit(positiveInt, '/min'),
  'percent-max-heartrate': percentage,
});

const zone = seq(
  { 'lower-bound': zoneBoundary, 'upper-bound': zoneBoundary },
  { name: { optional: string } },
);

export const aerobicProfile = seq({
  when: dateTime,
  'max-heartrate': optional(inUnit(positiveInt, '/min')),
  'resting-heartrate': optional(inUnit(positiveInt, '/min')),
  'anaerobic-threshold': optional(inUnit(positiveInt, '/min')),
  'VO2-max': optional(
    seq({
      absolute: optional(inUnit(positiveDouble, 'L/min')),
      relative: optional(inUnit(positiveDouble, 'mL/min/kg')),
    }),
  ),
  'heartrate-zone-group': many(seq({ 'heartrate-zone': many(zone) }, { name: { optional: string } })),
});
export type AerobicProfile = Infer<typeof aerobicProfile>;

export default thingType({
  name: 'Aerobic profile',
  description: 'The heart rates and the uptake of oxygen that a person trains by.',
  group: 'fitness',
  versions: [
    thingVersion({
      id: '7b2ea78c-4b78-4f75-a6a7-5396fe38b09a',
      number: 1,
      root: 'aerobic-profile',
      namespace: 'urn:com.microsoft.wc.thing.aerobic-profile',
      schema: aerobicProfile,
      effectiveDate: 'when',
    }),
  ],
  labels: {
    'max-heartrate': 'Maximum heart rate',
    'resting-heartrate': 'Heart rate at rest',
    'anaerobic-threshold': 'Heart rate at the anaerobic threshold',
    'VO2-max': 'Maximum oxygen uptake',
    'heartrate-zone-group': 'Heart rate zones',
    'heartrate-zone': 'Zone',
    absolute: 'In all',
    relative: 'By weight',
    'absolute-heartrate': 'Heart rate',
    'percent-max-heartrate': 'Share of the maximum',
    'lower-bound': 'From',
    'upper-bound': 'To',
  },
  summary: ({ restingHeartrate, maxHeartrate, VO2Max }: AerobicProfile, say) =>
    [
      restingHeartrate && say('at rest {0}/min', restingHeartrate),
      maxHeartrate && say('maximum {0}/min', maxHeartrate),
      VO2Max?.relative && say('VO₂ max {0} mL/kg/min', VO2Max.relative),
    ]
      .filter(Boolean)
      .join(', '),
  chart: [{ label: 'Heart rate at rest', unit: '/min', value: ({ restingHeartrate }) => restingHeartrate }],
});
