// The words around the help pages.
import { words } from '../../../locales/language.ts';

export const helpWords = words({
  en: {
    title: 'Help',
    lead: 'How this vault works, and what you can do here.',
    all: 'All help pages',
    developers: 'For developers:',
    reference: 'types, vocabularies and methods',
  },
  es: {
    title: 'Ayuda',
    lead: 'Cómo funciona esta bóveda y qué puede hacer aquí.',
    all: 'Todas las páginas de ayuda',
    developers: 'Para desarrolladores:',
    reference: 'tipos, vocabularios y métodos',
  },
  de: {
    title: 'Hilfe',
    lead: 'Wie dieser Tresor arbeitet und was Sie hier tun können.',
    all: 'Alle Hilfeseiten',
    developers: 'Für Entwickler:',
    reference: 'Typen, Vokabulare und Methoden',
  },
});
