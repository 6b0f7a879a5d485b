// The words of a person’s own Direct address.
import type { Begun } from '../../areas.ts';
import type { directAddressWords as english } from '../../en/direct/direct-address.ts';

export const directAddressWords: Begun<typeof english> = {
  title: 'Votre adresse Direct',
  lead: 'Les médecins et cliniques qui ont Direct peuvent vous y envoyer lettres, résultats et documents, chiffrés.',
  record: name => `Ce qui arrive va dans le dossier de ${name}.`,
  give: 'Comment la donner à un médecin',
  copy: 'Copier',
  copied: 'Copiée',
  print: 'Imprimer',
  cardTitle: 'Adresse Direct',
  cardText: 'Courrier chiffré pour données de santé (Direct), pas de l’e-mail ordinaire.',
  choose: 'En choisir une autre',
  chooseText:
    'L’ancienne reste à vous, et ce qu’on y envoie arrive toujours. Personne d’autre ne pourra jamais l’avoir.',
  local: 'Ce qui précède le @',
  save: 'Prendre cette adresse',
  saved: address => `Votre adresse Direct est ${address}.`,
  make: 'Obtenir une adresse Direct',
  makeText: 'Vous n’en avez pas encore.',
  makeAny: 'En créer une pour moi',
  taken: 'Cette adresse est prise, ou l’a été. Choisissez-en une autre.',
  createRecord: 'Créer un dossier',
  offTitle: 'Ce coffre n’a pas de messages Direct',
  offText:
    'Direct est un courrier chiffré entre médecins, cliniques et patients. Qui gère ce coffre ne l’a pas configuré.',
  offAsk: 'Demandez-le si votre médecin veut vous envoyer quelque chose ainsi.',
  toRecord: 'Messages que des applications mettent dans le dossier',
  back: 'Aux messages',
};
