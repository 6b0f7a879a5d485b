// Does a resource meet a condition of a search? Asked where the index alone does not tell, of the one Patient of a record, and of
// what is read under a scope that is narrower than its kind. Pure.
import { valuesOf } from './parameter.ts';
import type { AskedValue, Condition } from './query.ts';
import {
  codesOf,
  foldAll,
  foldSpaces,
  foldWords,
  isObject,
  meetsDate,
  type Resource,
  referenceOf,
  spanOf,
  textsOf,
} from './values.ts';

export function meets(resource: Resource, condition: Condition, now: number): boolean {
  const { parameter, modifier, values } = condition;
  const found = valuesOf(resource, parameter);
  if (modifier === 'missing')
    return values.some(value => value.kind === 'missing' && value.is === (found.length === 0));
  const look = lookInto(found, condition, now);
  const isMet = values.some(look);
  return modifier === 'not' ? !isMet : isMet;
}

/** What is found is read once for each kind of value, however many are asked for. */
function lookInto(
  found: readonly unknown[],
  { modifier, parameter }: Condition,
  now: number,
): (asked: AskedValue) => boolean {
  const codes = readOnce(() => found.flatMap(codesOf));
  const texts = readOnce(() => found.flatMap(textsOf));
  const folded = readOnce(() => [...foldAll(texts())]);
  const references = readOnce(() => found.map(referenceOf));
  const spans = readOnce(() => found.flatMap(one => spanOf(one) ?? []));
  return asked => {
    switch (asked.kind) {
      case 'token':
        return codes().some(
          ({ system, code }) =>
            (asked.code === undefined || asked.code === code) &&
            (asked.system === undefined || parameter.isPlain || asked.system === (system ?? '')),
        );
      case 'text':
        if (modifier === 'exact') return texts().includes(asked.text);
        return meetsTexts(folded(), asked.text, modifier);
      case 'reference':
        return references().some(
          reference => reference === asked.reference || endsWith(reference, asked.reference),
        );
      case 'date':
        return spans().some(span => meetsDate(span, asked.prefix, asked.span, now));
      case 'quantity':
        return found.some(one => meetsQuantity(one, asked));
      case 'missing':
        return false;
    }
  };
}

function readOnce<T>(read: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: read() };
    return known.value;
  };
}

function meetsTexts(folded: readonly string[], asked: string, modifier: Condition['modifier']): boolean {
  const wanted = modifier === 'contains' ? foldSpaces(asked) : foldWords(asked);
  return folded.some(text => meetsText(text, wanted, modifier));
}

/** Of words that are folded: anywhere, or else at the beginning of the text or of a word. */
function meetsText(text: string, wanted: string, modifier: Condition['modifier']): boolean {
  if (modifier === 'contains') return contains(text, wanted);
  return text.startsWith(wanted) || (!wanted.includes(' ') && contains(text, ` ${wanted}`));
}

/** Long words in a long text can take `includes` the product of their lengths; this takes their sum (Knuth, Morris and Pratt). */
function contains(text: string, wanted: string): boolean {
  if (text.length * wanted.length < 1_000_000) return text.includes(wanted);
  if (wanted.length > text.length) return false;
  const back = new Int32Array(wanted.length);
  for (let i = 1, matched = 0; i < wanted.length; i++) {
    while (matched > 0 && wanted[i] !== wanted[matched]) matched = back[matched - 1] ?? 0;
    if (wanted[i] === wanted[matched]) matched++;
    back[i] = matched;
  }
  for (let i = 0, matched = 0; i < text.length; i++) {
    while (matched > 0 && text[i] !== wanted[matched]) matched = back[matched - 1] ?? 0;
    if (text[i] === wanted[matched]) matched++;
    if (matched === wanted.length) return true;
  }
  return false;
}

/** An id by itself is that of whatever kind. */
function endsWith(reference: string | undefined, asked: string): boolean {
  return reference !== undefined && !asked.includes('/') && reference.split('/').pop() === asked;
}

function meetsQuantity(found: unknown, asked: Extract<AskedValue, { kind: 'quantity' }>): boolean {
  if (!isObject(found) || typeof found.value !== 'number') return false;
  const { value } = found;
  if (asked.system !== undefined && found.system !== asked.system) return false;
  if (asked.unit !== undefined && found.code !== asked.unit && found.unit !== asked.unit) return false;
  const { number, half } = asked;
  switch (asked.prefix) {
    case 'eq':
      return value >= number - half && value < number + half;
    case 'ne':
      return value < number - half || value >= number + half;
    case 'gt':
    case 'sa':
      return value > number;
    case 'lt':
    case 'eb':
      return value < number;
    case 'ge':
      return value >= number;
    case 'le':
      return value <= number;
    case 'ap':
      return Math.abs(value - number) <= Math.abs(number) * 0.1;
  }
}
