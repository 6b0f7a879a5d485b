// Leaves that are dates: exact or as far as they are known, with a time or without.

import { assume, getNamed } from '../../../assume.ts';
import type { Language } from '../../../locales/language.ts';
import { formWords } from '../../../locales/words.ts';
import { isDay } from '../../../schema/text.ts';
import type { ApproxDate, ApproxDateTime, DateOnly, DateTime, Time } from '../../../things/common/dates.ts';
import { sayDate } from '../dates.ts';
import { isAllBlank, type Leaf, type ParseContext, type Texts, toPlain, Wrong } from './leaf.ts';
import { demandPrintable } from './text-leaves.ts';
import { readTypedDate, type TypedDate } from './typed-date.ts';

/** A day; `.said` is in all dates what people type in words. */
export const dateLeaf: Leaf = {
  kind: 'date',
  parts: ['.said', ''],
  isBlank: isAllBlank,
  texts: value => ({ '.said': '', '': value === undefined ? '' : printDay(value as DateOnly) }),
  parse: (texts, context) => {
    const said = readSaid(texts, context, { date: '' });
    return said ? demandDay(said, context) : day(getNamed(texts, ''), '', context);
  },
};

export const timeLeaf: Leaf = {
  kind: 'time',
  parts: [''],
  isBlank: isAllBlank,
  texts: value => ({ '': timeText(value as Time | undefined) }),
  parse: (texts, context) => time(getNamed(texts, ''), '', context),
};

/** The time zone is not asked for, and stays where there is one. */
export const dateTimeLeaf: Leaf = {
  kind: 'date-time',
  parts: ['.said', '.date', '.time'],
  isBlank: isAllBlank,
  texts(value) {
    const { date, time } = (value ?? {}) as Partial<DateTime>;
    return { '.said': '', '.date': date ? printDay(date) : '', '.time': timeText(time) };
  },
  parse(texts, context): DateTime {
    const { tz } = (context.before ?? {}) as Partial<DateTime>;
    const said = readSaid(texts, context, { date: '.date', time: '.time' });
    const at = said ? said.time : time(getNamed(texts, '.time'), '.time', context);
    const date = said ? demandDay(said, context) : day(getNamed(texts, '.date'), '.date', context);
    return { date, ...(at && { time: at }), ...(tz && { tz }) };
  },
};

/** As far as it is known: what is no day is said in words, `March 2019`. */
export const approxDateLeaf: Leaf = {
  kind: 'approx-date',
  parts: ['.said', '.date'],
  isBlank: isAllBlank,
  texts: (value, { language }) => approxTexts(value as ApproxDate | undefined, language),
  parse(texts, context): ApproxDate {
    const said = readSaid(texts, context, { date: '.date' });
    if (said?.time) throw new Wrong(formWords(context.language).noTime(context.field.label), '.said');
    return said ? said.date : day(getNamed(texts, '.date'), '.date', context);
  },
};

/** The same with a time, or words that are no date. */
export const approxLeaf: Leaf = {
  kind: 'approx',
  parts: ['.said', '.date', '.time'],
  isBlank: isAllBlank,
  texts(value, { language }) {
    if (value !== undefined && 'descriptive' in (value as object))
      return { '.said': (value as { descriptive: string }).descriptive, '.date': '', '.time': '' };
    const { date, time } =
      (value as { structured: { date: ApproxDate; time?: Time } } | undefined)?.structured ?? {};
    return { ...approxTexts(date, language), '.time': timeText(time) };
  },
  parse(texts, context): ApproxDateTime {
    const said = readSaid(texts, context, { date: '.date', time: '.time', mayBeWords: true });
    if (typeof said === 'string')
      return { descriptive: demandPrintable(said, context.field.label, context.language) };
    const date = said ? said.date : day(getNamed(texts, '.date'), '.date', context);
    const at = said ? said.time : time(getNamed(texts, '.time'), '.time', context);
    const before = context.before as { structured?: { tz?: DateTime['tz'] } } | undefined;
    const tz = before?.structured?.tz;
    return { structured: { date, ...(at && { time: at }), ...(tz && { tz }) } };
  },
};

interface Inputs {
  /** The ends of the names of the inputs beside. */
  readonly date: '' | '.date';
  readonly time?: '.time';
}

/**
 * What was said in words, where that is what counts: whatever is in the inputs beside it stands aside, and what was understood
 * is told before it is saved, unless it is there already.
 * @throws Wrong for what is no date
 */
function readSaid(texts: Texts, context: ParseContext, inputs: Inputs): TypedDate | undefined;
function readSaid(
  texts: Texts,
  context: ParseContext,
  inputs: Inputs & { mayBeWords: true },
): TypedDate | string | undefined;
function readSaid(
  texts: Texts,
  context: ParseContext,
  inputs: Inputs & { mayBeWords?: true },
): TypedDate | string | undefined {
  const { field, language, typedAt } = context;
  const w = formWords(language);
  const said = toPlain(getNamed(texts, '.said'));
  const had = toPlain(context.had['.said'] ?? '');
  const picked = toPlain(getNamed(texts, inputs.date));
  // Who picks a day where words stood means the day.
  if (said === '' || (said === had && picked !== '')) return undefined;
  const read = readTypedDate(said, typedAt, language);
  if (read === 'ambiguous') throw new Wrong(w.dateAmbiguous(field.label), '.said');
  if (read === undefined && !inputs.mayBeWords) throw new Wrong(w.dateNotUnderstood(field.label), '.said');
  const { date, time: at } = read ?? {};
  const shownTime = inputs.time ? toPlain(getNamed(texts, inputs.time)) : '';
  const isDay = date?.m !== undefined && date.d !== undefined;
  const fill = { date: isDay ? printDay(date as DateOnly) : '', time: timeText(at) };
  const isThere = picked === fill.date && (shownTime === fill.time || (isDay && at === undefined));
  // Words without a number stay what they are.
  if (read === undefined ? /\d/.test(said) : !isThere) {
    const fills = { [inputs.date]: fill.date, ...(inputs.time && { [inputs.time]: fill.time }) };
    const as = read && sayDate({ date, time: at }, language)?.text;
    context.understood.push({
      said,
      fills,
      text: as === undefined ? w.keptAsWords(field.label, said) : w.understood(field.label, said, as),
    });
  }
  if (read === undefined) return said;
  return isThere && at === undefined && isDay
    ? { date: read.date, time: time(shownTime, '.time', context) }
    : read;
}

function demandDay({ date }: TypedDate, { field, language }: ParseContext): DateOnly {
  const { y, m, d } = date;
  if (m === undefined || d === undefined) throw new Wrong(formWords(language).dayDue(field.label), '.said');
  return { y, m, d };
}

/** A day is picked, less than a day is said. */
function approxTexts(date: ApproxDate | undefined, language: Language): Texts {
  if (!date) return { '.said': '', '.date': '' };
  const { y, m, d } = date;
  if (m !== undefined && d !== undefined) return { '.said': '', '.date': printDay({ y, m, d }) };
  return { '.said': assume(sayDate(date, language), 'a date').text, '.date': '' };
}

function day(text: string, part: string, { field, language }: ParseContext): DateOnly {
  const w = formWords(language);
  const [, y, m = 0, d = 0] = (/^(\d{4})-(\d\d?)-(\d\d?)$/.exec(toPlain(text)) ?? []).map(Number);
  if (y === undefined || y < 1000) throw new Wrong(w.date(field.label), part);
  if (!isDay(y, m, d)) throw new Wrong(w.noSuchDay(field.label), part);
  return { y, m, d };
}

function time(text: string, part: string, { field, language }: ParseContext): Time | undefined {
  if (toPlain(text) === '') return undefined;
  const [, h, m, s, f] = /^(\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?$/.exec(toPlain(text)) ?? [];
  if (h === undefined || Number(h) > 23 || Number(m) > 59 || Number(s ?? 0) > 59)
    throw new Wrong(formWords(language).time(field.label), part);
  return {
    h: Number(h),
    m: Number(m),
    ...(s !== undefined && { s: Number(s) }),
    ...(f !== undefined && { f: Number(f.padEnd(3, '0')) }),
  };
}

export function printDay({ y, m, d }: DateOnly): string {
  return `${String(y).padStart(4, '0')}-${pad(m)}-${pad(d)}`;
}

/** Browsers leave seconds out where they are none, so they are left out here too. */
export function timeText(time: Time | undefined): string {
  if (!time) return '';
  const { h, m, s = 0, f = 0 } = time;
  const fraction = f === 0 ? '' : `.${String(f).padStart(3, '0')}`;
  return `${pad(h)}:${pad(m)}${s === 0 && f === 0 ? '' : `:${pad(s)}${fraction}`}`;
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}
