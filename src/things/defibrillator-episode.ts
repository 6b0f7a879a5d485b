// Defibrillator episode: what an implanted defibrillator saw and did.
import { type Infer, inUnit } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { codable } from './common/codable.ts';
import { dateTime } from './common/dates.ts';
import { nonNegativeInt } from './common/numbers.ts';
import { thingType, thingVersion } from './thing-type.ts';

const episodeField = seq({ 'field-name': codable('defibrillator-episode-fields'), 'field-value': codable() });

export const defibrillatorEpisode = seq({
  when: dateTime,
  'episode-type-group': optional(codable('defibrillator-episode-type-groups')),
  'episode-type': optional(codable('defibrillator-episode-types')),
  'data-source': optional(codable('defibrillator-data-sources')),
  'duration-in-seconds': optional(inUnit(nonNegativeInt, 's')),
  'episode-fields': seq({ 'episode-field': many(episodeField) }),
});
export type DefibrillatorEpisode = Infer<typeof defibrillatorEpisode>;

export default thingType({
  name: 'Defibrillator episode',
  description: 'A time an implanted defibrillator noticed something about the heart, and what it did.',
  group: 'conditions',
  versions: [
    thingVersion({
      id: 'a3d38add-b7b2-4ccd-856b-9b14bbc4e075',
      number: 1,
      root: 'defibrillator-episode',
      namespace: 'urn:com.microsoft.wc.thing.defibrillator-episode',
      schema: defibrillatorEpisode,
      // Not annotated as such in the published schema, but the only date there is, and it is required.
      effectiveDate: 'when',
    }),
  ],
  labels: {
    'episode-type-group': 'Group of episodes',
    'data-source': 'Told by',
    'episode-fields': 'Details',
    'episode-field': 'Detail',
    'field-name': 'Name',
    'field-value': 'Value',
    'duration-in-seconds': 'Duration',
    'episode-type': 'Kind of episode',
  },
  summary: ({ episodeType, episodeTypeGroup, durationInSeconds }: DefibrillatorEpisode, say) =>
    [
      (episodeType ?? episodeTypeGroup)?.text ?? say('Episode'),
      durationInSeconds !== undefined && `${durationInSeconds} s`,
    ]
      .filter(Boolean)
      .join(', '),
});
