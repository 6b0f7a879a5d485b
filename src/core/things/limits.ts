// Limits of what is written, asked and shown of things at once.

export const thingLimits = {
  thingsPerPutMax: 1000,
  queryGroupsMax: 50,
  fullThingsPerGroupMax: 240,
  partialThingsPerGroupMax: 1000,
  /** Of the things that a page is made of, or that are changed together; one thing there may always be. */
  pageBytesMax: 16_777_216,
  /** Things that one search by words looks at before it says so, and readings that one chart is drawn of. */
  itemsSearchedMax: 5000,
  chartReadingsMax: 5000,
  /** Things of a list that are sorted by what they say, the newest ones. */
  itemsSortedMax: 1000,
  /** Items of results that a table of them over time is made of. */
  labItemsMax: 1000,
  /** Versions of one thing that its pages count. */
  versionsCountedMax: 1000,
};
