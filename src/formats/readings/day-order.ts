// 03-04-2026 is a day in March or one in April. The file itself says which, as soon as it has a day after the twelfth; where it
// has none, the person's language and zone decide.
import type { ReadingOptions } from '../format.ts';
import { hourOf, type Moment, wallOf } from './moment.ts';

export type DayOrder = 'dmy' | 'mdy';

const numeric =
  /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([ap])\.?m\.?)?)?/i;

/** What one date says of the order; undefined where it may be either. */
export function tellsOrder(text: string): DayOrder | undefined {
  const found = numeric.exec(text.trim());
  if (!found) return undefined;
  const [first, second] = [Number(found[1]), Number(found[2])];
  if (first > 12 && second <= 12) return 'dmy';
  if (second > 12 && first <= 12) return 'mdy';
  // Who writes the time so writes the month first.
  return found[7] === undefined ? undefined : 'mdy';
}

/** Only people of the United States write the month first. */
export function guessOrder({ language, zone }: Pick<ReadingOptions, 'language' | 'zone'>): DayOrder {
  return language === 'en' && /^(America|US)\/|^Pacific\/Honolulu$/.test(zone) ? 'mdy' : 'dmy';
}

/** By the first date that tells, read as far as to there. */
export async function findOrder(dates: AsyncIterable<string>, options: ReadingOptions): Promise<DayOrder> {
  for await (const date of dates) {
    const order = tellsOrder(date);
    if (order) return order;
  }
  return guessOrder(options);
}

/** `21-03-2026 23:05`, `3/21/26 11:05 PM`. Undefined where there is no such day. */
export function parseDayFirst(text: string, order: DayOrder): Moment | undefined {
  const found = numeric.exec(text.trim());
  if (!found) return undefined;
  const [first, second, years] = [Number(found[1]), Number(found[2]), Number(found[3])];
  const [d, m] = order === 'dmy' ? [first, second] : [second, first];
  const y = years < 100 ? years + (years < 70 ? 2000 : 1900) : years;
  const wall = wallOf(
    y,
    m,
    d,
    hourOf(Number(found[4] ?? 0), found[7]),
    Number(found[5] ?? 0),
    Number(found[6] ?? 0),
  );
  return wall === undefined ? undefined : { at: wall, wall };
}
