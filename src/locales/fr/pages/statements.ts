// The words of the pages that show what applications say of themselves.
import type { Begun } from '../../areas.ts';
import type { statementsWords as english } from '../../en/pages/statements.ts';

export const statementsWords: Begun<typeof english> = {
  titles: {
    privacy: app => `Déclaration de confidentialité de ${app}`,
    terms: app => `Conditions d’utilisation de ${app}`,
  },
  lead: 'Ce texte est des auteurs de l’application. Le coffre ne fait que le montrer.',
};
