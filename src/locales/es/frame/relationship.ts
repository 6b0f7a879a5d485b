// Whom a record is about, for a person who is asked. The numbers are of wc.relationship-types.
import type { relationshipWords as english } from '../../en/frame/relationship.ts';

export const relationshipWords: typeof english = {
  1: 'Yo',
  14: 'Mi hijo',
  15: 'Mi hija',
  5: 'Mi hijo o hija',
  3: 'Mi cónyuge',
  11: 'Mi pareja',
  8: 'Mi padre o madre',
  10: 'Otro familiar',
  7: 'Alguien a mi cuidado',
  13: 'Mi mascota',
  2: 'Otra persona',
};
