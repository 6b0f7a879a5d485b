// Insurance plan: who pays for care. Its root is called payer.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { boolean, string } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { dateText, dateTime } from './common/dates.ts';
import { contact } from './common/people.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const insurancePlan = seq({
  'plan-name': string,
  'coverage-type': optional(codable('coverage-types')),
  'carrier-id': optional(string),
  'group-num': optional(string),
  'plan-code': optional(string),
  'subscriber-id': optional(string),
  'person-code': optional(string),
  'subscriber-name': optional(string),
  'subscriber-dob': optional(dateTime),
  'is-primary': optional(boolean),
  'expiration-date': optional(dateTime),
  contact: optional(contact),
});
export type InsurancePlan = Infer<typeof insurancePlan>;

export default thingType({
  name: 'Insurance plan',
  description: 'An insurance that pays for care: what it covers, for whom, and until when.',
  group: 'profile',
  versions: [
    thingVersion({
      id: '9366440c-ec81-4b89-b231-308a4c4d70ed',
      number: 1,
      root: 'payer',
      namespace: 'urn:com.microsoft.wc.thing.payer',
      schema: insurancePlan,
    }),
  ],
  labels: {
    'carrier-id': 'Number of the insurer',
    'group-num': 'Group number',
    'subscriber-id': 'Number of the insured',
    'person-code': 'Number of the person within the plan',
    'subscriber-name': 'Name of the insured',
    'subscriber-dob': 'Date of birth of the insured',
    'is-primary': 'Pays first',
    'plan-name': 'Name of the plan',
    'coverage-type': 'What it covers',
    'expiration-date': 'Valid until',
  },
  summary: ({ planName, coverageType, expirationDate }: InsurancePlan, say) =>
    [planName, coverageType?.text, expirationDate && say('until {0}', dateText(expirationDate.date, say))]
      .filter(Boolean)
      .join(', '),
});
