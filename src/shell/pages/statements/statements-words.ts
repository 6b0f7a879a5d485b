// The words of the pages that show what applications say of themselves.
import { words } from '../../../locales/language.ts';

export const statementsWords = words({
  en: {
    titles: {
      privacy: (app: string) => `Privacy statement of ${app}`,
      terms: (app: string) => `Terms of use of ${app}`,
    },
    lead: 'Whoever makes the app wrote this. The vault only shows it.',
  },
  es: {
    titles: {
      privacy: (app: string) => `Declaración de privacidad de ${app}`,
      terms: (app: string) => `Condiciones de uso de ${app}`,
    },
    lead: 'Lo escribió quien hace la aplicación. La bóveda solo lo muestra.',
  },
  de: {
    titles: {
      privacy: (app: string) => `Datenschutzerklärung von ${app}`,
      terms: (app: string) => `Nutzungsbedingungen von ${app}`,
    },
    lead: 'Das hat geschrieben, wer die App herstellt. Der Tresor zeigt es nur.',
  },
});
