// The items of a vocabulary, however many there are.
import { getLast } from '../assume.ts';
import type { Caller } from './caller.ts';
import type { ResponseOf } from './contracts.ts';

/** The platform's newest version, unless one is named. */
export interface VocabularyName {
  readonly name: string;
  readonly family?: string;
  readonly version?: string;
}

type Vocabulary = NonNullable<ResponseOf<'GetVocabulary', 2>['vocabulary']>[number];
export type VocabularyItem = NonNullable<Vocabulary['codeItem']>[number];

export async function* eachVocabularyItem(app: Caller, name: VocabularyName): AsyncGenerator<VocabularyItem> {
  let from: string | undefined;
  for (;;) {
    const key = { ...name, ...(from !== undefined && { codeValue: from }) };
    const vocabularyParameters = { vocabularyKey: [key], fixedCulture: false };
    const { vocabulary } = await app.call('GetVocabulary', 2, { vocabularyParameters });
    const [page] = vocabulary ?? [];
    // A page starts with the item it was asked from, which was the last of the page before.
    const items = (page?.codeItem ?? []).filter(({ codeValue }) => codeValue !== from);
    yield* items;
    if (!page?.isVocabTruncated || items.length === 0) return;
    from = getLast(items).codeValue;
  }
}
