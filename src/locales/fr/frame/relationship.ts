// Whom a record is about, for a person who is asked. The numbers are of wc.relationship-types.
import type { Begun } from '../../areas.ts';
import type { relationshipWords as english } from '../../en/frame/relationship.ts';

export const relationshipWords: Begun<typeof english> = {
  1: 'Moi-même',
  14: 'Mon fils',
  15: 'Ma fille',
  5: 'Mon enfant',
  3: 'Mon époux ou mon épouse',
  11: 'Mon ou ma partenaire',
  8: 'Mon père ou ma mère',
  10: 'Un autre membre de la famille',
  7: 'Une personne dont je m’occupe',
  13: 'Mon animal',
  2: 'Quelqu’un d’autre',
};
