// The words of picking up a message that a clinic sent before its person had an address here. Those of code and question are in
// connect.ts.
import type { Begun } from '../../areas.ts';
import type { directPickUpWords as english } from '../../en/direct/direct-pick-up.ts';

export const directPickUpWords: Begun<typeof english> = {
  title: 'Retirer un message',
  lead: 'Une clinique vous a envoyé un message et vous avez reçu un code par e-mail ? Saisissez-le pour lire le message.',
  closedTitle: 'Ce code ne fonctionne plus',
  closed:
    'Le message n’est plus là : il a été retiré, il a attendu trop longtemps, ou sa question a reçu trop de mauvaises réponses. Demandez à l’expéditeur de l’envoyer de nouveau.',
};
