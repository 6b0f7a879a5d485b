// What stands behind the question mark, read as an operation has it.
import { type Field, type Json, Problems } from '../../formats/rest/model.ts';
import type { Operation } from './operation.ts';

/** Names in any case. Parameters that nobody knows are passed over. @throws Unreadable */
export function readQuery({ query = {} }: Operation, text: string): Record<string, unknown> {
  const sent = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text.slice(0, lengthMax)))
    if (value !== '' && !sent.has(name.toLowerCase())) sent.set(name.toLowerCase(), value);
  const problems = new Problems();
  const values: Record<string, unknown> = {};
  for (const [name, { field, isRequired }] of Object.entries(query)) {
    const value = sent.get(name.toLowerCase());
    if (value !== undefined) values[name] = field.read(toJson(field, value), name, problems);
    else if (isRequired) problems.note(name, 'is missing');
  }
  problems.end();
  return values;
}

const lengthMax = 8192;

/** A `+` of a zone that was not written as %2B came as a blank; numbers are written as text. */
function toJson(field: Field<unknown>, value: string): Json {
  const { type, format } = field.describe(new Map());
  if (type === 'integer') return /^-?\d{1,10}$/.test(value) ? Number(value) : value;
  if (format === 'date-time' && /T/.test(value)) return value.replace(/ (?=\d\d:?\d\d$)/, '+');
  // Of a day, what stands behind it says nothing more.
  return format === 'date' ? value.slice(0, 10) : value;
}
