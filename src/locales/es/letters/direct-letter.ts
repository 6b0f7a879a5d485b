// The words of the mail that tells a person that something came by Direct, without anything of what it is.
import type { directLetterWords as english } from '../../en/letters/direct-letter.ts';

export const directLetterWords: typeof english = {
  subject: 'Tiene un mensaje nuevo',
  text: ({ person, link }) =>
    `Hola, ${person}:\n\nHa llegado un mensaje a su dirección Direct. Inicie sesión para leerlo:\n\n${link}\n`,
};
