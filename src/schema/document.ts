// A document of another standard, such as a CCR: its root is checked, what stands in it is not, and every byte is kept.
import type { Schema } from './schema.ts';
import { rawElement } from './sequence.ts';

/** Unlike the elements of items, the root stands in its namespace on the wire too. */
export function document(root: string, namespace: string): Schema<string> {
  return {
    ...rawElement,
    shape: { kind: 'document', root, namespace },
    parse(at) {
      if (at.atNamed(root, namespace)) return rawElement.parse(at);
      if (!at.atElement()) at.missing(root);
      return at.fail(`must be ${root}, in the namespace ${namespace}`);
    },
  };
}
