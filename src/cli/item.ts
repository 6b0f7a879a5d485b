// An item of a type as people write it, JSON or XML, made into its element and checked before it is sent.
import { isDeepStrictEqual } from 'node:util';
import { readXml, XmlFault } from '../schema/xml-reader.ts';
import { parseThing, printThing, type ThingVersion } from '../things/index.ts';
import { Failure } from './explain.ts';

/** @returns the type's element. @throws Failure that says where the item does not fit its type */
export function readItem(version: ThingVersion, text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') throw new Failure('There is no item: the input is empty.');
  if (trimmed.startsWith('<')) return checked(version, trimmed).xml;
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch {
    throw new Failure('The item is neither XML nor valid JSON.');
  }
  const read = checked(version, printed(version, value));
  const strange = difference(value, read.value, '');
  if (strange !== undefined)
    throw new Failure(
      `${strange} has no place in ${version.root}. Look at what \`keepwell things get\` shows.`,
    );
  return read.xml;
}

function printed(version: ThingVersion, value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Failure('The item must be a JSON object.');
  try {
    return printThing(version, value);
  } catch {
    throw new Failure(
      `The JSON has another form than ${version.root}. Look at what \`keepwell things get\` shows.`,
    );
  }
}

function checked(version: ThingVersion, xml: string): { xml: string; value: unknown } {
  try {
    const at = readXml(xml).root();
    return { xml: at.outerXml(), value: parseThing(version, at) };
  } catch (error) {
    if (error instanceof XmlFault) throw new Failure(`The item does not fit its type: ${error.message}.`);
    throw error;
  }
}

/** The first part of what was given that did not come through: a name the type does not have. */
function difference(given: unknown, read: unknown, path: string): string | undefined {
  if (typeof given !== 'object' || given === null || typeof read !== 'object' || read === null) {
    // An empty list and none are the same on the wire.
    return isDeepStrictEqual(given, read ?? (Array.isArray(given) ? [] : undefined)) ? undefined : path;
  }
  for (const [key, value] of Object.entries(given)) {
    const found = difference(
      value,
      (read as Record<string, unknown>)[key],
      path === '' ? key : `${path}.${key}`,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}
