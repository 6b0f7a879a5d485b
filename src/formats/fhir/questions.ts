// Questions and answers of questionnaires. Items hold words with codes; FHIR takes one code, or words.
import { codeable, isWritable } from './codes.ts';
import { getOwn, isObject, type Json, type JsonObject, listOf } from './json.ts';
import { fhirLimits } from './limits.ts';
import type { Mapping, Settings } from './mapping.ts';
import { sayValue } from './results.ts';

/** Our own questionnaires are known by this and a name. */
const own = 'urn:keepwell:questionnaire:';

export function makeQuestionnaire(
  name: string,
): Pick<Mapping, 'resourceType' | 'subject' | 'fixed' | 'takes'> {
  return {
    resourceType: 'QuestionnaireResponse',
    subject: 'subject',
    fixed: { questionnaire: own + name, status: 'completed' },
    takes: resource => resource.questionnaire === own + name,
  };
}

export function writeAnswer(answer: Json, settings: Settings): JsonObject | undefined {
  const written = codeable.write(answer, settings);
  const [coding] = listOf(getOwn(written, 'coding'));
  const text = getOwn(answer, 'text');
  if (isObject(coding)) return { valueCoding: { ...coding, ...(isWritable(text) && { display: text }) } };
  return isWritable(text) ? { valueString: text } : undefined;
}

/** Whatever it was answered with, in words. */
export function readAnswer(answer: Json, settings: Settings): Json | undefined {
  const [name, value] =
    Object.entries(isObject(answer) ? answer : {}).find(([key]) => key.startsWith('value')) ?? [];
  if (name === undefined || value === undefined) return undefined;
  if (name === 'valueCoding') return codeable.read({ coding: [value] }, settings);
  if (typeof value === 'boolean') return { text: value ? 'Yes' : 'No' };
  const words = name === 'valueReference' ? getOwn(value, 'display') : sayValue(name, value);
  return isWritable(words) ? { text: words } : undefined;
}

/** The questions that are answered, whatever they stand in. */
export function listAnswered(from: JsonObject, depth = 0): JsonObject[] {
  if (depth > fhirLimits.fhirQuestionsDepthMax) return [];
  return listOf(from.item)
    .filter(isObject)
    .flatMap(one => {
      const answers = listOf(one.answer).filter(isObject);
      const inside = [one, ...answers].flatMap(each => listAnswered(each, depth + 1));
      return answers.length > 0 ? [one, ...inside] : inside;
    });
}
