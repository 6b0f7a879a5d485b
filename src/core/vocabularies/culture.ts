// The language a request is made in, and which of a vocabulary's languages answers it.
import { getFirst } from '../../assume.ts';
import { fault } from '../faults.ts';

/** What BCP 47 has software make room for. */
const tagLengthMax = 35;

/**
 * What the header asks for, from the narrowest on, in lower case: `es-mx`, then `es`. Empty when it asks for nothing.
 * @throws languageUnknown
 */
export function readCulture({
  language = '',
  country = '',
}: {
  language?: string | undefined;
  country?: string | undefined;
}): string[] {
  const tag = canonical(language.trim().replaceAll('_', '-'));
  if (tag === '') return [];
  const region = country.trim().toLowerCase();
  const culture: string[] = [];
  if (!tag.includes('-') && /^[a-z]{2}$/.test(region)) culture.push(`${tag}-${region}`);
  for (let rest = tag; rest !== ''; rest = rest.slice(0, Math.max(rest.lastIndexOf('-'), 0))) {
    culture.push(rest);
  }
  return culture;
}

function canonical(tag: string): string {
  if (tag === '') return '';
  try {
    if (tag.length <= tagLengthMax) return getFirst(Intl.getCanonicalLocales(tag)).toLowerCase();
  } catch {
    // What is wrong is the same as with one that is too long.
  }
  throw fault('languageUnknown');
}

/**
 * The language asked for, with its region or without: HealthVault answered en, US in `en`. Where the texts are not in
 * it, those of another region and then the vocabulary's first language take its place, unless the culture is fixed.
 */
export function chooseLanguage(
  { languages }: { languages: readonly [string, ...string[]] },
  culture: readonly string[],
  { fixed }: { fixed: boolean },
): string {
  const there = culture.find(tag => languages.includes(tag));
  if (there !== undefined) return there;
  const broadest = culture.at(-1);
  if (broadest === undefined) return languages[0];
  if (fixed) return broadest;
  return languages.find(tag => tag.startsWith(`${broadest}-`)) ?? languages[0];
}
