// Allergy: what a person does not tolerate.

import type { Infer } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { boolean } from '../schema/text.ts';
import { codable } from './common/codable.ts';
import { approxDateTime } from './common/dates.ts';
import { findDenial } from './common/denials.ts';
import { person } from './common/people.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const allergy = seq({
  name: codable(),
  reaction: optional(codable('icd:icd9cm')),
  'first-observed': optional(approxDateTime),
  'allergen-type': optional(codable('allergen-type')),
  'allergen-code': optional(codable('icd:icd9cm')),
  'treatment-provider': optional(person),
  treatment: optional(codable()),
  'is-negated': optional(boolean),
});
export type Allergy = Infer<typeof allergy>;

export default thingType({
  name: 'Allergy',
  description: 'Something a person does not tolerate, and how the body reacts to it.',
  group: 'conditions',
  versions: [
    thingVersion({
      id: '52bf9104-2c5e-4f1f-a66d-552ebcc53df7',
      number: 1,
      root: 'allergy',
      namespace: 'urn:com.microsoft.wc.thing.allergy',
      schema: allergy,
      effectiveDate: 'first-observed',
    }),
  ],
  suggests: { name: 'allergens' },
  short: ['name', 'reaction', 'first-observed'],
  labels: {
    'is-negated': 'No allergy to this after all',
    name: 'Allergic to',
    'allergen-type': 'Kind of allergen',
    'allergen-code': 'Code of the allergen',
    'treatment-provider': 'Treated by',
    'first-observed': 'First noticed',
  },
  lasts: true,
  isOver: ({ isNegated }: Allergy) => isNegated === true,
  summary: ({ name, reaction, isNegated }: Allergy, say) =>
    // “No known allergies” says it already.
    [name.text, isNegated ? !findDenial(name) && say('no allergy') : reaction?.text]
      .filter(Boolean)
      .join(', '),
});
