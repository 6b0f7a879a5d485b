// How items are told in one line in the reader's language.
import type { Telling } from '../../core/things/short-form.ts';
import { localised } from '../../core/vocabularies/localised.ts';
import { filled } from '../../things/common/say.ts';
import type { Language } from '../language.ts';
import { decimalMark } from '../numbers.ts';
import { typeName, typeNameOf } from '../type-names.ts';
import { inLanguage, labelText, unitText } from './labels.ts';
import { phrases } from './phrases.ts';

export function telling(language: Language): Telling {
  return {
    say: (phrase, ...values) => filled(phraseText(phrase, language), values),
    decimalMark: decimalMark(language),
    localised: value => localised(value, language),
    kind: typeId => typeNameOf(typeId, language),
  };
}

/** A summary may be no more than the name of its kind, a unit or a label. */
function phraseText(phrase: string, language: Language): string {
  const own = inLanguage(phrases[phrase], language);
  if (own !== undefined) return own;
  const texts = [
    typeName({ name: phrase }, language),
    unitText(phrase, language),
    labelText(phrase, [], language),
  ];
  return texts.find(text => text !== phrase) ?? phrase;
}
