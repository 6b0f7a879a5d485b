// Procedure: an operation or another treatment. Version 2 calls the title its name and takes a date as far as it is known.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { codable, words } from './common/codable.ts';
import { approxDateTime, approximately, dateLoses, dateTime, exactlyOrEarliest } from './common/dates.ts';
import { person } from './common/people.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const procedure1 = seq({
  when: dateTime,
  title: optional(codable()),
  'primary-provider': optional(person),
  'anatomic-location': optional(codable()),
  'secondary-provider': optional(person),
});
export type Procedure1 = Infer<typeof procedure1>;

export const procedure = seq({
  when: optional(approxDateTime),
  name: codable(),
  'anatomic-location': optional(codable()),
  'primary-provider': optional(person),
  'secondary-provider': optional(person),
});
export type Procedure = Infer<typeof procedure>;

const common = {
  root: 'procedure',
  namespace: 'urn:com.microsoft.wc.thing.procedure',
  effectiveDate: 'when',
};

export default thingType({
  name: 'Procedure',
  description: 'An operation, examination or other treatment, where on the body, and by whom.',
  group: 'conditions',
  versions: [
    thingVersion({
      ...common,
      id: '0a5f9a43-dc88-4e9f-890f-1f9159b76e7b',
      number: 1,
      schema: procedure1,
    }),
    thingVersion({
      ...common,
      id: 'df4db479-a1ba-42a2-8714-2b083b88150f',
      number: 2,
      schema: procedure,
      up,
      down,
      loses: { down: dateLoses },
    }),
  ],
  labels: {
    'anatomic-location': 'Where on the body',
    'primary-provider': 'Done by',
    'secondary-provider': 'Together with',
    title: 'What was done',
    name: 'What was done',
  },
  summary: ({ name, anatomicLocation }: Procedure) =>
    [name.text, anatomicLocation?.text].filter(Boolean).join(', '),
});

function up({ when, title, ...rest }: Procedure1): Procedure {
  return { ...rest, when: approximately(when), name: title ?? words('Unknown') };
}

function down({ when, name, ...rest }: Procedure): Procedure1 {
  return { ...rest, when: exactlyOrEarliest(when), title: name };
}
