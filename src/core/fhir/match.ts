// Does a resource meet a condition of a search? Asked where the index alone does not tell, of the one Patient of a record, and of
// what is read under a scope that is narrower than its kind. Pure.
import { valuesOf } from './parameter.ts';
import type { AskedValue, Condition } from './query.ts';
import {
  codesOf,
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
  const isMet = values.some(value => found.some(one => meetsValue(one, value, condition, now)));
  return modifier === 'not' ? !isMet : isMet;
}

function meetsValue(
  found: unknown,
  value: AskedValue,
  { modifier, parameter }: Condition,
  now: number,
): boolean {
  switch (value.kind) {
    case 'token':
      return codesOf(found).some(
        ({ system, code }) =>
          (value.code === undefined || value.code === code) &&
          (value.system === undefined || parameter.isPlain || value.system === (system ?? '')),
      );
    case 'text':
      return textsOf(found).some(text => meetsText(text, value.text, modifier));
    case 'reference':
      return referenceOf(found) === value.reference || endsWith(referenceOf(found), value.reference);
    case 'date': {
      const span = spanOf(found);
      return span !== undefined && meetsDate(span, value.prefix, value.span, now);
    }
    case 'quantity':
      return meetsQuantity(found, value);
    case 'missing':
      return false;
  }
}

function meetsText(text: string, asked: string, modifier: Condition['modifier']): boolean {
  if (modifier === 'exact') return text === asked;
  const [has, wanted] = [foldWords(text), foldWords(asked)];
  if (modifier === 'contains') return has.includes(wanted);
  return has.startsWith(wanted) || has.split(' ').some(word => word.startsWith(wanted));
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
