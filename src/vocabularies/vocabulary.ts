// What a vocabulary is: codes that people and programs agree on, with texts in one language or more.
// Each is one file in this folder, or comes from a loader; index.ts finds them.

export interface Vocabulary {
  readonly name: string;
  /** Who keeps it: `wc` for HealthVault's own. */
  readonly family: string;
  readonly version: string;
  readonly description: string;
  /** Languages its texts are in, as in `en`; the first is the one to fall back to. */
  readonly languages: readonly [string, ...string[]];
  /** In the order clients get them. */
  items(): readonly CodeItem[];
}

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
