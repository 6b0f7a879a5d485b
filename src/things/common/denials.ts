// Finds out whether a coded value says that there is none of something, or that nothing is known of it. Codes say so in any
// language; words are only understood in the languages of the clinics that Keepwell has seen.
import type { CodableValue } from './codable.ts';

/** `none`: somebody says that there is none. `unknown`: nobody says anything. */
export type Denial = 'none' | 'unknown';

export function findDenial(value: CodableValue | undefined): Denial | undefined {
  if (!value) return undefined;
  for (const { value: code } of value.code ?? []) {
    // The codes of the International Patient Summary for what is absent or unknown.
    if (/^no-known-[a-z-]+$/.test(code)) return 'none';
    if (/^no-[a-z-]+-info$/.test(code)) return 'unknown';
  }
  if (hasCode(value, noneCodes)) return 'none';
  if (hasCode(value, unknownCodes)) return 'unknown';
  const text = value.text.trim();
  if (unknownWords.some(words => words.test(text))) return 'unknown';
  return noneWords.some(words => words.test(text)) ? 'none' : undefined;
}

function hasCode({ code = [] }: CodableValue, codes: ReadonlySet<string>): boolean {
  return code.some(({ value }) => codes.has(value));
}

/** Situations of SNOMED CT, and the code of French documents for "none". */
const noneCodes: ReadonlySet<string> = new Set([
  '716186003',
  '409137002',
  '429625007',
  '428607008',
  '716184000',
  '716220001',
  '160244002',
  '1003774007',
  '160245001',
  '787480003',
  '787481004',
  '787482006',
  '787483001',
  '182849000',
  '02276797',
]);

const unknownCodes: ReadonlySet<string> = new Set([
  '160243008',
  '129839007',
  '183932001',
  '1234391009',
  '182904002',
]);

const unknownWords: readonly RegExp[] = [
  /^null$/i,
  /^(there (is|are) )?no\b.{0,30}\b(information|data|available)\b/i,
  /^(keine (angaben?|informationen?|daten)\b)/i,
  /^(pas d['’]information|aucune information)/i,
  /^(sin informaci[oó]n|no hay (informaci[oó]n|datos))/i,
];

const noneWords: readonly RegExp[] = [
  /^none\.?$/i,
  /^(no|none)\b(?! (longer|more)\b).{0,30}\b(known|current|active|significant|reported|documented|recorded)\b/i,
  /^no (past |history of )?(problem|medication|medicine|drug|immuni[sz]ation|vaccin|procedure|surger|allerg|device|implant)/i,
  /^n\.?k\.?d?\.?a\.?$/i,
  /^keine?\b.{0,40}\b(bekannt|dokumentiert)/i,
  /^(aucune?\b|pas d(e |['’])).{0,60}\bconnue?s?\b/i,
  /^(sin|no se conocen|ning[uú]n[oa]?)\b.{0,40}\b(conocid[oa]s?|alergias?|medica\w+|enfermedad\w*)/i,
  /^nessun[ao]?\b.{0,40}\bnot[aoie]\b/i,
];
