// The words of the mail that tells a person that something came by Direct, without anything of what it is.
import type { directLetterWords as english } from '../../en/letters/direct-letter.ts';

export const directLetterWords: typeof english = {
  subject: 'Sie haben eine neue Nachricht',
  text: ({ person, link }) =>
    `Guten Tag, ${person},\n\nan Ihre Direct-Adresse ist eine Nachricht gekommen. Melden Sie sich an, um sie zu lesen:\n\n${link}\n`,
};
