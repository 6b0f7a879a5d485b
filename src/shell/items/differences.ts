// What differs between two versions of an item, field by field, as both are drawn.
import { assume } from '../../assume.ts';
import type { Node } from './data-tree.ts';

export interface Difference {
  /** The labels from the outermost group to the field. */
  readonly label: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export function listDifferences(before: readonly Node[], after: readonly Node[]): Difference[] {
  const old = leavesOf(before);
  const now = leavesOf(after);
  const places = [...new Set([...old.keys(), ...now.keys()])];
  return places.flatMap(place => {
    const was = old.get(place);
    const is = now.get(place);
    if (was?.text === is?.text && was?.codes === is?.codes) return [];
    const { label } = assume(is ?? was, 'one of both');
    // Codes are told where nothing else tells the two apart.
    if (was && is && was.text === is.text) return [{ label, before: withCodes(was), after: withCodes(is) }];
    return [{ label, before: was?.text, after: is?.text }];
  });
}

function withCodes({ text, codes }: Leaf): string {
  return [text, codes].filter(Boolean).join(' · ');
}

interface Leaf {
  readonly label: string;
  readonly text: string;
  readonly codes: string;
}

/** By their place. */
function leavesOf(nodes: readonly Node[]): Map<string, Leaf> {
  const found = new Map<string, Leaf>();
  const walk = (of: readonly Node[], place: string, labels: readonly string[]) => {
    for (const { at, label, text, codes = [], xml, children } of of) {
      const here = `${place}/${at}`;
      const path = label === '' ? labels : [...labels, label];
      const said = text ?? xml;
      if (said !== undefined)
        found.set(here, { label: path.join(' › '), text: said, codes: codes.join(' · ') });
      walk(children, here, path);
    }
  };
  walk(nodes, '', []);
  return found;
}
