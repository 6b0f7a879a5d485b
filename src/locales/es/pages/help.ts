// The words around the help pages.
import type { helpWords as english } from '../../en/pages/help.ts';

export const helpWords: typeof english = {
  title: 'Ayuda',
  lead: 'Cómo funciona esta bóveda y qué puede hacer aquí.',
  all: 'Todas las páginas de ayuda',
  developers: 'Para desarrolladores:',
  reference: 'tipos, vocabularios y métodos',
};
