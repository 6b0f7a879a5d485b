// How often something is taken: words of items as Timing, in its words and, where these are plain, in its numbers; and back.
import { makeTable } from '../../schema/table.ts';
import { isWritable } from './codes.ts';
import { getOwn, type Json, type JsonObject, listOf } from './json.ts';

const units: Readonly<Record<string, string>> = makeTable({
  second: 's',
  minute: 'min',
  hour: 'h',
  day: 'd',
  week: 'wk',
  month: 'mo',
  year: 'a',
});
const words = makeTable(Object.fromEntries(Object.entries(units).map(([word, code]) => [code, word])));
const counts: Readonly<Record<string, number>> = makeTable({
  once: 1,
  twice: 2,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
});

interface Repeat {
  readonly frequency: number;
  readonly period: number;
  readonly periodUnit: string;
}

/** `every 8 hours`, `twice a day`, `3 times daily`; undefined for what is said otherwise. */
function parseRepeat(text: string): Repeat | undefined {
  const said = text.trim().toLowerCase();
  const [, each = '1', unit = ''] =
    /^every (?:(\d{1,3}) )?(second|minute|hour|day|week|month|year)s?$/.exec(said) ?? [];
  const code = units[unit];
  if (code !== undefined && Number(each) > 0) return { frequency: 1, period: Number(each), periodUnit: code };
  const [, times = '', other = '', last = ''] =
    /^(?:(once|twice|(?:\d{1,3}|one|two|three|four) times?)(?: (?:a|an|per|each|every))? ?)?(?:(second|minute|hour|day|week|month|year)|(daily|weekly|monthly))$/.exec(
      said,
    ) ?? [];
  if (times === '' && last === '') return undefined;
  const periodUnit = units[other] ?? { daily: 'd', weekly: 'wk', monthly: 'mo' }[last];
  const first = times === '' ? 'once' : (times.split(' ')[0] ?? '');
  const frequency = counts[first] ?? Number(first);
  return periodUnit !== undefined && frequency > 0 ? { frequency, period: 1, periodUnit } : undefined;
}

/** As a person says it. */
function sayRepeat({ frequency, period, periodUnit }: Repeat): string {
  const unit = words[periodUnit] ?? periodUnit;
  if (frequency === 1) return period === 1 ? `every ${unit}` : `every ${period} ${unit}s`;
  const times = frequency === 2 ? 'twice' : `${frequency} times`;
  return period === 1 ? `${times} a ${unit}` : `${times} in ${period} ${unit}s`;
}

const events: Readonly<Record<string, string>> = makeTable({
  MORN: 'in the morning',
  AFT: 'in the afternoon',
  EVE: 'in the evening',
  NIGHT: 'at night',
  HS: 'at bedtime',
  WAKE: 'on waking',
  C: 'with meals',
  CM: 'with breakfast',
  CD: 'with lunch',
  CV: 'with dinner',
  AC: 'before meals',
  ACM: 'before breakfast',
  ACD: 'before lunch',
  ACV: 'before dinner',
  PC: 'after meals',
  PCM: 'after breakfast',
  PCD: 'after lunch',
  PCV: 'after dinner',
});

const asNeeded = /\b(?:as needed|prn|when needed)\b/i;

/** What a dosage says of when: `timing`, and whether it is for the person to decide. */
export function writeTiming(frequency: Json | undefined): JsonObject {
  const display = getOwn(frequency, 'display');
  if (!isWritable(display)) return {};
  const repeat = parseRepeat(display);
  return {
    timing: { ...(repeat && { repeat: { ...repeat } }), code: { text: display } },
    ...(asNeeded.test(display) && { asNeededBoolean: true }),
  };
}

export function readTiming(dosage: Json | undefined): JsonObject | undefined {
  const timing = getOwn(dosage, 'timing');
  const code = getOwn(timing, 'code');
  const said = [
    getOwn(code, 'text'),
    ...listOf(getOwn(code, 'coding')).map(one => getOwn(one, 'display')),
  ].find(isWritable);
  const repeat = readRepeat(getOwn(timing, 'repeat'));
  const counted = said === undefined ? undefined : parseRepeat(said);
  // Who changes the numbers alone means them.
  const isOther =
    repeat !== undefined && counted !== undefined && JSON.stringify(repeat) !== JSON.stringify(counted);
  if (said !== undefined && !isOther) return { display: said };
  const when = listOf(getOwn(getOwn(timing, 'repeat'), 'when')).flatMap(one =>
    typeof one === 'string' ? (events[one] ?? []) : [],
  );
  const needed = getOwn(dosage, 'asNeededBoolean') === true ? ['as needed'] : [];
  const times = listOf(getOwn(getOwn(timing, 'repeat'), 'timeOfDay')).filter(isWritable);
  const parts = [
    ...(repeat ? [sayRepeat(repeat)] : []),
    ...when,
    ...(times.length > 0 ? [`at ${times.map(one => one.slice(0, 5)).join(', ')}`] : []),
    ...needed,
  ];
  return parts.length > 0 ? { display: parts.join(', ') } : undefined;
}

function readRepeat(repeat: Json | undefined): Repeat | undefined {
  const [frequency = 1, period, periodUnit] = ['frequency', 'period', 'periodUnit'].map(key =>
    getOwn(repeat, key),
  );
  if (typeof frequency !== 'number' || typeof period !== 'number' || typeof periodUnit !== 'string')
    return undefined;
  return frequency > 0 && period > 0 ? { frequency, period, periodUnit } : undefined;
}
