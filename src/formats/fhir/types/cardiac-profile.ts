// Cardiac profile: eight questions that are answered by yes or no.
import { toCamel } from '../../../schema/schema.ts';
import cardiacProfile from '../../../things/cardiac-profile.ts';
import { dateTime } from '../dates.ts';
import { getOwn, listOf } from '../json.ts';
import { defineMapping, type Row, rowsOf } from '../mapping.ts';
import { makeQuestionnaire } from '../questions.ts';

const { row } = rowsOf(cardiacProfile);

const questions = {
  'on-hypertension-diet': 'Diet against high blood pressure',
  'on-hypertension-medication': 'Medication against high blood pressure',
  'renal-failure-diagnosed': 'Kidney failure',
  'diabetes-diagnosed': 'Diabetes',
  'has-family-heart-disease-history': 'Heart disease in the family',
  'has-family-stroke-history': 'Stroke in the family',
  'has-personal-heart-disease-history': 'Heart disease of their own',
  'has-person-stroke-history': 'Stroke of their own',
} as const;

function question([linkId, text]: readonly [string, string]): Row {
  const field = toCamel(linkId);
  return {
    field,
    element: `item[${linkId}].answer[0].valueBoolean`,
    write(item, resource) {
      const answer = item[field];
      if (typeof answer === 'boolean')
        resource.item = [...listOf(resource.item), { linkId, text, answer: [{ valueBoolean: answer }] }];
    },
    read(resource, item) {
      const own = listOf(resource.item).find(one => getOwn(one, 'linkId') === linkId);
      const answer = getOwn(listOf(getOwn(own, 'answer'))[0], 'valueBoolean');
      if (typeof answer === 'boolean') item[field] = answer;
    },
  };
}

export default defineMapping(cardiacProfile, {
  ...makeQuestionnaire('cardiac-profile'),
  rows: [row('when', 'authored', dateTime), ...Object.entries(questions).map(question)],
});
