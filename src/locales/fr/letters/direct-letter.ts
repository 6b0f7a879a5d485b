// The words of the mails that tell a person that something came by Direct, without anything of what it is.
import type { Begun } from '../../areas.ts';
import type { directLetterWords as english } from '../../en/letters/direct-letter.ts';

export const directLetterWords: Begun<typeof english> = {
  came: {
    subject: 'Vous avez un nouveau message',
    text: ({ person, link }) =>
      `Bonjour ${person},\n\nun message est arrivé à votre adresse Direct. Connectez-vous pour le lire :\n\n${link}\n`,
  },
  waits: {
    subject: 'Un message attend que vous regardiez qui l’a envoyé',
    text: ({ person, link }) =>
      `Bonjour ${person},\n\nun message est arrivé à votre adresse Direct d’un expéditeur que vous n’avez pas accepté. Il est gardé à part jusqu’à ce que vous ayez regardé de qui il est :\n\n${link}\n\nPour d’autres qui arriveront aujourd’hui, il n’y aura pas de tel courriel.\n`,
  },
};
