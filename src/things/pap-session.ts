// PAP session: a night with a device that keeps the airways open by pressure.
import { type Infer, inUnit, type Schema } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { dateTime } from './common/dates.ts';
import {
  flowValue,
  minutesText,
  pressureValue,
  respiratoryRateValue,
  volumeValue,
} from './common/measurements.ts';
import { nonNegativeDouble } from './common/numbers.ts';
import { thingType, thingVersion } from './thing-type.ts';

/** What a measurement was over the session. */
function spread<T>(value: Schema<T>) {
  return seq({
    mean: optional(value),
    median: optional(value),
    maximum: optional(value),
    'percentile-95th': optional(value),
    'percentile-90th': optional(value),
  });
}

export const papSession = seq({
  when: dateTime,
  'duration-minutes': inUnit(nonNegativeDouble, 'min'),
  'apnea-hypopnea-index': inUnit(nonNegativeDouble, '/h'),
  'apnea-index': optional(inUnit(nonNegativeDouble, '/h')),
  'hypopnea-index': optional(inUnit(nonNegativeDouble, '/h')),
  'oxygen-desaturation-index': optional(inUnit(nonNegativeDouble, '/h')),
  pressure: optional(spread(pressureValue)),
  'leak-rate': optional(spread(flowValue)),
  'tidal-volume': optional(spread(volumeValue)),
  'minute-ventilation': optional(spread(volumeValue)),
  'respiratory-rate': optional(spread(respiratoryRateValue)),
});
export type PapSession = Infer<typeof papSession>;

export default thingType({
  name: 'PAP session',
  description: 'A night with a breathing device against sleep apnea, as the device recorded it.',
  group: 'vitals',
  versions: [
    thingVersion({
      id: '9085cad9-e866-4564-8a91-7ad8685d204d',
      number: 1,
      root: 'pap-session',
      namespace: 'urn:com.microsoft.wc.thing.pap-session',
      schema: papSession,
      effectiveDate: 'when',
    }),
  ],
  labels: {
    'leak-rate': 'Air lost at the mask',
    'tidal-volume': 'Air in a breath',
    'minute-ventilation': 'Air breathed out in a minute',
    'respiratory-rate': 'Breaths a minute',
    'percentile-95th': 'At or below this for 95 % of the time',
    'percentile-90th': 'At or below this for 90 % of the time',
    'duration-minutes': 'Duration',
    'apnea-hypopnea-index': 'Breathing stopped or shallow (AHI)',
    'apnea-index': 'Breathing stopped',
    'hypopnea-index': 'Breathing shallow',
    'oxygen-desaturation-index': 'Oxygen dropped',
    mean: 'Average',
  },
  usual: { 'duration-minutes': [0, 1440] },
  summary: ({ durationMinutes, apneaHypopneaIndex }: PapSession, say) =>
    `${minutesText(durationMinutes)}, ${say('AHI {0}', apneaHypopneaIndex)}`,
  chart: [
    {
      label: 'Breathing stopped or shallow (AHI)',
      unit: '/h',
      value: ({ apneaHypopneaIndex }) => apneaHypopneaIndex,
    },
  ],
});
