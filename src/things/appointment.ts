// Appointment: when and where a person is expected.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { codable } from './common/codable.ts';
import { dateTime } from './common/dates.ts';
import { person } from './common/people.ts';
import { durationValue } from './common/structures.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const appointment = seq({
  when: dateTime,
  duration: optional(durationValue),
  service: optional(codable()),
  clinic: optional(person),
  specialty: optional(codable('medical-specialties')),
  status: optional(codable('appointment-status')),
  'care-class': optional(codable('appointment-care-class')),
});
export type Appointment = Infer<typeof appointment>;

export default thingType({
  name: 'Appointment',
  description: 'When and where a person is to see somebody about their health.',
  group: 'plans',
  looksAhead: true,
  versions: [
    thingVersion({
      id: '4b18aeb6-5f01-444c-8c70-dbf13a2f510b',
      number: 1,
      root: 'appointment',
      namespace: 'urn:com.microsoft.wc.thing.appointment',
      schema: appointment,
      effectiveDate: 'when',
    }),
  ],
  // It lasts from when it is.
  ordered: [
    ['when', 'duration/start-date'],
    ['duration/start-date', 'when'],
  ],
  short: ['when', 'service', { at: 'clinic/name/full', label: 'With' }],
  labels: { clinic: 'With', 'care-class': 'Kind of care' },
  summary: ({ service, specialty, clinic, status }: Appointment, say) =>
    [(service ?? specialty)?.text ?? say('Appointment'), clinic?.name.full, status?.text]
      .filter(Boolean)
      .join(', '),
});
