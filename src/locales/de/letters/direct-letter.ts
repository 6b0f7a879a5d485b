// The words of the mails that tell a person that something came by Direct, without anything of what it is.
import type { directLetterWords as english } from '../../en/letters/direct-letter.ts';

export const directLetterWords: typeof english = {
  came: {
    subject: 'Sie haben eine neue Nachricht',
    text: ({ person, link }) =>
      `Guten Tag, ${person},\n\nan Ihre Direct-Adresse ist eine Nachricht gekommen. Melden Sie sich an, um sie zu lesen:\n\n${link}\n`,
  },
  waits: {
    subject: 'Eine Nachricht wartet, bis Sie ihren Absender angesehen haben',
    text: ({ person, link }) =>
      `Guten Tag, ${person},\n\nan Ihre Direct-Adresse ist eine Nachricht gekommen, deren Absender Sie noch nicht angenommen haben. Sie liegt getrennt, bis Sie angesehen haben, von wem sie ist:\n\n${link}\n\nFür weitere, die heute kommen, gibt es keine solche Mail.\n`,
  },
};
