// Canonical XML, inclusive and exclusive, of what xml-reader.ts has read: comments are left out, as the reader leaves
// them. Used by signed-thing.ts, and by those who sign. It works on events by their place; nothing is looked up by id.
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
export function canonical(
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
  for (let i = document.parents[index]!; i >= 0; i = document.parents[i]!) found.unshift(i);
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
    for (const { name, uri, value } of document.attributes[i]!)
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
    const { kinds, values, prefixes, closes } = this.document;
    const scope = inner(around, this.document.declaredAt(index));
    const namespaces = this.namespaces(index, scope, rendered, isApex);
    const shown = inner(rendered, namespaces);
    const name = prefixes[index] === '' ? values[index]! : `${prefixes[index]}:${values[index]}`;
    this.out.push('<', name);
    for (const prefix of [...namespaces.keys()].sort(compare)) {
      this.out.push(attribute(prefix === '' ? 'xmlns' : `xmlns:${prefix}`, namespaces.get(prefix)!));
    }
    this.attributes(index, inherited);
    this.out.push('>');
    const close = closes[index]!;
    for (let i = index + 1; i < close; i++) {
      if (kinds[i] === TEXT) this.out.push(text(values[i]!));
      else if (kinds[i] === OPEN) {
        this.element(i, scope, shown, false, []);
        i = closes[i]!;
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
    const { attributes } = this.document;
    if (!isApex && this.how.kind === 'inclusive' && attributes[index]!.length === 0) return nothing;
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
    used.add(document.prefixes[index]!);
    for (const { prefix } of document.attributes[index]!) if (prefix !== '') used.add(prefix);
    return used;
  }

  private attributes(index: number, inherited: readonly Attribute[]): void {
    const own = this.document.attributes[index]!;
    if (own.length === 0 && inherited.length === 0) return;
    const all: Attribute[] = own
      .filter(({ uri }) => uri !== xmlnsUri)
      .map(({ uri, prefix, name, value }) => ({
        uri,
        name,
        written: attribute(prefix === '' ? name : `${prefix}:${name}`, value),
      }));
    const has = ({ uri, name }: Attribute) => all.some(other => other.uri === uri && other.name === name);
    all.push(...inherited.filter(other => !has(other)));
    all.sort((a, b) => compare(a.uri, b.uri) || compare(a.name, b.name));
    for (const { written } of all) this.out.push(written);
  }
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
  return ` ${name}="${value.replace(/[&<"\t\n\r]/g, c => attributeEscapes[c]!)}"`;
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
export function text(characters: string): string {
  return characters.replace(/[&<>\r]/g, c => textEscapes[c]!);
}

const textEscapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };
