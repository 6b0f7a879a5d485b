// Which elements FHIR R4 has where, of which type, how often: read once, when the first resource is looked at, out of the table that the
// package `fhir` keeps of HL7's definitions. Of that package its lists of codes are used beside it (lists.ts), and nothing else.
import { createRequire } from 'node:module';
import { assume } from '../../assume.ts';

export interface ElementOf {
  readonly name: string;
  readonly type: string;
  readonly isMany: boolean;
  readonly isRequired: boolean;
  /** The element that it is one form of: `value` of `valueQuantity`. */
  readonly choice: string | undefined;
  /** Its own elements, where it is of no type of its own. */
  readonly children: ReadonlyMap<string, ElementOf> | undefined;
  /** The list that its code must be of; its canonical, without a version. */
  readonly list: string | undefined;
}

interface Property {
  readonly _name: string;
  readonly _type: string;
  readonly _multiple: boolean;
  readonly _required?: boolean;
  readonly _choice?: string;
  readonly _properties?: readonly Property[];
  readonly _valueSet?: string;
  readonly _valueSetStrength?: string;
}

interface Definition {
  readonly _kind: string;
  readonly _properties: readonly Property[];
}

let table: ReadonlyMap<string, Definition> | undefined;

function load(): ReadonlyMap<string, Definition> {
  table ??= new Map(
    Object.entries(createRequire(import.meta.url)('fhir/profiles/types.json') as Record<string, Definition>),
  );
  return table;
}

const known = new Map<string, ReadonlyMap<string, ElementOf>>();

/** The elements of a type or resource; undefined for one that R4 has not. */
export function findElements(type: string): ReadonlyMap<string, ElementOf> | undefined {
  const made = known.get(type);
  if (made) return made;
  const definition = load().get(type);
  if (!definition) return undefined;
  const elements = readElements(definition._properties);
  known.set(type, elements);
  return elements;
}

/** What other kinds are built on, and what is no resource by itself. */
const notKinds = new Set(['Resource', 'DomainResource', 'Parameters']);

let kinds: ReadonlySet<string> | undefined;

/** The kinds of resource of R4. */
export function listResourceKinds(): ReadonlySet<string> {
  kinds ??= new Set(
    [...load()].flatMap(([type, { _kind }]) => (_kind === 'resource' && !notKinds.has(type) ? [type] : [])),
  );
  return kinds;
}

/** Is it a kind of resource of R4, or Parameters? */
export function isResourceKind(type: string): boolean {
  return type === 'Parameters' || listResourceKinds().has(type);
}

function readElements(properties: readonly Property[]): ReadonlyMap<string, ElementOf> {
  return new Map(
    properties
      .filter(({ _name }) => !_name.startsWith('_'))
      .map(property => [property._name, readElement(property)]),
  );
}

function readElement({ _name, _type, _multiple, _properties, ...rest }: Property): ElementOf {
  const { _required, _choice, _valueSet, _valueSetStrength } = rest;
  return {
    name: _name,
    type: _type,
    isMany: _multiple,
    isRequired: _required === true,
    choice: _choice?.replace('[x]', ''),
    children: _properties && _properties.length > 0 ? readElements(_properties) : undefined,
    list: _valueSetStrength === 'required' ? _valueSet?.split('|')[0] : undefined,
  };
}

/** The elements within one; undefined for what holds a value by itself. */
export function elementsWithin({ type, children }: ElementOf): ReadonlyMap<string, ElementOf> | undefined {
  if (children) return children;
  if (type.startsWith('#')) {
    const [root = '', ...path] = type.slice(1).split('.');
    let elements = assume(findElements(root), 'the element that one is like');
    for (const name of path)
      elements = assume(
        elementsWithin(assume(elements.get(name), 'the element that one is like')),
        'elements',
      );
    return elements;
  }
  return primitives.has(type) ? undefined : findElements(type);
}

export const primitives: ReadonlySet<string> = new Set([
  ...['boolean', 'integer', 'unsignedInt', 'positiveInt', 'decimal'],
  ...['string', 'markdown', 'code', 'id', 'uri', 'url', 'canonical', 'oid', 'uuid', 'base64Binary', 'xhtml'],
  ...['date', 'dateTime', 'instant', 'time'],
]);

let names: ReadonlySet<string> | undefined;

/** Does any resource or type of R4 have an element that is called so? */
export function isElementName(name: string): boolean {
  names ??= new Set([
    'resourceType',
    ...[...load().values()].flatMap(({ _properties }) => listNames(_properties)),
  ]);
  return names.has(name);
}

function listNames(properties: readonly Property[]): string[] {
  return properties.flatMap(({ _name, _properties = [] }) => [_name, ...listNames(_properties)]);
}
