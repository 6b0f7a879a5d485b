// Allergic episode: one time an allergy (allergy.ts) showed.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { codable } from './common/codable.ts';
import { dateTime } from './common/dates.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const allergicEpisode = seq({
  when: dateTime,
  name: codable(),
  reaction: optional(codable()),
  treatment: optional(codable()),
});
export type AllergicEpisode = Infer<typeof allergicEpisode>;

export default thingType({
  name: 'Allergic episode',
  description: 'One time a person reacted to something they do not tolerate.',
  group: 'conditions',
  versions: [
    thingVersion({
      id: 'd65ad514-c492-4b59-bd05-f3f6cb43ceb3',
      number: 1,
      root: 'allergic-episode',
      namespace: 'urn:com.microsoft.wc.thing.allergic-episode',
      schema: allergicEpisode,
      effectiveDate: 'when',
    }),
  ],
  summary: ({ name, reaction }: AllergicEpisode) => [name.text, reaction?.text].filter(Boolean).join(', '),
});
