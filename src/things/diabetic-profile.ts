// Diabetic profile: the blood glucose a person aims for.
import type { Infer } from '../schema/schema.ts';
import { many, oneElement, optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { dateTime } from './common/dates.ts';
import { bloodGlucoseValue, measuredText } from './common/measurements.ts';
import { percentage, percentText } from './common/numbers.ts';
import type { Say } from './common/say.ts';
import { thingType, thingVersion } from './thing-type.ts';

const zoneBoundary = oneElement({ 'absolute-glucose': bloodGlucoseValue, 'percent-max-glucose': percentage });
type ZoneBoundary = Infer<typeof zoneBoundary>;

const zone = seq(
  { 'lower-bound': zoneBoundary, 'upper-bound': zoneBoundary },
  { name: { optional: string } },
);
type Zone = Infer<typeof zone>;

export const diabeticProfile = seq({
  when: dateTime,
  'max-HbA1C': optional(percentage),
  'target-glucose-zone-group': many(
    seq({ 'target-glucose-zone': many(zone) }, { name: { optional: string } }),
  ),
});
export type DiabeticProfile = Infer<typeof diabeticProfile>;

export default thingType({
  name: 'Diabetic profile',
  description: 'The blood glucose and the HbA1c that a person with diabetes aims for.',
  group: 'conditions',
  versions: [
    thingVersion({
      id: '80cf4080-ad3f-4bb5-a0b5-907c22f73017',
      number: 1,
      root: 'diabetic-profile',
      namespace: 'urn:com.microsoft.wc.thing.diabetic-profile',
      schema: diabeticProfile,
      effectiveDate: 'when',
    }),
  ],
  labels: {
    'max-HbA1C': 'Highest HbA1c',
    'target-glucose-zone-group': 'Glucose targets',
    'target-glucose-zone': 'Target',
    'absolute-glucose': 'Glucose',
    'percent-max-glucose': 'Share of the maximum',
    'lower-bound': 'From',
    'upper-bound': 'To',
  },
  usual: { 'max-HbA1C': [0.04, 0.2] },
  summary({ maxHbA1C, targetGlucoseZoneGroup = [] }: DiabeticProfile, say) {
    const zones = targetGlucoseZoneGroup.flatMap(group => group.targetGlucoseZone ?? []);
    return [
      maxHbA1C !== undefined && say('HbA1c up to {0}', percentText(maxHbA1C)),
      ...zones.map(zone => zoneText(zone, say)),
    ]
      .filter(Boolean)
      .join(', ');
  },
});

function zoneText({ name, lowerBound, upperBound }: Zone, say: Say): string {
  const bounds = say('{0} to {1}', boundaryText(lowerBound), boundaryText(upperBound));
  return name ? `${name} ${bounds}` : bounds;
}

function boundaryText(boundary: ZoneBoundary): string {
  if ('percentMaxGlucose' in boundary) return percentText(boundary.percentMaxGlucose);
  const { mmolPerL, display } = boundary.absoluteGlucose;
  return measuredText(mmolPerL, 'mmol/L', display);
}
