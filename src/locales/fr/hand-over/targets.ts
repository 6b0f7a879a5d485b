// The words of the pages that applications send people to.
import type { Begun } from '../../areas.ts';
import type { targetsWords as english } from '../../en/hand-over/targets.ts';

export const targetsWords: Begun<typeof english> = {
  newRecord: 'Un nouveau dossier de santé',
  newRecordLead: app =>
    `Pour l’utiliser avec ${app}. Vous décidez à la page suivante de ce que l’application peut voir.`,
  filledIn: app =>
    `${app} a rempli ce qu’elle sait. Vérifiez-le, et modifiez ce qui n’est pas juste. Rien n’est gardé avant que vous créiez le dossier.`,
  lost: app =>
    `Ce que ${app} a transmis n’est plus là, car cela n’attend qu’une demi-heure. Veuillez le remplir vous-même.`,
  create: 'Créer le dossier',
  cancel: 'Annuler',
  more: 'Plus sur cette personne (facultatif)',
  without: 'Continuer sans ce dossier',
  account: {
    filledIn: app =>
      `${app} a rempli ce qu’elle sait de vous. Vérifiez-le, et modifiez ce qui n’est pas juste.`,
    lost: app =>
      `Ce que ${app} a transmis n’est plus là, car cela n’attend qu’une demi-heure. Veuillez le remplir vous-même.`,
    recordFollows: 'Le dossier de santé qui va avec suit à la page suivante.',
    notNow: 'Vous ne voulez pas de compte ?',
    notes: app =>
      `${app} a omis quelque chose, ou transmis ce qui ne convient pas. Votre compte n’en a pas besoin :`,
    flows: {
      eprep: 'Un compte garde ce que les secouristes doivent savoir en cas d’urgence.',
      wmgmt: 'Un compte garde votre poids au fil du temps, et ce que vous mangez et faites pour lui.',
    },
  },
  list: {
    lead: app => `Voici les dossiers que ${app} peut utiliser.`,
    none: 'Aucun dossier',
    noneText: app => `${app} ne peut utiliser aucun de vos dossiers.`,
  },
  signOut: {
    title: 'Vous déconnecter de vos dossiers de santé ?',
    text: app =>
      `Vous êtes arrivé par un lien qui vous déconnecte de Keepwell et mène à ${app}. Si vous ne vouliez pas vous déconnecter, restez connecté.`,
    button: 'Se déconnecter',
    stay: 'Rester connecté',
  },
  noAccess: 'Aucun accès',
  noAccessText: app => `${app} n’a accès à aucun de vos dossiers qui pourrait être affiché.`,
  refused: {
    edit: {
      title: 'Vous ne pouvez pas modifier ce dossier',
      text: app =>
        `${app} vous a envoyé ici pour modifier un dossier, mais il est partagé avec vous pour consultation seulement. Demandez à la personne qui s’en occupe.`,
    },
    sharing: {
      title: 'Vous ne pouvez pas partager ce dossier',
      text: app =>
        `${app} vous a envoyé ici pour partager un dossier, mais seules les personnes qui s’en occupent peuvent en inviter d’autres.`,
    },
    noRecord: {
      title: 'Vous n’avez pas encore de dossier de santé',
      text: app => `${app} vous a envoyé ici pour l’un de vos dossiers, mais il n’y en a aucun.`,
    },
    noDocument: {
      title: 'Ce document n’est pas ici',
      text: app =>
        `${app} vous a envoyé ici pour reprendre les données d’un document, mais votre dossier n’a pas ce document, ou il n’est pas partagé avec vous.`,
    },
    noReconciling: {
      title: 'Vous ne pouvez pas reprendre ce document',
      text: app =>
        `${app} vous a envoyé ici pour reprendre les données d’un document, mais le dossier est partagé avec vous pour le regarder seulement. Demandez à qui en prend soin.`,
    },
    tooManyFiles: {
      title: 'D’autres documents vous attendent',
      text: app =>
        `${app} vous a envoyé ici pour reprendre les données d’un document, mais plusieurs sont déjà ouverts. Décidez d’abord de ceux-ci.`,
    },
  },
};
