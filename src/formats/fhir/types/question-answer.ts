// Question & answer: one question of somebody's questionnaire.
import questionAnswer from '../../../things/question-answer.ts';
import { isWritable } from '../codes.ts';
import { dateTime } from '../dates.ts';
import { getOwn, listOf } from '../json.ts';
import { defineMapping, rowsOf } from '../mapping.ts';
import { makeQuestionnaire, readAnswer, writeAnswer } from '../questions.ts';

const { row, rowBy } = rowsOf(questionAnswer);

export default defineMapping(questionAnswer, {
  ...makeQuestionnaire('question-answer'),
  rows: [
    row('when', 'authored', dateTime),
    rowBy(
      'question',
      'item',
      {
        write(item, resource, settings) {
          const text = getOwn(item.question, 'text');
          const answer = listOf(item.answer)
            .map(one => writeAnswer(one, settings))
            .filter(one => one !== undefined);
          resource.item = [
            { linkId: '1', ...(isWritable(text) && { text }), ...(answer.length > 0 && { answer }) },
          ];
        },
        read(resource, item, settings) {
          const [own] = listOf(resource.item);
          const text = getOwn(own, 'text');
          const answers = listOf(getOwn(own, 'answer'))
            .map(one => readAnswer(one, settings))
            .filter(one => one !== undefined);
          if (isWritable(text)) item.question = { text };
          if (answers.length > 0) item.answer = answers;
        },
      },
      'The question in words, with its answers; what could have been answered is in the extension.',
    ),
  ],
});
