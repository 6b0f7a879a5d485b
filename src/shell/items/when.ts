// The date an item stands under, in words, as far as the item knows it. What has no date of its own stands under the day it was
// added, and says so, lest that day be taken for the one when the matter began.
import type { StoredThing } from '../../core/things/thing.ts';
import type { Language } from '../../locales/language.ts';
import { dataWords } from '../../locales/words.ts';
import { type DateValue, findKnownTo, getEarliest, type KnownTo } from '../../things/common/dates.ts';
import { sharedOrder } from '../../things/common/usual.ts';
import { type KeptItem, readDate, readItem } from '../../things/data.ts';
import { sayLocalDay } from '../kit/words.ts';
import { type Locale, shortDayThere } from '../web/clock.ts';
import { getTime, sayDate, sayMonth, sayShortDay } from './dates.ts';

export interface When {
  /** A local date-time. */
  readonly effectiveDate: string;
  readonly datedTo: KnownTo | undefined;
  /** Counts where it has no date of its own. */
  readonly began?: DateValue | undefined;
}

/** `26 November 2026, 08:30`, `November 2026`, `2026`, or `added 26 Nov 2026`. */
export function sayWhen(when: When, locale: Locale): string {
  const { effectiveDate, datedTo, began } = when;
  if (datedTo === undefined) return sayDate(began, locale.language)?.text ?? sayAdded(effectiveDate, locale);
  if (datedTo !== 'day') return partInWords(effectiveDate, datedTo, locale.language);
  return [sayLocalDay(effectiveDate, locale.language), getTime(effectiveDate)].filter(Boolean).join(', ');
}

/** Where there is little room: without the time. */
export function sayWhenShort(when: When, locale: Locale): string {
  const { effectiveDate, datedTo } = when;
  return datedTo === 'day' ? sayShortDay(effectiveDate, locale.language) : sayWhen(when, locale);
}

interface End {
  /** As far as the item's own end is known, where it is that. */
  readonly text: string;
  /** It says nothing then. */
  readonly isBeforeStart: boolean;
}

export function sayEnd(
  thing: KeptItem & Pick<StoredThing, 'updatedEndDate'>,
  language: Language,
): End | undefined {
  const { updatedEndDate: end } = thing;
  if (end === undefined) return undefined;
  const { type, version, value } = readItem(thing);
  const own = readDate(value, version.endDate);
  const known = (own && getEarliest(own) === end && findKnownTo(own)) || 'day';
  const length = partLengths[known];
  const pairs = [...type.ordered, ...sharedOrder].filter(([, last]) => last === version.endDate);
  return {
    text: known === 'day' ? sayLocalDay(end, language) : partInWords(end, known, language),
    isBeforeStart: [version.effectiveDate, ...pairs.map(([first]) => first)].some(name => {
      const start = readDate(value, name);
      return start && end.slice(0, length) < (getEarliest(start) ?? '').slice(0, length);
    }),
  };
}

/** What of a date-time is known. */
export const partLengths: Readonly<Record<KnownTo, number>> = { year: 4, month: 7, day: 10 };

/** Of a date that is no day. */
function partInWords(date: string, known: 'month' | 'year', language: Language): string {
  if (known === 'year') return date.slice(0, 4);
  return sayMonth(Date.parse(`${date.slice(0, 10)}T00:00:00Z`), language);
}

/** @param dateTime by the vault's clock, in UTC */
export function sayAdded(dateTime: string, locale: Locale): string {
  return dataWords(locale.language).added(shortDayThere(Date.parse(`${dateTime.slice(0, 19)}Z`), locale));
}
