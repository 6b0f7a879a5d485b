// The words about where an application stands with the operator: not asked yet, waiting, refused, and why.
import type { liveWords as english } from '../../en/develop/live.ts';

export const liveWords: typeof english = {
  unasked: 'Aún sin aprobar',
  unaskedHint: 'No puede llamar antes de que el operador de esta bóveda la apruebe. Nadie lo ha pedido aún.',
  refused: 'Rechazada',
  refusedHint: day =>
    `El operador la rechazó el ${day}. No puede llamar hasta que usted lo pida otra vez y se apruebe.`,
  waitingSince: day => `Desde el ${day}.`,
  appRefused: day => `El operador rechazó la aplicación el ${day}`,
  changesRefused: day => `El operador rechazó los cambios el ${day}`,
  why: 'Por qué:',
  appAgain: 'Corrija lo que ahí se dice y pídalo otra vez.',
  changesAgain:
    'La aplicación sigue como estaba. Corrija lo que ahí se dice y guarde otra vez los cambios: entonces esperan al operador.',
  wasAsked: 'Lo que se rechazó',
  groups: 'Métodos que pedía',
  lacks: {
    rules:
      'Antes de pedirla, diga en una regla qué pide la aplicación a las personas. Sin ella no podría hacer nada.',
    certificate:
      'Antes de pedirla, añada un certificado que no haya caducado. Sin él la aplicación no podría abrir una sesión.',
  },
};
