// Reads XML text into a flat list of events, once, and moves over them.
// Everything that looks into a request (envelope, validators, extension slices) uses these events and offsets.
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { escapeAttribute } from './escape.ts';
import { tooCostly } from './xml-costs.ts';

export { escapeAttribute, escapeText } from './escape.ts';

/** `date`: allowed by the schema, but no such day. The platform has a status code of its own for it. */
export type FaultKind = 'schema' | 'date';

/** What is wrong with a document, and where: `weight/value/kg: must be ≥ 0`. Never holds a value from the document. */
export class XmlFault extends Error {
  readonly path: string;
  readonly problem: string;
  readonly kind: FaultKind;
  constructor(path: string, problem: string, kind: FaultKind = 'schema') {
    super(path === '' ? problem : `${path}: ${problem}`);
    this.name = 'XmlFault';
    this.path = path;
    this.problem = problem;
    this.kind = kind;
  }
}

export interface XmlLimits {
  /** The parser's cost is quadratic in depth, so depth is bounded. */
  depthMax: number;
  /** Elements and attributes of the whole document. */
  nodesMax: number;
}

export const defaultXmlLimits: XmlLimits = { depthMax: 128, nodesMax: 250_000 };

export interface XmlAttribute {
  readonly name: string;
  readonly prefix: string;
  readonly uri: string;
  readonly value: string;
}

const attributesMax = 1000;

const OPEN = 1;
const CLOSE = 2;
const TEXT = 3;

/** No name of a published schema is longer. */
const nameShownMax = 100;

const noAttributes: readonly XmlAttribute[] = [];
const xmlnsUri = 'http://www.w3.org/2000/xmlns/';
const xsiUri = 'http://www.w3.org/2001/XMLSchema-instance';
const xsiNames = new Set(['type', 'nil', 'schemaLocation', 'noNamespaceSchemaLocation']);

/** A parsed document: its text and its events. Offsets are UTF-16 positions in `text`. */
export class XmlDocument {
  readonly text: string;
  /** OPEN, CLOSE or TEXT. */
  readonly kinds: number[] = [];
  /** Local name of an OPEN; characters of a TEXT. */
  readonly values: string[] = [];
  readonly prefixes: string[] = [];
  readonly uris: string[] = [];
  readonly attributes: (readonly XmlAttribute[])[] = [];
  /** Where the event's markup starts and ends. */
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  /** For an OPEN: the index of its CLOSE. */
  readonly closes: number[] = [];
  /** For an OPEN: the index of the one around it; -1 for the root. */
  readonly parents: number[] = [];
  readonly #declared = new Map<number, ReadonlyMap<string, string>>();
  /** Checks of this kind pass, for those who look for other faults first. */
  ignoredFaults: FaultKind | undefined;

  constructor(text: string) {
    this.text = text;
  }

  root(): XmlCursor {
    return new XmlCursor(this, 0);
  }

  add(
    kind: number,
    value: string,
    prefix: string,
    uri: string,
    attributes: readonly XmlAttribute[],
    start: number,
    end: number,
    parent = -1,
  ) {
    this.kinds.push(kind);
    this.values.push(value);
    this.prefixes.push(prefix);
    this.uris.push(uri);
    this.attributes.push(attributes);
    this.starts.push(start);
    this.ends.push(end);
    this.closes.push(-1);
    this.parents.push(parent);
  }

  /** The namespaces that an OPEN declares, by prefix. */
  declaredAt(index: number): ReadonlyMap<string, string> {
    let declared = this.#declared.get(index);
    if (!declared) {
      const own = this.attributes[index]!.filter(a => a.uri === xmlnsUri);
      declared = new Map(own.map(a => [a.prefix === '' ? '' : a.name, a.value]));
      this.#declared.set(index, declared);
    }
    return declared;
  }

  /** The names from the document's root down to an event, as in error messages. */
  path(index: number): string {
    const names: string[] = [];
    for (let i = 0; i <= index && i < this.kinds.length; i++) {
      if (this.kinds[i] === OPEN && this.closes[i]! >= index)
        names.push(this.values[i]!.slice(0, nameShownMax));
    }
    return names.join('/');
  }
}

/**
 * Parses a document. Refuses DTDs, undeclared prefixes, and what passes the limits.
 * @throws XmlFault with an empty path when the text is not well-formed
 */
export function readXml(text: string, limits: XmlLimits = defaultXmlLimits): XmlDocument {
  const costly = tooCostly(text);
  if (costly) throw new XmlFault('', costly);
  const document = new XmlDocument(text);
  const parser = new SaxesParser({
    xmlns: true,
    position: true,
    fragment: false,
    // Version 1.1 allows control characters that no 1.0 document, such as our answers, may repeat.
    defaultXMLVersion: '1.0',
    forceXMLVersion: true,
  });
  const open: number[] = [];
  let nodes = 0;

  // Six handlers and no more: with a seventh V8 keeps the parser as a hash table, and reading takes twice as long.
  parser.on('doctype', () => {
    throw new XmlFault('', 'a document type declaration is not allowed');
  });
  const count = () => {
    if (++nodes > limits.nodesMax)
      throw new XmlFault('', `more than ${limits.nodesMax} elements and attributes`);
  };
  let inTag = 0;
  // While they are read: the parser needs long for a tag with many.
  parser.on('attribute', () => {
    count();
    if (++inTag > attributesMax)
      throw new XmlFault('', `an element with more than ${attributesMax} attributes`);
  });
  parser.on('opentag', (tag: SaxesTagNS) => {
    const end = parser.position;
    const attributes = attributesOf(tag);
    inTag = 0;
    count();
    if (open.length >= limits.depthMax)
      throw new XmlFault('', `nested deeper than ${limits.depthMax} elements`);
    const parent = open.at(-1);
    open.push(document.kinds.length);
    // "<" cannot stand inside a tag, so the last one opens it.
    const start = text.lastIndexOf('<', end - 1);
    document.add(OPEN, tag.local, tag.prefix, tag.uri, attributes, start, end, parent);
  });
  parser.on('closetag', tag => {
    const end = parser.position;
    const start = tag.isSelfClosing ? end : text.lastIndexOf('<', end - 1);
    document.closes[open.pop()!] = document.kinds.length;
    document.add(CLOSE, '', '', '', noAttributes, start, end);
  });
  const addText = (characters: string) => {
    if (open.length === 0 || characters === '') return;
    const last = document.kinds.length - 1;
    if (document.kinds[last] === TEXT) document.values[last] += characters;
    else document.add(TEXT, characters, '', '', noAttributes, parser.position, parser.position);
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parse(parser, text);
  return document;
}

function parse(parser: SaxesParser<{ xmlns: true }>, text: string): void {
  try {
    parser.write(text).close();
  } catch (error) {
    // What the parser itself throws are plain errors.
    if (!(error instanceof Error) || error.constructor !== Error) throw error;
    throw new XmlFault('', `not well-formed XML: ${withoutContent(error.message)}`);
  }
}

function attributesOf(tag: SaxesTagNS): readonly XmlAttribute[] {
  let attributes: XmlAttribute[] | undefined;
  for (const key in tag.attributes) {
    const { local, prefix, uri, value } = tag.attributes[key]!;
    attributes ??= [];
    attributes.push({ name: local, prefix, uri, value });
  }
  return attributes ?? noAttributes;
}

/** The parser quotes names from the document in some messages; only its own words are kept. */
function withoutContent(message: string): string {
  const own = message.replace(/^\d+:\d+:\s*/, '');
  return own.replace(/\s*[:"'<&].*$/s, '').slice(0, 80) || 'syntax error';
}

/** A place in a document. Validators move it; a copy keeps a place. */
export class XmlCursor {
  readonly document: XmlDocument;
  index: number;

  constructor(document: XmlDocument, index: number) {
    this.document = document;
    this.index = index;
  }

  at(index: number): XmlCursor {
    return new XmlCursor(this.document, index);
  }

  get name(): string {
    return this.document.values[this.index]!;
  }

  get uri(): string {
    return this.document.uris[this.index]!;
  }

  get attributes(): readonly XmlAttribute[] {
    return this.document.attributes[this.index]!;
  }

  /** An attribute in no namespace. */
  attribute(name: string): string | undefined {
    return this.attributes.find(a => a.uri === '' && a.name === name)?.value;
  }

  fail(problem: string, index = this.index, kind: FaultKind = 'schema'): never {
    throw new XmlFault(this.document.path(index), problem, kind);
  }

  /** Fails at the element around the cursor, which lacks `name`; or at what stands in its place. */
  missing(name: string): never {
    const { kinds, closes } = this.document;
    if (kinds[this.index] === OPEN) this.fail(`unexpected here, ${name} is due`);
    let parent = this.index - 1;
    while (parent > 0 && !(kinds[parent] === OPEN && closes[parent]! >= this.index)) parent--;
    return this.fail(`${name} is missing`, parent);
  }

  /** Is the next thing an element? Passes over white space; other text is an error here. */
  atElement(): boolean {
    const { kinds, values } = this.document;
    if (kinds[this.index] === TEXT) {
      if (!isBlank(values[this.index]!)) this.fail('text is not allowed here');
      this.index++;
    }
    return kinds[this.index] === OPEN;
  }

  /** Is the next thing an element of this name, in no namespace unless one is named? */
  atNamed(name: string, uri = ''): boolean {
    return this.atElement() && this.name === name && this.uri === uri;
  }

  /** From an element into its content. Answers the event index of its end, for `leave`. */
  enter(): number {
    return this.document.closes[this.index++]!;
  }

  /** Out of an element; whatever is left in it is unexpected. */
  leave(close: number): void {
    if (this.atElement()) this.fail('unexpected element');
    this.index = close + 1;
  }

  /** Has the element at the cursor neither characters nor elements in it? */
  isEmpty(): boolean {
    return this.document.closes[this.index] === this.index + 1;
  }

  /** Past the element at the cursor. */
  skip(): void {
    this.index = this.document.closes[this.index]! + 1;
  }

  /** The characters of an element that may hold no elements; moves past it. */
  text(): string {
    const { kinds, values, closes } = this.document;
    const close = closes[this.index]!;
    let text = '';
    for (let i = this.index + 1; i < close; i++) {
      if (kinds[i] !== TEXT) this.fail('unexpected element', i);
      text += values[i]!;
    }
    this.index = close + 1;
    return text;
  }

  /** The element at the cursor as it was written, markup included. */
  outerXml(): string {
    const { text, starts, ends, closes } = this.document;
    return text.slice(starts[this.index]!, ends[closes[this.index]!]!);
  }

  /**
   * The element at the cursor as it was written, able to stand alone: where it uses a prefix or a default
   * namespace declared further out, the declaration is added to its start tag. Nothing else changes.
   */
  standaloneXml(): string {
    const outer = this.outerXml();
    const missing = this.outerNamespaces();
    if (missing.size === 0) return outer;
    const declarations = [...missing].map(
      ([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(uri)}"`,
    );
    const nameEnd = outer.search(/[\s/>]/);
    return outer.slice(0, nameEnd) + declarations.join('') + outer.slice(nameEnd);
  }

  /** Prefixes used in this element but declared outside it. */
  private outerNamespaces(): Map<string, string> {
    const { kinds, prefixes, uris, attributes, closes } = this.document;
    const last = closes[this.index]!;
    const missing = new Map<string, string>();
    const scopes: { close: number; declared: string[] }[] = [];
    // How many of the open elements declare a prefix: looking through them would be quadratic.
    const declaring = new Map<string, number>();
    const count = (names: readonly string[], by: number) => {
      for (const name of names) declaring.set(name, (declaring.get(name) ?? 0) + by);
    };
    const need = (prefix: string, uri: string) => {
      if (prefix === 'xml' || prefix === 'xmlns' || uri === '') return;
      if (!declaring.get(prefix)) missing.set(prefix, uri);
    };
    for (let i = this.index; i < last || i === this.index; i++) {
      while (scopes.length > 0 && scopes[scopes.length - 1]!.close < i) count(scopes.pop()!.declared, -1);
      if (kinds[i] !== OPEN) continue;
      const declared: string[] = [];
      for (const a of attributes[i]!) {
        if (a.uri === xmlnsUri) declared.push(a.prefix === '' ? '' : a.name);
      }
      if (declared.length > 0) {
        scopes.push({ close: closes[i]!, declared });
        count(declared, 1);
      }
      need(prefixes[i]!, uris[i]!);
      for (const a of attributes[i]!) if (a.prefix !== '') need(a.prefix, a.uri);
    }
    return missing;
  }

  /** Attributes that a schema must account for: not declarations, nor those of XML Schema itself (see xsi.ts). */
  ownAttributes(): readonly XmlAttribute[] {
    const all = this.attributes;
    if (all.length === 0) return all;
    return all.filter(a => a.uri !== xmlnsUri && !(a.uri === xsiUri && xsiNames.has(a.name)));
  }

  /** An attribute of XML Schema itself, such as xsi:type. */
  xsi(name: string): string | undefined {
    return this.attributes.find(a => a.uri === xsiUri && a.name === name)?.value;
  }

  /** The namespace a prefix stands for at the element at the cursor. */
  namespaceOf(prefix: string): string | undefined {
    const { parents, attributes } = this.document;
    for (let i = this.index; i >= 0; i = parents[i]!) {
      if (attributes[i]!.length === 0) continue;
      const uri = this.document.declaredAt(i).get(prefix);
      if (uri !== undefined) return uri;
    }
    return prefix === '' ? '' : undefined;
  }
}

function isBlank(text: string): boolean {
  return /^[ \t\r\n]*$/.test(text);
}
