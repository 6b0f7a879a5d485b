// The words for stopping an app, and for letting it work again.
import { words } from '../../../locales/language.ts';

export const switchWords = words({
  en: {
    disable: 'Disable',
    disableTitle: (name: string) => `Disable ${name}?`,
    disableText: [
      'It can call nothing any more, at once, and nobody can let it in. Neither its developers nor its master can switch it on again; you can.',
      'What it wrote into records stays there.',
    ],
    disabled: (name: string) => `${name} is disabled.`,
    enable: 'Enable',
    enabled: (name: string) => `${name} works again.`,
    waitsAgain: (name: string) =>
      `${name} is not disabled any more. It was never approved, so it does not work yet.`,
    byOperator: 'Disabled by an operator',
    byDevelopers: 'Disabled by its developers, who can enable it again',
  },
  es: {
    disable: 'Desactivar',
    disableTitle: (name: string) => `¿Desactivar ${name}?`,
    disableText: [
      'Desde ese momento no puede llamar a nada y nadie puede darle acceso. Ni sus desarrolladores ni su maestra pueden activarla otra vez; usted sí.',
      'Lo que escribió en los historiales queda ahí.',
    ],
    disabled: (name: string) => `${name} está desactivada.`,
    enable: 'Activar',
    enabled: (name: string) => `${name} funciona otra vez.`,
    waitsAgain: (name: string) =>
      `${name} ya no está desactivada. Nunca se aprobó, así que todavía no funciona.`,
    byOperator: 'Desactivada por un operador',
    byDevelopers: 'Desactivada por sus desarrolladores, que pueden activarla otra vez',
  },
  de: {
    disable: 'Abschalten',
    disableTitle: (name: string) => `${name} abschalten?`,
    disableText: [
      'Sie kann sofort nichts mehr aufrufen, und niemand kann ihr Zugang geben. Weder wer sie entwickelt noch ihr Master kann sie wieder einschalten; Sie können es.',
      'Was sie in Akten geschrieben hat, bleibt dort.',
    ],
    disabled: (name: string) => `${name} ist abgeschaltet.`,
    enable: 'Einschalten',
    enabled: (name: string) => `${name} läuft wieder.`,
    waitsAgain: (name: string) =>
      `${name} ist nicht mehr abgeschaltet. Sie wurde nie zugelassen und läuft deshalb noch nicht.`,
    byOperator: 'Von einem Betreiber abgeschaltet',
    byDevelopers: 'Von ihren Entwicklern abgeschaltet, die sie wieder einschalten können',
  },
});
