// Which test is meant by what a laboratory or a person calls it.
import { type Language, languages } from '../../locales/language.ts';
import { labTestWords } from '../../locales/words.ts';
import { foldText } from '../../spelling.ts';
import { type LabRange, type LabTest, nameTest } from '../../things/lab-results.ts';
import { type KnownTestId, knownTests } from './known-tests.ts';

/** What a known test is called on pages of a language. */
export function nameKnownTest(id: KnownTestId, language: Language): string {
  return listNames(id, language)[0] ?? id;
}

/** Undefined for none that is known. In any language: laboratories write their own. */
export function findTestNamed(name: string): KnownTestId | undefined {
  byName ??= new Map(
    (Object.keys(knownTests) as KnownTestId[]).flatMap(id =>
      languages.flatMap(language => listNames(id, language).map(one => [fold(one), id] as const)),
    ),
  );
  return byName.get(fold(name));
}

/**
 * By what results of one test are found again: the known test, or its name and what it was measured in. What a blood test and
 * one of urine share is the name alone.
 */
export function keyOfTest(test: LabTest<LabRange>): { key: string; known: KnownTestId | undefined } {
  const name = nameTest(test) ?? '';
  const sample = fold(test.name === undefined ? '' : (test.substance?.text ?? ''));
  const isBlood = sample === '' || bloods.has(sample);
  const known = isBlood ? findTestNamed(name) : undefined;
  return { key: known ?? `${fold(name)}${isBlood ? '' : ` in ${sample}`}`, known };
}

/** As laboratories name what they take of the blood, in the languages of the pages. */
const bloods = new Set(
  'blood,serum,plasma,whole blood,blut,vollblut,sangre,suero,venous blood,capillary blood'.split(','),
);

let byName: Map<string, KnownTestId> | undefined;

function listNames(id: KnownTestId, language: Language): string[] {
  return labTestWords(language)[id].split(', ');
}

function fold(name: string): string {
  return foldText(name)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
