// The words of the page about what happened to a record.
import type { Begun } from '../../areas.ts';
import type { activityWords as english } from '../../en/pages/activity.ts';
import { pickPlural } from '../../plural.ts';

export const activityWords: Begun<typeof english> = {
  title: name => `Activité dans le dossier de ${name}`,
  short: 'Activité',
  lead: 'Qui a fait quoi, avec quelle application, et quand.',
  leadOwn:
    'Ce que vous avez fait ici, et les applications auxquelles vous avez donné accès. La personne qui s’occupe du dossier voit tout.',
  filter: 'N’en montrer qu’une partie',
  app: 'Application',
  person: 'Personne',
  kind: 'Quoi',
  from: 'Du',
  to: 'Au',
  apply: 'Afficher',
  everything: 'Tout afficher',
  all: 'Tout',
  pages: 'Keepwell',
  caption: 'Ce qui s’est passé, le plus récent d’abord',
  when: 'Quand',
  what: 'Quoi',
  who: 'Qui',
  how: 'Comment',
  online: 'pendant une connexion',
  offline: 'd’elle-même',
  nobody: 'Keepwell lui-même',
  strangers: {
    OpenEmergencyAddress: 'Quelqu’un qui a le code d’urgence',
    ReadCalendar: 'Qui a l’adresse du calendrier',
  },
  gone: 'quelqu’un qui n’a plus de compte',
  goneApp: 'une application qui n’est plus ici',
  backedUp: (snapshot, proven) =>
    `Sauvegardé tel qu’il était le ${snapshot}. Le ${proven}, cette copie a été restaurée pour un essai, et ce dossier est revenu identique, avec ses fichiers.`,
  none: 'Rien à afficher',
  noneText: 'Il ne s’est rien passé que ce filtre trouve. Affichez tout, ou choisissez d’autres jours.',
  older: 'Plus ancien',
  newest: 'Le plus récent',
  back: 'Retour au dossier',
  badDate: 'Saisissez un jour, comme 2026-11-25.',
  items: count => pickPlural('fr', count, { one: `${count} donnée`, other: `${count} données` }),
  reads: 'Ce que des applications ont lu',
  readsHint: 'Compté en tout, y compris les données lues plusieurs fois.',
  noReads: 'Aucune application n’a encore rien lu.',
  kindOfItem: 'Sorte de données',
  number: 'Données lues',
  last: 'Dernière fois',
  through: name => `par ${name}`,
  ownLooks:
    'Ce que vous avez consulté vous-même n’est pas montré ici ; choisissez « Ce qui a été consulté par des personnes » pour le voir aussi.',
  take: 'Emporter le journal',
  takeText:
    'Tout ce que contient le journal, à garder. Le fichier à vérifier est prouvé par le point de contrôle de votre dernier téléchargement ; si vous en avez gardé un autre, donnez son numéro.',
  takeKept: 'Numéro d’un point de contrôle que vous avez gardé',
  takeJson: 'Pour vérifier (JSON Lines)',
  takeCsv: 'En tableau (CSV)',
  sealed: (count, when) =>
    `Jusqu’à son entrée ${count.toLocaleString('fr')}, ce journal a été publié le ${when} : rien ne peut plus y être changé ou omis sans qu’on le remarque.`,
  sealedMore: 'Comment cela fonctionne',
  gap: (from, to) =>
    `Keepwell s’est arrêté de façon imprévue : ce qui a été lu entre ${from} et ${to} peut manquer ici.`,
  kinds: {
    data: 'Données ajoutées, modifiées ou supprimées',
    apps: 'Accès d’applications',
    people: 'Accès de personnes',
    record: 'Le dossier dans son ensemble',
    looked: 'Ce qui a été consulté par des personnes',
    read: 'Ce qui a été lu par des applications',
    refused: 'Refus',
    taken: 'Téléchargements',
  },
};
