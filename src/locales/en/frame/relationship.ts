// Whom a record is about, for a person who is asked. The numbers are of wc.relationship-types.

export const relationshipWords = {
  1: 'Myself',
  14: 'My son',
  15: 'My daughter',
  5: 'My child',
  3: 'My spouse',
  11: 'My partner',
  8: 'My parent',
  10: 'Another relative',
  7: 'Someone in my care',
  13: 'My pet',
  2: 'Someone else',
};
