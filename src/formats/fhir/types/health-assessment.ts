// Health assessment: what a questionnaire came to. The answers of one that comes from elsewhere become such an item.
import healthAssessment from '../../../things/health-assessment.ts';
import { isWritable } from '../codes.ts';
import { dateTime } from '../dates.ts';
import { getOwn, type Json, type JsonObject, listOf, type Resource } from '../json.ts';
import { defineMapping, rowsOf, type Settings } from '../mapping.ts';
import { listAnswered, makeQuestionnaire, readAnswer, writeAnswer } from '../questions.ts';

const { row, rowBy } = rowsOf(healthAssessment);
const display = 'http://hl7.org/fhir/StructureDefinition/display';
const own = makeQuestionnaire('health-assessment');

function writeResult(result: Json, at: number, settings: Settings): JsonObject {
  const text = getOwn(getOwn(result, 'name'), 'text');
  const answer = listOf(getOwn(result, 'value'))
    .map(one => writeAnswer(one, settings))
    .filter(one => one !== undefined);
  return {
    linkId: String(at + 1),
    ...(isWritable(text) && { text }),
    ...(answer.length > 0 && { answer }),
  };
}

function readResult(one: JsonObject, settings: Settings): JsonObject | undefined {
  const { text, linkId } = one;
  const value = listOf(one.answer)
    .map(each => readAnswer(each, settings))
    .filter(each => each !== undefined);
  const name = isWritable(text) ? text : linkId;
  return value.length > 0 && isWritable(name) ? { name: { text: name }, value } : undefined;
}

function listResults(resource: JsonObject, settings: Settings): JsonObject[] {
  return listAnswered(resource)
    .map(one => readResult(one, settings))
    .filter(one => one !== undefined);
}

export default defineMapping(healthAssessment, {
  ...own,
  rows: [
    row('when', 'authored', dateTime),
    rowBy(
      'name',
      '_questionnaire.extension[display].valueString',
      {
        write(item, resource) {
          if (isWritable(item.name))
            resource._questionnaire = { extension: [{ url: display, valueString: item.name }] };
        },
        read(resource, item) {
          const extension = listOf(getOwn(resource._questionnaire, 'extension'));
          const words = getOwn(
            extension.find(one => getOwn(one, 'url') === display),
            'valueString',
          );
          const { questionnaire } = resource;
          item.name = isWritable(words)
            ? words
            : typeof questionnaire === 'string'
              ? questionnaire
              : 'Questionnaire';
        },
      },
      'What the questionnaire is called.',
    ),
    rowBy(
      'category',
      '(none)',
      {
        write() {},
        read(_resource, item) {
          item.category = { text: 'Questionnaire' };
        },
      },
      'In the extension; of what comes from elsewhere it is Questionnaire.',
    ),
    rowBy(
      'result',
      'item',
      {
        write(item, resource, settings) {
          resource.item = listOf(item.result).map((one, at) => writeResult(one, at, settings));
        },
        read(resource, item, settings) {
          item.result = listResults(resource, settings);
        },
      },
      'A question for each, with its answers, whatever they stand in.',
    ),
  ],
  takes: resource => own.takes(resource) && hasResults(resource),
  takesOthers: resource => {
    const isOver = resource.status === 'completed' || resource.status === 'amended';
    const isOurs = String(resource.questionnaire ?? '').startsWith('urn:keepwell:');
    return isOver && !isOurs && hasResults(resource);
  },
});

function hasResults(resource: Resource): boolean {
  const settings = { zone: 'UTC' };
  const when = resource.authored === undefined ? undefined : dateTime.read(resource.authored, settings);
  return when !== undefined && listResults(resource, settings).length > 0;
}
