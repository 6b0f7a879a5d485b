// Respiratory profile: the zones into which a person's peak flow (peak-flow.ts) falls.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { dateTime } from './common/dates.ts';
import { flowText, flowValue } from './common/measurements.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const respiratoryProfile = seq({
  when: dateTime,
  'expiratory-flow-red-zone-upper-boundary': optional(flowValue),
  'expiratory-flow-orange-zone-upper-boundary': optional(flowValue),
  'expiratory-flow-yellow-zone-upper-boundary': optional(flowValue),
});
export type RespiratoryProfile = Infer<typeof respiratoryProfile>;

export default thingType({
  name: 'Respiratory profile',
  description:
    'How fast a person must be able to breathe out for all to be well, and below what it gets serious.',
  group: 'conditions',
  versions: [
    thingVersion({
      id: '5fd15cb7-b717-4b1c-89e0-1dbcf7f815dd',
      number: 1,
      root: 'respiratory-profile',
      namespace: 'urn:com.microsoft.wc.thing.respiratory-profile',
      schema: respiratoryProfile,
      effectiveDate: 'when',
    }),
  ],
  labels: {
    'expiratory-flow-red-zone-upper-boundary': 'Red zone up to',
    'expiratory-flow-orange-zone-upper-boundary': 'Orange zone up to',
    'expiratory-flow-yellow-zone-upper-boundary': 'Yellow zone up to',
  },
  summary: (
    {
      expiratoryFlowRedZoneUpperBoundary: red,
      expiratoryFlowOrangeZoneUpperBoundary: orange,
      expiratoryFlowYellowZoneUpperBoundary: yellow,
    }: RespiratoryProfile,
    say,
  ) =>
    [
      red && say('red up to {0}', flowText(red)),
      orange && say('orange up to {0}', flowText(orange)),
      yellow && say('yellow up to {0}', flowText(yellow)),
    ]
      .filter(Boolean)
      .join(', '),
});
