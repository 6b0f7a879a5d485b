// Emotional state: mood, stress and wellbeing as the person felt them. Its root is called emotion.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { dateTime } from './common/dates.ts';
import { oneToFive } from './common/numbers.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const emotionalState = seq({
  when: dateTime,
  mood: optional(oneToFive),
  stress: optional(oneToFive),
  wellbeing: optional(oneToFive),
});
export type EmotionalState = Infer<typeof emotionalState>;

export default thingType({
  name: 'Emotional state',
  description: 'How a person felt at a moment: mood, stress and wellbeing, each from 1 to 5.',
  group: 'fitness',
  versions: [
    thingVersion({
      id: '4b7971d6-e427-427d-bf2c-2fbcf76606b3',
      number: 1,
      root: 'emotion',
      namespace: 'urn:com.microsoft.wc.thing.emotion',
      schema: emotionalState,
      effectiveDate: 'when',
    }),
  ],
  labels: {
    mood: 'Mood (1 sad, 5 very happy)',
    stress: 'Stress (1 relaxed, 5 stressed)',
    wellbeing: 'Wellbeing (1 sick, 5 healthy)',
  },
  summary: ({ mood, stress, wellbeing }: EmotionalState, say) =>
    [
      mood !== undefined && say('mood {0}/5', mood),
      stress !== undefined && say('stress {0}/5', stress),
      wellbeing !== undefined && say('wellbeing {0}/5', wellbeing),
    ]
      .filter(Boolean)
      .join(', '),
  chart: [
    { label: 'Mood', unit: '1 to 5', value: ({ mood }) => mood },
    { label: 'Stress', unit: '1 to 5', value: ({ stress }) => stress },
    { label: 'Wellbeing', unit: '1 to 5', value: ({ wellbeing }) => wellbeing },
  ],
});
