// Les mots pour importer des fichiers.
import type { Begun } from '../../areas.ts';
import type { importsWords as english } from '../../en/imports/imports.ts';

export const importsWords: Begun<typeof english> = {
  title: name => `Importer des données dans le dossier de ${name}`,
  short: 'Importer des données',
  shortText:
    'D’une application, d’un appareil, d’un hôpital ou d’un tableau : vous voyez ce qu’il y a dans un fichier avant que rien ne soit ajouté.',
  lead: 'Choisissez un fichier d’une application, d’un appareil, d’un hôpital ou d’un tableur. Vous voyez d’abord ce qu’il contient, choisissez ce que vous voulez, et pouvez tout annuler.',
  file: 'Fichier',
  send: 'Regarder dans le fichier',
  cancel: 'Annuler',
  list: 'Fichiers importés',
  when: 'Quand',
  what: 'Fichier',
  back: 'Tous les fichiers importés',
  toData: 'Aller aux données',
  stop: 'Arrêter',
  goOn: 'Continuer',
  undo: 'Annuler cette importation',
  undone: 'L’importation a été annulée.',
  done: 'C’est dans le dossier.',
  kinds: 'Ce qui serait ajouté',
  write: 'Ajouter au dossier',
  read: 'Lire ainsi',
};
