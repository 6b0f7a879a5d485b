// The nodes of a document as XPath sees them, on our own reader of XML. Every step between them is paid for. Used by xpath.ts.
import type { XmlDocument } from '../../schema/xml-reader.ts';
import type { Budget } from './budget.ts';

/** A name in no namespace, or a kind of node. */
export type NodeTest = { readonly name: string } | { readonly kind: 'node' | 'text' };

/** Going through this much text takes as long as a step from node to node. */
export const charactersPerStep = 16;

const OPEN = 1;
const TEXT = 3;

/** Attributes are numbered between their element and what follows it. */
const attributeStep = 2 ** -20;

/** The nodes of a document by number, in document order: the index of an element's or text's event. */
export class Xml {
  static readonly root = -1;
  readonly budget: Budget;
  readonly #document: XmlDocument;
  #parents: number[] | undefined;

  constructor(document: XmlDocument, budget: Budget) {
    this.#document = document;
    this.budget = budget;
  }

  along(axis: 'child' | 'attribute' | 'self' | 'parent', node: number, test: NodeTest): number[] {
    if (axis === 'child') return this.#children(node, test);
    if (axis === 'attribute') return this.#attributes(node, test);
    const found = axis === 'self' ? node : this.#parent(node);
    return found !== undefined && this.#passes(found, test) ? [found] : [];
  }

  #children(node: number, test: NodeTest): number[] {
    const { kinds, closes } = this.#document;
    if (node !== Xml.root && !this.#isElement(node)) return [];
    const end = node === Xml.root ? kinds.length : closes[node]!;
    const found: number[] = [];
    let steps = 1;
    for (let i = node + 1; i < end; i = kinds[i] === OPEN ? closes[i]! + 1 : i + 1) {
      steps++;
      if (this.#passes(i, test)) found.push(i);
    }
    this.budget.spend(steps);
    return found;
  }

  #attributes(node: number, test: NodeTest): number[] {
    if (!this.#isElement(node)) return [];
    const found: number[] = [];
    this.#document.attributes[node]!.forEach(({ name, uri }, i) => {
      if (uri === xmlns) return;
      if ('name' in test ? uri === '' && name === test.name : test.kind === 'node')
        found.push(node + (i + 1) * attributeStep);
    });
    return found;
  }

  #passes(node: number, test: NodeTest): boolean {
    if ('kind' in test) return test.kind === 'node' || this.#document.kinds[node] === TEXT;
    return (
      this.#isElement(node) && this.#document.values[node] === test.name && this.#document.uris[node] === ''
    );
  }

  #isElement(node: number): boolean {
    return this.#document.kinds[node] === OPEN;
  }

  #parent(node: number): number | undefined {
    if (node === Xml.root) return undefined;
    if (!Number.isInteger(node)) return Math.floor(node);
    this.#parents ??= parentsIn(this.#document);
    return this.#parents[node];
  }

  /** The local name, and the namespace, of an element or attribute. */
  nameOf(node: number): { local: string; prefix: string; uri: string } {
    const { kinds, values, prefixes, uris } = this.#document;
    if (!Number.isInteger(node)) {
      const { name, prefix, uri } = this.#attribute(node);
      return { local: name, prefix, uri };
    }
    if (kinds[node] !== OPEN) return { local: '', prefix: '', uri: '' };
    return { local: values[node]!, prefix: prefixes[node]!, uri: uris[node]! };
  }

  #attribute(node: number) {
    const element = Math.floor(node);
    return this.#document.attributes[element]![(node - element) / attributeStep - 1]!;
  }

  /** All the characters in a node. */
  text(node: number): string {
    const { kinds, values, closes } = this.#document;
    if (!Number.isInteger(node)) return this.#attribute(node).value;
    if (kinds[node] === TEXT) return values[node]!;
    const end = node === Xml.root ? kinds.length : closes[node]!;
    let text = '';
    for (let i = node + 1; i < end; i++) if (kinds[i] === TEXT) text += values[i]!;
    this.budget.spend(end - node + text.length / charactersPerStep);
    return text;
  }
}

const xmlns = 'http://www.w3.org/2000/xmlns/';

function parentsIn({ kinds, closes }: XmlDocument): number[] {
  const parents: number[] = [];
  const open = [Xml.root];
  for (let i = 0; i < kinds.length; i++) {
    while (open.length > 1 && closes[open.at(-1)!]! < i) open.pop();
    parents.push(open.at(-1)!);
    if (kinds[i] === OPEN) open.push(i);
  }
  return parents;
}
