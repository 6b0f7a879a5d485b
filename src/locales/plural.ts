// Words by a number, as each language counts: `one` and `other` in English, `few` and `many` too in others.
import { type Language, makeOnceEach } from './language.ts';

/** A form that is left out is said as `other`. */
export type Forms = { readonly [Form in Exclude<Intl.LDMLPluralRule, 'other'>]?: string } & {
  readonly other: string;
};

const rules = makeOnceEach(locale => new Intl.PluralRules(locale));

export function pickPlural(language: Language, count: number, forms: Forms): string {
  return forms[rules(language).select(count)] ?? forms.other;
}
