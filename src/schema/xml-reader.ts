// Reads XML text into a flat list of events, once. Everything that looks into a request (envelope, validators,
// extension slices) moves over these events and offsets: xml-document.ts. It reads XML 1.0 with namespaces as strictly
// as the standards ask, and nothing else: no DTD, so no entity but the five. Tests hold it against two other parsers.

import { findExcess } from './xml-costs.ts';
import {
  CLOSE,
  failMalformed,
  noAttributes,
  OPEN,
  TEXT,
  type XmlAttribute,
  XmlDocument,
  XmlFault,
  xmlnsUri,
} from './xml-document.ts';
import { findNameEnd, hasIllegalCharacter } from './xml-names.ts';
import { expandReferences, normaliseLines, readAttributeValue } from './xml-text.ts';

export { escapeAttribute, escapeText } from './escape.ts';
export { type FaultKind, type XmlAttribute, XmlCursor, XmlDocument, XmlFault } from './xml-document.ts';

export interface XmlLimits {
  /** Those who walk a document may take it level by level, so depth is bounded. */
  depthMax: number;
  /** Elements and attributes of the whole document. */
  nodesMax: number;
}

const defaultXmlLimits: XmlLimits = { depthMax: 128, nodesMax: 250_000 };

const attributesMax = 1000;

/**
 * Parses a document. Refuses DTDs, undeclared prefixes, and what passes the limits.
 * @throws XmlFault with an empty path when the text is not well-formed
 */
export function readXml(text: string, limits: XmlLimits = defaultXmlLimits): XmlDocument {
  return new Reader(text, limits).readAll();
}

/** Reading in two goes: as far as an element below the root, and the rest when it is wanted. */
export interface XmlBegun {
  /** Its events up to where reading has come. */
  readonly document: XmlDocument;
  /** Has the element that was named ended? */
  readonly isFound: boolean;
  /** All of it. @param limits of the whole document */
  readRest(limits: XmlLimits): XmlDocument;
}

/**
 * Reads until the first element of this name below the root has ended, or the text.
 * @param limits of what is read now
 */
export function beginXml(text: string, child: string, limits: XmlLimits): XmlBegun {
  return new Reader(text, limits).readUntil(child);
}

const BANG = 33;
const QUOTE = 34;
const APOSTROPHE = 39;
const SLASH = 47;
const EQUAL = 61;
const GREATER = 62;
const QUESTION = 63;

/** The prefixes declared on an element, and what stood outside. */
interface Scope {
  readonly outer: Scope | undefined;
  /** With what was asked of outer scopes, null where it was not found, so that these are not searched over and over. */
  readonly uris: Map<string, string | null>;
}

const xmlUri = 'http://www.w3.org/XML/1998/namespace';
const outermost: Scope = {
  outer: undefined,
  uris: new Map([
    ['xml', xmlUri],
    ['xmlns', xmlnsUri],
  ]),
};

class Reader {
  private readonly text: string;
  private limits: XmlLimits;
  readonly document: XmlDocument;
  /** Where reading has come to. */
  private at = 0;
  private nodes = 0;
  private rootSeen = false;
  /** The name of the element below the root that ended last. */
  private lastChild: string | undefined;
  isFound = false;
  /** Events of the elements that are open, their names as written, and the scopes outside them. */
  private readonly open: number[] = [];
  private readonly names: string[] = [];
  private readonly scopes: Scope[] = [];
  private scope = outermost;
  /** What need not be looked for in every piece of text. */
  private readonly hasReturns: boolean;
  private readonly hasReferences: boolean;
  private readonly hasSectionEnds: boolean;

  constructor(text: string, limits: XmlLimits) {
    this.text = text;
    this.limits = limits;
    this.document = new XmlDocument(text);
    this.hasReturns = text.includes('\r');
    this.hasReferences = text.includes('&');
    this.hasSectionEnds = text.includes(']]>');
  }

  readAll(): XmlDocument {
    this.begin();
    return this.readRest(this.limits);
  }

  readUntil(child: string): this {
    this.begin();
    while (this.lastChild !== child && this.next());
    this.isFound = this.lastChild === child;
    return this;
  }

  readRest(limits: XmlLimits): XmlDocument {
    this.limits = limits;
    while (this.next());
    if (!this.rootSeen) failMalformed('there is no root element');
    if (this.open.length > 0) failMalformed('an element is not closed');
    this.document.close();
    return this.document;
  }

  private begin(): void {
    const { text } = this;
    const costly = findExcess(text);
    if (costly) throw new XmlFault('', costly);
    if (hasIllegalCharacter(text)) failMalformed('disallowed character');
    if (text.charCodeAt(0) === 0xfeff) this.at = 1;
    this.declaration();
  }

  /** The text up to the next markup, and that; false when there is none. */
  private next(): boolean {
    const { text } = this;
    const start = text.indexOf('<', this.at);
    this.characters(start < 0 ? text.length : start);
    if (start < 0) return false;
    this.markup(start);
    return true;
  }

  private declaration(): void {
    xmlDeclaration.lastIndex = this.at;
    const found = xmlDeclaration.exec(this.text);
    if (!found) return;
    const encoding = found[1] ?? found[2];
    if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8')
      throw new XmlFault('', 'the encoding declared is not UTF-8: send UTF-8, and declare that or nothing');
    this.at = xmlDeclaration.lastIndex;
  }

  /** Text up to the next markup. */
  private characters(end: number): void {
    if (end === this.at) return;
    const raw = this.text.slice(this.at, end);
    if (this.open.length === 0) {
      if (!/^[ \t\r\n]*$/.test(raw)) failMalformed('text outside of the root element');
      return;
    }
    if (this.hasSectionEnds && raw.includes(']]>')) failMalformed('"]]>" in text');
    const lines = this.hasReturns ? normaliseLines(raw) : raw;
    this.addText(this.hasReferences ? expandReferences(lines) : lines, end);
  }

  private addText(characters: string, end: number): void {
    const { document } = this;
    const last = document.size - 1;
    // What comments and sections stand between is one text.
    if (document.kinds[last] === TEXT) document.values[last] += characters;
    else document.add(TEXT, characters, '', '', noAttributes, end, end);
  }

  private markup(start: number): void {
    switch (this.text.charCodeAt(start + 1)) {
      case SLASH:
        this.endTag(start);
        break;
      case BANG:
        this.declarationOrSection(start);
        break;
      case QUESTION:
        this.instruction(start);
        break;
      default:
        this.startTag(start);
    }
  }

  private startTag(start: number): void {
    const { text, document, limits, open } = this;
    const end = findNameEnd(text, start + 1);
    if (end === start + 1) failMalformed('disallowed character in a tag name');
    if (this.rootSeen && open.length === 0) failMalformed('more than one root element');
    this.rootSeen = true;
    const name = text.slice(start + 1, end);
    const outside = this.scope;
    let attributes = noAttributes;
    this.at = end;
    if (text.charCodeAt(end) !== GREATER) attributes = this.attributes();
    const isEmpty = text.charCodeAt(this.at) === SLASH;
    if (isEmpty) this.at++;
    if (text.charCodeAt(this.at++) !== GREATER) failMalformed('a tag is not closed');
    this.count();
    if (open.length >= limits.depthMax)
      throw new XmlFault('', `nested deeper than ${limits.depthMax} elements`);

    const colon = colonIn(name);
    const prefix = colon < 0 ? '' : name.slice(0, colon);
    if (prefix === 'xmlns') failMalformed('a tag with the prefix xmlns');
    const uri = resolve(this.scope, prefix) ?? '';
    if (prefix !== '' && uri === '') failMalformed('an undeclared prefix');
    const index = document.size;
    const local = colon < 0 ? name : name.slice(colon + 1);
    document.add(OPEN, local, prefix, uri, attributes, start, this.at, open.at(-1));
    if (isEmpty) {
      document.closes[index] = index + 1;
      document.add(CLOSE, '', '', '', noAttributes, this.at, this.at);
      this.scope = outside;
      if (open.length === 1) this.lastChild = name;
      return;
    }
    open.push(index);
    this.names.push(name);
    this.scopes.push(outside);
  }

  private endTag(start: number): void {
    const { text, document, names } = this;
    const name = names.pop();
    const index = this.open.pop();
    const scope = this.scopes.pop();
    if (name === undefined || index === undefined || scope === undefined)
      failMalformed('a closing tag without its opening tag');
    if (!text.startsWith(name, start + 2)) failMalformed('unexpected closing tag');
    let end = start + 2 + name.length;
    if (text.charCodeAt(end) !== GREATER) end = this.afterSpaces(end);
    if (text.charCodeAt(end) !== GREATER) failMalformed('unexpected closing tag');
    this.at = end + 1;
    document.closes[index] = document.size;
    document.add(CLOSE, '', '', '', noAttributes, start, this.at);
    this.scope = scope;
    if (this.open.length === 1) this.lastChild = name;
  }

  /** The attributes of a tag; stops where it ends. */
  private attributes(): readonly XmlAttribute[] {
    const { text } = this;
    const found: Written[] = [];
    for (;;) {
      const start = this.afterSpaces(this.at);
      const code = text.charCodeAt(start);
      if (code === GREATER || code === SLASH) {
        this.at = start;
        return found.length === 0 ? noAttributes : this.resolved(found);
      }
      if (start === this.at) failMalformed('disallowed character in a tag');
      const end = findNameEnd(text, start);
      if (end === start) failMalformed('disallowed character in an attribute name');
      const equal = this.afterSpaces(end);
      if (text.charCodeAt(equal) !== EQUAL) failMalformed('an attribute without a value');
      const opening = this.afterSpaces(equal + 1);
      const quote = text.charCodeAt(opening);
      if (quote !== QUOTE && quote !== APOSTROPHE) failMalformed('an attribute value without quotes');
      const closing = text.indexOf(quote === QUOTE ? '"' : "'", opening + 1);
      if (closing < 0) failMalformed('an attribute value is not closed');
      const name = text.slice(start, end);
      found.push({ name, colon: colonIn(name), value: readAttributeValue(text.slice(opening + 1, closing)) });
      this.at = closing + 1;
      // While they are read, so that a tag with very many is not read to its end.
      this.count();
      if (found.length > attributesMax)
        throw new XmlFault('', `an element with more than ${attributesMax} attributes`);
    }
  }

  /** Declarations count for the whole tag, so names are resolved when all are read. */
  private resolved(written: readonly Written[]): readonly XmlAttribute[] {
    this.declare(written);
    const expandedNames = new Set<string>();
    return written.map(({ name, colon, value }) => {
      const prefix = colon < 0 ? '' : name.slice(0, colon);
      const local = colon < 0 ? name : name.slice(colon + 1);
      const uri = prefix === '' ? (name === 'xmlns' ? xmlnsUri : '') : resolve(this.scope, prefix);
      if (uri === undefined) failMalformed('an undeclared prefix');
      const key = prefix === '' ? name : `{${uri}}${local}`;
      if (expandedNames.has(key)) failMalformed('an attribute stands twice');
      expandedNames.add(key);
      return { name: local, prefix, uri, value };
    });
  }

  private declare(written: readonly Written[]): void {
    let uris: Scope['uris'] | undefined;
    for (const { name, colon, value } of written) {
      if (!name.startsWith('xmlns') || (colon < 0 ? name.length > 5 : colon !== 5)) continue;
      const prefix = colon < 0 ? '' : name.slice(6);
      if (prefix !== '' && value === '') failMalformed('a prefix is undeclared');
      if (prefix === 'xmlns' || value === xmlnsUri || (prefix === 'xml') !== (value === xmlUri))
        failMalformed('a reserved prefix or namespace is declared');
      uris ??= new Map();
      uris.set(prefix, value);
    }
    if (uris) this.scope = { outer: this.scope, uris };
  }

  private declarationOrSection(start: number): void {
    const { text } = this;
    if (text.startsWith('--', start + 2)) {
      const end = text.indexOf('--', start + 4);
      if (end < 0 || text.charCodeAt(end + 2) !== GREATER) failMalformed('a comment is malformed');
      this.at = end + 3;
    } else if (text.startsWith('[CDATA[', start + 2)) {
      const end = text.indexOf(']]>', start + 9);
      if (end < 0) failMalformed('a CDATA section is not closed');
      if (this.open.length === 0) failMalformed('text outside of the root element');
      const characters = text.slice(start + 9, end);
      if (characters !== '') this.addText(normaliseLines(characters), end);
      this.at = end + 3;
    } else if (text.startsWith('DOCTYPE', start + 2) && !this.rootSeen) {
      throw new XmlFault('', 'a document type declaration is not allowed');
    } else failMalformed('incorrect syntax');
  }

  private instruction(start: number): void {
    const { text } = this;
    const nameStop = findNameEnd(text, start + 2);
    const target = text.slice(start + 2, nameStop);
    if (target === '' || target.includes(':')) failMalformed('a processing instruction without a name');
    if (target.toLowerCase() === 'xml') failMalformed('an XML declaration is malformed or not at the start');
    const end = text.indexOf('?>', nameStop);
    if (end < 0) failMalformed('a processing instruction is not closed');
    if (end !== nameStop && this.afterSpaces(nameStop) === nameStop)
      failMalformed('disallowed character in the name of a processing instruction');
    this.at = end + 2;
  }

  private afterSpaces(start: number): number {
    let index = start;
    while (isSpace(this.text.charCodeAt(index))) index++;
    return index;
  }

  private count(): void {
    if (++this.nodes > this.limits.nodesMax)
      throw new XmlFault('', `more than ${this.limits.nodesMax} elements and attributes`);
  }
}

function resolve(scope: Scope, prefix: string): string | undefined {
  let found = scope.uris.get(prefix);
  if (found === undefined && scope.outer) {
    for (let at: Scope | undefined = scope.outer; at && found === undefined; at = at.outer)
      found = at.uris.get(prefix);
    found ??= null;
    // For elements beside this one, and for those that have a scope of their own beside it.
    scope.uris.set(prefix, found);
    if (scope.outer.outer) scope.outer.uris.set(prefix, found);
  }
  return found ?? undefined;
}

interface Written {
  readonly name: string;
  readonly colon: number;
  readonly value: string;
}

const xmlDeclaration =
  /<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.\d+"|'1\.\d+')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"([A-Za-z][\w.-]*)"|'([A-Za-z][\w.-]*)'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/y;

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13;
}

/** Where a name has its colon; it may have one, between two names. */
function colonIn(name: string): number {
  const colon = name.indexOf(':');
  if (colon < 0) return colon;
  const isMalformed =
    colon === 0 || findNameEnd(name, colon + 1) === colon + 1 || name.includes(':', colon + 1);
  return isMalformed ? failMalformed('a malformed name') : colon;
}
