// The words of the mail that tells a person that something came by Direct, without anything of what it is.
import type { Begun } from '../../areas.ts';
import type { directLetterWords as english } from '../../en/letters/direct-letter.ts';

export const directLetterWords: Begun<typeof english> = {
  subject: 'Vous avez un nouveau message',
  text: ({ person, link }) =>
    `Bonjour ${person},\n\nun message est arrivé à votre adresse Direct. Connectez-vous pour le lire :\n\n${link}\n`,
};
