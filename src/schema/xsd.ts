// Prints definitions as XML Schema documents, for GetThingType and for anyone who validates on their own.
import type { Attributes, Facets, Item, Schema, TextShape, TypeName } from './schema.ts';
import { escapeAttribute, escapeText } from './xml-reader.ts';

/** Where a document of a namespace is found; becomes a schemaLocation. */
export type Locate = (namespace: string) => string;

/** Stands in every document, to tell it from others of its name. */
export const printedHere = '<!-- Printed by Keepwell from its own definitions. -->';

/** The namespace of xml:lang, whose prefix is there without being declared. */
export const xmlNamespace = 'http://www.w3.org/XML/1998/namespace';

/** The document of that namespace, as far as definitions use it. */
export const xmlXsd = [
  '<?xml version="1.0" encoding="utf-8"?>',
  printedHere,
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${xmlNamespace}">`,
  '  <xs:attribute name="lang" type="xs:string"/>',
  '</xs:schema>',
  '',
].join('\n');

export interface About {
  readonly name: string;
  readonly description: string;
}

/** The document of a version: one global root element in the namespace, the elements inside it in none. */
export function printXsd(
  version: { root: string; namespace: string; schema: Schema<unknown> },
  locate: Locate,
  about?: About,
): string {
  const printer = new Printer(version.namespace);
  const { type, inner } = printer.typeOf(version.schema);
  const root = tag('xs:element', { name: version.root, type }, [...annotation(about), ...inner]);
  return printer.document([root, ...printer.ownTypes()], locate);
}

/** The document of a namespace that other documents import, with these types and whatever they need of it. */
export function printSharedXsd(
  namespace: string,
  schemas: Iterable<Schema<unknown>>,
  locate: Locate,
): string {
  const printer = new Printer(namespace);
  for (const schema of schemas) printer.typeOf(schema);
  return printer.document(printer.ownTypes(), locate);
}

type Lines = string[];
type TypeReference = { type?: string; inner: Lines[] };

class Printer {
  private readonly target: string;
  /** Namespaces mentioned, with the prefix each got. */
  private readonly prefixes = new Map<string, string>();
  private readonly waiting = new Map<string, Schema<unknown>>();
  /** Does an attribute such as xml:lang stand in it? */
  private importsXml = false;

  constructor(target: string) {
    this.target = target;
  }

  /** By name where there is one, else spelled out. */
  typeOf(schema: Schema<unknown>): TypeReference {
    if (schema.typeName) return { type: this.reference(schema.typeName, schema), inner: [] };
    const { shape } = schema;
    if (shape.kind === 'anything') return { type: 'xs:anyType', inner: [] };
    if (shape.kind === 'text' && Object.keys(shape.facets).length === 0)
      return { type: `xs:${shape.base}`, inner: [] };
    return { inner: [this.body(schema)] };
  }

  /** The types of the target namespace that were mentioned, and those they mention in turn. */
  ownTypes(): Lines[] {
    const printed: Lines[] = [];
    // A map's iteration takes in what is added on the way.
    for (const [name, schema] of this.waiting) printed.push(this.body(schema, name));
    return printed;
  }

  document(content: Lines[], locate: Locate): string {
    const foreign = [...this.prefixes].filter(([namespace]) => namespace !== this.target);
    const names = Object.fromEntries(
      [...this.prefixes].map(([namespace, prefix]) => [`xmlns:${prefix}`, namespace]),
    );
    const imported = [...foreign.map(([namespace]) => namespace), ...(this.importsXml ? [xmlNamespace] : [])];
    const imports = imported.map(namespace =>
      tag('xs:import', { namespace, schemaLocation: locate(namespace) }),
    );
    const schema = tag(
      'xs:schema',
      { 'xmlns:xs': 'http://www.w3.org/2001/XMLSchema', ...names, targetNamespace: this.target },
      [...imports, ...content],
    );
    return ['<?xml version="1.0" encoding="utf-8"?>', printedHere, ...schema, ''].join('\n');
  }

  private reference({ namespace, name }: TypeName, schema: Schema<unknown>): string {
    if (namespace === this.target) this.waiting.set(name, this.waiting.get(name) ?? schema);
    const prefix = this.prefixes.get(namespace) ?? this.newPrefix(namespace);
    return `${prefix}:${name}`;
  }

  /** An extension needs the name of what it extends, so a type without one gets a name in this document. */
  private named(schema: Schema<unknown>): string {
    const known = [...this.waiting].find(([, waiting]) => waiting === schema)?.[0];
    const name = known ?? `text-${this.waiting.size + 1}`;
    return this.reference({ namespace: this.target, name }, schema);
  }

  /** The last part of the namespace, as people would abbreviate it. */
  private newPrefix(namespace: string): string {
    const last = /[A-Za-z][\w-]*$/.exec(namespace)?.[0] ?? 'n';
    const taken = new Set(this.prefixes.values());
    let prefix = namespace === this.target ? 'this' : last;
    for (let i = 2; taken.has(prefix); i++) prefix = `${last}${i}`;
    this.prefixes.set(namespace, prefix);
    return prefix;
  }

  private body({ shape }: Schema<unknown>, name?: string): Lines {
    switch (shape.kind) {
      case 'text':
        return tag('xs:simpleType', { name }, [restriction(shape)]);
      case 'marked-text': {
        const base = this.typeOf(shape.base).type ?? this.named(shape.base);
        const extension = tag('xs:extension', { base }, this.attributes(shape.attributes));
        return tag('xs:complexType', { name }, [tag('xs:simpleContent', {}, [extension])]);
      }
      case 'sequence': {
        const elements = shape.items.map((item, i) =>
          item.kind === 'any' && shape.items[i - 1]?.min === 0 ? anyOfOthers : this.item(item),
        );
        return tag('xs:complexType', { name }, [
          tag('xs:sequence', {}, elements),
          ...this.attributes(shape.attributes),
        ]);
      }
      case 'choice':
        return tag('xs:complexType', { name }, [
          tag(
            'xs:choice',
            {},
            shape.items.map(item => this.item(item)),
          ),
        ]);
      case 'anything':
        return tag('xs:complexType', { name, mixed: 'true' }, [tag('xs:sequence', {}, [anyElements])]);
      case 'document':
        return tag('xs:complexType', { name, mixed: 'true' }, [
          tag('xs:sequence', {}, [anyElements]),
          tag('xs:anyAttribute', { namespace: '##any', processContents: 'skip' }),
        ]);
    }
  }

  private item(item: Item): Lines {
    if (item.kind === 'any') return anyElements;
    if (item.kind !== 'element') {
      const content = item.items.map(inner => this.item(inner));
      return tag(
        item.kind === 'choice' ? 'xs:choice' : 'xs:sequence',
        { minOccurs: item.min === 0 ? '0' : undefined },
        content,
      );
    }
    const { type, inner } = this.typeOf(item.schema);
    const { min, max } = item;
    return tag(
      'xs:element',
      {
        name: item.name,
        type,
        minOccurs: min === 1 ? undefined : String(min),
        maxOccurs: max === 1 ? undefined : Number.isFinite(max) ? String(max) : 'unbounded',
        default: item.schema.defaultText,
      },
      inner,
    );
  }

  private attributes(attributes: Attributes): Lines[] {
    return attributes.map(({ name, schema, required }) => {
      const use = required ? 'required' : 'optional';
      if (name.startsWith('xml:')) {
        this.importsXml = true;
        return tag('xs:attribute', { ref: name, use });
      }
      const { type, inner } = this.typeOf(schema);
      return tag('xs:attribute', { name, type, use }, inner);
    });
  }
}

const skipped = { processContents: 'skip', minOccurs: '0', maxOccurs: 'unbounded' };
const anyElements = tag('xs:any', { namespace: '##any', ...skipped });

/** After an element that may be absent: a schema must tell at once which of the two one is. */
const anyOfOthers = tag('xs:any', { namespace: '##other', ...skipped });

function restriction({ base, facets }: TextShape): Lines {
  const { min, max, above, minLength, maxLength, nonBlank, values, pattern }: Facets = facets;
  const all: [string, string | number | undefined][] = [
    ['minInclusive', min],
    ['minExclusive', above],
    ['maxInclusive', max],
    ['minLength', minLength],
    ['maxLength', maxLength],
    ['pattern', nonBlank ? '[\\s\\S]*\\S[\\s\\S]*' : undefined],
    ['pattern', pattern?.xsd],
    ...(values ?? []).map((value): [string, string] => ['enumeration', value]),
  ];
  return tag(
    'xs:restriction',
    { base: `xs:${base}` },
    all.flatMap(([name, value]) =>
      value === undefined ? [] : [tag(`xs:${name}`, { value: String(value) })],
    ),
  );
}

function annotation(about: About | undefined): Lines[] {
  if (!about) return [];
  const text = `${about.name}. ${about.description}`;
  return [tag('xs:annotation', {}, [[`<xs:documentation>${escapeText(text)}</xs:documentation>`]])];
}

/** An element, a line each for its start, its content and its end. */
function tag(name: string, attributes: Record<string, string | undefined>, content: Lines[] = []): Lines {
  const own = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? '' : ` ${key}="${escapeAttribute(value)}"`,
  );
  const start = `<${name}${own.join('')}`;
  if (content.length === 0) return [`${start}/>`];
  return [`${start}>`, ...content.flat().map(line => `  ${line}`), `</${name}>`];
}
