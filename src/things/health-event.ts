// Health event: something that happened, such as a child's first tooth.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { codable } from './common/codable.ts';
import { approxDateTime } from './common/dates.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const healthEvent = seq({
  when: approxDateTime,
  event: codable(
    'event-pediatric-developmental-movement',
    'event-pediatric-developmental-motor-skills',
    'event-pediatric-developmental-speech',
    'event-pediatric-developmental-observations',
    'event-pediatric-developmental-dental',
  ),
  category: optional(codable('event-categories')),
});
export type HealthEvent = Infer<typeof healthEvent>;

export default thingType({
  name: 'Health event',
  description: 'Something that happened and matters for health, such as the first steps of a child.',
  group: 'conditions',
  versions: [
    thingVersion({
      id: '1572af76-1653-4c39-9683-9f9ca6584ba3',
      number: 1,
      root: 'health-event',
      namespace: 'urn:com.microsoft.wc.thing.health-event',
      schema: healthEvent,
      effectiveDate: 'when',
    }),
  ],
  summary: ({ event, category }: HealthEvent) => [event.text, category?.text].filter(Boolean).join(', '),
});
