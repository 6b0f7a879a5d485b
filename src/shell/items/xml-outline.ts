// XML of other standards as an outline for people: names as words, texts, attributes. Drawn by outline.tsx.
import { getAt } from '../../assume.ts';
import { OPEN, TEXT, type XmlDocument, xmlnsUri } from '../../schema/xml-document.ts';
import { readXml, XmlFault } from '../../schema/xml-reader.ts';

export interface Branch {
  /** The element's name in words. */
  readonly name: string;
  /** As written, without prefix. */
  readonly element: string;
  readonly text: string;
  /** `name: value` of those that say something to people. */
  readonly attributes: readonly { readonly name: string; readonly value: string }[];
  readonly children: readonly (Branch | string)[];
}

/** Elements and attributes of what is read, and of what is drawn whole. */
const readMax = 200_000;
export const drawnMax = 20_000;

/** Undefined for what cannot be read, or is more than a page can show. */
export function readOutline(xml: string): Branch | undefined {
  try {
    return drawBranch(readXml(xml, { depthMax: 200, nodesMax: readMax }));
  } catch (fault) {
    if (fault instanceof XmlFault) return undefined;
    throw fault;
  }
}

/** All of a document that was read. */
export function drawBranch(document: XmlDocument): Branch {
  return branch(document, 0);
}

function branch(document: XmlDocument, open: number): Branch {
  const { kinds, values, closes } = document;
  const element = getAt(values, open);
  const children: (Branch | string)[] = [];
  const close = getAt(closes, open);
  for (let at = open + 1; at < close; at++) {
    if (kinds[at] === TEXT) {
      if (getAt(values, at).trim() !== '') children.push(getAt(values, at));
    } else if (kinds[at] === OPEN) {
      children.push(branch(document, at));
      at = getAt(closes, at);
    }
  }
  const onlyText = children.every(child => typeof child === 'string');
  return {
    name: inWords(element),
    element,
    text: onlyText ? children.join('').trim() : '',
    attributes: getAt(document.attributes, open)
      .filter(
        ({ uri, prefix, name }) =>
          uri !== xmlnsUri && prefix !== 'xmlns' && name !== 'xmlns' && prefix !== 'xsi',
      )
      .map(({ name, value }) => ({ name: inWords(name), value })),
    children: onlyText ? [] : children,
  };
}

/** Of an element's name, which its sender chose. */
const nameShownMax = 100;

/** `effectiveTime` becomes `Effective time`, `ccr:ExactDateTime` `Exact date time`. */
function inWords(name: string): string {
  const words = name
    .slice(0, nameShownMax)
    .replace(/IDs\b/g, 'Ids')
    .replace(/[-_.]+/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .trim()
    .split(' ')
    .map(word => (/^[A-Z]{2,}$/.test(word) ? word : word.toLowerCase()))
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The first element of this name below, at any depth. */
export function find(of: Branch, element: string): Branch | undefined {
  for (const child of of.children) {
    if (typeof child === 'string') continue;
    if (child.element === element) return child;
    const below = find(child, element);
    if (below) return below;
  }
  return undefined;
}

export function findChildren(of: Branch, element: string): Branch[] {
  return of.children.filter(
    (child): child is Branch => typeof child !== 'string' && child.element === element,
  );
}

/** All characters inside. */
export function getAllText(of: Branch): string {
  if (of.children.length === 0) return of.text;
  return of.children
    .map(child => (typeof child === 'string' ? child : getAllText(child)))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Elements and attributes. */
export function countParts(of: Branch): number {
  let size = 1 + of.attributes.length;
  for (const child of of.children) if (typeof child !== 'string') size += countParts(child);
  return size;
}
