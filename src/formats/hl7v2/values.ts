// The values of observations: OBX-5 by the type that OBX-2 says, with its unit and range.

import type { CodableValue } from '../../things/common/codable.ts';
import type { GeneralMeasurement } from '../../things/common/measurements.ts';
import { findUcumOfText } from '../../things/common/unit-names.ts';
import type { LabRange } from '../../things/lab-results.ts';
import { readMoment } from '../clinical/dates.ts';
import { readCodeText } from './codes.ts';
import type { Segment, Value } from './segments.ts';

/** A value in words, and as a number where it is one; why there is none. */
export type Read = GeneralMeasurement | 'empty' | 'file' | 'no-kind';

const texts = new Set(['TX', 'FT', 'TXT', 'ST', 'IS', 'ID', 'SI', 'GTS', 'VR', '']);
const coded = new Set(['CE', 'CWE', 'CNE', 'CF', 'CK']);

export function readValue(segment: Segment): Read {
  const type = readType(segment);
  if (type === 'ED' || type === 'RP') return 'file';
  const values = segment.repetitions(5);
  if (values.length === 0) return 'empty';
  if (type === 'NM' || type === 'NUM' || type === 'MO') return readNumbers(values, segment);
  if (type === 'SN') return readStructured(values, segment);
  if (coded.has(type)) return joinWords(values.map(readCodeText), ', ');
  if (texts.has(type)) return readText(values, segment, type);
  if (/^(DT|TM|TS|DTM)$/.test(type)) return joinWords(values.map(readWhen), ', ');
  // Names, addresses and numbers of people and places are no results.
  return 'no-kind';
}

/** Is it one line of a text that goes on in the next observation? */
export function isLine(segment: Segment): boolean {
  return /^(TX|FT|TXT)$/.test(readType(segment));
}

function readType(segment: Segment): string {
  return (segment.get(2) ?? '').toUpperCase();
}

function readText(values: readonly Value[], segment: Segment, type: string): Read {
  const [first] = values;
  // Programs write numbers as text too.
  if (values.length === 1 && first && (type === 'ST' || type === '') && findNumber(first.text) !== undefined)
    return readNumbers(values, segment);
  const read = joinWords(
    values.map(({ text }) => text),
    '\n',
  );
  const unit = readUnit(segment);
  if (typeof read === 'string' || unit === undefined || !/\d/.test(read.display)) return read;
  return { display: `${read.display} ${unit.text}` };
}

function readNumbers(values: readonly Value[], segment: Segment): Read {
  const unit = readUnit(segment);
  const said = values.flatMap(value => value.get(1) ?? []);
  if (said.length === 0) return 'empty';
  const numbers = said.map(findNumber);
  const display = [said.join(', '), unit?.text].filter(Boolean).join(' ');
  const structured = numbers.flatMap(value =>
    value === undefined ? [] : [{ value, units: unit ?? { text: '' } }],
  );
  return structured.length === said.length ? { display, structured } : { display };
}

/** A comparison, a ratio or a range: `>^100`, `^1^:^128`. */
function readStructured(values: readonly Value[], segment: Segment): Read {
  const unit = readUnit(segment);
  const [value] = values;
  const [comparator, first, separator, second] = [1, 2, 3, 4].map(at => value?.get(at));
  if (first === undefined && second === undefined) return 'empty';
  const said = [comparator === '=' ? '' : comparator, first, separator, second].filter(Boolean).join('');
  const number = findNumber(said);
  const display = [said, unit?.text].filter(Boolean).join(' ');
  return number === undefined
    ? { display }
    : { display, structured: [{ value: number, units: unit ?? { text: '' } }] };
}

function readWhen(value: Value): string | undefined {
  const written = value.get(1);
  const moment = readMoment(written);
  if (!moment) return written;
  const { date, time } = moment;
  const day = [date.y, date.m, date.d].flatMap(part => (part === undefined ? [] : pad(part))).join('-');
  return time ? `${day} ${pad(time.h)}:${pad(time.m)}` : day;
}

function pad(part: number): string {
  return String(part).padStart(2, '0');
}

function joinWords(all: readonly (string | undefined)[], between: string): Read {
  const display = all.filter(text => text !== undefined && text.trim() !== '').join(between);
  return display === '' ? 'empty' : { display };
}

/** OBX-6, as it is written, with its code where it has one. */
export function readUnit(segment: Segment): CodableValue | undefined {
  const value = segment.first(6);
  const written = value?.get(1) ?? value?.get(2);
  // In braces UCUM has words that are no units.
  const text = written?.replace(/[{}]/g, '');
  if (!written || !text || /^(1|n\/?a|none)$/i.test(text)) return undefined;
  const code = value?.get(3)?.toUpperCase() === 'UCUM' ? written : findUcumOfText(text);
  return code === undefined ? { text } : { text, code: [{ value: code, type: 'ucum' }] };
}

/** A decimal number, with a comma where that is how it is written. */
export function findNumber(written: string): number | undefined {
  const text = written.trim();
  if (!/^[+-]?(\d+([.,]\d+)?|\.\d+)$/.test(text) || text.length > 30) return undefined;
  return Number(text.replace(',', '.'));
}

/** OBX-7: `3.5-5.0`, `<5`, `>=60`, or words. */
export function readRange(segment: Segment): LabRange | undefined {
  const text = segment.first(7)?.text.trim();
  if (!text) return undefined;
  const { min, max } = findBounds(text.replace(/^\((.*)\)$/, '$1'));
  const bounds = {
    ...(min !== undefined && { minimumRange: min }),
    ...(max !== undefined && { maximumRange: max }),
  };
  const hasBounds = min !== undefined || max !== undefined;
  return { type: { text: 'Normal' }, text: { text }, ...(hasBounds && { value: bounds }) };
}

function findBounds(text: string): { min?: number | undefined; max?: number | undefined } {
  const number = String.raw`[+-]?(?:\d+(?:[.,]\d+)?|\.\d+)`;
  const [, sign = '', bound] =
    new RegExp(String.raw`^(<=?|>=?|=<|=>|≤|≥)\s*(${number})(?:\s|$)`, 'u').exec(text) ?? [];
  if (bound !== undefined)
    return /[<≤]/u.test(sign) ? { max: findNumber(bound) } : { min: findNumber(bound) };
  const [, from, to] =
    new RegExp(String.raw`^(${number})\s*(?:-|–|to|\.\.)\s*(${number})(?:\s|$)`, 'u').exec(text) ?? [];
  const [min, max] = [from, to].map(one => (one === undefined ? undefined : findNumber(one)));
  return min === undefined || max === undefined || min > max ? {} : { min, max };
}
