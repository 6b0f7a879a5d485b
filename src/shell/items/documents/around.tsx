// What stands around the words that a search found in a document.
import type { Excerpt } from '../../../core/documents/excerpt.ts';

export function Around({ excerpt }: { excerpt: Excerpt | undefined }) {
  if (!excerpt) return null;
  return (
    <span class="hint">
      {excerpt.before}
      <mark>{excerpt.found}</mark>
      {excerpt.after}
    </span>
  );
}
