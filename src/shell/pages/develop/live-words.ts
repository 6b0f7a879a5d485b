// The words about where an application stands with the operator: not asked yet, waiting, refused, and why.
import { words } from '../../../locales/language.ts';

export const liveWords = words({
  en: {
    unasked: 'Not approved yet',
    unaskedHint: 'It cannot call before the operator of this vault has approved it. Nobody has asked yet.',
    refused: 'Refused',
    refusedHint: (day: string) =>
      `The operator refused it on ${day}. It cannot call before you asked again and it is approved.`,
    waitingSince: (day: string) => `Since ${day}.`,
    appRefused: (day: string) => `The operator refused the app on ${day}`,
    changesRefused: (day: string) => `The operator refused the changes on ${day}`,
    why: 'Why:',
    appAgain: 'Mend what is said there, then ask again.',
    changesAgain:
      'The app goes on as it was. Mend what is said there and save the changes again: they then wait for the operator.',
    wasAsked: 'What was refused',
    groups: 'Methods it asked for',
    lacks: {
      rules: 'Before you ask, say in a rule what the app asks people for. Without, it could do nothing.',
      certificate:
        'Before you ask, add a certificate that has not ended. Without, the app could not open a session.',
    },
  },
  es: {
    unasked: 'Aún sin aprobar',
    unaskedHint:
      'No puede llamar antes de que el operador de esta bóveda la apruebe. Nadie lo ha pedido aún.',
    refused: 'Rechazada',
    refusedHint: (day: string) =>
      `El operador la rechazó el ${day}. No puede llamar hasta que usted lo pida otra vez y se apruebe.`,
    waitingSince: (day: string) => `Desde el ${day}.`,
    appRefused: (day: string) => `El operador rechazó la aplicación el ${day}`,
    changesRefused: (day: string) => `El operador rechazó los cambios el ${day}`,
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
  },
  de: {
    unasked: 'Noch nicht zugelassen',
    unaskedHint:
      'Sie kann erst aufrufen, wenn der Betreiber dieses Tresors sie zugelassen hat. Darum gebeten hat noch niemand.',
    refused: 'Abgelehnt',
    refusedHint: (day: string) =>
      `Der Betreiber hat sie am ${day} abgelehnt. Sie kann erst aufrufen, wenn Sie noch einmal gebeten haben und sie zugelassen ist.`,
    waitingSince: (day: string) => `Seit ${day}.`,
    appRefused: (day: string) => `Der Betreiber hat die App am ${day} abgelehnt`,
    changesRefused: (day: string) => `Der Betreiber hat die Änderungen am ${day} abgelehnt`,
    why: 'Warum:',
    appAgain: 'Beheben Sie, was dort steht, und bitten Sie noch einmal.',
    changesAgain:
      'Die App läuft weiter wie bisher. Beheben Sie, was dort steht, und speichern Sie die Änderungen noch einmal: dann warten sie auf den Betreiber.',
    wasAsked: 'Was abgelehnt wurde',
    groups: 'Methoden, um die gebeten wurde',
    lacks: {
      rules:
        'Sagen Sie vorher in einer Regel, was die App von Menschen verlangt. Ohne sie könnte sie nichts tun.',
      certificate:
        'Geben Sie vorher ein Zertifikat an, das noch gilt. Ohne es könnte die App keine Sitzung öffnen.',
    },
  },
});
