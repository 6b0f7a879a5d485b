// The words for stopping an app, and for letting it work again.
import type { switchWords as english } from '../../en/operator/switch.ts';

export const switchWords: typeof english = {
  disable: 'Abschalten',
  disableTitle: name => `${name} abschalten?`,
  disableText: [
    'Sie kann sofort nichts mehr aufrufen, und niemand kann ihr Zugang geben. Weder wer sie entwickelt noch ihr Master kann sie wieder einschalten; Sie können es.',
    'Was sie in Akten geschrieben hat, bleibt dort.',
  ],
  disabled: name => `${name} ist abgeschaltet.`,
  enable: 'Einschalten',
  enabled: name => `${name} läuft wieder.`,
  waitsAgain: name =>
    `${name} ist nicht mehr abgeschaltet. Sie wurde nie zugelassen und läuft deshalb noch nicht.`,
  byOperator: 'Von einem Betreiber abgeschaltet',
  byDevelopers: 'Von ihren Entwicklern abgeschaltet, die sie wieder einschalten können',
};
