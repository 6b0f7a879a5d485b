// The words of the pages that show what applications say of themselves.
import type { statementsWords as english } from '../../en/pages/statements.ts';

export const statementsWords: typeof english = {
  titles: {
    privacy: app => `Declaración de privacidad de ${app}`,
    terms: app => `Condiciones de uso de ${app}`,
  },
  lead: 'Lo escribió quien hace la aplicación. La bóveda solo lo muestra.',
};
