// What differs between two versions of an item, field by field, as both are drawn.
import type { Node } from './tree.ts';

export interface Difference {
  /** The labels from the outermost group to the field. */
  readonly label: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export function differences(before: readonly Node[], after: readonly Node[]): Difference[] {
  const old = leavesOf(before);
  const now = leavesOf(after);
  const places = [...new Set([...old.keys(), ...now.keys()])];
  return places.flatMap(place => {
    const was = old.get(place);
    const is = now.get(place);
    if (was?.text === is?.text) return [];
    return [{ label: (is ?? was)!.label, before: was?.text, after: is?.text }];
  });
}

interface Leaf {
  readonly label: string;
  readonly text: string;
}

/** By their place. */
export function leavesOf(nodes: readonly Node[]): Map<string, Leaf> {
  const found = new Map<string, Leaf>();
  const walk = (of: readonly Node[], place: string, labels: readonly string[]) => {
    for (const { at, label, text, codes = [], xml, children } of of) {
      const here = `${place}/${at}`;
      const path = label === '' ? labels : [...labels, label];
      const said = [text ?? xml, ...codes].filter(part => part !== undefined).join(' · ');
      if (text !== undefined || xml !== undefined) found.set(here, { label: path.join(' › '), text: said });
      walk(children, here, path);
    }
  };
  walk(nodes, '', []);
  return found;
}
