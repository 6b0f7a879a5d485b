// The words of one Direct message.
import type { Begun } from '../../areas.ts';
import type { directMailWords as english } from '../../en/direct/direct-mail.ts';

export const directMailWords: Begun<typeof english> = {
  from: 'De',
  to: 'À',
  received: 'Reçu',
  subjectUnsure:
    'L’objet n’est pas signé : n’importe qui a pu l’écrire en chemin. Ce que dit le message est signé.',
  noText: 'Le message n’a pas de texte.',
  files: 'Pièces jointes',
  filesUnsure: 'Ces fichiers viennent d’un expéditeur dont il n’est pas sûr qui il est.',
  kinds: {
    'c-cda': 'Document clinique (C-CDA)',
    ccr: 'Document clinique (CCR)',
    pdf: 'PDF',
    picture: 'Image',
    zip: 'Archive zip',
    other: 'Fichier',
  },
  noName: 'Fichier sans nom',
  read: 'Lire',
  readNamed: name => `Lire ${name}`,
  download: 'Télécharger',
  downloadNamed: name => `Télécharger ${name}`,
  lookThrough: 'Comparer avec le dossier',
  reply: 'Répondre',
  file: 'Mettre dans le dossier',
  filed: 'Le message est dans le dossier.',
  inRecord: 'Il est dans le dossier.',
  showInRecord: 'Le montrer là',
  toBin: 'Jeter',
  inBin: 'Le message est dans la corbeille.',
  takeOut: 'Sortir de la corbeille',
  outOfBin: 'Le message est revenu.',
  unread: 'Marquer comme non lu',
  markedUnread: 'Marqué comme non lu.',
  unknownTitle: 'Connaissez-vous cet expéditeur ?',
  unknownText: address =>
    `Vous n’avez pas encore accepté ${address}. Acceptez-le, et ce qu’il envoie arrivera dans votre boîte et dans votre dossier.`,
  refusedText: address => `Vous avez refusé ${address}. Ce qu’il envoie va sous « Indésirables ».`,
  accept: 'Accepter cet expéditeur',
  refuse: 'Refuser',
  accepted: address =>
    `${address} est accepté. Ce qu’il a envoyé est dans votre boîte, et dans le dossier à votre sujet s’il y en a un.`,
  refused: address => `${address} est refusé.`,
  unsureTitle: 'Ce message ne permet d’accepter personne',
  unsureText:
    'N’importe qui peut écrire une adresse comme la sienne. Vous pouvez garder ce message ou le jeter.',
  keep: 'Garder dans la boîte de réception',
  kept: 'Le message est dans la boîte de réception.',
  backToMessage: 'Retour au message',
};
