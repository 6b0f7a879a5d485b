// What a vocabulary is: codes that people and programs agree on, with texts in one language or more.
// Those that come with Keepwell are in wc/, public/ and thing-types.ts, and index.ts lists them; core/vocabularies/
// unites them with those an operator loaded.

export interface Vocabulary {
  readonly name: string;
  /** Who keeps it: `wc` for HealthVault's own. */
  readonly family: string;
  readonly version: string;
  readonly description: string;
  readonly extent: Extent;
  /** Languages its texts are in, as in `en`; the first is the one to fall back to. */
  readonly languages: readonly [string, ...string[]];
  /** In the order clients get them. */
  items(): readonly CodeItem[];
}

/** How much of its list a vocabulary has: all of it, the first part that was ever published, or nothing. */
export type Extent = 'whole' | 'cut' | 'empty';

export interface CodeItem {
  readonly code: string;
  /** By language. */
  readonly texts: Readonly<Record<string, CodeText>>;
  /** An element with more about the item, such as how to convert a unit. */
  readonly infoXml?: string;
}

export interface CodeText {
  readonly display: string;
  readonly abbreviation?: string;
}
