// The words of what every page has around it.
import type { Begun } from '../../areas.ts';
import type { frameWords as english } from '../../en/frame/frame.ts';
import { pickPlural } from '../../plural.ts';

export const frameWords: Begun<typeof english> = {
  skip: 'Aller au contenu',
  check: 'À vérifier :',
  signIn: 'Se connecter',
  signOut: 'Se déconnecter',
  damaged: (count, kinds) =>
    pickPlural('fr', count, {
      one: `${count} donnée ne peut pas être lue : ${kinds}. La personne qui gère ce serveur peut en savoir plus avec « keepwell doctor --thorough ».`,
      other: `${count} données ne peuvent pas être lues : ${kinds}. La personne qui gère ce serveur peut en savoir plus avec « keepwell doctor --thorough ».`,
    }),
  menu: 'Menu principal',
  home: 'Accueil',
  data: 'Données',
  timeline: 'Chronologie',
  records: 'Dossiers',
  apps: 'Applications',
  account: 'Compte',
  help: 'Aide',
  helpHere: 'Aide sur cette page',
  privacy: 'Confidentialité',
  terms: 'Conditions',
  directory: 'Répertoire des applications',
  developers: 'Pour les développeurs',
  language: 'Langue',
  record: 'Dossier',
  switchRecord: 'Passer à un autre dossier',
  show: 'Afficher',
  newRecord: 'Créer un dossier',
  motto: 'Keepwell garde les données de santé de votre famille là où vous le décidez.',
  sandbox:
    'Ceci est un environnement d’essai pour les développeurs. N’y gardez pas de vraies données de santé.',
  undo: 'Annuler cette action',
  toHome: 'Vers la page d’accueil',
  tellNumber: 'Si vous posez la question à la personne qui gère ce coffre, donnez-lui ce numéro :',
  cancel: 'Annuler',
  optional: 'facultatif',
  choose: 'Choisissez…',
  correct: count =>
    pickPlural('fr', count, { one: `Corrigez ${count} point`, other: `Corrigez ${count} points` }),
  bar: 'Raccourcis',
  find: 'Rechercher',
  add: 'Ajouter',
  more: 'Plus',
  missing: label => `À remplir : ${label}.`,
  tooLong: (label, max) => `${label} : ${max} caractères au maximum.`,
};
