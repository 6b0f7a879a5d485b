// An XML document as a flat list of events with their offsets, and the cursor that validators move over them.
// xml-reader.ts makes them.
import { assume, getLast } from '../assume.ts';
import { escapeAttribute } from './escape.ts';

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

/** Never quotes the document. */
export function failMalformed(problem: string): never {
  throw new XmlFault('', `not well-formed XML: ${problem}`);
}

export interface XmlAttribute {
  readonly name: string;
  readonly prefix: string;
  readonly uri: string;
  readonly value: string;
}

export const OPEN = 1;
export const CLOSE = 2;
export const TEXT = 3;

/** No name of a published schema is longer. */
const nameShownMax = 100;

export const noAttributes: readonly XmlAttribute[] = [];
export const xmlnsUri = 'http://www.w3.org/2000/xmlns/';
const xsiUri = 'http://www.w3.org/2001/XMLSchema-instance';
const xsiNames = new Set(['type', 'nil', 'schemaLocation', 'noNamespaceSchemaLocation']);

/** A parsed document: its text and its events. Offsets are UTF-16 positions in `text`. */
export class XmlDocument {
  readonly text: string;
  /** OPEN, CLOSE or TEXT. */
  readonly kinds: number[];
  /** Local name of an OPEN; characters of a TEXT. */
  readonly values: string[];
  readonly prefixes: string[];
  readonly uris: string[];
  readonly attributes: (readonly XmlAttribute[])[];
  /** Where the event's markup starts and ends. */
  readonly starts: number[];
  readonly ends: number[];
  /** For an OPEN: the index of its CLOSE. */
  readonly closes: number[];
  /** For an OPEN: the index of the one around it; -1 for the root. */
  readonly parents: number[];
  readonly #declared = new Map<number, ReadonlyMap<string, string>>();
  /** Checks of this kind pass, for those who look for other faults first. */
  ignoredFaults: FaultKind | undefined;
  /** How many events there are while they are added; `close` cuts the lists to it. */
  size = 0;

  constructor(text: string) {
    this.text = text;
    // Lists that grow while they are filled are half of what reading takes.
    const room = roomFor(text);
    this.kinds = new Array(room);
    this.values = new Array(room);
    this.prefixes = new Array(room);
    this.uris = new Array(room);
    this.attributes = new Array(room);
    this.starts = new Array(room);
    this.ends = new Array(room);
    this.closes = new Array(room);
    this.parents = new Array(room);
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
    const index = this.size++;
    this.kinds[index] = kind;
    this.values[index] = value;
    this.prefixes[index] = prefix;
    this.uris[index] = uri;
    this.attributes[index] = attributes;
    this.starts[index] = start;
    this.ends[index] = end;
    this.closes[index] = -1;
    this.parents[index] = parent;
  }

  /** No more events come. */
  close(): void {
    const { kinds, values, prefixes, uris, attributes, starts, ends, closes, parents, size } = this;
    for (const list of [kinds, values, prefixes, uris, attributes, starts, ends, closes, parents])
      list.length = size;
  }

  /** Local name of an OPEN; characters of a TEXT. */
  valueAt(index: number): string {
    return assume(this.values[index], 'an event');
  }

  uriAt(index: number): string {
    return assume(this.uris[index], 'an event');
  }

  prefixAt(index: number): string {
    return assume(this.prefixes[index], 'an event');
  }

  attributesAt(index: number): readonly XmlAttribute[] {
    return assume(this.attributes[index], 'an event');
  }

  closeAt(index: number): number {
    return assume(this.closes[index], 'an event');
  }

  parentAt(index: number): number {
    return assume(this.parents[index], 'an event');
  }

  startAt(index: number): number {
    return assume(this.starts[index], 'an event');
  }

  endAt(index: number): number {
    return assume(this.ends[index], 'an event');
  }

  /** The namespaces that an OPEN declares, by prefix. */
  declaredAt(index: number): ReadonlyMap<string, string> {
    let declared = this.#declared.get(index);
    if (!declared) {
      const own = this.attributesAt(index).filter(a => a.uri === xmlnsUri);
      declared = new Map(own.map(a => [a.prefix === '' ? '' : a.name, a.value]));
      this.#declared.set(index, declared);
    }
    return declared;
  }

  /** The names from the document's root down to an event, as in error messages. */
  path(index: number): string {
    const names: string[] = [];
    for (let i = 0; i <= index && i < this.kinds.length; i++) {
      if (this.kinds[i] !== OPEN) continue;
      const close = this.closeAt(i);
      // One that was not read to its end is still open.
      if (close >= index || close < 0) names.push(this.valueAt(i).slice(0, nameShownMax));
    }
    return names.join('/');
  }
}

const roomMax = 4096;

/** About as many events as there will be, up to a bound: a text of nothing but "<" has none. */
function roomFor(text: string): number {
  let room = 1;
  for (let at = text.indexOf('<'); at >= 0 && room < roomMax; at = text.indexOf('<', at + 1)) room += 2;
  return room;
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
    return this.document.valueAt(this.index);
  }

  get uri(): string {
    return this.document.uriAt(this.index);
  }

  get attributes(): readonly XmlAttribute[] {
    return this.document.attributesAt(this.index);
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
    const { kinds } = this.document;
    if (kinds[this.index] === OPEN) this.fail(`unexpected here, ${name} is due`);
    let parent = this.index - 1;
    while (parent > 0 && !(kinds[parent] === OPEN && this.document.closeAt(parent) >= this.index)) parent--;
    return this.fail(`${name} is missing`, parent);
  }

  /** Is the next thing an element? Passes over white space; other text is an error here. */
  atElement(): boolean {
    const { kinds } = this.document;
    if (kinds[this.index] === TEXT) {
      if (!isBlank(this.document.valueAt(this.index))) this.fail('text is not allowed here');
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
    return this.document.closeAt(this.index++);
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
    this.index = this.document.closeAt(this.index) + 1;
  }

  /** The characters of an element that may hold no elements; moves past it. */
  text(): string {
    const { document } = this;
    const close = document.closeAt(this.index);
    let text = '';
    for (let i = this.index + 1; i < close; i++) {
      if (document.kinds[i] !== TEXT) this.fail('unexpected element', i);
      text += document.valueAt(i);
    }
    this.index = close + 1;
    return text;
  }

  /** The element at the cursor as it was written, markup included; all there is of one that is not closed yet. */
  outerXml(): string {
    const { document } = this;
    const close = document.closeAt(this.index);
    return document.text.slice(document.startAt(this.index), close < 0 ? undefined : document.endAt(close));
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
    const { document } = this;
    const last = document.closeAt(this.index);
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
      while (scopes.length > 0 && getLast(scopes).close < i) count(scopes.pop()?.declared ?? [], -1);
      if (document.kinds[i] !== OPEN) continue;
      const declared: string[] = [];
      for (const a of document.attributesAt(i)) {
        if (a.uri === xmlnsUri) declared.push(a.prefix === '' ? '' : a.name);
      }
      if (declared.length > 0) {
        scopes.push({ close: document.closeAt(i), declared });
        count(declared, 1);
      }
      need(document.prefixAt(i), document.uriAt(i));
      for (const a of document.attributesAt(i)) if (a.prefix !== '') need(a.prefix, a.uri);
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
    const { document } = this;
    for (let i = this.index; i >= 0; i = document.parentAt(i)) {
      if (document.attributesAt(i).length === 0) continue;
      const uri = document.declaredAt(i).get(prefix);
      if (uri !== undefined) return uri;
    }
    return prefix === '' ? '' : undefined;
  }
}

function isBlank(text: string): boolean {
  return /^[ \t\r\n]*$/.test(text);
}
