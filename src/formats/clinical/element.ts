// Elements of a document that is read, as readers of clinical documents walk them: by name, in the namespace of the document.

import { CLOSE, OPEN, TEXT } from '../../schema/xml-document.ts';
import type { XmlDocument } from '../../schema/xml-reader.ts';

/** How many events are looked at for words: an element may have a million of them. */
const eventsPerWord = 4;

export class Element {
  readonly document: XmlDocument;
  readonly index: number;

  constructor(document: XmlDocument, index = 0) {
    this.document = document;
    this.index = index;
  }

  get name(): string {
    return this.document.valueAt(this.index);
  }

  get uri(): string {
    return this.document.uriAt(this.index);
  }

  /** An attribute in no namespace, without the spaces around it; undefined where it is empty. */
  attribute(name: string): string | undefined {
    const value = this.document
      .attributesAt(this.index)
      .find(one => one.name === name && one.uri === '')
      ?.value.trim();
    return value === '' ? undefined : value;
  }

  /** The type that `xsi:type` says, without its prefix. */
  get xsiType(): string | undefined {
    return this.document
      .attributesAt(this.index)
      .find(one => one.name === 'type' && one.uri.endsWith('XMLSchema-instance'))
      ?.value.split(':')
      .at(-1);
  }

  *elements(): Generator<Element> {
    const { document } = this;
    const close = document.closeAt(this.index);
    for (let at = this.index + 1; at < close; at++) {
      if (document.kinds[at] !== OPEN) continue;
      yield new Element(document, at);
      at = document.closeAt(at);
    }
  }

  /** Those of a name, in the namespace of this one unless another is named. */
  all(name: string, uri = this.uri): Element[] {
    const found: Element[] = [];
    for (const one of this.elements()) if (one.name === name && one.uri === uri) found.push(one);
    return found;
  }

  /** Those that names lead to, each below the one before. */
  walk(...names: readonly string[]): Element[] {
    let found: Element[] = [this];
    for (const name of names) found = found.flatMap(one => one.all(name));
    return found;
  }

  /** The first below this one that the names lead to. */
  find(...names: readonly string[]): Element | undefined {
    const [name, ...rest] = names;
    if (name === undefined) return this;
    for (const one of this.elements()) {
      if (one.name !== name || one.uri !== this.uri) continue;
      const found = one.find(...rest);
      if (found) return found;
    }
    return undefined;
  }

  /** The first of a name in another namespace. */
  findOf(uri: string, name: string): Element | undefined {
    return this.all(name, uri)[0];
  }

  /** Its words on one line; undefined where it has none. @param max characters after which it is cut */
  text(max = 4000): string | undefined {
    const words = this.gather(max, () => ' ')
      .replace(/\s+/g, ' ')
      .trim();
    if (words === '') return undefined;
    return words.length > max ? `${words.slice(0, max - 1)}…` : words;
  }

  /** Characters below it in their order, at most about `max`. @param between what stands for the end of an element */
  gather(max: number, between: (element: string) => string): string {
    const { document } = this;
    const close = document.closeAt(this.index);
    const last = Math.min(close, this.index + max * eventsPerWord);
    const parts: string[] = [];
    let length = 0;
    const opened: string[] = [];
    for (let at = this.index + 1; at < last && length <= max; at++) {
      const kind = document.kinds[at];
      const value = document.valueAt(at);
      if (kind === OPEN) opened.push(value);
      const part = kind === TEXT ? value : kind === CLOSE ? between(opened.pop() ?? '') : '';
      parts.push(part);
      length += part.length;
    }
    return parts.join('').slice(0, max + 1);
  }
}
