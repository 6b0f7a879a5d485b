// Resources in XML, read by the one reader of XML that there is, which takes no DTD, and printed in the order that FHIR has. What R4 has
// no element for is refused, never passed over.

import {
  type ElementOf,
  elementsWithin,
  findElements,
  isResourceKind,
  primitives,
} from '../../core/fhir/elements.ts';
import { FhirProblem } from '../../core/fhir/problem.ts';
import { isObject, type Resource } from '../../core/fhir/values.ts';
import { isOutOfReach } from '../../formats/clinical/amounts.ts';
import { addDigits, hasOwnDigits, takeDigits } from '../../formats/fhir/digits.ts';
import { escapeAttribute, readXml, type XmlCursor, XmlFault } from '../../schema/xml-reader.ts';
import { depthMax } from './read-resource.ts';

const fhir = 'http://hl7.org/fhir';
const xhtml = 'http://www.w3.org/1999/xhtml';

const xmlLimits = { depthMax, nodesMax: 250_000 };

/** @throws FhirProblem */
export function readXmlResource(bytes: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return readResource(readXml(text, xmlLimits).root());
  } catch (error) {
    if (error instanceof XmlFault)
      throw new FhirProblem(400, 'structure', `The XML cannot be read. ${error.message}.`);
    if (error instanceof TypeError) throw new FhirProblem(400, 'structure', 'The body is not UTF-8.');
    throw error;
  }
}

function readResource(at: XmlCursor): object {
  const { name, uri } = at;
  if (uri !== fhir) at.fail(`must be in the namespace ${fhir}`);
  const elements = isResourceKind(name) ? findElements(name) : undefined;
  if (!elements) return at.fail('is no resource of FHIR R4');
  if (at.ownAttributes().length > 0) at.fail('has an attribute that is not allowed');
  return { resourceType: name, ...readElements(at, elements) };
}

/** The elements within one; moves past it. */
function readElements(at: XmlCursor, elements: ReadonlyMap<string, ElementOf>): Record<string, unknown> {
  const node: Record<string, unknown> = {};
  const close = at.enter();
  while (at.index < close && at.atElement()) {
    const element = elements.get(at.name);
    const isNarrative = element?.type === 'xhtml';
    if (!element || at.uri !== (isNarrative ? xhtml : fhir)) at.fail('unexpected element');
    else if (isNarrative) {
      node[element.name] = at.standaloneXml();
      at.skip();
    } else if (primitives.has(element.type)) readPrimitive(at, element, node);
    else add(node, element, readComplex(at, element));
  }
  at.leave(close);
  // Of values that have none, what stands beside them is all there is.
  for (const [name, value] of Object.entries(node))
    if (Array.isArray(value) && value.every(one => one === null)) delete node[name];
  return node;
}

function readComplex(at: XmlCursor, element: ElementOf): object {
  if (element.type === 'Resource') {
    const close = at.enter();
    if (!at.atElement()) at.missing('a resource');
    const resource = readResource(at);
    at.leave(close);
    return resource;
  }
  const own: Record<string, unknown> = {};
  for (const { name, value } of at.ownAttributes()) {
    if (name !== 'id' && !(name === 'url' && element.type === 'Extension'))
      at.fail('has an attribute that is not allowed');
    own[name] = value;
  }
  return { ...own, ...readElements(at, elementsWithin(element) ?? new Map()) };
}

/** A value with what stands beside it, `_name` in JSON. */
function readPrimitive(at: XmlCursor, element: ElementOf, node: Record<string, unknown>): void {
  const { name, isMany, type } = element;
  const beside: Record<string, unknown> = {};
  let value: unknown;
  let digits: string | undefined;
  for (const attribute of at.ownAttributes()) {
    if (attribute.name === 'value') {
      digits = attribute.value;
      value = readText(digits, type, at);
    } else if (attribute.name === 'id') beside.id = attribute.value;
    else at.fail('has an attribute that is not allowed');
  }
  Object.assign(beside, readElements(at, extensionAlone()));
  if (type === 'decimal' && digits !== undefined && hasOwnDigits(digits))
    Object.assign(beside, addDigits(beside, digits));
  const hasBeside = Object.keys(beside).length > 0;
  if (!isMany) {
    if (Object.hasOwn(node, name) || Object.hasOwn(node, `_${name}`))
      at.fail(`${name} may be there once only`);
    if (value !== undefined) node[name] = value;
    if (hasBeside) node[`_${name}`] = beside;
    return;
  }
  const values = listAt(node, name);
  values.push(value ?? null);
  const shadows = node[`_${name}`] as unknown[] | undefined;
  if (hasBeside || shadows) {
    const all = shadows ?? values.slice(1).map(() => null);
    all.push(hasBeside ? beside : null);
    node[`_${name}`] = all;
  }
}

/** A list grows in place: there may be as many as there are nodes. */
function listAt(node: Record<string, unknown>, name: string): unknown[] {
  const there = node[name] as unknown[] | undefined;
  if (there) return there;
  const made: unknown[] = [];
  node[name] = made;
  return made;
}

let extensions: ReadonlyMap<string, ElementOf> | undefined;

function extensionAlone(): ReadonlyMap<string, ElementOf> {
  extensions ??= new Map([...(findElements('Extension') ?? [])].filter(([one]) => one === 'extension'));
  return extensions;
}

function readText(text: string, type: string, at: XmlCursor): unknown {
  if (type === 'boolean')
    return text === 'true' ? true : text === 'false' ? false : at.fail('must be true or false');
  if (['decimal', 'integer', 'unsignedInt', 'positiveInt'].includes(type)) {
    if (!/^-?(0|[1-9]\d{0,30})(\.\d{1,30})?([eE][+-]?\d{1,3})?$/.test(text)) at.fail('must be a number');
    if (isOutOfReach(text)) at.fail('is larger, or nearer to 0, than any number that is kept here');
    return Number(text);
  }
  return text;
}

function add(node: Record<string, unknown>, { name, isMany }: ElementOf, value: unknown): void {
  if (isMany) {
    listAt(node, name).push(value);
    return;
  }
  if (node[name] !== undefined)
    throw new FhirProblem(400, 'structure', `The element ${name} may be there once only.`);
  node[name] = value;
}

/** As XML. What R4 has no element for, which nothing of ours makes, is left out. */
export function printXmlResource(resource: Resource): string {
  return `<?xml version="1.0" encoding="UTF-8"?>${printResource(resource, ` xmlns="${fhir}"`)}`;
}

/** An entry of a Bundle, as it stands within it. */
export function printXmlEntry(entry: unknown): string {
  const element = findElements('Bundle')?.get('entry');
  return element ? printOne(element, entry, undefined) : '';
}

function printResource(resource: Record<string, unknown>, namespace = ''): string {
  const { resourceType } = resource;
  const kind = String(resourceType);
  return `<${kind}${namespace}>${printElements(resource, findElements(kind) ?? new Map())}</${kind}>`;
}

function printElements(
  node: Record<string, unknown>,
  elements: ReadonlyMap<string, ElementOf>,
  isType = false,
): string {
  let text = '';
  for (const element of elements.values()) {
    const { name } = element;
    if (isType && (name === 'id' || (name === 'url' && elements.has('valueString')))) continue;
    const value = node[name];
    const beside = node[`_${name}`];
    const count = Math.max(listOf(value).length, listOf(beside).length);
    for (let i = 0; i < count; i++) text += printOne(element, listOf(value)[i], listOf(beside)[i]);
  }
  return text;
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function printOne(element: ElementOf, value: unknown, beside: unknown): string {
  const { name, type } = element;
  if (type === 'xhtml') return printNarrative(value);
  if (primitives.has(type)) {
    const { digits, rest } = takeDigits(value, beside);
    const own = isObject(rest) ? rest : {};
    const id = typeof own.id === 'string' ? ` id="${escapeAttribute(own.id)}"` : '';
    const said =
      value === undefined || value === null ? '' : ` value="${escapeAttribute(digits ?? String(value))}"`;
    const inside = printElements({ extension: own.extension }, findElements('Element') ?? new Map(), true);
    return id === '' && said === '' && inside === '' ? '' : close(`${name}${id}${said}`, name, inside);
  }
  if (!isObject(value)) return '';
  if (type === 'Resource') return close(name, name, printResource(value));
  const id = typeof value.id === 'string' ? ` id="${escapeAttribute(value.id)}"` : '';
  const url =
    type === 'Extension' && typeof value.url === 'string' ? ` url="${escapeAttribute(value.url)}"` : '';
  return close(`${name}${id}${url}`, name, printElements(value, elementsWithin(element) ?? new Map(), true));
}

function close(start: string, name: string, inside: string): string {
  return inside === '' ? `<${start}/>` : `<${start}>${inside}</${name}>`;
}

/** Of what is kept, only what is well formed goes into XML. */
function printNarrative(value: unknown): string {
  if (typeof value !== 'string') return '';
  try {
    return readXml(value, xmlLimits).root().outerXml();
  } catch (error) {
    if (error instanceof XmlFault) return '';
    throw error;
  }
}
