// The date an item stands under, in words, as far as the item knows it. What has no date of its own stands under the day it was
// added, and says so, lest that day be taken for the one when the matter began.
import type { KnownTo } from '../../../things/common/dates.ts';
import type { Language } from '../language.ts';
import { day } from '../words.ts';
import { dataWords } from './data-words.ts';
import { monthInWords, shortDay, timeOf } from './dates.ts';

export interface When {
  /** A local date-time. */
  readonly effectiveDate: string;
  readonly datedTo: KnownTo | undefined;
}

/** `26 November 2026, 08:30`, `November 2026`, `2026`, or `added 26 Nov 2026`. */
export function whenInWords(when: When, language: Language): string {
  const { effectiveDate, datedTo } = when;
  if (datedTo !== 'day') return partInWords(when, language);
  return [day(effectiveDate, language), timeOf(effectiveDate)].filter(Boolean).join(', ');
}

/** Where there is little room: without the time. */
export function shortWhenInWords(when: When, language: Language): string {
  const { effectiveDate, datedTo } = when;
  return datedTo === 'day' ? shortDay(effectiveDate, language) : partInWords(when, language);
}

/** Of a date that is no day. */
function partInWords({ effectiveDate, datedTo }: When, language: Language): string {
  if (datedTo === undefined) return addedInWords(effectiveDate, language);
  if (datedTo === 'year') return effectiveDate.slice(0, 4);
  return monthInWords(Date.parse(`${effectiveDate.slice(0, 10)}T00:00:00Z`), language);
}

export function addedInWords(dateTime: string, language: Language): string {
  return dataWords(language).added(shortDay(dateTime, language));
}
