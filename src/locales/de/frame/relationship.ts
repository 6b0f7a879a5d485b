// Whom a record is about, for a person who is asked. The numbers are of wc.relationship-types.
import type { relationshipWords as english } from '../../en/frame/relationship.ts';

export const relationshipWords: typeof english = {
  1: 'Ich selbst',
  14: 'Mein Sohn',
  15: 'Meine Tochter',
  5: 'Mein Kind',
  3: 'Mein Ehepartner',
  11: 'Mein Lebenspartner',
  8: 'Mein Elternteil',
  10: 'Ein anderer Angehöriger',
  7: 'Jemand, den ich betreue',
  13: 'Mein Haustier',
  2: 'Jemand anderes',
};
