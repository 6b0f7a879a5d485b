// The words of the page that takes files.
import type { Begun } from '../../areas.ts';
import type { uploadWords as english } from '../../en/items/upload.ts';

export const uploadWords: Begun<typeof english> = {
  title: name => `Ajouter un fichier au dossier de ${name}`,
  short: 'Ajouter un fichier',
  lead: 'Une lettre, une image, un document scanné : tout ce que vous voulez garder avec le dossier. Qui peut voir le dossier peut le voir, et le télécharger de nouveau.',
  file: 'Fichier',
  max: (size, room) => `${size} au maximum. Le dossier a encore de la place pour ${room}.`,
  rest: size => `${size} au maximum : le dossier n’a pas plus de place.`,
  noRoom:
    'Le dossier est plein. Effacez définitivement des fichiers dont vous n’avez plus besoin pour faire de la place.',
  send: 'Ajouter le fichier',
  cancel: 'Annuler',
  progress: 'Envoi du fichier',
  percent: '{percent} % envoyés',
  percentOfAll: 'Fichier {number} sur {of} : {percent} % de tout envoyés',
  added: 'Fichiers ajoutés : {added} sur {all}.',
  again: 'Réessayer ceux-là',
  cancelled: 'Annulé.',
  lost: 'La connexion est perdue. L’envoi continue dès qu’elle est de retour.',
  missing: 'Choisissez un fichier.',
  empty: 'Le fichier est vide. Choisissez-en un autre.',
  broken: 'Le fichier n’est pas arrivé comme prévu. Rien n’a été ajouté ; veuillez réessayer.',
  lapsed: 'L’envoi du fichier s’est arrêté trop longtemps. Rien n’a été ajouté ; veuillez réessayer.',
  tooLong: 'Le fichier est plus grand qu’un fichier ne peut l’être.',
  full: 'Le dossier n’a pas de place pour ce fichier.',
  left: room => `Il peut encore recevoir ${room} ; les fichiers en cours d’envoi comptent aussi.`,
  tooMany: 'Trop de fichiers sont envoyés à la fois. Réessayez dans un instant.',
  refused: 'Vous pouvez consulter ce dossier, mais pas y ajouter de fichiers.',
  failed:
    'Le fichier n’a pas pu être envoyé : la connexion n’est pas revenue. Rien n’a été ajouté ; veuillez réessayer.',
  saved: name => `Le fichier ${name} a été ajouté.`,
  back: 'Retour au dossier',
};
