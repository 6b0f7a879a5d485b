// What bounds the reading of clinical documents: a CCR, CCD or C-CDA is read whole, so its size is what it takes of memory.
export const clinicalLimits = {
  /** Bytes of a document. The largest of a thousand published ones has 3 MB. */
  clinicalDocumentBytesMax: 32 * 1024 * 1024,
  /** Elements and attributes of a document. */
  clinicalDocumentNodesMax: 1_500_000,
  /** Elements that stand in each other. */
  clinicalDocumentDepthMax: 200,
  /** Characters of the words of a section that become a note. */
  clinicalNarrativeCharactersMax: 50_000,
  /** Characters of what an entry says in words, or names in the words of its section. */
  clinicalWordsCharactersMax: 4000,
  /** Codes of one thing that is said. */
  clinicalCodesMax: 20,
  /** Characters of a document that is kept whole beside its items. */
  clinicalWholeCharactersMax: 1_000_000,
  /** Characters of an item of ours that a document keeps beside a statement, packed. */
  clinicalKeptCharactersMax: 8_000_000,
} as const;
