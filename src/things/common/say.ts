// The words of summaries: types write them in English, and who shows a summary says them in the reader's language.

/** Says an English phrase in some language: `say('pulse {0}', 64)`. */
export type Say = (phrase: string, ...values: readonly (string | number)[]) => string;

export const sayInEnglish: Say = (phrase, ...values) => fillIn(phrase, values);

/** The phrase with the values in the places that are numbered for them. */
export function fillIn(phrase: string, values: readonly (string | number)[]): string {
  return phrase.replace(/\{(\d)\}/g, (place, at) => String(values[Number(at)] ?? place));
}
