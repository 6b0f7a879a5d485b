// The words of the mail that tells a person of documents that came while they were away.
import type { documentLetterWords as english } from '../../en/letters/document-letter.ts';

export const documentLetterWords: typeof english = {
  subject: 'Hay algo nuevo en su historial de salud',
  text: ({ person, app, link }) =>
    `Hola, ${person}:\n\n«${app}» ha añadido un documento nuevo a uno de sus historiales de salud. Inicie sesión para leerlo:\n\n${link}\n`,
};
