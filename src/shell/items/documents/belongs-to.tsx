// What a document belongs to, as links.
import type { Language } from '../../../locales/language.ts';
import { nameTypeId } from '../../../locales/type-names.ts';
import { paperWords } from '../../../locales/words.ts';
import { itemHref } from '../kinds.ts';
import type { RelatedThing } from '../related.tsx';

export function BelongsTo({ related, language }: { related: readonly RelatedThing[]; language: Language }) {
  const there = related.flatMap(({ thing }) => thing ?? []);
  if (there.length === 0) return null;
  return (
    <span class="hint">
      {paperWords(language).belongsTo}{' '}
      {there.map((thing, i) => (
        <>
          {i > 0 && ', '}
          <a href={itemHref(thing.id)}>{sayThing(thing, language)}</a>
        </>
      ))}
    </span>
  );
}

/** `Appointment: Dr Weber`. */
export function sayThing(
  { typeId, summary }: { readonly typeId: string; readonly summary: string | undefined },
  language: Language,
): string {
  return [nameTypeId(typeId, language), summary].filter(Boolean).join(': ');
}
