// Elements as text, for documents that are written.
import { escapeAttribute, escapeText } from '../../schema/escape.ts';

export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
/** XML, or nothing. */
export type Part = string | undefined | false;

/** An element; what is undefined is left out. @param inside XML, not words */
export function element(name: string, attributes: Attributes = {}, ...inside: readonly Part[]): string {
  let start = `<${name}`;
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined && value !== '') start += ` ${key}="${escapeAttribute(String(value))}"`;
  const content = inside.filter(part => part !== undefined && part !== false).join('');
  return content === '' ? `${start}/>` : `${start}>${content}</${name}>`;
}

/** An element that holds words; undefined where there are none. */
export function worded(
  name: string,
  words: string | number | undefined,
  attributes: Attributes = {},
): string | undefined {
  return words === undefined || words === ''
    ? undefined
    : element(name, attributes, escapeText(String(words)));
}

/** One element after the other. */
export function all<Value>(values: readonly Value[] | undefined, write: (value: Value) => Part): string {
  return (values ?? []).map(write).filter(Boolean).join('');
}
