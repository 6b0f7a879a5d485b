// The words of the pages that show what applications say of themselves.
import type { statementsWords as english } from '../../en/pages/statements.ts';

export const statementsWords: typeof english = {
  titles: {
    privacy: app => `Datenschutzerklärung von ${app}`,
    terms: app => `Nutzungsbedingungen von ${app}`,
  },
  lead: 'Das hat geschrieben, wer die App herstellt. Der Tresor zeigt es nur.',
};
