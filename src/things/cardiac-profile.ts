// Cardiac profile: what raises or lowers the risk of heart disease.
import { type Infer, toCamel } from '../schema/schema.ts';
import { optional, seq } from '../schema/sequence.ts';
import { boolean } from '../schema/text.ts';
import { dateTime } from './common/dates.ts';
import { thingType, thingVersion } from './thing-type.ts';

export const cardiacProfile = seq({
  when: dateTime,
  'on-hypertension-diet': optional(boolean),
  'on-hypertension-medication': optional(boolean),
  'renal-failure-diagnosed': optional(boolean),
  'diabetes-diagnosed': optional(boolean),
  'has-family-heart-disease-history': optional(boolean),
  'has-family-stroke-history': optional(boolean),
  'has-personal-heart-disease-history': optional(boolean),
  'has-person-stroke-history': optional(boolean),
});
export type CardiacProfile = Infer<typeof cardiacProfile>;

const labels = {
  'on-hypertension-diet': 'Diet against high blood pressure',
  'on-hypertension-medication': 'Medication against high blood pressure',
  'renal-failure-diagnosed': 'Kidney failure',
  'diabetes-diagnosed': 'Diabetes',
  'has-family-heart-disease-history': 'Heart disease in the family',
  'has-family-stroke-history': 'Stroke in the family',
  'has-personal-heart-disease-history': 'Heart disease of their own',
  'has-person-stroke-history': 'Stroke of their own',
};

export default thingType({
  name: 'Cardiac profile',
  description: 'Illnesses, treatments and family history that bear on the heart.',
  group: 'conditions',
  versions: [
    thingVersion({
      id: 'adaf49ad-8e10-49f8-9783-174819e97051',
      number: 1,
      root: 'cardiac-profile',
      namespace: 'urn:com.microsoft.wc.thing.cardiac-profile',
      schema: cardiacProfile,
      effectiveDate: 'when',
    }),
  ],
  labels,
  summary: (profile: CardiacProfile, say) =>
    Object.entries(labels)
      .filter(([name]) => profile[toCamel(name) as keyof CardiacProfile] === true)
      .map(([, label]) => say(label))
      .join(', ') || say('No risks noted'),
});
