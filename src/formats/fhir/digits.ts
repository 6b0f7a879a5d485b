// The digits that decimals were written with: FHIR has 70.50 and 70.5 as two things, and JavaScript has one number for both. Where a
// number would be written otherwise than it came, its digits stand beside it, in an extension that is kept with the resource as any
// other and that no client sees: the text of an answer has the number with its digits instead.
import { randomBytes } from 'node:crypto';
import { getOwn, isObject as isJsonObject, type Json } from './json.ts';

const url = 'urn:keepwell:fhir:digits';

/** What a number is marked by while it is text. Nobody who sends one can know it. */
const mark = `#${randomBytes(16).toString('hex')}#`;
const marked = new RegExp(`"${mark}([^"]*)"`, 'g');

const numberForm = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

/** Would a number be written otherwise than it was? */
export function hasOwnDigits(digits: string): boolean {
  return String(Number(digits)) !== digits && numberForm.test(digits);
}

/** As it stands in a text of JSON until that is parsed. */
export function markDigits(digits: string): string {
  return `"${mark}${digits}"`;
}

/** Puts numbers in the place of what was marked, and their digits beside them. @throws SyntaxError where a name was marked */
export function unmarkDigits(value: unknown): void {
  if (Array.isArray(value)) for (const one of value) unmarkDigits(one);
  if (!isObject(value)) return;
  for (const [name, one] of Object.entries(value)) {
    if (name.startsWith(mark)) throw new SyntaxError('a number is no name');
    const found = (Array.isArray(one) ? one : [one]).map(readMarked);
    if (found.every(digits => digits === undefined)) unmarkDigits(one);
    else {
      const values = found.map((digits, i) => (digits === undefined ? listOf(one)[i] : Number(digits)));
      value[name] = Array.isArray(one) ? values : values[0];
      // What stands beside a value has no digits itself.
      if (name.startsWith('_')) continue;
      const beside = found.map((digits, i) => addDigits(listOf(value[`_${name}`])[i], digits) ?? null);
      value[`_${name}`] = Array.isArray(one) ? beside : beside[0];
    }
  }
}

/** The same as a value, where nothing is text. */
export function markNumber(digits: string): string | number {
  return hasOwnDigits(digits) ? `${mark}${digits}` : Number(digits);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return isJsonObject(value as Json | undefined);
}

function readMarked(value: unknown): string | undefined {
  return typeof value === 'string' && value.startsWith(mark) ? value.slice(mark.length) : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** @param beside what stands beside the value already */
export function addDigits(beside: unknown, digits: string | undefined): unknown {
  if (digits === undefined) return beside;
  const own = isObject(beside) ? beside : {};
  const others = Array.isArray(own.extension) ? own.extension : [];
  return { ...own, extension: [...others, { url, valueString: digits }] };
}

/** What stands beside a value: its digits, if it still is what they say, and the rest, if there is any. */
export function takeDigits(value: unknown, beside: unknown): { digits: string | undefined; rest: unknown } {
  if (!isObject(beside) || !Array.isArray(beside.extension)) return { digits: undefined, rest: beside };
  const { extension, ...more } = beside;
  const isOfDigits = (one: unknown) => isObject(one) && one.url === url;
  const found: unknown = extension.find(isOfDigits);
  if (!isObject(found)) return { digits: undefined, rest: beside };
  const others = extension.filter(one => !isOfDigits(one));
  const rest = { ...more, ...(others.length > 0 && { extension: others }) };
  const { valueString: digits } = found;
  const isSo = typeof digits === 'string' && hasOwnDigits(digits) && Number(digits) === value;
  return { digits: isSo ? digits : undefined, rest: Object.keys(rest).length > 0 ? rest : undefined };
}

/** The value of a Quantity, with the zeros at its end that it was written with. */
export function sayDigits(quantity: Json | undefined): string {
  const value = getOwn(quantity, 'value');
  const { digits = '' } = takeDigits(value, getOwn(quantity, '_value'));
  return /^-?\d+\.\d+$/.test(digits) ? digits : String(value);
}

/** As JSON, each number with its digits. */
export function printDigits(value: unknown): string {
  const text = JSON.stringify(value);
  if (!text.includes(url)) return text;
  return JSON.stringify(markAll(value)).replace(marked, '$1');
}

function markAll(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(markAll);
  if (!isObject(value)) return value;
  const told: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(value)) {
    if (name.startsWith('_') && Object.hasOwn(value, name.slice(1)) && isBesideNumbers(value[name.slice(1)]))
      continue;
    const beside = isBesideNumbers(one) ? value[`_${name}`] : undefined;
    if (beside === undefined) told[name] = markAll(one);
    else if (Array.isArray(one)) {
      const parts = one.map((each, i) => takeDigits(each, listOf(beside)[i]));
      told[name] = one.map((each, i) => markOne(each, parts[i]?.digits));
      const rests = parts.map(({ rest }) => rest ?? null);
      if (rests.some(rest => rest !== null)) told[`_${name}`] = rests;
    } else {
      const { digits, rest } = takeDigits(one, beside);
      told[name] = markOne(one, digits);
      if (rest !== undefined) told[`_${name}`] = rest;
    }
  }
  return told;
}

function isBesideNumbers(value: unknown): boolean {
  return listOf(value).some(one => typeof one === 'number');
}

function markOne(value: unknown, digits: string | undefined): unknown {
  return digits === undefined ? value : `${mark}${digits}`;
}
