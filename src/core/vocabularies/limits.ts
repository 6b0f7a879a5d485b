// Limits of vocabularies.

export const vocabularyLimits = {
  vocabularyItemsMax: 1000,
};
