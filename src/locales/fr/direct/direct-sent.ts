// The words of Direct messages that were sent, and of how far each got.
import type { Begun } from '../../areas.ts';
import type { directSentWords as english } from '../../en/direct/direct-sent.ts';

export const directSentWords: Begun<typeof english> = {
  lead: 'Ce que vous avez envoyé, le plus récent d’abord, et jusqu’où c’est allé.',
  none: 'Rien d’envoyé pour l’instant',
  noneText: 'Ce que vous envoyez à un médecin est montré ici, avec jusqu’où c’est allé.',
  to: 'À',
  from: 'De',
  sent: 'Envoyé',
  by: 'Par',
  byApp: name => `L’application ${name}, en votre nom`,
  states: {
    queued: 'En attente d’envoi',
    sent: 'Envoyé',
    processed: 'Reçu par leur système',
    delivered: 'Remis',
    failed: 'Non remis',
  },
  stateTexts: {
    queued: 'Le message attend d’être envoyé, et l’envoi est tenté de nouveau pendant deux jours.',
    sent: 'Leur serveur de courrier l’a pris. Leur système n’a pas encore dit qu’il a pu l’ouvrir.',
    processed: 'Leur système a dit, avec signature, qu’il a pu l’ouvrir et qu’il se fie à votre signature.',
    delivered: 'Leur système a dit, avec signature, qu’il est dans la boîte du destinataire.',
    failed: 'Le destinataire ne l’a pas reçu.',
  },
  retry: 'Réessayer',
  stop: 'Ne plus envoyer',
  stopTitle: 'Ne plus envoyer ce message ?',
  retried: 'Nouvel essai en cours.',
  stopped: 'Il n’est plus envoyé.',
  along: 'Envoyé avec',
  older: 'Messages plus anciens',
  newest: 'Messages les plus récents',
};
