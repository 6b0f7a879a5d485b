// What items of every type have besides their data, as JSON: the words of the common part, and its other children as they came.
// The extension that holds what is left of a resource is told apart from those of others.
import { escapeAttribute, escapeText } from '../../schema/escape.ts';
import { readStored } from '../../schema/stored-xml.ts';
import type { XmlCursor } from '../../schema/xml-document.ts';
import { readXml, XmlFault } from '../../schema/xml-reader.ts';
import { common as schema } from '../../things/common/common-part.ts';
import { type Change, readChanges, writeChanges } from './difference.ts';
import { getOwn, isObject, type Json, type JsonObject, listOf } from './json.ts';

/** What a resource said that its item has no field for. */
export interface Remainder {
  readonly resourceType: string;
  readonly changes: readonly Change[];
}

export interface CommonPart {
  readonly common: JsonObject;
  readonly remainder: Remainder | undefined;
}

const source = 'urn:keepwell:fhir';

/** How the mappings write that a remainder was made against. */
const version = '1';

/** Children with words in them and nothing else, by their keys, and those that are kept as they came. */
const wordsOf = new Map([
  ['source', 'source'],
  ['note', 'note'],
  ['tags', 'tags'],
  ['client-thing-id', 'clientThingId'],
]);
const wholesOf = new Map([
  ['extension', 'extension'],
  ['related-thing', 'relatedThing'],
]);

/** @param commonXml the common element, or nothing */
export function readCommon(commonXml: string): CommonPart {
  if (commonXml === '') return { common: {}, remainder: undefined };
  const all = readStored(commonXml).root();
  const close = all.enter();
  const common: { [key: string]: Json } = {};
  let remainder: Remainder | undefined;
  while (all.index < close && all.atElement()) {
    const child = all.at(all.index);
    all.skip();
    const words = wordsOf.get(child.name);
    const whole = wholesOf.get(child.name);
    const found = child.name === 'extension' ? readRemainder(child) : undefined;
    if (found) remainder = found;
    else if (words !== undefined) common[words] = child.at(child.index).text();
    else if (whole !== undefined) common[whole] = [...listOf(common[whole]), child.standaloneXml()];
  }
  return { common, remainder };
}

const servedNames: ReadonlySet<string | number> = new Set(['resourceType', 'id']);

function readRemainder(extension: XmlCursor): Remainder | undefined {
  if (extension.attribute('source') !== source) return undefined;
  const inside = extension.at(extension.index);
  inside.enter();
  if (!inside.atNamed('resource')) return undefined;
  const resourceType = inside.attribute('type');
  const changes = readChanges(inside.text());
  if (resourceType === undefined || !changes) return undefined;
  // An application may write what it likes here; of what kind a resource is stands with its item.
  const isOurs = changes.every(({ path: [first] }) => first !== undefined && !servedNames.has(first));
  return isOurs ? { resourceType, changes } : undefined;
}

/** The common element without what a resource said besides. */
export function withoutRemainder(commonXml: string): string {
  return writeCommon(readCommon(commonXml).common, undefined);
}

/** The common element, or nothing, in the order that its schema has. */
export function writeCommon(common: JsonObject, remainder: Remainder | undefined): string {
  const words = (key: string, name: string) => {
    const text = getOwn(common, key);
    return typeof text === 'string' ? `<${name}>${escapeText(text)}</${name}>` : '';
  };
  const wholes = (key: string) => listOf(getOwn(common, key)).filter(one => typeof one === 'string');
  const inside = [
    words('source', 'source'),
    words('note', 'note'),
    words('tags', 'tags'),
    ...wholes('extension'),
    remainder ? writeRemainder(remainder) : '',
    ...wholes('relatedThing'),
    words('clientThingId', 'client-thing-id'),
  ].join('');
  return inside === '' ? '' : `<common>${inside}</common>`;
}

function writeRemainder({ resourceType, changes }: Remainder): string {
  // XML has no place for these two, JSON has.
  const json = writeChanges(changes).replace(/[\ufffe\uffff]/g, c => `\\u${c.charCodeAt(0).toString(16)}`);
  const type = escapeAttribute(resourceType);
  return `<extension source="${source}" ver="${version}"><resource type="${type}">${escapeText(json)}</resource></extension>`;
}

/** Is it what readCommon gives, and as the schema has it? It may come from a resource, so it may be anything. */
export function isCommon(json: Json | undefined): json is JsonObject {
  return isObject(json) && hasOnlyKnown(json) && isAsSchemaHasIt(json);
}

/** Would applications that write by XML be let write these tags? */
export function isTags(tags: string): boolean {
  return isAsSchemaHasIt({ tags });
}

function isAsSchemaHasIt(json: JsonObject): boolean {
  const xml = writeCommon(json, undefined);
  if (xml === '') return true;
  try {
    schema.parse(readXml(xml).root());
    return true;
  } catch (fault) {
    if (fault instanceof XmlFault) return false;
    throw fault;
  }
}

/** Words, and lists of elements. */
function hasOnlyKnown(json: JsonObject): boolean {
  return Object.entries(json).every(([key, value]) => {
    if ([...wordsOf.values()].includes(key)) return typeof value === 'string';
    const name = [...wholesOf].find(([, whole]) => whole === key)?.[0];
    return name !== undefined && Array.isArray(value) && value.every(one => isElement(one, name));
  });
}

function isElement(xml: Json, name: string): boolean {
  if (typeof xml !== 'string') return false;
  try {
    const root = readStored(xml).root();
    return root.atNamed(name) && root.standaloneXml() === xml && readRemainder(root) === undefined;
  } catch {
    return false;
  }
}
