// Leaves that are dates: exact or as far as they are known, with a time or without.

import { getNamed } from '../../../assume.ts';
import { formWords } from '../../../locales/words.ts';
import { isDay } from '../../../schema/text.ts';
import type { ApproxDate, ApproxDateTime, DateOnly, DateTime, Time } from '../../../things/common/dates.ts';
import { isAllBlank, type Leaf, type LeafContext, type Texts, toPlain, Wrong } from './leaf.ts';
import { demandPrintable } from './text-leaves.ts';

export const dateLeaf: Leaf = {
  kind: 'date',
  parts: [''],
  isBlank: isAllBlank,
  texts: value => ({ '': value === undefined ? '' : printDay(value as DateOnly) }),
  parse: (texts, context) => day(getNamed(texts, ''), '', context),
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
  parts: ['.date', '.time'],
  isBlank: isAllBlank,
  texts(value) {
    const { date, time } = (value ?? {}) as Partial<DateTime>;
    return { '.date': date ? printDay(date) : '', '.time': timeText(time) };
  },
  parse(texts, context) {
    const { tz } = (context.before ?? {}) as Partial<DateTime>;
    const at = time(getNamed(texts, '.time'), '.time', context);
    return {
      date: day(getNamed(texts, '.date'), '.date', context),
      ...(at && { time: at }),
      ...(tz && { tz }),
    };
  },
};

export const approxDateLeaf: Leaf = {
  kind: 'approx-date',
  parts: ['.y', '.m', '.d'],
  isBlank: isAllBlank,
  texts: value => approxTexts(value as ApproxDate | undefined),
  parse: approxDate,
};

/** A date as far as it is known, or words. */
export const approxLeaf: Leaf = {
  kind: 'approx',
  parts: ['.y', '.m', '.d', '.time', '.words'],
  isBlank: isAllBlank,
  texts(value) {
    const words = value !== undefined && 'descriptive' in (value as object);
    if (words)
      return {
        ...approxTexts(undefined),
        '.time': '',
        '.words': (value as { descriptive: string }).descriptive,
      };
    const { date, time } =
      (value as { structured: { date: ApproxDate; time?: Time } } | undefined)?.structured ?? {};
    return { ...approxTexts(date), '.time': timeText(time), '.words': '' };
  },
  parse(texts, context): ApproxDateTime {
    const w = formWords(context.language);
    const words = toPlain(getNamed(texts, '.words'));
    const isDated = ['.y', '.m', '.d', '.time'].some(part => toPlain(getNamed(texts, part)) !== '');
    if (words !== '' && isDated) throw new Wrong(w.dateOrWords(context.field.label), '.words');
    if (words !== '') return { descriptive: demandPrintable(words, context.field.label, context.language) };
    const date = approxDate(texts, context);
    const at = time(getNamed(texts, '.time'), '.time', context);
    const before = context.before as { structured?: { tz?: DateTime['tz'] } } | undefined;
    const tz = before?.structured?.tz;
    return { structured: { date, ...(at && { time: at }), ...(tz && { tz }) } };
  },
};

function approxDate(texts: Texts, { field, language }: LeafContext): ApproxDate {
  const w = formWords(language);
  const [y, m, d] = (['.y', '.m', '.d'] as const).map(part => {
    const text = toPlain(getNamed(texts, part));
    if (text === '') return undefined;
    if (!/^\d{1,4}$/.test(text)) throw new Wrong(w.date(field.label), part);
    return Number(text);
  });
  if (y === undefined || y < 1000) throw new Wrong(w.yearDue(field.label), '.y');
  if (m === undefined && d !== undefined) throw new Wrong(w.monthDue(field.label), '.m');
  if (m !== undefined && (m < 1 || m > 12)) throw new Wrong(w.date(field.label), '.m');
  if (m !== undefined && d !== undefined && !isDay(y, m, d)) throw new Wrong(w.noSuchDay(field.label), '.d');
  return { y, ...(m !== undefined && { m }), ...(d !== undefined && { d }) };
}

function approxTexts(date: ApproxDate | undefined): Texts {
  const { y, m, d } = date ?? {};
  return { '.y': y === undefined ? '' : String(y), '.m': String(m ?? ''), '.d': String(d ?? '') };
}

function day(text: string, part: string, { field, language }: LeafContext): DateOnly {
  const w = formWords(language);
  const [, y, m = 0, d = 0] = (/^(\d{4})-(\d\d?)-(\d\d?)$/.exec(toPlain(text)) ?? []).map(Number);
  if (y === undefined || y < 1000) throw new Wrong(w.date(field.label), part);
  if (!isDay(y, m, d)) throw new Wrong(w.noSuchDay(field.label), part);
  return { y, m, d };
}

function time(text: string, part: string, { field, language }: LeafContext): Time | undefined {
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
function timeText(time: Time | undefined): string {
  if (!time) return '';
  const { h, m, s = 0, f = 0 } = time;
  const fraction = f === 0 ? '' : `.${String(f).padStart(3, '0')}`;
  return `${pad(h)}:${pad(m)}${s === 0 && f === 0 ? '' : `:${pad(s)}${fraction}`}`;
}

function pad(n: number): string {
  return String(n).padStart(2, '0');
}
