// The words of the mail that tells a person of documents that came while they were away.
import type { documentLetterWords as english } from '../../en/letters/document-letter.ts';

export const documentLetterWords: typeof english = {
  subject: 'In Ihrer Gesundheitsakte gibt es etwas Neues',
  text: ({ person, app, link }) =>
    `Guten Tag, ${person},\n\n„${app}“ hat ein neues Dokument in eine Ihrer Gesundheitsakten gelegt. Melden Sie sich an, um es zu lesen:\n\n${link}\n`,
};
