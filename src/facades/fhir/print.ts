// Resources as text. One that is found again and again is printed once, and the answers to a Bundle, which are counted as they come,
// are not printed again to be sent. A Bundle is printed entry by entry, so that others get their turn.

import { isObject, type Resource } from '../../core/fhir/values.ts';
import { takeBreaks } from '../../core/limits/turns.ts';
import { printDigits } from '../../formats/fhir/digits.ts';
import type { Form } from './negotiate.ts';
import { printXmlEntry, printXmlResource } from './xml.ts';

/** Of resources in JSON; a text is kept as long as its resource is. */
const texts = new WeakMap<object, string>();

export function print(resource: Resource, form: Form): Promise<string> | string {
  return form === 'xml' ? printXml(resource) : printJson(resource);
}

export function printJson(resource: Resource): Promise<string> | string {
  const isBundle = resource.resourceType === 'Bundle' && !texts.has(resource);
  return isBundle ? printBundle(resource) : printOnce(resource);
}

function printOnce(resource: object): string {
  const known = texts.get(resource);
  if (known !== undefined) return known;
  const text = printDigits(resource);
  texts.set(resource, text);
  return text;
}

async function printBundle(bundle: Resource): Promise<string> {
  const { entry, ...rest } = bundle;
  if (!Array.isArray(entry)) return printOnce(bundle);
  const entries = await printEach(entry, printEntry);
  const text = `${JSON.stringify(rest).slice(0, -1)},"entry":[${entries.join(',')}]}`;
  texts.set(bundle, text);
  return text;
}

function printEntry(entry: unknown): string {
  if (!isObject(entry) || !isObject(entry.resource)) return printDigits(entry);
  const parts = Object.entries(entry).map(
    ([name, value]) =>
      `${JSON.stringify(name)}:${name === 'resource' ? printOnce(value as object) : JSON.stringify(value)}`,
  );
  return `{${parts.join(',')}}`;
}

async function printXml(resource: Resource): Promise<string> {
  const { entry, ...rest } = resource;
  // What stands behind the entries, which nothing of ours has, would stand before them.
  const isPage = resource.resourceType === 'Bundle' && Array.isArray(entry) && rest.signature === undefined;
  if (!isPage) return printXmlResource(resource);
  const end = '</Bundle>';
  const entries = await printEach(entry, printXmlEntry);
  return `${printXmlResource(rest).slice(0, -end.length)}${entries.join('')}${end}`;
}

async function printEach(
  entries: readonly unknown[],
  printOne: (entry: unknown) => string,
): Promise<string[]> {
  const takeBreak = takeBreaks();
  const printed: string[] = [];
  for (const entry of entries) {
    printed.push(printOne(entry));
    await takeBreak();
  }
  return printed;
}
