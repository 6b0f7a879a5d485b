// Question & answer: one question of a questionnaire, the choices there were, and what was answered.
import { type Infer, secret } from '../schema/schema.ts';
import { many, seq } from '../schema/sequence.ts';
import { codable } from './common/codable.ts';
import { dateTime } from './common/dates.ts';
import { thingType, thingVersion } from './thing-type.ts';

/** People are known by such questions elsewhere: what was asked and answered stands in no trace. */
export const questionAnswer = secret(
  seq({
    when: dateTime,
    question: secret(codable('question-sets')),
    'answer-choice': many(secret(codable('answer-choices-sets'))),
    answer: many(secret(codable())),
  }),
);
export type QuestionAnswer = Infer<typeof questionAnswer>;

export default thingType({
  name: 'Question & answer',
  description: 'A question that a person was asked, and the answer.',
  group: 'documents',
  versions: [
    thingVersion({
      id: '55d33791-58de-4cae-8c78-819e12ba5059',
      number: 1,
      root: 'question-answer',
      namespace: 'urn:com.microsoft.wc.thing.question-answer',
      schema: questionAnswer,
      effectiveDate: 'when',
    }),
  ],
  labels: { 'answer-choice': 'Possible answer' },
  summary: ({ question, answer = [] }: QuestionAnswer) =>
    [question.text, answer.map(({ text }) => text).join(', ')].filter(Boolean).join(' – '),
});
