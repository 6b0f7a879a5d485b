// The words of the mail that tells a person of documents that came while they were away.
import type { Begun } from '../../areas.ts';
import type { documentLetterWords as english } from '../../en/letters/document-letter.ts';

export const documentLetterWords: Begun<typeof english> = {
  subject: 'Il y a du nouveau dans votre dossier de santé',
  text: ({ person, app, link }) =>
    `Bonjour ${person},\n\n« ${app} » a mis un nouveau document dans l’un de vos dossiers de santé. Connectez-vous pour le lire :\n\n${link}\n`,
};
