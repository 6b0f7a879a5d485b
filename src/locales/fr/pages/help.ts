// The words around the help pages.
import type { Begun } from '../../areas.ts';
import type { helpWords as english } from '../../en/pages/help.ts';

export const helpWords: Begun<typeof english> = {
  title: 'Aide',
  lead: 'Comment fonctionne ce coffre, et ce que vous pouvez faire ici.',
  all: 'Toutes les pages d’aide',
  developers: 'Pour les développeurs :',
  reference: 'types, vocabulaires et méthodes',
};
