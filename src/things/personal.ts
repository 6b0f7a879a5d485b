// Personal demographic information: what describes a person in the long run.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { boolean, string } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { approxDateTime, dateText, dateTime } from './common/dates.ts';
import { name } from './common/people.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const personal = seq({
  name: optional(name),
  birthdate: optional(dateTime),
  'blood-type': optional(codable('blood-types')),
  ethnicity: optional(codable('ethnicity')),
  ssn: optional(string),
  'marital-status': optional(codable('marital-status')),
  'employment-status': optional(string),
  'is-deceased': optional(boolean),
  'date-of-death': optional(approxDateTime),
  religion: optional(codable('religion')),
  'is-veteran': optional(boolean),
  'highest-education-level': optional(codable('education-level')),
  'is-disabled': optional(boolean),
  'organ-donor': optional(string),
});
export type Personal = Infer<typeof personal>;

export default thingType({
  name: 'Personal demographic information',
  description: 'Name, date of birth, blood type and other facts that rarely change.',
  group: 'profile',
  singleton: true,
  allowsReadOnly: false,
  versions: [
    thingVersion({
      id: '92ba621e-66b3-4a01-bd73-74844aed4f5b',
      number: 1,
      root: 'personal',
      namespace: 'urn:com.microsoft.wc.thing.personal',
      schema: personal,
    }),
  ],
  labels: { ssn: 'Social security number', birthdate: 'Date of birth', name: 'Name' },
  ordered: [['birthdate', 'date-of-death']],
  summary: ({ name, birthdate }: Personal, say) =>
    [name?.full, birthdate && say('born {0}', dateText(birthdate.date, say))].filter(Boolean).join(', '),
});
