// Canonical XML, inclusive and exclusive, of what xml-reader.ts has read: comments are left out, as the reader leaves
// them. Used by signed-thing.ts, and by those who sign. It works on events by their place; nothing is looked up by id.
import { getNamed } from '../../assume.ts';
import { OPEN, TEXT, type XmlDocument, xmlnsUri } from '../../schema/xml-document.ts';

/** How an element is made canonical; the prefixes of an exclusive one are treated as the inclusive form has them. */
export type Canonicalization =
  | { readonly kind: 'inclusive'; readonly version: '1.0' | '1.1' }
  | { readonly kind: 'exclusive'; readonly prefixes: readonly string[] };

/** Namespaces by prefix, and what stands outside. The default namespace has the empty prefix. */
interface Scope {
  readonly outer: Scope | undefined;
  readonly uris: ReadonlyMap<string, string>;
}

const nothing: ReadonlyMap<string, string> = new Map();
const outermost: Scope = { outer: undefined, uris: nothing };
export const xmlUri = 'http://www.w3.org/XML/1998/namespace';

export interface Surroundings {
  /** What an element that is written around it declares already, by prefix. */
  readonly rendered?: ReadonlyMap<string, string>;
  /** Does it take on the xml: attributes of the elements around it? So it is where it stays in its document. */
  readonly inPlace?: boolean;
}

/** The element at an event, with the namespaces that are in scope there. */
export function printCanonical(
  document: XmlDocument,
  index: number,
  how: Canonicalization,
  { rendered = nothing, inPlace = false }: Surroundings = {},
): string {
  const writer = new Writer(document, how);
  const ancestors = ancestorsOf(document, index);
  const inherited = inPlace && how.kind === 'inclusive' ? xmlAttributes(document, ancestors, how) : [];
  writer.element(
    index,
    scopeAround(document, ancestors),
    { outer: undefined, uris: rendered },
    true,
    inherited,
  );
  return writer.out.join('');
}

/** From the root inwards, the element itself apart. */
function ancestorsOf(document: XmlDocument, index: number): number[] {
  const found: number[] = [];
  for (let i = document.parentAt(index); i >= 0; i = document.parentAt(i)) found.unshift(i);
  return found;
}

function scopeAround(document: XmlDocument, ancestors: readonly number[]): Scope {
  return ancestors.reduce<Scope>((outer, i) => inner(outer, document.declaredAt(i)), outermost);
}

function inner(outer: Scope, uris: ReadonlyMap<string, string>): Scope {
  return uris.size === 0 ? outer : { outer, uris };
}

/** The namespace of a prefix; an empty one where there is none. */
function lookUp(scope: Scope, prefix: string): string {
  for (let at: Scope | undefined = scope; at; at = at.outer) {
    const uri = at.uris.get(prefix);
    if (uri !== undefined) return uri;
  }
  return '';
}

interface Attribute {
  readonly uri: string;
  readonly name: string;
  readonly written: string;
}

/** The nearest xml:lang, xml:space and the like around an element; of version 1.1, ids stay with whose they are. */
function xmlAttributes(
  document: XmlDocument,
  ancestors: readonly number[],
  { version }: { readonly version: '1.0' | '1.1' },
): Attribute[] {
  const found = new Map<string, Attribute>();
  for (const i of ancestors) {
    for (const { name, uri, value } of document.attributesAt(i))
      if (uri === xmlUri && (version === '1.0' || name !== 'id'))
        found.set(name, { uri, name, written: attribute(`xml:${name}`, value) });
  }
  return [...found.values()];
}

class Writer {
  readonly out: string[] = [];
  private readonly document: XmlDocument;
  private readonly how: Canonicalization;

  constructor(document: XmlDocument, how: Canonicalization) {
    this.document = document;
    this.how = how;
  }

  element(
    index: number,
    around: Scope,
    rendered: Scope,
    isApex: boolean,
    inherited: readonly Attribute[],
  ): void {
    const { document } = this;
    const scope = inner(around, document.declaredAt(index));
    const namespaces = this.namespaces(index, scope, rendered, isApex);
    const shown = inner(rendered, namespaces);
    const name = qualified(document.prefixAt(index), document.valueAt(index));
    this.out.push('<', name);
    for (const [prefix, uri] of [...namespaces].sort(([a], [b]) => compare(a, b))) {
      this.out.push(attribute(prefix === '' ? 'xmlns' : `xmlns:${prefix}`, uri));
    }
    this.attributes(index, inherited);
    this.out.push('>');
    const close = document.closeAt(index);
    for (let i = index + 1; i < close; i++) {
      if (document.kinds[i] === TEXT) this.out.push(printCanonicalText(document.valueAt(i)));
      else if (document.kinds[i] === OPEN) {
        this.element(i, scope, shown, false, []);
        i = document.closeAt(i);
      }
    }
    this.out.push('</', name, '>');
  }

  /** The declarations that an element needs. */
  private namespaces(
    index: number,
    scope: Scope,
    rendered: Scope,
    isApex: boolean,
  ): ReadonlyMap<string, string> {
    const isPlain = this.document.attributesAt(index).length === 0;
    if (!isApex && this.how.kind === 'inclusive' && isPlain) return nothing;
    const needed = new Map<string, string>();
    for (const prefix of this.candidates(index, scope, isApex)) {
      if (prefix === 'xml' || prefix === 'xmlns') continue;
      const uri = lookUp(scope, prefix);
      if (uri !== lookUp(rendered, prefix)) needed.set(prefix, uri);
    }
    return needed;
  }

  private candidates(index: number, scope: Scope, isApex: boolean): Iterable<string> {
    const { document, how } = this;
    if (how.kind === 'inclusive') {
      return isApex ? everyPrefix(scope) : document.declaredAt(index).keys();
    }
    const used = new Set(how.prefixes.filter(prefix => prefix === '' || lookUp(scope, prefix) !== ''));
    used.add(document.prefixAt(index));
    for (const { prefix } of document.attributesAt(index)) if (prefix !== '') used.add(prefix);
    return used;
  }

  private attributes(index: number, inherited: readonly Attribute[]): void {
    const own = this.document.attributesAt(index);
    if (own.length === 0 && inherited.length === 0) return;
    const all: Attribute[] = own
      .filter(({ uri }) => uri !== xmlnsUri)
      .map(({ uri, prefix, name, value }) => ({
        uri,
        name,
        written: attribute(qualified(prefix, name), value),
      }));
    const has = ({ uri, name }: Attribute) => all.some(other => other.uri === uri && other.name === name);
    all.push(...inherited.filter(other => !has(other)));
    all.sort((a, b) => compare(a.uri, b.uri) || compare(a.name, b.name));
    for (const { written } of all) this.out.push(written);
  }
}

function qualified(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}:${name}`;
}

function everyPrefix(scope: Scope): Set<string> {
  const found = new Set(['']);
  for (let at: Scope | undefined = scope; at; at = at.outer)
    for (const prefix of at.uris.keys()) found.add(prefix);
  return found;
}

/** By code points, as UTF-8 sorts. */
function compare(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function attribute(name: string, value: string): string {
  return ` ${name}="${value.replace(/[&<"\t\n\r]/g, c => getNamed(attributeEscapes, c))}"`;
}

const attributeEscapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};

/** The characters of element content in canonical form. */
export function printCanonicalText(characters: string): string {
  return characters.replace(/[&<>\r]/g, c => getNamed(textEscapes, c));
}

const textEscapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };
