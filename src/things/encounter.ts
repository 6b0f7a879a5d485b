// Encounter: a visit to a doctor or a stay in a hospital. Version 2 says why and where; visits to come are appointment.ts.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { boolean, string } from '../schema/text.ts';
import { codable, words } from './common/codable.ts';
import { dateLoses, dateTime, exactlyOrEarliest } from './common/dates.ts';
import { address, organization } from './common/people.ts';
import { durationValue } from './common/structures.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const encounter1 = seq({
  when: dateTime,
  type: string,
  id: optional(string),
  duration: optional(durationValue),
  location: optional(address),
  'consent-granted': optional(boolean),
});
export type Encounter1 = Infer<typeof encounter1>;

export const encounter = seq({
  when: optional(dateTime),
  type: optional(codable()),
  reason: optional(string),
  duration: optional(durationValue),
  'consent-granted': optional(boolean),
  facility: optional(organization),
});
export type Encounter = Infer<typeof encounter>;

const common = {
  root: 'encounter',
  namespace: 'urn:com.microsoft.wc.thing.encounter',
  effectiveDate: 'when',
};

export default thingType({
  name: 'Encounter',
  description: 'A visit to a doctor or a stay in a hospital: when, where and why.',
  group: 'conditions',
  versions: [
    thingVersion({
      ...common,
      id: '3d4bdf01-1b3e-4afc-b41c-bd3e641a6da7',
      number: 1,
      schema: encounter1,
    }),
    thingVersion({
      ...common,
      id: '464083cc-13de-4f3e-a189-da8e47d5651b',
      number: 2,
      schema: encounter,
      up,
      down,
      loses: {
        up: 'id and location',
        down: `reason, facility, codes of the type; that the type is missing (it becomes Unknown) or when is (it becomes the start of the duration), and of that ${dateLoses}`,
      },
    }),
  ],
  labels: {
    'consent-granted': 'The person agreed',
    facility: 'Hospital or practice',
    id: 'Number of the visit',
    type: 'Kind of visit',
  },
  summary: ({ type, reason, facility }: Encounter) =>
    [type?.text, reason, facility?.name].filter(Boolean).join(', '),
});

function up({ when, type, duration, consentGranted }: Encounter1): Encounter {
  return { when, type: words(type), duration, consentGranted };
}

function down({ when, type, duration, consentGranted }: Encounter): Encounter1 {
  return {
    when: when ?? exactlyOrEarliest(duration?.startDate),
    type: type?.text ?? 'Unknown',
    duration,
    consentGranted,
  };
}
