// XML as a tree, for counters that read files and items from outside: by a general parser, and no code of the formats.
import { SaxesParser } from 'saxes';

export interface Node {
  /** Without its prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Node[];
  /** Its text and that of what is in it. */
  text: string;
}

/** @throws Error where it is not XML */
export function parseMarkup(text: string): Node {
  const parser = new SaxesParser();
  const top: Node = { name: '', attributes: {}, children: [], text: '' };
  const open: Node[] = [top];
  parser.on('opentag', ({ name, attributes }) => {
    const node = { name: name.replace(/^.*:/, ''), attributes, children: [], text: '' };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  const add = (piece: string) => {
    for (const node of open) node.text += piece;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => {
    open.pop();
    // Words of neighbors stay apart.
    add(' ');
  });
  parser.on('error', error => {
    throw error;
  });
  parser.write(text).close();
  const [root] = top.children;
  if (!root) throw new Error('there is no element');
  return root;
}

export function childrenOf(node: Node | undefined, ...names: string[]): Node[] {
  return (node?.children ?? []).filter(({ name }) => names.includes(name));
}

/** The first one at the end of a way of names. */
export function findNode(node: Node | undefined, ...way: string[]): Node | undefined {
  return way.reduce<Node | undefined>((at, name) => childrenOf(at, name)[0], node);
}

/** The node and all below it. */
export function* walkNodes(node: Node): Generator<Node> {
  yield node;
  for (const child of node.children) yield* walkNodes(child);
}
