// Advance directive: what is to be done for a person who cannot say so. Who decides then is healthcare-proxy.ts.
import { type Infer, longText } from '../schema/schema.ts';
import { many, optional, seq } from '../schema/sequence.ts';
import { boolean, string } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { approxDateTime, dateText, dateTime } from './common/dates.ts';
import { person } from './common/people.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const advanceDirective = seq({
  'start-date': approxDateTime,
  'stop-date': approxDateTime,
  description: optional(longText(string)),
  'full-resuscitation': optional(boolean),
  'prohibited-interventions': many(codable()),
  'additional-instructions': optional(longText(string)),
  'attending-physician': optional(person),
  'attending-physician-endorsement': optional(dateTime),
  'attending-nurse': optional(person),
  'attending-nurse-endorsement': optional(dateTime),
  'expiration-date': optional(dateTime),
  'discontinuation-date': optional(approxDateTime),
  'discontinuation-physician': optional(person),
  'discontinuation-physician-endorsement': optional(dateTime),
  'discontinuation-nurse': optional(person),
  'discontinuation-nurse-endorsement': optional(dateTime),
});
export type AdvanceDirective = Infer<typeof advanceDirective>;

export default thingType({
  name: 'Advance directive',
  description: 'What doctors may and may not do if a person can no longer decide.',
  group: 'plans',
  looksAhead: true,
  versions: [
    thingVersion({
      id: '822a5e5a-14f1-4d06-b92f-8f3f1b05218f',
      number: 1,
      root: 'directive',
      namespace: 'urn:com.microsoft.wc.thing.directive',
      schema: advanceDirective,
      effectiveDate: 'start-date',
      endDate: 'stop-date',
    }),
  ],
  labels: {
    'start-date': 'Holds from',
    'stop-date': 'Holds until',
    'full-resuscitation': 'Resuscitate by all means',
    'prohibited-interventions': 'Must not be done',
    'attending-physician-endorsement': 'Signed by the physician on',
    'attending-nurse-endorsement': 'Signed by the nurse on',
    'expiration-date': 'Date of death',
    'discontinuation-date': 'Support of life ended on',
    'discontinuation-physician': 'Physician at the end of support',
    'discontinuation-physician-endorsement': 'End of support signed by the physician on',
    'discontinuation-nurse': 'Nurse at the end of support',
    'discontinuation-nurse-endorsement': 'End of support signed by the nurse on',
  },
  lasts: true,
  summary: (
    { description, fullResuscitation, prohibitedInterventions = [], stopDate }: AdvanceDirective,
    say,
  ) =>
    [
      description,
      fullResuscitation !== undefined &&
        say(fullResuscitation ? 'full resuscitation' : 'no full resuscitation'),
      ...prohibitedInterventions.map(({ text }) => say('no {0}', text)),
      say('until {0}', dateText(stopDate, say)),
    ]
      .filter(Boolean)
      .join(', '),
});
