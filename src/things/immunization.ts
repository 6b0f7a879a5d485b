// Immunization. Version 2 has the manufacturer as a code and does not need to know when.
import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { string } from '../schema/text.ts';
import { codable, words } from './common/codable.ts';
import { approxDate, approxDateTime } from './common/dates.ts';
import { person } from './common/people.ts';
import { thingType, thingVersion } from './thing-type.ts';

/** What the versions agree on, after the manufacturer. */
const rest = {
  lot: optional(string),
  route: optional(codable('medication-routes')),
  'expiration-date': optional(approxDate),
  sequence: optional(string),
  'anatomic-surface': optional(codable('immunization-anatomic-surface')),
  'adverse-event': optional(string),
  consent: optional(string),
};

export const immunization1 = seq({
  name: codable('immunizations'),
  'administration-date': approxDateTime,
  administrator: optional(person),
  manufacturer: optional(string),
  ...rest,
});
export type Immunization1 = Infer<typeof immunization1>;

export const immunization = seq({
  name: codable('HL7:vaccines-cvx'),
  'administration-date': optional(approxDateTime),
  administrator: optional(person),
  manufacturer: optional(codable('HL7:vaccine-manufacturers-mvx')),
  ...rest,
});
export type Immunization = Infer<typeof immunization>;

const common = {
  root: 'immunization',
  namespace: 'urn:com.microsoft.wc.thing.immunization',
  effectiveDate: 'administration-date',
};

export default thingType({
  name: 'Immunization',
  description: 'A vaccine a person was given: which, when, by whom, and how it was taken.',
  group: 'medications',
  versions: [
    thingVersion({
      ...common,
      id: '3d817dbe-af42-4a9d-a553-d1298b4d08fc',
      number: 1,
      schema: immunization1,
    }),
    thingVersion({
      ...common,
      id: 'cd3587b5-b6e1-4565-ab3b-1c3ad45eb04f',
      number: 2,
      schema: immunization,
      up,
      down,
      loses: { down: 'codes of the manufacturer; that the date is missing (it becomes the word Unknown)' },
    }),
  ],
  suggests: { name: 'vaccines' },
  short: ['name', 'administration-date', 'sequence'],
  labels: {
    'administration-date': 'Given on',
    administrator: 'Given by',
    lot: 'Lot number',
    'expiration-date': 'Vaccine to be used before',
    sequence: 'Which dose of the series',
    'anatomic-surface': 'Where on the body',
    'adverse-event': 'Side effects',
    name: 'Vaccine',
    route: 'How it was given',
  },
  summary: ({ name, sequence, manufacturer }: Immunization, say) =>
    [name.text, sequence && say('dose {0}', sequence), manufacturer?.text].filter(Boolean).join(', '),
});

function up({ manufacturer, ...older }: Immunization1): Immunization {
  return { ...older, manufacturer: words(manufacturer) };
}

function down({ manufacturer, administrationDate, ...newer }: Immunization): Immunization1 {
  return {
    ...newer,
    administrationDate: administrationDate ?? { descriptive: 'Unknown' },
    manufacturer: manufacturer?.text,
  };
}
