// Healthcare proxy: who decides for a person who cannot. What is to be done then is advance-directive.ts.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { dateTime } from './common/dates.ts';
import { person } from './common/people.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const healthcareProxy = seq({
  when: dateTime,
  proxy: optional(person),
  alternate: optional(person),
  'primary-witness': optional(person),
  'secondary-witness': optional(person),
  content: optional(string),
});
export type HealthcareProxy = Infer<typeof healthcareProxy>;

export default thingType({
  name: 'Healthcare proxy',
  description: 'Who may decide about care if a person can no longer do so.',
  group: 'plans',
  looksAhead: true,
  versions: [
    thingVersion({
      id: '7ea47715-cba4-47f0-99d2-eb0a9fb4a85c',
      number: 1,
      root: 'healthcare-proxy',
      namespace: 'urn:com.microsoft.wc.thing.healthcare-proxy',
      schema: healthcareProxy,
      effectiveDate: 'when',
    }),
  ],
  labels: {
    proxy: 'Decides',
    alternate: 'Decides in their place',
    'primary-witness': 'First witness',
    'secondary-witness': 'Second witness',
    content: 'What was agreed',
  },
  summary: ({ proxy, alternate }: HealthcareProxy, say) =>
    [proxy?.name.full, alternate && say('or else {0}', alternate.name.full)].filter(Boolean).join(', '),
});
