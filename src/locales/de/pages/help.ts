// The words around the help pages.
import type { helpWords as english } from '../../en/pages/help.ts';

export const helpWords: typeof english = {
  title: 'Hilfe',
  lead: 'Wie dieser Tresor arbeitet und was Sie hier tun können.',
  all: 'Alle Hilfeseiten',
  developers: 'Für Entwickler:',
  reference: 'Typen, Vokabulare und Methoden',
};
